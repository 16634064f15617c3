"""Who delivers which value until when: most in good time, some late, one without anybody."""

from datetime import datetime, timedelta

from soesmart.accounts.models import Person
from soesmart.demo.strategy.signing import ACTOR
from soesmart.strategy.models import GoalWording, Indicator, OrganisationUnit
from soesmart.strategy.services.duties import Duty, assign_duty

# Gesa measures what her office measures.
GESA = ("klimaschutz", "stadtentwicklung")
# Days from the day of the demo to the day on which the next value should be there; all others have time.
DAYS = {"MOB-2": -24, "VER-3": -9, "BIL-3": -3, "KLI-3": 6, "STE-1": 11, "SOZ-2": 13}
IN_TIME = 140
MONTHS = {"MOB-1": 96, "MOB-2": 24}
NOBODY = "SOZ-4"


def assign_duties(indicators: dict[str, Indicator], at: datetime, contact: Person) -> None:
    """indicators: by the code of their goal."""
    units = dict(_units())
    for code, indicator in indicators.items():
        if code == NOBODY:
            continue
        unit = units[code]
        duty = Duty(
            unit=unit,
            contact=contact if unit.key in GESA else None,
            update_months=MONTHS.get(code, 12),
            due_on=(at + timedelta(days=DAYS.get(code, IN_TIME))).date(),
            is_contact_new=True,
        )
        assign_duty(actor=ACTOR, indicator=indicator, duty=duty, at=at)


def _units() -> list[tuple[str, OrganisationUnit]]:
    wordings = GoalWording.objects.filter(unit__isnull=False).select_related("unit", "goal").order_by("version")
    return [(wording.goal.code, wording.unit) for wording in wordings if wording.unit]
