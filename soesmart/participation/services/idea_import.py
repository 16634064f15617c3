"""Take a checked table of ideas over: all of it or nothing, in a few statements however many rows."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import F

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.clock import BERLIN
from soesmart.core.ids import new_id
from soesmart.core.refusals import Conflict, Refused
from soesmart.participation.idea_check import Changes, compare, hidden_ones, seen_by
from soesmart.participation.idea_reading import Line
from soesmart.participation.idea_table import Cells, is_number, names_in
from soesmart.participation.models import Campaign, Category, Idea, IdeaLink, IdeaUpload, Step
from soesmart.participation.queries.idea_rows import Known, known_in
from soesmart.participation.rules import AnswerTime, StepKind, Visibility
from soesmart.participation.services.portions import PORTION, portions
from soesmart.region.models import District

# How long a checked file waits for the click that takes it over.
WAITS = timedelta(hours=2)
TEXTS = ("reference", "title", "what", "beneficiaries", "place", "channel", "author_role", "source", "invented")
WORDS = {"title", "what", "beneficiaries", "category", "district", "place", "lat", "lon"}
COLUMNS = [*TEXTS, "category", "district", "lat", "lon", "received_at", "answer_due_at", "revision"]


@transaction.atomic
def keep_upload(*, actor: Person, campaign: Campaign, lines: Sequence[Line], seen: str, at: datetime) -> IdeaUpload:
    """Keep the checked rows until they are taken over; an older file of the same person and expired ones give way."""
    IdeaUpload.objects.filter(expires_at__lte=at).delete()
    IdeaUpload.objects.filter(campaign=campaign, uploaded_by=actor).delete()
    rows = [{"number": line.number, "cells": line.cells} for line in lines]
    return IdeaUpload.objects.create(
        campaign=campaign, uploaded_by=actor, uploaded_at=at, expires_at=at + WAITS, rows=rows, seen=seen
    )


def upload_of(*, actor: Person, campaign: Campaign, pk: Any, at: datetime) -> IdeaUpload:
    """The person's own upload while it waits. Conflict once it expired or was taken over."""
    found = IdeaUpload.objects.filter(pk=pk, campaign=campaign, uploaded_by=actor, expires_at__gt=at).first()
    if found is None:
        raise Conflict(
            "participation.upload.gone", "Diese Tabelle liegt nicht mehr bereit. Bitte die Datei noch einmal hochladen."
        )
    return found


def look_again(*, upload: IdeaUpload, seen: str) -> IdeaUpload:
    """From here on the upload waits for exactly what its page shows now. Not audited: nothing was taken over yet."""
    IdeaUpload.objects.filter(pk=upload.pk).update(seen=seen)
    upload.seen = seen
    return upload


def lines_of(upload: IdeaUpload) -> list[Line]:
    return [Line(row["number"], row["cells"]) for row in upload.rows]


@transaction.atomic
def take_over(*, actor: Person, upload: IdeaUpload, at: datetime) -> Changes:
    """Write what the upload changes. Conflict when the ideas are no longer those it was checked against."""
    campaign = Campaign.objects.select_for_update().select_related("municipality").get(pk=upload.campaign_id)
    if not IdeaUpload.objects.filter(pk=upload.pk, uploaded_by=actor).delete()[0]:
        raise Conflict("participation.upload.gone", "Diese Tabelle wurde schon übernommen.")
    lines, known = lines_of(upload), known_in(campaign)
    if seen_by(lines, known) != upload.seen:
        raise Conflict(
            "participation.upload.stale",
            "Die Ideen haben sich seit der Prüfung geändert. Die Tabelle wird deshalb noch einmal verglichen.",
        )
    return import_ideas(actor=actor, campaign=campaign, lines=lines, known=known, at=at)


@transaction.atomic
def import_ideas(*, actor: object, campaign: Campaign, lines: Sequence[Line], known: Known, at: datetime) -> Changes:
    """Add and change ideas as the lines of a checked file say; about twenty statements per 500 rows.

    The office answers for the texts: they are not screened. Refused when a line changes an idea that is not public.
    """
    campaign = Campaign.objects.select_for_update().select_related("municipality").get(pk=campaign.pk)
    changes = compare(lines, known)
    if hidden := hidden_ones(changes, known):
        raise Refused("participation.import.hidden", f"Zeile {hidden[0].row}: {hidden[0].text}", "file")
    writer = _Writer(campaign, at)
    made = writer.add(changes.new)
    writer.change(actor, changes)
    _link(campaign, changes, known, made)
    facts = {"new": len(changes.new), "changed": len(changes.changed), "unchanged": changes.unchanged}
    audit(actor, "participation.ideas.imported", campaign, town=campaign.municipality.slug, at=at, **facts)
    return changes


