"""The result of a campaign as open data. Keys are stable; numbers are numbers, days ISO 8601."""

from typing import Any

from soesmart.participation.results_words import (
    WholeResult,
    answer_rows,
    channel_rows,
    idea_rows,
    map_rows,
    map_sentences,
    missing_rows,
)


def results_data(whole: WholeResult) -> dict[str, Any]:
    """JSON-ready. Counts of few people are joined or left out as on the page."""
    campaign, figures = whole.campaign, whole.results.figures
    return {
        "campaign": {
            "key": campaign.key,
            "title": campaign.title,
            "question": campaign.question,
            "voting": campaign.voting,
            "who": campaign.who,
            "opens_at": campaign.opens_at,
            "closes_at": campaign.closes_at,
            "has_ended": campaign.has_ended(whole.results.at),
            "smallest_group": campaign.smallest_group,
            "invented": campaign.invented,
            "url": whole.address,
        },
        "as_of": whole.results.at,
        "voices": campaign.voices,
        "opinions": campaign.opinions,
        "ideas_count": campaign.ideas_count,
        "comments": campaign.comments_count,
        "removals": campaign.removals,
        "order": whole.results.rule,
        "ideas": idea_rows(whole),
        "channels": channel_rows(whole),
        "missing": missing_rows(whole),
        "map": {"sentences": list(map_sentences(whole)), "agreement": map_rows(whole)},
        "answers": answer_rows(whole),
        "promises": {
            "kept": figures.promises.kept,
            "late": figures.promises.late,
            "pending": figures.promises.pending,
            "overdue": figures.promises.overdue,
        },
    }
