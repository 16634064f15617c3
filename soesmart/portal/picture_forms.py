"""What the editor checks of a picture before it is stored."""

import struct
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from PIL import Image as Pillow
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

# What Pillow and Willow raise for files that only begin like a picture.
UNREADABLE = (OSError, SyntaxError, ValueError, struct.error, Pillow.DecompressionBombError)


class PictureField(WagtailImageField):
    """Wagtail's own unpacks a picture before it counts its points, and fails on one that is damaged."""

    def to_python(self, data: Any) -> Any:
        try:
            if data:
                _check_points(data)
            return super().to_python(data)
        except UNREADABLE as error:
            raise ValidationError(
                "Dieses Bild lässt sich nicht lesen: Die Datei ist beschädigt oder enthält kein Bild."
                " Bitte das Bild noch einmal speichern oder ein anderes wählen.",
                code="unreadable",
            ) from error


def _check_points(data: Any) -> None:
    """Only the head of the file is read for that."""
    with Pillow.open(data) as picture:
        points = picture.width * picture.height * getattr(picture, "n_frames", 1)
    data.seek(0)
    if points > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
        most = settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS // 1_000_000
        raise ValidationError(
            f"Dieses Bild hat {points // 1_000_000} Millionen Bildpunkte. Bitte auf höchstens {most} verkleinern.",
            code="too_many_points",
        )


class PictureForm(BaseImageForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if given := self.fields.get("file"):
            self.fields["file"] = PictureField(label=given.label, required=given.required, widget=given.widget)
