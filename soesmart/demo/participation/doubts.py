"""The moderation queue of the demo: a few doubtful comments of the last days."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta

from soesmart.demo.participation.talk import guest
from soesmart.demo.participation.words import DOUBTFUL
from soesmart.participation.models import Idea
from soesmart.participation.rules import CommentKind
from soesmart.participation.services.comments import CommentWords, write_comment


def fill_the_queue(ideas: Sequence[Idea], at: datetime) -> None:
    """Doubtful texts, written within the last two days; the score holds them by itself."""
    for place, text in enumerate(DOUBTFUL):
        idea = ideas[place % len(ideas)]
        write_comment(
            campaign_key=idea.campaign.key,
            number=idea.number,
            words=CommentWords(text, CommentKind.REMARK),
            credential=guest(f"doubtful-{place}"),
            nonce=uuid.uuid5(uuid.NAMESPACE_URL, f"https://soesmart.example.org/demo/doubtful/{place}"),
            at=at - timedelta(hours=40 - 9 * place),
        )
