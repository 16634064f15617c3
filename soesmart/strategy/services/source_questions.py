"""What may be asked of a data platform."""

import re
from collections.abc import Mapping
from typing import Any

from soesmart.core.refusals import Refused
from soesmart.methods.units import completed, same_kind
from soesmart.strategy.models import Indicator
from soesmart.strategy.pulling.by_year import Rule
from soesmart.strategy.pulling.ngsi_ld import Question
from soesmart.strategy.services import checks

_TENANT = re.compile(r"[A-Za-z0-9_.-]{0,100}")
_TERM = re.compile(r"[^\s,<>\"]{1,300}")


def checked_question(said: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of a Question, ready for JSON. Raises Refused with the field that does not go."""
    question = Question(**said)
    for name, label in (("entity_type", "Der Entitätstyp"), ("attribute", "Das Attribut"), ("entity", "Die Entität")):
        term = getattr(question, name)
        if (term or name != "entity") and not _TERM.fullmatch(term):
            raise Refused(f"strategy.source.{name}", f"{label} fehlt oder enthält Leerzeichen oder Kommas.", name)
    if not _TENANT.fullmatch(question.tenant):
        raise Refused("strategy.source.tenant", "Ein Mandant besteht aus Buchstaben, Ziffern, _ . und -.", "tenant")
    if re.search(r"[<>\"]", checks.url(question.context, field="context")):
        raise Refused(
            "strategy.source.context", "In dieser Adresse stehen Zeichen, die dort nicht hingehören.", "context"
        )
    if question.rule not in set(Rule):
        raise Refused("strategy.source.rule", "Bitte wählen, wie aus Messwerten ein Jahreswert wird.", "rule")
    checks.year(question.since, field="since")
    _fitting(question)
    return question.to_dict()


def _fitting(question: Question) -> None:
    """The indicator is one of the town, and the platform's numbers can be turned into its unit."""
    unit = Indicator.objects.filter(key=question.indicator).values_list("unit", flat=True).first()
    if unit is None:
        raise Refused("strategy.source.indicator", "Bitte die Kennzahl wählen, für die diese Werte sind.", "indicator")
    if question.unit and not same_kind(completed(question.unit, unit) or question.unit, unit):
        raise Refused("strategy.source.unit", f"Das lässt sich nicht in „{unit}“ umrechnen. Bitte prüfen.", "unit")
