"""Pictures of ideas: made anew from what was uploaded, so that nothing of the file's own content is passed on.

Place and time of the photograph, the camera's name and hidden additions stay behind. Two WebP files are stored under
MEDIA_ROOT/ideas: as wide as a page, and small for lists.
"""

import struct
import zlib
from io import BytesIO

from django.core import signing
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from PIL import Image, ImageOps

from soesmart.core.ids import new_id
from soesmart.core.numbers import format_number
from soesmart.core.refusals import Refused

FOLDER = "ideas"
LARGE, SMALL = 1600, 480
MOST_BYTES = 8 * 1024 * 1024
# More than a telephone takes; unpacked it is 150 MB, which a small machine can bear.
MOST_POINTS = 50_000_000
FORMATS = ("JPEG", "PNG", "WEBP")
# What Pillow raises for files that only begin like a picture.
UNREADABLE = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, Image.DecompressionBombError)
# How long the form may stand open between the upload and the last click.
KEPT_FOR = 24 * 3600
_SALT = "soesmart.participation.picture"


def store_picture(upload: UploadedFile) -> str:
    """Make the picture anew and store it; returns its name. Refused (field "picture") with what to do."""
    if upload.size is None or upload.size > MOST_BYTES:
        size = format_number((upload.size or 0) / 1024**2, 1)
        raise _refused("large", f"Das Bild hat {size} MB, höchstens 8 sind möglich. Bitte verkleinern.")
    try:
        picture = _opened(upload)
        files = {side: _encoded(picture, side) for side in (LARGE, SMALL)}
    except UNREADABLE:
        raise _refused(
            "unreadable",
            "Diese Datei ist kein Bild, das sich lesen lässt. Möglich sind JPEG, PNG und WebP. Bitte das Bild noch "
            "einmal speichern oder ein anderes wählen.",
        ) from None
    name = new_id().hex
    for side, content in files.items():
        default_storage.save(_path(name, side), ContentFile(content))
    return name


def open_picture(name: str, *, small: bool) -> "File[bytes] | None":
    """A stored picture, to be read; None when there is none (any more)."""
    path = _path(name, SMALL if small else LARGE)
    return default_storage.open(path, "rb") if name and default_storage.exists(path) else None


def drop_picture(name: str) -> None:
    """Delete a stored picture once the present transaction is stored; nothing happens without one."""
    if name:
        transaction.on_commit(lambda: delete_files(name))


def delete_files(name: str) -> None:
    for side in (LARGE, SMALL):
        default_storage.delete(_path(name, side))


def ticket_for(name: str) -> str:
    """What a form carries on until its idea is stored: nobody can claim a picture that another person uploaded."""
    return signing.dumps(name, salt=_SALT)


def name_on(ticket: str) -> str:
    """The name on a ticket; "" when it is forged, too old, or its picture is gone."""
    try:
        name = signing.loads(ticket, salt=_SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return ""
    return name if isinstance(name, str) and default_storage.exists(_path(name, LARGE)) else ""


def _opened(upload: UploadedFile) -> Image.Image:
    picture: Image.Image = Image.open(upload, formats=FORMATS)
    points = picture.width * picture.height
    if points > MOST_POINTS:  # only the head of the file was read so far
        most = MOST_POINTS // 1_000_000
        raise _refused(
            "points",
            f"Das Bild hat {format_number(points // 1_000_000)} Millionen Bildpunkte, höchstens {most} sind möglich."
            " Bitte verkleinern.",
        )
    picture.draft("RGB", (LARGE, LARGE))  # a JPEG is then unpacked no larger than needed
    picture.load()
    picture = ImageOps.exif_transpose(picture)
    has_holes = picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info
    return picture.convert("RGBA" if has_holes else "RGB")


def _encoded(picture: Image.Image, side: int) -> bytes:
    scaled = picture.copy()
    scaled.thumbnail((side, side), Image.Resampling.LANCZOS)
    scaled.info.clear()
    out = BytesIO()
    scaled.save(out, "WEBP", quality=75, method=4)
    return out.getvalue()


def _path(name: str, side: int) -> str:
    return f"{FOLDER}/{name}.webp" if side == LARGE else f"{FOLDER}/{name}-{side}.webp"


def _refused(why: str, text: str) -> Refused:
    return Refused(f"participation.picture.{why}", text, "picture")
