"""What participation keeps of a person, told and forgotten: its part of the module contract.

When an account goes, counts stay: a voice keeps its opinions, but nobody can say any more whose it was. Ideas and
comments stay as contributions of a deleted account; who wants them gone withdraws them first.
"""

import secrets
from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet

from soesmart.accounts.models import Person
from soesmart.core.module import PersonalRecords
from soesmart.participation.credentials import Credential, Kind, credential_digest
from soesmart.participation.models import (
    Campaign,
    Case,
    Comment,
    Follow,
    Idea,
    IdeaUpload,
    MergeRecord,
    Notice,
    Opinion,
    QuietPerson,
    Step,
    Voice,
)
from soesmart.participation.personal_moderation import erase_person_reports, export_person_cases
from soesmart.participation.personal_responses import erase_person_responses, export_person_responses
from soesmart.participation.rules import StepKind
from soesmart.participation.rules.said import said_german
from soesmart.participation.services.ideas import forget_pictures
from soesmart.participation.services.opinions import ballot_of


def export_person(person: Person) -> Iterator[PersonalRecords]:
    """Ideas, opinions, comments, wishes for messages, steps taken for the town, cases and responses."""
    yield PersonalRecords("Meine Ideen", "Beteiligung der Stadt", [_idea(row) for row in _ideas(person)])
    yield PersonalRecords("Meine Stimmen", "Eine Person, eine Stimme je Beteiligung", _voices(person))
    yield PersonalRecords("Was ich von Ideen halte", "Ergebnis der Beteiligung", _opinions(person))
    yield PersonalRecords("Meine Kommentare", "Gespräch über Ideen", [_comment(row) for row in _comments(person)])
    yield PersonalRecords("Nachrichten zu Ideen", "Mitteilen, was aus Ideen wird", _wishes(person))
    yield PersonalRecords("Schritte für die Stadt", "Zeigen, welche Stelle antwortete", _steps(person))
    yield from export_person_cases(person)
    yield from export_person_responses(person)


def erase_person(person: Person, at: datetime) -> None:
    """Forget the person in the town of the scope; no counter changes."""
    erase_person_reports(person, at)  # finds her reports by what is still hers
    erase_person_responses(person, at)
    Notice.objects.filter(person=person).delete()
    Follow.objects.filter(Q(person=person) | Q(email__iexact=person.email)).delete()
    QuietPerson.objects.filter(person=person).delete()
    IdeaUpload.objects.filter(uploaded_by=person).delete()
    forget_pictures(ideas=Idea.objects.filter(author=person))  # people may be on them
    Idea.objects.filter(author=person).update(author=None)
    Comment.objects.filter(author=person).update(author=None)
    Step.objects.filter(by=person).update(by=None)
    MergeRecord.objects.filter(by=person).update(by=None)
    Case.objects.filter(decided_by=person).update(decided_by=None)
    Case.objects.filter(objection_decided_by=person).update(objection_decided_by=None)
    for voice in voices_of(person):
        # The code of a letter stays with its voice: it must not open a second one.
        Voice.objects.filter(pk=voice.pk).update(
            credential=secrets.token_hex(32), person=None, district=None, age_band=""
        )


def voices_of(person: Person) -> QuerySet[Voice]:
    """Her voices in the town, also those that she gave by her address without signing in."""
    shown = (Credential(Kind.PERSON, str(person.pk)), Credential(Kind.EMAIL, person.email))
    digests = [credential_digest(campaign, one) for campaign in Campaign.objects.all() for one in shown]
    found: QuerySet[Voice] = Voice.objects.filter(Q(person=person) | Q(credential__in=digests))
    return found


def _ideas(person: Person) -> QuerySet[Idea]:
    found: QuerySet[Idea] = Idea.objects.filter(author=person).select_related("campaign").order_by("received_at")
    return found


def _idea(idea: Idea) -> dict[str, object]:
    return {
        "Beteiligung": idea.campaign.title,
        "Nummer": idea.number,
        "Titel": idea.title,
        "Text": idea.what,
        "Wem es nützt": idea.beneficiaries,
        "Ort": idea.place,
        "Koordinaten": f"{idea.lat}, {idea.lon}" if idea.lat is not None else "",
        "Bild": idea.picture_alt,
        "Eingegangen": idea.received_at,
        "Zu sehen": idea.get_visibility_display(),
        "Stand": idea.get_state_display(),
    }


def _voices(person: Person) -> list[dict[str, object]]:
    rows = voices_of(person).select_related("campaign", "district").order_by("first_at")
    return [
        {
            "Beteiligung": voice.campaign.title,
            "Seit": voice.first_at,
            "Weg": voice.get_channel_display(),
            "Ortsteil": voice.district.name if voice.district else "",
            "Alter": voice.age_band,
        }
        for voice in rows
    ]


def _opinions(person: Person) -> list[dict[str, object]]:
    rows = Opinion.objects.filter(voice__in=voices_of(person)).select_related("idea__campaign")
    return [
        {
            "Beteiligung": row.idea.campaign.title,
            "Idee": f"{row.idea.number} {row.idea.title}",
            "Meinung": said_german(ballot_of(row.idea.campaign), row.value, important=row.important),
            "Weg": row.get_channel_display(),
            "Gesagt": row.given_at,
            "Geändert": row.changed_at if row.changed_at != row.given_at else None,
        }
        for row in rows.order_by("given_at")
    ]


def _comments(person: Person) -> QuerySet[Comment]:
    rows: QuerySet[Comment] = Comment.objects.filter(author=person)
    return rows.select_related("idea__campaign").order_by("written_at")


def _comment(comment: Comment) -> dict[str, object]:
    return {
        "Beteiligung": comment.idea.campaign.title,
        "Idee": f"{comment.idea.number} {comment.idea.title}",
        "Text": comment.text,
        "Geschrieben": comment.written_at,
        "Zu sehen": comment.get_visibility_display(),
    }


def _wishes(person: Person) -> list[dict[str, object]]:
    mine = Q(person=person) | Q(email__iexact=person.email)
    rows = Follow.objects.filter(mine).select_related("idea").order_by("since")
    wishes: list[dict[str, object]] = [
        {"Idee": row.idea.title, "Nachrichten": "ja" if row.wants else "nein", "Seit": row.since} for row in rows
    ]
    quiet = QuietPerson.objects.filter(person=person)
    return wishes + [{"Idee": "alle", "Nachrichten": "nein", "Seit": row.since} for row in quiet]


def _steps(person: Person) -> list[dict[str, object]]:
    rows = Step.objects.filter(by=person).select_related("idea").order_by("at")
    return [
        {"Idee": row.idea.title, "Schritt": StepKind(row.kind).label, "Stelle": row.unit, "Wann": row.at}
        for row in rows
    ]
