"""All of it, in the order in which one needs the other."""

from datetime import datetime

from django_scopes import scope

from soesmart.accounts.models import Person
from soesmart.demo.measuring.deliveries import deliver
from soesmart.demo.measuring.duties import assign_duties
from soesmart.demo.measuring.measures import build_measures
from soesmart.demo.measuring.questions import build_questions
from soesmart.demo.measuring.reports import build_reports
from soesmart.demo.measuring.sources import build_source
from soesmart.region.models import Municipality
from soesmart.strategy.models import Indicator, Measure


def build_measuring(at: datetime) -> None:
    """Build what is missing for Soest; a town that has measures is left as it is."""
    town = Municipality.objects.get(slug="soest")
    with scope(municipality=town):
        if Measure.objects.exists():
            return
        bernd, gesa = (Person.objects.get(email=f"{name}@example.org") for name in ("bernd", "gesa"))
        rows = Indicator.objects.filter(goal__isnull=False).select_related("goal", "municipality")
        indicators = {row.goal.code: row for row in rows if row.goal}
        deliver(town, indicators, at, gesa, bernd)
        build_source(town, at)
        assign_duties(indicators, at, gesa)
        build_measures(town, indicators, at, bernd)
        build_questions(town, at, bernd)
        build_reports(town, at, bernd)
