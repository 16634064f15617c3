"""Places in a town: whether a point lies in it, and a drawing of its outline to show and choose points on."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from math import cos, radians

from soesmart.methods.polygons import Point, bounds, contains
from soesmart.region.queries import outline_of_the_town

STEP = Decimal("0.00001")  # about a metre
WIDTH = 256  # of the drawing: fits the narrowest phone, for a click is counted in these pixels
MARGIN = 10


@dataclass(frozen=True)
class Place:
    """A point in degrees."""

    lat: Decimal
    lon: Decimal


@dataclass(frozen=True)
class Spot:
    """A point of a drawing, in its pixels."""

    x: float
    y: float


@dataclass(frozen=True)
class Outline:
    """A town's border. ring: (longitude, latitude) in degrees."""

    ring: tuple[Point, ...]
    invented: bool = False

    def holds(self, place: Place) -> bool:
        return contains(self.ring, (float(place.lon), float(place.lat)))

    @property
    def scale(self) -> tuple[float, float]:
        """Pixels for a degree of longitude and of latitude."""
        (west, south), (east, north) = bounds(self.ring)
        across = (WIDTH - 2 * MARGIN) / (east - west)
        return across, across / cos(radians((south + north) / 2))

    @property
    def height(self) -> int:
        (_, south), (_, north) = bounds(self.ring)
        return round((north - south) * self.scale[1]) + 2 * MARGIN

    def spot(self, lat: Decimal | float, lon: Decimal | float) -> Spot:
        """Where a place stands in the drawing."""
        (west, _), (_, north) = bounds(self.ring)
        across, down = self.scale
        return Spot(round(MARGIN + (float(lon) - west) * across, 1), round(MARGIN + (north - float(lat)) * down, 1))

    def place(self, x: float, y: float) -> Place:
        """Which place a point of the drawing is."""
        (west, _), (_, north) = bounds(self.ring)
        across, down = self.scale
        lat, lon = north - (y - MARGIN) / down, west + (x - MARGIN) / across
        return Place(Decimal(str(lat)).quantize(STEP), Decimal(str(lon)).quantize(STEP))

    @property
    def path(self) -> str:
        """The border as the `d` of an SVG path."""
        spots = [self.spot(lat, lon) for lon, lat in self.ring]
        return "M" + "L".join(f"{spot.x:g} {spot.y:g}" for spot in spots) + "Z"

    @property
    def width(self) -> int:
        return WIDTH


def outline_of() -> Outline | None:
    """The outline of the town in scope; one query. None where nobody has drawn it."""
    row = outline_of_the_town()
    return Outline(tuple((x, y) for x, y in row.points), row.invented) if row else None


def degrees(typed: str) -> Decimal:
    """A coordinate as people write it: "51,5717", "51.5717°", "8.1069 E". ValueError when it is none."""
    text = typed.strip().rstrip("°NEOno ").replace(",", ".")
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValueError(typed) from None
    if not number.is_finite() or abs(number) > 180:
        raise ValueError(typed)
    return number.quantize(STEP)


def german(number: Decimal) -> str:
    """ "51,5717", as a person types it."""
    return f"{number:f}".replace(".", ",")


def fault_of(place: Place, outline: Outline | None, town: str) -> str:
    """Why a place cannot be the place of an idea in `town`, in German; "" when it can."""
    if not (-90 <= place.lat <= 90 and -180 <= place.lon <= 180):
        return "Diese Koordinaten gibt es nicht. Die Breite liegt zwischen −90 und 90, die Länge zwischen −180 und 180."
    if outline is None or outline.holds(place):
        return ""
    if outline.holds(Place(place.lon, place.lat)):
        return "Breite und Länge sind vertauscht: Bitte die beiden Zahlen tauschen."
    return f"Dieser Punkt liegt nicht in {town}. Bitte einen Punkt in der Stadt wählen oder die Koordinaten weglassen."
