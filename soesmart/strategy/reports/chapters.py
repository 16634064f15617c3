"""The chapters of a report in their order: what the page, the file and the list of contents walk through. No Django."""

from dataclasses import dataclass

from soesmart.strategy.reports.content import Chapter, Content, FieldPart

FRAME, METHOD = "berichtsrahmen", "methode"


@dataclass(frozen=True)
class Part:
    """A chapter by its name in addresses. kind: field, frame, chapter or method; thing: what it shows, if it is one."""

    key: str
    title: str
    kind: str
    thing: FieldPart | Chapter | None = None


def parts(content: Content) -> tuple[Part, ...]:
    """The fields in the town's order, the reporting frame, what others tell of the year, the method."""
    return (
        *(Part(field_key(field.key), field.name, "field", field) for field in content.fields),
        Part(FRAME, "Berichtsrahmen Nachhaltige Kommune", "frame"),
        *(Part(chapter.key, chapter.title, "chapter", chapter) for chapter in content.chapters),
        Part(METHOD, "Wie gerechnet wurde und woher die Zahlen kommen", "method"),
    )


def field_key(key: str) -> str:
    """The name of a field's chapter in addresses."""
    return f"feld-{key}"
