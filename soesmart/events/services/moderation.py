"""Words of a word cloud: take them from the screens, and show them again. Their ballots stay and count."""

from datetime import datetime

from django.db import transaction

from soesmart.core.audit import audit
from soesmart.core.refusals import Refused
from soesmart.events.models import HiddenWord, Item, Stage
from soesmart.events.rules import ItemKind
from soesmart.events.rules.ballots import LONGEST_WORD, tidy_word
from soesmart.events.services.stage import set_stage
from soesmart.participation.rules.moderation import Removal


@transaction.atomic
def hide_word(*, item: Item, word: str, reason: Removal, by: object, at: datetime) -> None:
    """Hide it in whatever capitals; a second time only the reason changes. Refused where there are no words."""
    _check(item, word)
    HiddenWord.objects.update_or_create(item=item, word=key_of(word), defaults={"reason": reason})
    _shown_anew(item)
    town = item.event.municipality.slug
    audit(by, "events.word.hidden", item, town=town, at=at, item=item.number, reason=reason)


@transaction.atomic
def show_word(*, item: Item, word: str, by: object, at: datetime) -> None:
    """Show a hidden word again; nothing happens where it is not hidden."""
    _check(item, word)
    gone, _ = HiddenWord.objects.filter(item=item, word=key_of(word)).delete()
    if gone:
        _shown_anew(item)
        audit(by, "events.word.shown", item, town=item.event.municipality.slug, at=at, item=item.number)


def key_of(word: str) -> str:
    """Under which a word is hidden: as the tally tells words apart."""
    return tidy_word(word).lower()


def _check(item: Item, word: str) -> None:
    if item.kind != ItemKind.WORDS:
        raise Refused("word.no_words", "Zu diesem Punkt werden keine Wörter gesammelt.")
    if not 1 <= len(key_of(word)) <= LONGEST_WORD:
        raise Refused("word.empty", f"Bitte ein Wort mit höchstens {LONGEST_WORD} Zeichen angeben.", "word")


def _shown_anew(item: Item) -> None:
    if Stage.objects.filter(event=item.event_id, item=item).exists():
        set_stage(event=item.event)
