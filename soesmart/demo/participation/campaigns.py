"""The four campaigns of the demo: what they ask, when they are open, which ideas stand in them."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from soesmart.core.clock import BERLIN
from soesmart.demo.participation.cards import THEMES
from soesmart.demo.participation.ideas import Handed
from soesmart.demo.story import read
from soesmart.demo.towns import ACTOR
from soesmart.participation.models import Campaign, Category, Idea, Phase
from soesmart.participation.rules import AuthorRole, Channel, Right, Span, Voting
from soesmart.participation.services.campaigns import CampaignWords, found_campaign, set_categories
from soesmart.participation.services.ideas import IdeaWords, Origin, submit_idea
from soesmart.participation.services.windows import set_windows
from soesmart.region.models import District, Municipality

SUMMER_KEY, TOUR_KEY, WINTER_KEY, NOW_KEY = "projektideen", "spielgeld-tour", "klimaneutrale-smart-city", "weiterdenken"
MADE_UP = "Vorführung: Meinungen, Kommentare und Antworten sind frei erfunden."
HEADINGS = (
    ("energie", "Energie"),
    ("verkehr", "Unterwegs"),
    ("stadtraum", "Plätze und Grün"),
    ("digital", "Digital"),
    ("zusammenleben", "Zusammenleben"),
)
HEADINGS_NOW = (
    ("energie", "Energie"),
    ("waerme", "Wärme"),
    ("verkehr", "Unterwegs"),
    ("anpassen", "Mit Hitze und Regen leben"),
    ("zusammenleben", "Zusammenleben"),
)


@dataclass(frozen=True)
class Plan:
    """A campaign of the demo. spans: when which right is open."""

    key: str
    phase: str
    words: CampaignWords
    categories: Sequence[tuple[str, str]]
    opens_at: datetime
    voice_until: datetime
    moderate_until: datetime
    takes_ideas: bool
    takes_comments: bool = True

    def windows(self) -> list[tuple[Right, Span]]:
        open_ = Span(self.opens_at, self.voice_until)
        rights = [Right.VOICE, *([Right.SUBMIT] * self.takes_ideas), *([Right.COMMENT] * self.takes_comments)]
        return [*((right, open_) for right in rights), (Right.MODERATE, Span(self.opens_at, self.moderate_until))]


def day(year: int, month: int, number: int, hour: int = 0) -> datetime:
    return datetime(year, month, number, hour, tzinfo=BERLIN)


def summer() -> Plan:
    words = CampaignWords(
        title="Ihre Meinung zu den Projektideen",
        summary="Aus der Bürgerwerkstatt liegen Projektideen vor. Alle in Soest können sagen, was sie davon halten.",
        question="Was halten Sie von dieser Idee für Soest?",
        text=f"Seit dem 18. Juli kann jede und jeder eine Meinung zu den Projektideen abgeben und eigene ergänzen. Am "
        f"30. Juli sprechen wir darüber im Saal und im Stream. {MADE_UP}",
        contact="stadtLABOR Soest",
        answer_days=60,
        with_map=True,
        source=read("process")["meta"]["motto_source"],
        invented=True,
    )
    until = day(2020, 8, 25)
    return Plan(SUMMER_KEY, "bewerten", words, HEADINGS, day(2020, 7, 18), until, day(2020, 8, 29), takes_ideas=True)


def tour() -> Plan:
    words = CampaignWords(
        title="Zwei Millionen Euro Spielgeld",
        summary="Fünf Halte, zwei Millionen Euro Spielgeld: Wofür soll die Stadt ihr Geld ausgeben?",
        question="Wie viel von den zwei Millionen bekommt diese Idee?",
        text=f"An jedem Halt der Tour verteilten Menschen zwei Millionen Euro Spielgeld auf die Ideen. {MADE_UP}",
        contact="stadtLABOR Soest",
        voting=Voting.BUDGET,
        with_important=False,
        answer_days=60,
        limit=200_000_000,
        limit_each=100_000_000,
        invented=True,
    )
    opens, until = day(2020, 8, 25, 10), day(2020, 8, 29, 14)
    return Plan(
        TOUR_KEY, "bewerten", words, (), opens, until, until, takes_ideas=False, takes_comments=False
    )  # at a stall people hand out money, they do not write


def winter() -> Plan:
    names = read("ideas")["meta"]["themes"]
    words = CampaignWords(
        title="Soest 2030: Klimaneutrale Smart City",
        summary="28 Karten zu drei Plänen, online und auf Papier: zehn Projektideen und achtzehn Maßnahmen.",
        question=read("ideas")["meta"]["question"]["text"],
        text="Strategie, Masterplan Klimapakt und Verkehrsentwicklungsplan werden zusammen gedacht. Dieselben 28 "
        "Karten gingen an 1.000 zufällig gewählte Haushalte; jede Karte zählt gleich, ob online oder auf Papier. "
        f"{MADE_UP}",
        contact="stadtLABOR Soest",
        answer_days=90,
        source=read("ideas")["meta"]["card_count"]["source"],
        invented=True,
    )
    categories = [(key, names[key]) for key in THEMES]
    return Plan(
        WINTER_KEY, "vertiefen", words, categories, day(2020, 12, 1), day(2020, 12, 19), day(2020, 12, 19), False
    )


def now(at: datetime) -> Plan:
    words = CampaignWords(
        title="Weiterdenken: Was fehlt der Strategie?",
        summary="Die Strategie wird fortgeschrieben. Welche Ideen sollen hinein? Sagen Sie Ihre Meinung oder bringen "
        "Sie eine eigene mit.",
        question="Soll das in die nächste Fassung der Strategie?",
        text="Alle Ideen werden geprüft und beantwortet. Was viele gut finden und was uns voranbringt, kommt als "
        "Vorschlag in den Rat. Diese Kampagne ist für die Vorführung erfunden.",
        contact="stadtLABOR Soest",
        answer_days=21,
        with_map=True,
        invented=True,
    )
    midnight = at.astimezone(BERLIN).replace(hour=0, minute=0, second=0, microsecond=0)
    opens, until = midnight - timedelta(days=24), midnight + timedelta(days=42)
    return Plan(
        NOW_KEY, "weiterdenken", words, HEADINGS_NOW, opens, until, until + timedelta(days=14), takes_ideas=True
    )


def found(town: Municipality, plan: Plan) -> Campaign:
    """The campaign with its windows and headings, still a draft; it is told a week before it opens."""
    at = plan.opens_at - timedelta(days=7)
    campaign = found_campaign(
        actor=ACTOR,
        municipality=town,
        key=plan.key,
        words=plan.words,
        phase=Phase.objects.get(process__municipality=town, key=plan.phase),
        at=at,
    )
    set_categories(actor=ACTOR, campaign=campaign, categories=plan.categories, at=at)
    campaign.refresh_from_db()
    set_windows(actor=ACTOR, campaign=campaign, windows=plan.windows(), at=at)
    campaign.refresh_from_db()
    return campaign


def add_cards(campaign: Campaign, rows: Sequence[dict[str, Any]], at: datetime, *, named: bool) -> list[Idea]:
    """Cards of the data as the town's own. named: with their references, by which pilots find them."""
    themes = {row.key: row for row in Category.objects.filter(campaign=campaign)}
    made = []
    for row in rows:
        words = IdeaWords(
            title=str(row["title"]),
            what=str(row["text"]),
            beneficiaries=", ".join(row.get("beneficiaries", [])),
            category=themes.get(str(row.get("theme", ""))),
        )
        origin = Origin(
            role=AuthorRole.ADMINISTRATION,
            channel=Channel.WORKSHOP,
            reference=str(row["id"]) if named else "",
            source=str(row.get("source") or ""),
            invented=bool(row["invented"]),
        )
        made.append(
            submit_idea(campaign=campaign, words=words, origin=origin, nonce=_nonce(campaign, row["id"]), at=at)
        )
    return made


def add_handed(campaign: Campaign, idea: Handed, origin: Origin, place: tuple[str, str], at: datetime) -> Idea:
    """An idea of a resident. place: latitude and longitude as texts, or two empty ones."""
    words = IdeaWords(
        title=idea.title,
        what=idea.what,
        beneficiaries=idea.beneficiaries,
        category=Category.objects.filter(campaign=campaign, key=idea.theme).first(),
        district=District.objects.filter(slug=idea.district).first() if idea.district else None,
        lat=Decimal(place[0]) if place[0] else None,
        lon=Decimal(place[1]) if place[1] else None,
    )
    return submit_idea(campaign=campaign, words=words, origin=origin, nonce=_nonce(campaign, idea.title), at=at)


def _nonce(campaign: Campaign, name: object) -> uuid.UUID:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"https://soesmart.example.org/demo/{campaign.key}/{name}")
