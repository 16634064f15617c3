"""What a person can cause and the town has to say no to, with words that help."""


class Refused(Exception):
    """A service said no.

    code: stable, for programs ("strategy.version.locked"); text: German, says what to do;
    field: name of the form field to which it belongs, or None; status: of HTTP, for the answer.
    """

    status = 422

    def __init__(self, code: str, text: str, field: str | None = None) -> None:
        super().__init__(text)
        self.code = code
        self.text = text
        self.field = field


class Conflict(Refused):
    """Somebody else was faster: the thing changed between reading and writing."""

    status = 409


class Forbidden(Refused):
    """The person lacks the right; says which one, and who may help."""

    status = 403
