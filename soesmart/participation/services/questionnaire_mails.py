"""The two mails of a questionnaire: the link that confirms an address, and the link that continues a draft."""

import hashlib
from datetime import datetime

from django.db import transaction

from soesmart.core.outbox import queue_mail
from soesmart.participation.models import Questionnaire, Response

CONFIRM = """Guten Tag,

mit diesem Link geht es zu den Fragen:
{link}

Er gilt einen Tag. Die Adresse wird nicht gespeichert, nur ein verschlüsselter Abdruck, damit niemand zweimal zählt.
Das war jemand anderes? Dann einfach nichts tun.
"""
CONTINUE = """Guten Tag,

hier geht es mit den angefangenen Antworten weiter, bis sie gesendet sind:
{link}

Wer den Link hat, sieht den Zwischenstand.
Das war jemand anderes? Dann einfach nichts tun; die Adresse ist nicht gespeichert.
"""


@transaction.atomic
def mail_confirmation(*, questionnaire: Questionnaire, address: str, link: str, at: datetime) -> None:
    """Send the link that confirms an address; the same link once."""
    _mail("confirm", questionnaire, address, link, f"Zum Fragebogen: {questionnaire.title}", CONFIRM, at)


@transaction.atomic
def mail_draft_link(*, response: Response, address: str, link: str, at: datetime) -> None:
    """Send the link that continues a draft; once to an address, which is kept no longer than the mail waits."""
    questionnaire = response.questionnaire
    _mail("continue", questionnaire, address, link, f"Weitermachen: {questionnaire.title}", CONTINUE, at)


def _mail(
    what: str, questionnaire: Questionnaire, address: str, link: str, subject: str, text: str, at: datetime
) -> None:
    # The key outlives the mail, so neither address nor link may stand in it.
    digest = hashlib.sha256(f"{address.strip().lower()} {link}".encode()).hexdigest()
    queue_mail(
        key=f"participation.questionnaire.{what}:{questionnaire.pk}:{digest}",
        to=address,
        subject=subject,
        text=text.format(link=link),
        at=at,
        town=questionnaire.municipality.slug,
    )
