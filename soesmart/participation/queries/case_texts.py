"""The text of a case, whatever its kind: what it says, and in which state somebody read it."""

from soesmart.participation.models import Case, Comment, Idea


def text_of(case: Case) -> Idea | Comment:
    found = case.idea or case.comment
    assert found is not None  # a constraint of the table
    return found


def words_of(text: Idea | Comment) -> str:
    """All that somebody wrote into it."""
    if isinstance(text, Comment):
        return text.text
    return "\n".join(part for part in (text.title, text.what, text.beneficiaries, text.place) if part)


def stamp_of(text: Idea | Comment) -> str:
    """Changes whenever its words do: what a moderator read, and what she decided upon."""
    if isinstance(text, Idea):
        return str(text.revision)
    return text.edited_at.isoformat() if text.edited_at else ""
