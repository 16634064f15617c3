"""No page, file, feed or search of one town shows a row of another.

All rows of all towns are marked with their town's word (tests/tenant/marks.py); then guests, every member of the cast
and an officer with all roles walk through every town (tests/tenant/crawler.py), and addresses of one town are asked for
in the others. A foreign mark anywhere is a leak.
"""

import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connections
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver
from django_scopes import scope
from pytest_django import DjangoDbBlocker

from soesmart.accounts.models import Person
from soesmart.core import clock
from soesmart.demo.cast import CAST
from soesmart.region.models import Municipality
from tests import prepared
from tests.cast import AT
from tests.clients import client_of
from tests.databases import use_file
from tests.tenant.crawler import Walk, match_of, pattern_of, text_of, walk
from tests.tenant.furnish import furnish, unlinked
from tests.tenant.marks import WITHOUT_TEXT, mark_everything, mark_of, scoped_models, texts_of

# Where a walk begins besides all addresses without a key: searches for words that all towns use.
STARTS = ("/suche/?q=Stadt", "/suche/?q=Ziel&art=Ziel", "/strategie/suche/?q=Offen")

# Patterns that no walk opens, with the reason.
EXEMPT = {
    "dokumente/authenticate_with_password/<int:restriction_id>/": "no collection is locked by a password",
    "konto/abmelden/": "ends the visit",
    "konto/oidc/<slug:provider_id>/login/": "needs a state account; names no town",
    "konto/oidc/<slug:provider_id>/login/callback/": "needs a state account; names no town",
    "konto/sicherheit/passkeys/<int:pk>/entfernen/": "belongs to a person's own passkey; see the tests of accounts",
    "konto/sicherheit/passkeys/<int:pk>/name/": "belongs to a person's own passkey; see the tests of accounts",
    "verwaltung/personen/<uuid:pk>/zweiter-schritt/": "answers a form only; its rights are tested in accounts",
}


@dataclass
class Visits:
    """All walks: town -> visitor ("" is a guest) -> walk. strayed: (town asked, visitor, address elsewhere) -> text."""

    towns: list[Municipality]
    walks: dict[str, dict[str, Walk]] = field(default_factory=dict)
    strayed: dict[tuple[str, str, str], str] = field(default_factory=dict)
    empty: dict[str, list[str]] = field(default_factory=dict)

    def all(self) -> Iterator[tuple[str, str, Walk]]:
        for town, walks in self.walks.items():
            for visitor, seen in walks.items():
                yield town, visitor, seen

    def foreign_marks(self, town: str, text: str) -> list[str]:
        return [other.slug for other in self.towns if other.slug != town and mark_of(other) in text]


