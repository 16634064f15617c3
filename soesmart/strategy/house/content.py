"""What a house shows, as plain data. No Django."""

from dataclasses import dataclass

from soesmart.strategy.rules import Light


@dataclass(frozen=True)
class Part:
    """A named thing with an address: an overarching goal. Without an address it is drawn but is no link."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Window:
    """A goal. `code` is what the town calls it ("MOB-1", "2.1"); `word` says the light, by default its label.

    `panes` are its sub-goals: smaller windows beside it, those of deeper levels too.
    """

    code: str
    name: str
    url: str
    light: Light = Light.UNKNOWN
    word: str = ""
    panes: tuple["Window", ...] = ()

    @property
    def below(self) -> tuple["Window", ...]:
        """All sub-goals of all levels, in reading order."""
        return tuple(one for pane in self.panes for one in (pane, *pane.below))

    @property
    def state(self) -> str:
        """The light in words."""
        return self.word or self.light.label

    @property
    def spoken(self) -> str:
        """The name of its link: `Ziel MOB-1: Mehr Wege mit Rad, auf Kurs`."""
        code = f" {self.code}" if self.code else ""
        return f"Ziel{code}: {self.name}, {self.state}"


@dataclass(frozen=True)
class Room:
    """An action field."""

    name: str
    url: str
    windows: tuple[Window, ...] = ()

    @property
    def all_windows(self) -> tuple[Window, ...]:
        """The windows with their panes, in reading order."""
        return tuple(one for window in self.windows for one in (window, *window.below))


@dataclass(frozen=True)
class Door:
    """The way to the pilots: `count` of them, `label` in the right number ("Pilotprojekte")."""

    count: int
    label: str
    url: str


@dataclass(frozen=True)
class People:
    """How many took part in the last year. Only drawn from a known number."""

    count: int
    label: str = "im letzten Jahr mitgemacht"
    url: str = ""


@dataclass(frozen=True)
class HouseContent:
    """Everything a house shows. `title` is the vision, or the town's name where there is none."""

    title: str
    url: str = ""
    terms: tuple[str, ...] = ()
    overarching: tuple[Part, ...] = ()
    rooms: tuple[Room, ...] = ()
    door: Door | None = None
    people: People | None = None
    field_plural: str = "Handlungsfelder"

    @property
    def windows(self) -> tuple[Window, ...]:
        return tuple(window for room in self.rooms for window in room.all_windows)
