"""Letters of the moderation: to authors with the reasons, and to moderators when something waits."""

from datetime import datetime

from django.urls import reverse

from soesmart.core.outbox import queue_mail
from soesmart.participation.models import Case, Comment
from soesmart.participation.queries.case_texts import text_of, words_of
from soesmart.participation.rules.moderation import OBJECTION_TIME, UNDO_TIME, Removal
from soesmart.region.models import Municipality

QUOTED = 300


def letter_key(case: Case) -> str:
    """One letter per decision; an undone one is written anew under the same name."""
    which = "objection" if case.objection_decided_at else "decision"
    moment = case.objection_decided_at or case.decided_at
    assert moment is not None
    return f"participation.case.{which}:{case.pk}:{int(moment.timestamp() * 1000)}:mail"


def write_to_author(case: Case, *, home: str, at: datetime) -> None:
    """Put the letter on a decision into the outbox, due when it can no longer be undone; none without an account.

    Who wrote without an account reads the same on the page of the case.
    """
    author = text_of(case).author
    if author is None or not author.is_active:
        return
    link = f"{home.rstrip('/')}{reverse('case', args=[case.key])}"
    queue_mail(
        key=letter_key(case),
        to=author.email,
        subject=_subject(case),
        text="\n\n".join(_parts(case, link)),
        at=at + UNDO_TIME,
        town=case.campaign.municipality.slug,
    )


def _subject(case: Case) -> str:
    town = case.campaign.municipality
    your = "Dein" if town.address_form == Municipality.Address.DU else "Ihr"
    if case.objection_decided_at:
        return "Antwort auf den Widerspruch"
    return f"{your} Text ist jetzt zu sehen" if case.state == Case.State.KEPT else f"{your} Text wurde entfernt"


def _parts(case: Case, link: str) -> list[str]:
    campaign, text = case.campaign, words_of(text_of(case))
    quoted = text if len(text) <= QUOTED else f"{text[:QUOTED].rstrip()} …"
    quoted = "\n".join(f"    {line}" for line in quoted.splitlines())
    intro = f"Guten Tag,\n\nes geht um diesen Text in „{campaign.title}“:\n\n{quoted}"
    if case.objection_decided_at:
        parts = [intro, case.answer]
    elif case.state == Case.State.KEPT:
        parts = [intro, "Ein Mensch hat ihn geprüft und freigegeben. Er steht jetzt auf der Seite."]
    else:
        parts = [
            intro,
            *reasons_of(case),
            f"Widerspruch geht {OBJECTION_TIME.days} Tage lang, einmal, auf dieser Seite:",
        ]
    return [*parts, link, f"Stadt {campaign.municipality.name}, Moderation"]


def reasons_of(case: Case) -> list[str]:
    """The statement of reasons in paragraphs: which rule, why, how the text was noticed, who decided."""
    rule = Removal(case.reason).rule
    if case.reports_count:
        noticed = "Aufgefallen ist der Text, weil ihn jemand gemeldet hat."
    else:
        noticed = (
            "Aufgefallen ist der Text einem Programm, das nach festen Regeln nur anzeigt, was geprüft werden soll."
        )
    return [
        f"Wir haben ihn entfernt. Grund: {rule.label}. Die Regel: {rule.rule}",
        case.statement,
        f"{noticed} Kein Programm hat ihn entfernt: Entschieden hat ein Mensch aus der Moderation der Stadt.",
    ]


def kind_of(case: Case) -> str:
    return "Kommentar" if isinstance(text_of(case), Comment) else "Idee"
