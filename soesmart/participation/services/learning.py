"""Let the score learn from a decision, and forget it again."""

from django.db.models import F, Value
from django.db.models.functions import Greatest

from soesmart.methods.german_stems import NOTHING, clean, stems
from soesmart.participation.models import Case, WordCount
from soesmart.participation.queries.case_texts import text_of, words_of
from soesmart.participation.rules.learned_words import TEXTS
from soesmart.participation.rules.moderation import TEACHING, Removal

MOST_STEMS = 200


def learn(case: Case, *, times: int = 1) -> None:
    """Count the words of a decided text as kept or removed; times -1 takes that back. Two queries.

    What was removed for its place or its repetition says nothing of its words and teaches nothing.
    """
    if case.state == Case.State.KEPT:
        column = "kept"
    elif case.state == Case.State.REMOVED and Removal(case.reason) in TEACHING:
        column = "removed"
    else:
        return
    town = case.campaign.municipality_id
    words = [TEXTS, *_stems(words_of(text_of(case)))]
    if times > 0:
        rows = [WordCount(municipality_id=town, stem=word) for word in words]
        WordCount.objects.bulk_create(rows, ignore_conflicts=True)
    found = WordCount.objects.filter(municipality_id=town, stem__in=words)
    found.update(**{column: Greatest(F(column) + times, Value(0))})


def _stems(text: str) -> list[str]:
    """Stems without digits: numbers are often somebody's."""
    found = {word for word in stems(clean(text)) if 3 <= len(word) <= 40 and word != NOTHING and word.isalpha()}
    return sorted(found)[:MOST_STEMS]
