"""What the moderation keeps of a person, and how it forgets her; called by the module of participation."""

from datetime import datetime

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from soesmart.accounts.models import Person
from soesmart.core.module import PersonalRecords
from soesmart.participation.credentials import Credential, Kind, credential_digest
from soesmart.participation.models import Campaign, Case, ModeratorDesk, Report
from soesmart.participation.queries.case_texts import text_of, words_of


def export_person_cases(person: Person) -> list[PersonalRecords]:
    """Cases of her texts, her reports, and how she works as a moderator, in the town of the scope."""
    cases = [_case_row(case) for case in _cases(person).select_related("comment", "idea")]
    reports = [_report_row(row) for row in _reports(person)]
    return [
        PersonalRecords("Geprüfte Texte", "Moderation der Beteiligung", cases),
        PersonalRecords("Gemeldete Texte", "Moderation der Beteiligung", reports),
        PersonalRecords("Moderation", "Abwesenheit und Vertretung", _desk_rows(person)),
    ]


def erase_person_reports(person: Person, at: datetime) -> None:  # the contract's shape
    """Reports stay counted but are nobody's; objections and what was noticed of her texts go, decisions stay.

    Call it before the texts lose their author. Her desk and what names her as decider go with the account.
    """
    reports = _reports(person)
    reports.update(credential=Concat(Value("geloescht:"), Cast("pk", CharField())), text="")
    _cases(person).update(objection="", signs=[])
    ModeratorDesk.objects.filter(person=person).delete()
    ModeratorDesk.objects.filter(deputy=person).update(deputy=None)


def _cases(person: Person) -> QuerySet[Case]:
    mine = Case.objects.filter(Q(comment__author=person) | Q(idea__author=person)).values("pk")
    found: QuerySet[Case] = Case.objects.filter(pk__in=mine)
    return found


def _reports(person: Person) -> QuerySet[Report]:
    """Her reports, known again by the digest of her account in every campaign."""
    credential = Credential(Kind.PERSON, str(person.pk), person)
    digests = [credential_digest(campaign, credential) for campaign in Campaign.objects.all()]
    found: QuerySet[Report] = Report.objects.filter(credential__in=digests)
    return found


def _case_row(case: Case) -> dict[str, object]:
    return {
        "Text": words_of(text_of(case)),
        "Stand": case.get_state_display(),
        "Grund": case.get_reason_display() if case.reason else "",
        "Begründung": case.statement,
        "Widerspruch": case.objection,
        "Antwort": case.answer,
        "Aufgefallen": "; ".join(sentence for _, _, sentence in case.signs),
        "Seit": case.opened_at,
    }


def _report_row(report: Report) -> dict[str, object]:
    return {"Grund": report.get_reason_display(), "Satz dazu": report.text, "Am": report.at}


def _desk_rows(person: Person) -> list[dict[str, object]]:
    rows = ModeratorDesk.objects.filter(person=person)
    return [
        {
            "E-Mail, wenn etwas wartet": "ja" if row.wants_digest else "nein",
            "Nicht da ab": row.away_from,
            "Nicht da bis": row.away_until,
            "Mit Vertretung": "ja" if row.deputy_id else "nein",
        }
        for row in rows
    ]
