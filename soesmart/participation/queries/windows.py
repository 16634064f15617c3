"""Windows as they are stored, and what stands against new ones."""

from collections.abc import Sequence
from datetime import datetime

from soesmart.core.audit import name_of
from soesmart.core.models import AuditEntry
from soesmart.participation.models import Campaign, Phase, Questionnaire, Window
from soesmart.participation.rules import Right, Span, Stretch
from soesmart.participation.rules import windows as rules

ACTION = "participation.windows."


def windows_of(campaign: Campaign) -> list[tuple[Right, Span]]:
    """In the order in which they open. One query, none when prefetched."""
    order = list(Right)
    rows = [(Right(row.right), Span(row.opens_at, row.closes_at)) for row in campaign.windows.all()]
    return sorted(rows, key=lambda row: (row[1].opens_at, order.index(row[0])))


def windows_before(campaign: Campaign) -> list[tuple[Right, Span]] | None:
    """The windows before their last change, from the audit log; None when it was undone already. One query."""
    entries = AuditEntry.objects.filter(town=campaign.municipality.slug, target=name_of(campaign))
    last = entries.filter(action__startswith=ACTION).order_by("-number").first()
    if last is None or last.action == f"{ACTION}undone":
        return None
    rows = last.facts.get("before", [])
    return [(Right(right), Span(datetime.fromisoformat(one), datetime.fromisoformat(two))) for right, one, two in rows]


def fault_beside(windows: Sequence[tuple[Right, Span]], *, phase: Phase | None, but: Campaign | None) -> str:
    """What is wrong with windows in their phase and beside its other campaigns, in German; "" when nothing is.

    People shall not have to choose between two places at once: opinions are taken in one campaign of a phase at a
    time. Questionnaires may run beside it. At most two queries.
    """
    if phase is None:
        return ""
    if fault := rules.fault_in_phase(windows, Stretch(phase.name, phase.first_day, phase.last_day)):
        return fault
    mine = [span for right, span in windows if right == Right.VOICE]
    others = Window.objects.filter(campaign__phase=phase, right=Right.VOICE).select_related("campaign")
    for row in others.exclude(campaign=but) if but else others:
        if found := rules.clash(mine, [Span(row.opens_at, row.closes_at)]):
            return (
                f"In der Beteiligung „{row.campaign.title}“ desselben Abschnitts werden zur gleichen Zeit Meinungen "
                f"gesammelt ({rules.span_german(found[1])}). Bitte die Fenster nacheinander legen."
            )
    return ""


def fault_of_questionnaire(sheet: Questionnaire) -> str:
    """Why a questionnaire cannot run in its window, in German; "" when it can. One query, two with a phase.

    It lies in its phase, and beside no other of the same title and campaign. Two questionnaires of a phase may run at
    once, and beside a campaign.
    """
    if not (sheet.opens_at and sheet.closes_at):
        return ""
    span = Span(sheet.opens_at, sheet.closes_at)
    if sheet.phase:
        stretch = Stretch(sheet.phase.name, sheet.phase.first_day, sheet.phase.last_day)
        if fault := rules.fault_in_phase([(Right.VOICE, span)], stretch):
            return fault.replace(f"„{Right.VOICE.label}“", "Der Fragebogen", 1)
    if sheet.campaign_id is None:
        return ""
    twins = Questionnaire.objects.filter(campaign=sheet.campaign_id, title__iexact=sheet.title).exclude(pk=sheet.pk)
    if twins.filter(opens_at__lt=span.closes_at, closes_at__gt=span.opens_at).exists():
        return f"Zur gleichen Zeit läuft schon ein Fragebogen „{sheet.title}“. Bitte anders nennen oder später öffnen."
    return ""
