"""What a campaign still lacks before it may be published. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from soesmart.participation.rules.formats import Right, Voting, Who
from soesmart.participation.rules.templates import PLACEHOLDERS


@dataclass(frozen=True)
class Missing:
    """what: stable name; where: URL name of the page on which it is mended; sentence: German, says what to do."""

    what: str
    where: str
    sentence: str


@dataclass(frozen=True)
class Prepared:
    """What is there of a campaign. rights: those with a window; faults: what is wrong with its windows by now."""

    title: str
    summary: str
    question: str
    text: str
    contact: str
    has_phase: bool
    voting: Voting
    limit: int
    limit_each: int
    who: Who
    codes: int
    answer_days: int
    ideas: int
    rights: frozenset[Right]
    faults: tuple[str, ...] = ()


WORDS, HOW, WINDOWS, CODES, IDEAS = (
    "office_campaign_words",
    "office_campaign_how",
    "office_campaign_windows",
    "office_campaign_codes",
    "office_ideas",
)


SHARED_OUT = (Voting.POINTS, Voting.BUDGET)


def missing_in(plan: Prepared) -> list[Missing]:
    """In the order of the office's pages; empty when the campaign may be published."""
    return [*_words(plan), *_how(plan), *_windows(plan), *_ideas(plan)]


def _words(plan: Prepared) -> Iterator[Missing]:
    texts = [
        ("title", plan.title, "Der Titel fehlt."),
        ("summary", plan.summary, "Die Zusammenfassung fehlt. Sie steht in Listen und in der Suche."),
        ("question", plan.question, "Die Frage fehlt, die auf jeder Karte steht."),
        ("text", plan.text, "Der Text fehlt: worum es geht und was aus den Antworten wird."),
        ("contact", plan.contact, "Es fehlt, wer Fragen beantwortet."),
    ]
    yield from (Missing(what, WORDS, sentence) for what, words, sentence in texts if not words.strip())
    for what, words, _ in texts:
        if left := next((mark for mark in sorted(PLACEHOLDERS) if mark in words), ""):
            yield Missing(what, WORDS, f"Aus der Vorlage steht noch „{left}“ da. Bitte durch eigene Worte ersetzen.")
    if not plan.has_phase:
        yield Missing("phase", WORDS, "Der Abschnitt des Wegs fehlt, zu dem die Beteiligung gehört.")


def _how(plan: Prepared) -> Iterator[Missing]:
    if fault := fault_of_limits(plan.voting, plan.limit, plan.limit_each):
        yield Missing("limit", HOW, fault)
    if not plan.answer_days:
        yield Missing("answer_days", HOW, "Das Versprechen fehlt, nach wie vielen Tagen jede Idee eine Antwort hat.")
    if plan.who == Who.CODE and not plan.codes:
        yield Missing("codes", CODES, "Mitmachen kann nur, wer einen Code hat, doch es gibt noch keine Codes.")


def _windows(plan: Prepared) -> Iterator[Missing]:
    if not plan.rights:
        yield Missing("windows", WINDOWS, "Es fehlt, wann die Menschen mitmachen können.")
    else:
        needed = Right.COMMENT if plan.voting == Voting.COMMENT else Right.VOICE
        if needed not in plan.rights:
            yield Missing("windows", WINDOWS, f"Das Fenster „{needed.label}“ fehlt.")
        if plan.voting == Voting.COMMENT and Right.VOICE in plan.rights:
            yield Missing("voice", WINDOWS, "Hier wird nur kommentiert: Das Fenster „Meinung sagen“ ist zu viel.")
        if Right.MODERATE not in plan.rights:
            yield Missing("moderate", WINDOWS, "Es fehlt, wann moderiert wird.")
    yield from (Missing("days", WINDOWS, fault) for fault in plan.faults)


def _ideas(plan: Prepared) -> Iterator[Missing]:
    if not plan.ideas and Right.SUBMIT not in plan.rights:
        yield Missing("ideas", IDEAS, "Es gibt noch keine Idee, und niemand kann eine einreichen.")


def fault_of_limits(voting: Voting, limit: int, limit_each: int) -> str:
    """Why these bounds make no sense for this voting, in German; "" when they do. Points, or cents of a budget."""
    if voting not in SHARED_OUT:
        return ""
    if limit < 1:
        what = "Punkte jede Person vergibt" if voting == Voting.POINTS else "Spielgeld jede Person verteilt"
        return f"Es fehlt, wie {'viele' if voting == Voting.POINTS else 'viel'} {what}."
    if limit_each > limit:
        return "Für eine Idee kann niemand mehr geben als insgesamt da ist. Bitte die Grenze je Idee senken."
    return ""
