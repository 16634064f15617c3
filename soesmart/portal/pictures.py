"""Pictures of pages: small WebP files in two widths, served only by the town that owns them."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
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


def picture_of(page: PictureMixin) -> Picture | None:
    """One query when both renditions exist already."""
    return next(iter(pictures_of([page]).values()), None)


def pictures_of(pages: list[PictureMixin]) -> dict[int, Picture]:
    """Pictures by the id of the page; one query for all when the renditions exist already."""
    shown = [page for page in pages if page.picture]
    images: list[Image] = [page.picture for page in shown]
    prefetch_related_objects(images, "renditions")
    return {page.pk: _picture(page, image) for page, image in zip(shown, images, strict=True)}


def _picture(page: PictureMixin, image: Image) -> Picture:
    narrow: Rendition = image.get_rendition(NARROW)
    wide: Rendition = image.get_rendition(WIDE)
    return Picture(narrow.url, wide.url, wide.width, wide.height, page.picture_alt, page.picture_credit)
