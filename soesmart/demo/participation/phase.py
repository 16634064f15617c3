"""The present of the demo: a made-up phase of the way, so that there is something to take part in today."""

from datetime import datetime, timedelta

from soesmart.demo.towns import ACTOR
from soesmart.participation.models import Phase, Process
from soesmart.participation.services import plan_phase
from soesmart.participation.services.phases import PhaseWords
from soesmart.region.models import Municipality

KEY = "weiterdenken"


def plan_the_present(town: Municipality, at: datetime) -> Phase:
    """The phase from last month to three months ahead; it is made once."""
    if found := Phase.objects.filter(process__municipality=town, key=KEY).first():
        return found
    words = PhaseWords(
        name="Die Strategie weiterdenken",
        starts=f"{at - timedelta(days=40):%Y-%m}",
        ends=f"{at + timedelta(days=100):%Y-%m}",
        summary="Beispiel: Ideen für die nächste Fassung der Strategie sammeln, beurteilen und beantworten.",
        name_invented=True,
    )
    return plan_phase(actor=ACTOR, process=Process.objects.get(municipality=town), key=KEY, words=words, at=at)
