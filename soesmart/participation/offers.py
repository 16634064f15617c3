"""What can be taken part in, for the start page, the calendar, the search, the sitemap and the list of open data."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.urls import reverse

from soesmart.core import clock
from soesmart.core.clock import BERLIN
from soesmart.core.module import CalendarEntry, Card, Export, SearchDocument, SitemapEntry
from soesmart.participation.models import Campaign, Idea, Questionnaire
from soesmart.participation.models.campaign import Format
from soesmart.participation.queries.campaigns import offers_at
from soesmart.participation.rules import FormatState, Visibility, Voting

MOST_CARDS = 4


def cards(at: datetime) -> Iterator[Card]:
    """What people can do today: open campaigns and questionnaires, those first that close first. Two queries."""
    offers = offers_at(at)
    found = [offer.format for offer in [*offers.open, *offers.questionnaires]]
    for row in sorted(found, key=lambda row: row.closes_at or at)[:MOST_CARDS]:
        yield Card(
            title=row.title,
            text=row.summary,
            url=_address(row),
            kind="Beteiligung" if isinstance(row, Campaign) else "Fragebogen",
            action=_action(row),
            weight=10,
            state="Beispiel" if row.invented else "",
            closes_on=last_day(row),
        )


def calendar(first: date, last: date) -> Iterator[CalendarEntry]:
    """The first and the last day of campaigns and questionnaires. Two queries."""
    for row in _touching(first, last):
        for uid, words, day in (("beginn", "Beginn", first_day(row)), ("ende", "Letzter Tag", last_day(row))):
            if day and first <= day <= last:
                yield CalendarEntry(
                    uid=f"{row._meta.model_name}-{row.key}-{uid}",
                    title=f"{words}: {row.title}",
                    start=day,
                    end=None,
                    url=_address(row),
                    kind="Beteiligung",
                    text=row.summary,
                    source=row.source,
                    invented=row.invented,
                )


def search_documents() -> Iterator[SearchDocument]:
    """Campaigns, visible ideas and questionnaires. Three queries."""
    for campaign in Campaign.objects.published():
        text = f"{campaign.summary} {campaign.question} {campaign.text}".strip()
        yield _document("campaign", "Beteiligung", campaign, text)
    for questionnaire in Questionnaire.objects.published():
        text = f"{questionnaire.summary} {questionnaire.text}".strip()
        yield _document("questionnaire", "Fragebogen", questionnaire, text)
    for idea in _public_ideas().iterator(2000):
        text = " ".join(part for part in (idea.what, idea.beneficiaries, idea.place) if part)
        url = reverse("idea", args=[idea.campaign.key, idea.number])
        yield SearchDocument(f"idea-{idea.pk}", "Idee", idea.title, text, url, idea.received_at)


def sitemap() -> Iterator[SitemapEntry]:
    """Every public page: the lists, each campaign and questionnaire with its results, each idea. Three queries."""
    for name in ("campaigns", "questionnaires", "card_lookup", "moderation_report"):
        yield SitemapEntry(reverse(name))
    for campaign in Campaign.objects.published():
        names = ["campaign", "campaign_results", "campaign_map" if campaign.voting == Voting.AGREE else ""]
        names.append("campaign_places" if campaign.with_map else "")
        yield from (SitemapEntry(reverse(name, args=[campaign.key]), campaign.published_at) for name in names if name)
    for questionnaire in Questionnaire.objects.published():
        for name in ("questionnaire", "questionnaire_results"):
            yield SitemapEntry(reverse(name, args=[questionnaire.key]), questionnaire.published_at)
    ideas = _public_ideas().values_list("campaign__key", "number", "received_at")
    for key, number, received_at in ideas.iterator(2000):
        yield SitemapEntry(reverse("idea", args=[key, number]), received_at)


def exports() -> Iterator[Export]:
    """The ideas of each campaign, and its results where everybody may see them. One query."""
    at = clock.now()
    for campaign in Campaign.objects.published():
        for ending in ("csv", "xlsx", "json"):
            url = reverse("campaign_ideas_file", args=[campaign.key, ending])
            yield Export(f"Ideen: {campaign.title}", url, ending.upper(), "Text, Thema, Stand und Antwort je Idee")
        if campaign.shows_results(at):
            for ending in ("pdf", "xlsx", "json"):
                url = reverse(f"campaign_results_{ending}", args=[campaign.key])
                yield Export(f"Ergebnis: {campaign.title}", url, ending.upper(), "Wer mitmachte und was herauskam")


def _action(row: Format) -> str:
    if not isinstance(row, Campaign):
        return "Antworten"
    return "Mitreden" if row.voting == Voting.COMMENT else "Meinung sagen"


def first_day(row: Format) -> date | None:
    return row.opens_at.astimezone(BERLIN).date() if row.opens_at else None


def last_day(row: Format) -> date | None:
    """What closes at midnight is open on the day before, not on the day that begins then."""
    return (row.closes_at - timedelta(seconds=1)).astimezone(BERLIN).date() if row.closes_at else None


def _touching(first: date, last: date) -> list[Format]:
    start = datetime.combine(first, time(), BERLIN)
    end = datetime.combine(last, time(), BERLIN) + timedelta(days=2)
    rows: list[Format] = []
    for model in (Campaign, Questionnaire):
        rows += model.objects.published().filter(opens_at__lt=end, closes_at__gte=start)
    return rows


def _document(prefix: str, kind: str, row: Format, text: str) -> SearchDocument:
    return SearchDocument(f"{prefix}-{row.key}", kind, row.title, text, _address(row), row.published_at)


def _address(row: Format) -> str:
    return reverse("campaign" if isinstance(row, Campaign) else "questionnaire", args=[row.key])


def _public_ideas() -> QuerySet[Idea]:
    rows = Idea.objects.filter(visibility=Visibility.VISIBLE).exclude(campaign__state=FormatState.DRAFT)
    return rows.select_related("campaign").order_by("campaign", "number")