@pytest.fixture(scope="module")
def visits(
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
    demo_folder: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Visits:
    folder = Path(shutil.copytree(demo_folder, tmp_path_factory.mktemp("crawl") / "demo"))
    before = Path(connections["default"].settings_dict["NAME"])
    use_file(folder / prepared.DATABASE)
    try:
        with (
            django_db_blocker.unblock(),
            override_settings(DEMO=True, MEDIA_ROOT=folder / "media"),
            clock.stopped_at(AT),
        ):
            return make_visits()
    finally:
        use_file(before)


def make_visits() -> Visits:
    towns = list(Municipality.objects.all())
    officers = {town.slug: furnish(town, AT) for town in towns}
    mark_everything(towns, AT)
    made = Visits(towns)
    for town in towns:
        with scope(municipality=town):
            made.empty[town.slug] = [model._meta.label for model in scoped_models() if not model.objects.exists()]
        made.walks[town.slug] = {name: visit(town, person, name) for name, person in visitors(town, officers).items()}
    stray(made, officers)
    return made


def visitors(town: Municipality, officers: dict[str, Person]) -> dict[str, Person | None]:
    """A guest and an officer with every role; in Soest the whole cast, in Olpe an officer of Soest besides."""
    people: dict[str, Person | None] = {"": None, "officer": officers[town.slug]}
    if town.slug == "olpe":
        people["officer from elsewhere"] = officers["soest"]
    if town.slug == "soest":
        people |= {character.key: Person.objects.get(pk=character.pk) for character in CAST}
    return people


def visit(town: Municipality, person: Person | None, name: str) -> Walk:
    """A guest of Soest opens three addresses of each pattern, all others one.

    Two officers look into the editor; the pages of an account, the same everywhere, are opened in two towns. The guest
    and the officer of each town try all filters, who sees less than they do opens the pages as they are.
    """
    most = 3 if name == "" and town.slug == "soest" else 1
    is_thorough = town.slug in ("soest", "olpe")
    without = ("/redaktion/",) * (name != "officer" or not is_thorough) + ("/konto/",) * (not is_thorough)
    starts = [*STARTS, *without_key()]
    if name in ("", "officer"):
        starts += unlinked(town)
    seen = walk(
        client_of(person, town),
        f"{town.slug}.localhost",
        starts,
        most=most,
        without=without,
        with_filters=name in ("", "officer"),
    )
    if person:
        person.refresh_from_db()
        # Her own address goes with her to every town.
        seen.texts = {address: text.replace(person.email, "") for address, text in seen.texts.items()}
    return seen


def without_key() -> list[str]:
    """All addresses that can be typed without knowing a row."""
    return [f"/{route}" for route in patterns_of(get_resolver("soesmart.config.urls")) if not is_keyed(route)]


def is_keyed(route: str) -> bool:
    return "<" in route or "(" in route


def stray(made: Visits, officers: dict[str, Person]) -> None:
    """Ask every town for one address of each pattern that names a row of Soest, and Soest for those of Olpe."""
    for town in made.towns:
        addresses = one_of_each(made.walks["olpe" if town.slug == "soest" else "soest"].values())
        guest = [("", None)] if town.slug in ("soest", "olpe") else []
        for visitor, person in [*guest, ("officer", officers[town.slug])]:
            client = client_of(person, town)
            for address in addresses:
                answer = client.get(address, HTTP_HOST=f"{town.slug}.localhost")
                made.strayed[town.slug, visitor, address] = f"{answer.status_code}\n{text_of(answer)}"


def one_of_each(walks: Iterable[Walk]) -> list[str]:
    """An address of each pattern that names a row, as plain as there is one."""
    found: dict[str, str] = {}
    for seen in walks:
        for route, addresses in seen.routes.items():
            if is_keyed(route) and ("?" not in route or pattern_of(route) not in found):
                found[pattern_of(route)] = addresses[0]
    return list(found.values())


def test_every_table_of_every_town_has_marked_rows(visits: Visits) -> None:
    for model in scoped_models():
        label = model._meta.label
        assert (label in WITHOUT_TEXT) != bool(texts_of(model)), f"{label}: mark its texts, or say that it has none"
        assert [town for town, empty in visits.empty.items() if label in empty] == [], f"{label} has no rows"


def test_nothing_shows_a_row_of_another_town(visits: Visits) -> None:
    leaks = [
        f"{town} as {visitor or 'guest'}: {address} shows {other}"
        for town, visitor, seen in visits.all()
        for address, text in seen.texts.items()
        for other in visits.foreign_marks(town, text)
    ]
    assert leaks == []


def test_an_address_of_one_town_leads_to_no_row_of_it_in_another(visits: Visits) -> None:
    leaks = [
        f"{town} as {visitor or 'guest'}: {address} shows {other}"
        for (town, visitor, address), text in visits.strayed.items()
        for other in visits.foreign_marks(town, text)
    ]
    assert len(visits.strayed) > 100
    assert leaks == []


def test_pictures_and_documents_of_another_town_are_not_found(visits: Visits) -> None:
    files = {key: text for key, text in visits.strayed.items() if key[2].startswith(("/media/", "/dokumente/"))}
    assert {town for town, _, _ in files} == {town.slug for town in visits.towns}
    assert [key for key, text in files.items() if not text.startswith("404")] == []


def test_the_marks_can_be_seen_at_all(visits: Visits) -> None:
    """Without this, a crawler that reads nothing would find no leak either."""
    for town in visits.towns:
        for visitor in ("", "officer"):
            texts = visits.walks[town.slug][visitor].texts
            marked = [address for address, text in texts.items() if mark_of(town) in text]
            assert len(marked) >= (25 if visitor else 12), (town.slug, visitor, marked)


@pytest.mark.parametrize("ending", [".csv", ".ics", ".rss", ".atom", ".pdf", ".xlsx", ".svg", "?q=Stadt", "/inhalt/"])
def test_files_feeds_and_searches_are_read(visits: Visits, ending: str) -> None:
    soest = next(town for town in visits.towns if town.slug == "soest")
    texts = {address: text for seen in visits.walks["soest"].values() for address, text in seen.texts.items()}
    found = [address for address, text in texts.items() if address.endswith(ending) and mark_of(soest) in text]
    assert found, f"no address ending in {ending} was read"


def test_no_link_leads_nowhere(visits: Visits) -> None:
    broken = [
        f"{town} as {visitor or 'guest'}: {failure}"
        for town, visitor, seen in visits.all()
        for failure in seen.broken
        # Wagtail links to parts of its editor that are closed here.
        if not failure.startswith("/redaktion/")
    ]
    assert broken == []


def test_every_pattern_is_walked_or_exempt_with_a_reason(visits: Visits) -> None:
    walked = {match.route for _, _, seen in visits.all() for address in seen.texts if (match := match_of(address))}
    patterns = set(patterns_of(get_resolver("soesmart.config.urls")))
    assert sorted(patterns - walked - EXEMPT.keys()) == [], "neither walked nor exempt"
    assert sorted(EXEMPT.keys() - patterns) == [], "exempt, but gone"
    assert sorted(EXEMPT.keys() & walked) == [], "exempt, but walked"


def patterns_of(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """All routes of the project; Wagtail's editor is not ours."""
    for pattern in resolver.url_patterns:
        # Like ResolverMatch.route, which drops the anchor of a regular expression below an include.
        route = before + (str(pattern.pattern).removeprefix("^") if before else str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield route
        elif not route.startswith("redaktion/"):
            yield from patterns_of(pattern, route)
