"""Begin a campaign with a template."""

import uuid
from datetime import date, datetime
from typing import Any

from django.db import transaction

from soesmart.core.refusals import Refused
from soesmart.participation.keys import free_key
from soesmart.participation.models import Campaign, Phase
from soesmart.participation.rules import ResultsShown, Voting, Who
from soesmart.participation.rules.templates import Template
from soesmart.participation.services.campaigns import CampaignWords, already_sent, found_campaign, set_categories
from soesmart.participation.services.windows import set_windows
from soesmart.region.models import Municipality

KINDS: dict[str, Any] = {"who": Who, "voting": Voting, "results": ResultsShown}


@transaction.atomic
def found_from_template(
    *,
    actor: object,
    municipality: Municipality,
    template: Template,
    title: str,
    start: date,
    phase: Phase | None,
    nonce: uuid.UUID | None = None,
    at: datetime,
) -> Campaign:
    """A draft with the template's texts, voting, headings and windows from `start`. Sent twice it is stored once.

    Refused (field "start") when the windows do not fit the phase or another campaign of it; nothing is stored then.
    """
    if sent := already_sent(municipality, nonce):
        return sent
    words: dict[str, Any] = dict(template.words)
    words |= {name: kind(words[name]) for name, kind in KINDS.items()}
    campaign = found_campaign(
        actor=actor,
        municipality=municipality,
        key=free_key(title, Campaign.objects.values_list("key", flat=True)),
        words=CampaignWords(**{**words, "title": title}),
        phase=phase,
        nonce=nonce,
        at=at,
    )
    set_categories(actor=actor, campaign=campaign, categories=[("", name) for name in template.categories], at=at)
    try:
        set_windows(actor=actor, campaign=campaign, windows=template.windows_from(start), at=at)
    except (Refused, ValueError, OverflowError) as error:
        text = "So weit reicht der Kalender nicht." if isinstance(error, OverflowError) else str(error)
        raise Refused("participation.template.start", text, "start") from error
    return campaign
