"""Pictures of pages: small WebP files in two widths, served only by the town that owns them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.files.storage import default_storage
from wagtail.images.models import Image, Rendition

from soesmart.portal.models.pages import PictureMixin

NARROW, WIDE = "fill-432x243|format-webp|webpquality-60", "width-960|format-webp|webpquality-65"


@dataclass(frozen=True)
class Picture:
    """Two addresses of the same picture, its size in the wide one, and its words."""

    narrow: str
    wide: str
    width: int
    height: int
    alt: str
    credit: str


@dataclass(frozen=True)
class Scaled:
    url: str
    width: int
    height: int


def picture_of(page: PictureMixin) -> Picture | None:
    """One query when both renditions exist already."""
    return next(iter(pictures_of([page]).values()), None)


def pictures_of(pages: Sequence[PictureMixin]) -> dict[int, Picture]:
    """Pictures by the id of the page; one query for all when they are scaled already, which publishing sees to."""
    shown = {page.pk: page.picture_id for page in pages if page.picture_id}
    scaled = _scaled(set(shown.values()))
    return {page.pk: _picture(page, scaled) for page in pages if page.pk in shown}


def _scaled(images: set[int]) -> dict[tuple[int, str], Scaled]:
    """Wagtail's own way to a rendition costs a millisecond each; this reads the rows."""
    rows = Rendition.objects.filter(image__in=images, filter_spec__in=(NARROW, WIDE)).order_by("pk")
    found = {
        (image, spec): Scaled(default_storage.url(file), width, height)
        for image, spec, file, width, height in rows.values_list("image_id", "filter_spec", "file", "width", "height")
    }
    missing = {image for image in images if (image, NARROW) not in found or (image, WIDE) not in found}
    for image in Image.objects.filter(pk__in=missing):
        for spec in (NARROW, WIDE):
            made: Rendition = image.get_rendition(spec)
            found[image.pk, spec] = Scaled(made.url, made.width, made.height)
    return found


def _picture(page: PictureMixin, scaled: dict[tuple[int, str], Scaled]) -> Picture:
    image = page.picture_id or 0
    narrow, wide = scaled[image, NARROW], scaled[image, WIDE]
    return Picture(narrow.url, wide.url, wide.width, wide.height, page.picture_alt, page.picture_credit)
