"""Found a campaign, write it, give it headings, throw a draft away."""

import uuid
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.participation.keys import RESERVED, free_key
from soesmart.participation.models import Campaign, Category, Comment, Idea, Phase
from soesmart.participation.models.campaign import SMALLEST_GROUP
from soesmart.participation.queries.windows import windows_of
from soesmart.participation.rules import FormatState, ResultsShown, Voting, Who
from soesmart.participation.rules.readiness import SHARED_OUT, fault_of_limits
from soesmart.participation.services.days import change
from soesmart.participation.services.once import foreign_nonce_refused
from soesmart.participation.services.windows import check_windows
from soesmart.region.models import Municipality

MOST_CATEGORIES = 30
SMALLEST_ALLOWED_GROUP = 3
LONGEST_PROMISE = 730
_DOOR = ("voting", "who", "limit", "limit_each")


@dataclass(frozen=True)
class CampaignWords:
    """Everything an organiser says of a campaign but its days. limit, limit_each: points, or cents of a budget;
    answer_days: promised days to an answer; contact: an office, never a person."""

    title: str
    summary: str = ""
    question: str = ""
    text: str = ""
    contact: str = ""
    who: Who = Who.ANYONE
    voting: Voting = Voting.AGREE
    with_important: bool = True
    limit: int = 0
    limit_each: int = 0
    results: ResultsShown = ResultsShown.ALWAYS
    smallest_group: int = SMALLEST_GROUP
    answer_days: int = 0
    with_map: bool = False
    with_districts: bool = True
    source: str = ""
    invented: bool = False

    @classmethod
    def of(cls, campaign: Campaign) -> "CampaignWords":
        return cls(**{field.name: getattr(campaign, field.name) for field in fields(cls)})


@foreign_nonce_refused()
@transaction.atomic
def found_campaign(
    *,
    actor: object,
    municipality: Municipality,
    key: str,
    words: CampaignWords,
    phase: Phase | None,
    nonce: uuid.UUID | None = None,
    at: datetime,
) -> Campaign:
    """A draft that only staff see. Sent twice (same nonce) it is stored once. Refused when the key is taken."""
    if sent := already_sent(municipality, nonce):
        return sent
    if key in RESERVED or Campaign.objects.filter(municipality=municipality, key=key).exists():
        raise Refused("participation.campaign.taken", f"Eine Beteiligung mit dem Kürzel {key} gibt es schon.", "key")
    campaign = Campaign.objects.create(
        municipality=municipality, key=key, phase=phase, nonce=nonce or uuid.uuid4(), **_checked(words)
    )
    audit(actor, "participation.campaign.founded", campaign, town=municipality.slug, at=at, key=key)
    return campaign


def already_sent(municipality: Municipality, nonce: uuid.UUID | None) -> Campaign | None:
    """The campaign that the same form made before. New ones of a town are made one after the other: call it first."""
    Municipality.objects.select_for_update().get(pk=municipality.pk)
    return Campaign.objects.filter(nonce=nonce).first() if nonce else None


@transaction.atomic
def edit_campaign(
    *, actor: object, campaign: Campaign, words: CampaignWords, phase: Phase | None, revision: int, at: datetime
) -> Campaign:
    """Change what is said of a campaign. `Conflict` when it changed since `revision`.

    Refused when its windows do not fit the phase, and for what people already rely on: once somebody took part, way
    of voting, who may, limits and a smaller group stay; a published promise only gets shorter.
    """
    stored = Campaign.objects.select_for_update().get(pk=campaign.pk)
    values = _checked(words)
    columns = [name for name, value in values.items() if getattr(stored, name) != value]
    _check_relied_on(stored, words, columns)
    if phase is None and stored.phase_id and stored.is_published():
        raise Refused(
            "participation.campaign.phase", "Eine veröffentlichte Beteiligung braucht ihren Abschnitt.", "phase"
        )
    if phase and phase.pk != stored.phase_id:
        check_windows(windows_of(stored), phase=phase, but=stored)
    change(campaign, revision, values | {"phase": phase})
    if (phase.pk if phase else None) != stored.phase_id:
        columns.append("phase")
    town = stored.municipality.slug
    audit(actor, "participation.campaign.edited", campaign, town=town, at=at, columns=",".join(columns))
    return campaign