class _Writer:
    """Rows of a file as rows of the database."""

    def __init__(self, campaign: Campaign, at: datetime) -> None:
        self.campaign, self.at = campaign, at
        self.themes = {row.key: row for row in Category.objects.filter(campaign=campaign)}
        self.districts = {row.slug: row for row in District.objects.all()}

    def add(self, lines: Sequence[Line]) -> dict[int, int]:
        """New ideas; their numbers by the row of the file."""
        last, ideas, numbers = self.campaign.last_idea_number, [], {}
        taken = [int(str(line.cells["number"])) for line in lines if line.cells["number"]]
        last = max([last, *taken])
        for line in lines:
            number = int(str(line.cells["number"] or 0))
            last += not number
            numbers[line.number] = number or last
            ideas.append(Idea(campaign=self.campaign, number=number or last, nonce=new_id()))
            self._fill(ideas[-1], line.cells)
        Idea.objects.bulk_create(ideas, batch_size=PORTION)
        Step.objects.bulk_create(
            [Step(idea=idea, kind=StepKind.RECEIVED, at=idea.received_at) for idea in ideas], batch_size=PORTION
        )
        Campaign.objects.filter(pk=self.campaign.pk).update(
            last_idea_number=last, ideas_count=F("ideas_count") + len(ideas)
        )
        return numbers

    def change(self, actor: object, changes: Changes) -> None:
        rows = {row.idea: row for row in changes.changed}
        ideas = [
            idea
            for portion in portions(rows)
            for idea in Idea.objects.filter(campaign=self.campaign, number__in=[int(number) for number in portion])
        ]
        for idea in ideas:
            self._fill(idea, rows[str(idea.number)].line.cells)
            idea.revision += 1
        Idea.objects.bulk_update(ideas, COLUMNS, batch_size=100)
        by = actor if isinstance(actor, Person) else None
        edited = [idea for idea in ideas if rows[str(idea.number)].keys & WORDS]
        steps = [Step(idea=idea, kind=StepKind.EDITED, at=self.at, by=by) for idea in edited]
        Step.objects.bulk_create(steps, batch_size=PORTION)

    def _fill(self, idea: Idea, cells: Cells) -> None:
        for name in TEXTS:
            setattr(idea, name, cells[name])
        idea.category = self.themes.get(str(cells["category"]))
        idea.district = self.districts.get(str(cells["district"]))
        idea.lat, idea.lon = (Decimal(str(cells[name])) if cells[name] else None for name in ("lat", "lon"))
        day = date.fromisoformat(str(cells["received"])) if cells["received"] else None
        if idea.pk is None:
            idea.visibility, idea.received_at = Visibility.VISIBLE, self._moment(day)
        elif day is None or day == idea.received_at.astimezone(BERLIN).date():
            return
        else:
            idea.received_at = self._moment(day)
        days = self.campaign.answer_days
        idea.answer_due_at = AnswerTime(days).due(idea.received_at) if days else None

    def _moment(self, day: date | None) -> datetime:
        noon = datetime.combine(day, time(12), BERLIN).astimezone(UTC) if day else self.at
        return min(noon, self.at)


def _link(campaign: Campaign, changes: Changes, known: Known, made: Mapping[int, int]) -> None:
    """Only what the file adds to or takes from the links of its rows."""
    numbers = {str(line.cells["reference"]): made[line.number] for line in changes.new if line.cells["reference"]}
    added: set[tuple[int, int]] = set()
    gone: set[tuple[int, int]] = set()
    for line in [*changes.new, *(row.line for row in changes.changed)]:
        own = made.get(line.number) or int(str(line.cells["number"]))
        stored = known.ideas.get(str(line.cells["number"]), {}).get("links", "")
        before = {int(name) for name in names_in(str(stored))}
        after = {int(name) if is_number(name) else numbers[name] for name in names_in(str(line.cells["links"]))}
        added |= {(own, other) for other in after - before}
        gone |= {(own, other) for other in before - after}
    keys = dict(Idea.objects.filter(campaign=campaign).values_list("number", "pk"))
    for one, two in gone:
        first, second = sorted((keys[one], keys[two]))
        IdeaLink.objects.filter(first=first, second=second).delete()
    pairs = {(min(keys[one], keys[two]), max(keys[one], keys[two])) for one, two in added}
    links = [IdeaLink(first_id=first, second_id=second) for first, second in sorted(pairs)]
    IdeaLink.objects.bulk_create(links, ignore_conflicts=True, batch_size=PORTION)
