"""What the town can do for its goals, and what it is thought to bring. Estimates are never changed, only followed."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from soesmart.accounts.models import Person
from soesmart.core.audit import audit
from soesmart.core.refusals import Conflict, Refused
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator, Measure, MeasureEstimate
from soesmart.strategy.rules import Confidence, Direction, is_against
from soesmart.strategy.services import checks
from soesmart.strategy.services.drafts import change_row
from soesmart.strategy.services.rows import edit_row, lock_row, refuse_twice

LONGEST_RAMP = 30
MOST_CENTS = 10**15


@dataclass(frozen=True)
class MeasureText:
    """What a measure is and costs (whole cents, all years together). link: path of the pilot project that it is."""

    key: str
    name: str
    text: str = ""
    cost_low: int | None = None
    cost_high: int | None = None
    starts: int | None = None
    is_decided: bool = False
    condition: str = ""
    link: str = ""
    source: str = ""
    invented: bool = False


@dataclass(frozen=True)
class EstimateText:
    """The full effect in the indicator's unit, from cautious to bold, and what it rests on.

    harms: said by the one who estimates where the effect goes against the direction of the indicator.
    """

    low: Decimal
    middle: Decimal
    high: Decimal
    basis: str
    ramp_years: int = 1
    confidence: Confidence = Confidence.LOW
    invented: bool = False
    harms: bool = False


@transaction.atomic
def add_measure(*, actor: object, municipality: Municipality, text: MeasureText, at: datetime) -> Measure:
    """Add a measure; it counts nowhere until it has an estimate."""
    key = checks.key(text.key, field="key")
    columns = _columns(text)
    taken = f"Eine Maßnahme {key} gibt es schon. Bitte eine andere Kennung wählen."
    with refuse_twice("strategy.measure.twice", taken, "key"):
        made = Measure.objects.create(municipality=municipality, key=key, **columns)
    audit(actor, "strategy.measure.added", made, town=municipality.slug, at=at, key=key)
    return made


@transaction.atomic
def edit_measure(
    *, actor: object, measure: Measure, text: MeasureText, at: datetime, revision: int | None = None
) -> Measure:
    """Change what a measure is; its key stays. revision: as the editor read it, else Conflict."""
    row, columns = _locked(measure), _columns(text)
    return edit_row(actor, "strategy.measure.edited", row, columns, at=at, revision=revision)


@transaction.atomic
def drop_measure(*, actor: object, measure: Measure, at: datetime, revision: int | None = None) -> Measure:
    """Take a measure off all sheets. Its estimates stay, and it can be put back."""
    return _set_dropped(actor, measure, at, revision, dropped=True)


@transaction.atomic
def restore_measure(*, actor: object, measure: Measure, at: datetime, revision: int | None = None) -> Measure:
    """Put a dropped measure back with its estimates."""
    return _set_dropped(actor, measure, at, revision, dropped=False)


@transaction.atomic
def record_estimate(
    *, actor: object, measure: Measure, indicator: Indicator, text: EstimateText, at: datetime
) -> MeasureEstimate:
    """Append what the measure is thought to bring; of several for one indicator the newest counts."""
    made = MeasureEstimate.objects.create(
        measure=measure,
        indicator=indicator,
        estimated_by=actor if isinstance(actor, Person) else None,
        recorded_at=at,
        **_effect(text, indicator),
        ramp_years=_ramp(text.ramp_years),
        confidence=Confidence(text.confidence),
        basis=checks.line(text.basis, name="Die Grundlage", field="basis", longest=500, required=True),
        invented=text.invented,
    )
    audit(
        actor,
        "strategy.estimate.recorded",
        measure,
        town=measure.municipality.slug,
        at=at,
        key=measure.key,
        indicator=indicator.key,
        value=str(made.middle),
    )
    return made


@transaction.atomic
def withdraw_estimate(*, actor: object, measure: Measure, indicator: Indicator, at: datetime) -> None:
    """Say that the measure no longer counts for the indicator; what was estimated stays readable."""
    _locked(measure)  # of two at once the second waits and finds it done
    estimates = MeasureEstimate.objects.filter(measure=measure, indicator=indicator)
    newest = estimates.order_by("-recorded_at", "-pk").first()
    if newest is None or newest.is_withdrawn:
        raise Conflict("strategy.estimate.gone", "Diese Schätzung gilt schon nicht mehr.")
    MeasureEstimate.objects.create(
        measure=measure,
        indicator=indicator,
        low=newest.low,
        middle=newest.middle,
        high=newest.high,
        ramp_years=newest.ramp_years,
        confidence=newest.confidence,
        basis=newest.basis,
        invented=newest.invented,
        is_withdrawn=True,
        estimated_by=actor if isinstance(actor, Person) else None,
        recorded_at=at,
    )
    town = measure.municipality.slug
    audit(actor, "strategy.estimate.withdrawn", measure, town=town, at=at, key=measure.key, indicator=indicator.key)


def _set_dropped(actor: object, measure: Measure, at: datetime, revision: int | None, *, dropped: bool) -> Measure:
    row = _locked(measure)
    if change_row(row, revision, {"is_dropped": dropped}):
        action = "strategy.measure.dropped" if dropped else "strategy.measure.restored"
        audit(actor, action, row, town=row.municipality.slug, at=at, key=row.key)
    return row


def _locked(measure: Measure) -> Measure:
    return lock_row(measure, "strategy.measure.gone", "Diese Maßnahme gibt es nicht mehr.")


def _columns(text: MeasureText) -> dict[str, Any]:
    return {
        "name": checks.line(text.name, name="Der Name", field="name", required=True),
        "text": checks.plain(text.text, name="Die Beschreibung", field="text"),
        **cost(text.cost_low, text.cost_high),
        "starts": checks.year(text.starts, field="starts"),
        "is_decided": text.is_decided,
        "condition": checks.line(text.condition, name="Die Voraussetzung", field="condition", longest=500),
        "link": page_here(text.link),
        "source": checks.url(text.source),
        "invented": text.invented,
    }


def cost(low: int | None, high: int | None) -> dict[str, int | None]:
    """Both or none; one alone is an exact sum."""
    low, high = low if low is not None else high, high if high is not None else low
    if low is None or high is None:
        return {"cost_low": None, "cost_high": None}
    if not 0 <= low <= MOST_CENTS or not 0 <= high <= MOST_CENTS:
        raise Refused("strategy.cost.range", "Bitte einen Betrag von 0 € bis 10 Billionen Euro.", "cost_low")
    if high < low:
        raise Refused("strategy.cost.order", "Der obere Betrag liegt unter dem unteren. Bitte tauschen.", "cost_high")
    return {"cost_low": low, "cost_high": high}


def page_here(text: str) -> str:
    """A page of this site, such as /pilotprojekte/solar/."""
    tidy = text.strip()
    is_path = tidy.startswith("/") and not tidy.startswith("//") and not set(tidy) & set(" \\\t\n<>\"'")
    if tidy and (not is_path or len(tidy) > 200):
        raise Refused("strategy.link.form", "Bitte die Adresse auf dieser Seite: /pilotprojekte/name/", "link")
    return tidy


def require_possible(text: EstimateText, indicator: Indicator) -> None:
    """Refused where the three numbers cannot be recorded for this indicator."""
    _effect(text, indicator)


def _effect(text: EstimateText, indicator: Indicator) -> dict[str, Decimal]:
    """Three numbers of one direction, each at least as strong as the one before; a wrong sign is asked about."""
    amounts = {name: checks.amount(getattr(text, name), field=name) for name in ("low", "middle", "high")}
    low, middle, high = amounts.values()
    if not (0 <= low <= middle <= high or 0 >= low >= middle >= high):
        raise Refused(
            "strategy.estimate.order",
            "Die drei Zahlen müssen in eine Richtung gehen und stärker werden: vorsichtig 2, mittel 3, günstig 5"
            " oder vorsichtig −2, mittel −3, günstig −5.",
            "high" if abs(high) < abs(middle) or middle * high < 0 else "middle",
        )
    if not high:
        raise Refused("strategy.estimate.nothing", "Eine Wirkung von null ändert nichts. Bitte schätzen.", "high")
    if indicator.direction in (Direction.UP, Direction.DOWN):
        _require_meant(text.harms, is_against(indicator.direction, middle or high), Direction(indicator.direction))
    return amounts


def _require_meant(harms: bool, is_harm: bool, direction: Direction) -> None:
    if is_harm and not harms:
        raise Refused(
            "strategy.estimate.against",
            f"Hier gilt: {direction.label}. Diese Wirkung geht in die andere Richtung. Bitte das Vorzeichen prüfen "
            "oder ankreuzen, dass die Maßnahme dieser Kennzahl schadet.",
            "harms",
        )
    if harms and not is_harm:
        raise Refused(
            "strategy.estimate.no_harm",
            f"Hier gilt: {direction.label}. Diese Wirkung hilft der Kennzahl. Bitte das Vorzeichen prüfen oder das "
            "Kreuz entfernen.",
            "harms",
        )


def _ramp(years: int) -> int:
    if not 1 <= years <= LONGEST_RAMP:
        raise Refused("strategy.ramp_years.range", f"Bitte 1 bis {LONGEST_RAMP} Jahre.", "ramp_years")
    return years