def _checked(words: CampaignWords) -> dict[str, object]:
    values = asdict(words)
    if not words.title.strip():
        raise Refused("participation.campaign.title", "Bitte einen Titel eingeben.", "title")
    if words.voting not in SHARED_OUT:
        values |= {"limit": 0, "limit_each": 0}
    elif words.limit and (fault := fault_of_limits(words.voting, words.limit, words.limit_each)):
        raise Refused("participation.campaign.limit", fault, "limit_each")
    if words.smallest_group < SMALLEST_ALLOWED_GROUP:
        text = f"Ergebnisse von weniger als {SMALLEST_ALLOWED_GROUP} Menschen verraten zu viel über Einzelne."
        raise Refused("participation.campaign.group", text, "smallest_group")
    if words.answer_days > LONGEST_PROMISE:
        text = f"Bitte eine Antwort in höchstens {LONGEST_PROMISE} Tagen versprechen."
        raise Refused("participation.campaign.promise", text, "answer_days")
    return values


def _check_relied_on(stored: Campaign, words: CampaignWords, columns: Sequence[str]) -> None:
    if stored.voices:
        if fixed := next((name for name in _DOOR if name in columns), ""):
            text = "Es haben schon Menschen mitgemacht. Wer mitmachen kann und wie abgestimmt wird, bleibt also gleich."
            raise Refused("participation.campaign.relied_on", text, fixed)
        if words.smallest_group < stored.smallest_group:
            text = f"Zugesagt ist, Gruppen unter {stored.smallest_group} Menschen nicht zu zeigen. Das gilt weiter."
            raise Refused("participation.campaign.relied_on", text, "smallest_group")
    is_weaker = words.answer_days == 0 or words.answer_days > stored.answer_days
    if stored.is_published() and stored.answer_days and "answer_days" in columns and is_weaker:
        text = f"Versprochen ist eine Antwort in {stored.answer_days} Tagen. Länger darf es jetzt nicht mehr dauern."
        raise Refused("participation.campaign.promise", text, "answer_days")


@transaction.atomic
def set_categories(
    *,
    actor: object,
    campaign: Campaign,
    categories: Sequence[tuple[str, str]],
    revision: int | None = None,
    at: datetime,
) -> list[Category]:
    """The headings of a campaign in order, as (key, name); a key "" is a new one. Ideas of a dropped one stay.

    Refused for too many, for two alike; `Conflict` when the campaign changed since `revision`.
    """
    seen = Campaign.objects.select_for_update().get(pk=campaign.pk)
    rows = _named(categories)
    change(campaign, seen.revision if revision is None else revision, {})
    stored = {row.key: row for row in campaign.categories.all()}
    kept = [key for key, _ in rows]
    campaign.categories.exclude(key__in=kept).delete()
    for shift, row in enumerate(campaign.categories.all()):
        # Positions are unique: clear the way first.
        Category.objects.filter(pk=row.pk).update(position=MOST_CATEGORIES + 1 + shift)
    for position, (key, name) in enumerate(rows, 1):
        if key in stored:
            Category.objects.filter(pk=stored[key].pk).update(position=position, name=name)
        else:
            Category.objects.create(campaign=campaign, key=key, name=name, position=position)
    town = campaign.municipality.slug
    audit(actor, "participation.categories.set", campaign, town=town, at=at, keys=kept)
    return list(campaign.categories.all())


def _named(categories: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    names = [name.strip() for _, name in categories]
    if len(names) > MOST_CATEGORIES:
        raise Refused("participation.categories.many", f"Bitte höchstens {MOST_CATEGORIES} Themen.", "names")
    if not all(names):
        raise Refused("participation.categories.name", "Jedes Thema braucht einen Namen.", "names")
    if twice := next((name for name in names if [one.casefold() for one in names].count(name.casefold()) > 1), ""):
        raise Refused("participation.categories.twice", f"Das Thema „{twice[:60]}“ steht zweimal da.", "names")
    taken = {key for key, _ in categories if key}
    rows = []
    for (key, _), name in zip(categories, names, strict=True):
        made = key or free_key(name, taken)
        taken.add(made)
        rows.append((made, name))
    return rows


def has_taken_part(campaign: Campaign) -> bool:
    """Whether anybody said, wrote or handed in anything; what the office entered itself does not count."""
    return bool(
        campaign.voices
        or Comment.objects.filter(idea__campaign=campaign).exists()
        or Idea.objects.filter(campaign=campaign, voice__isnull=False).exists()
    )


@transaction.atomic
def delete_draft(*, actor: object, campaign: Campaign, at: datetime) -> None:
    """Throw a draft away with the ideas that the office entered. Refused once it is public or somebody took part."""
    stored = Campaign.objects.select_for_update().get(pk=campaign.pk)
    if stored.state != FormatState.DRAFT or has_taken_part(stored):
        raise Refused(
            "participation.campaign.kept",
            "Was veröffentlicht ist, bleibt nachlesbar. Statt zu löschen lässt es sich ablegen.",
        )
    town = stored.municipality.slug
    audit(actor, "participation.campaign.deleted", stored, town=town, at=at, key=stored.key)
    stored.delete()
