"""Prepare a folder with one idea and many codes, or say what is stored in it; each in a process of its own.

python -m tests.voices.folder prepare 500      prints the codes as JSON
python -m tests.voices.folder state            prints the counters and what the recount found
"""

import json
import os
import random
import sys

import django


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.config.settings")
    django.setup()
    prepare(int(sys.argv[2])) if sys.argv[1] == "prepare" else state()


def prepare(number: int) -> None:
    from django_scopes import scope

    from soesmart.core import clock
    from soesmart.participation.rules import Who
    from soesmart.participation.tests.campaigns import a_campaign, an_idea, codes_for
    from soesmart.region.models import Region
    from tests.cast import make_town

    region, at = Region.objects.create(slug="region", name="Region"), clock.now()
    town = make_town(region, "soest", "Soest", "Kreis Soest")
    with scope(municipality=town):
        campaign = a_campaign(town, at, who=Who.CODE)
        an_idea(campaign, at)
        json.dump(codes_for(campaign, number, at, random.Random(2030)), sys.stdout)


def state() -> None:
    from django_scopes import scopes_disabled

    from soesmart.core import clock
    from soesmart.participation.models import AccessCode, Campaign, Idea, Opinion, Tally, Voice
    from soesmart.participation.services import recount

    with scopes_disabled():
        campaign, idea, tally = Campaign.objects.get(), Idea.objects.get(), Tally.objects.get()
        found = {
            "voices": Voice.objects.count(),
            "opinions": Opinion.objects.count(),
            "used": AccessCode.objects.exclude(voice=None).count(),
            "counted": [campaign.voices, campaign.opinions, idea.voices, tally.voices],
            "either": tally.agree + tally.disagree,
            "drifts": [str(drift) for drift in recount(campaign=campaign, at=clock.now())],
        }
        json.dump(found, sys.stdout)


if __name__ == "__main__":
    main()
