import logging
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib import reload
from pathlib import Path

import pytest
from django.db import connection

from soesmart.core.refusals import Conflict, Refused
from soesmart.events import credentials
from soesmart.events.live.box import cast
from soesmart.events.live.papers import Outcome, Paper, Status
from soesmart.events.models import Ballot, Item, Round, SecretBallot, Voter
from soesmart.events.rules import ItemKind, canonical, choice_from
from soesmart.events.services import secret_ballots
from soesmart.events.services.counting import count_round
from soesmart.events.services.rounds import finish_round, open_round, reset_round
from soesmart.events.services.secret_ballots import empty_box, opened, seal, shred_discarded
from soesmart.events.tests.evenings import a_scene, an_event, an_item
from soesmart.events.tests.polls import HALL, STREAM, a_poll, a_voter, audience, counts_of, papers, vote
from soesmart.events.tests.secret_attack import ORDERS, SeenBallot, SeenVoter, deviations, on_one_page
from soesmart.region.models import Municipality

PEOPLE = 300
CLASSES = ("Ja", "Nein", "Vielleicht")
# Thirty attacks, hall and stream: by chance, one run in some five thousand has one beyond 4.5 deviations; it is seeded.
CHANCE = 4.5


@pytest.fixture
def item(in_soest: Municipality, at: datetime) -> Item:
    return an_item(a_scene(an_event(in_soest, at)), ItemKind.SINGLE, secret=True)


@pytest.fixture
def words(in_soest: Municipality, at: datetime) -> Item:
    """A question that is answered in words, so that every ballot can be searched for in every byte."""
    return an_item(a_scene(an_event(in_soest, at)), ItemKind.WORDS, options=0, most=2, secret=True)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    """Everything that anybody logs, in a file."""
    file = tmp_path / "log.txt"
    handler = logging.FileHandler(file)
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.DEBUG)
    yield file
    root.setLevel(before)
    root.removeHandler(handler)
    handler.close()


def test_an_envelope_opens_for_its_round_only() -> None:
    envelope = seal(7, "[2]", "ABCD")
    assert opened(7, envelope) == ("[2]", "ABCD")
    with pytest.raises(ValueError, match="does not open"):
        opened(8, envelope)
    with pytest.raises(ValueError, match="does not open"):
        opened(7, envelope[:-1] + bytes([envelope[-1] ^ 1]))


def test_envelopes_of_a_kind_have_one_length_and_like_ballots_look_unlike() -> None:
    numbers = [seal(7, choice, "A" * 16) for choice in ("[1]", "[1]", str(list(range(1, 31))), "[-100000000000]")]
    spoken = [seal(7, canonical(choice), "A" * 16) for choice in (("a",), ("Ä" * 30, "ß" * 30, "🚲" * 30))]
    assert {len(one) for one in numbers} == {len(numbers[0])}
    assert {len(one) for one in spoken} == {len(spoken[0])}
    assert len({envelope[start : start + 8] for envelope in numbers for start in (0, 12, 28, 64)}) == 16
    with pytest.raises(Refused):
        seal(7, canonical(tuple(f"{'ß' * 27}{number}" for number in range(100))), "A" * 16)


def test_the_box_is_emptied_once_after_the_close(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by="system:test", at=at)
    votes = audience([(1,)] * 6, [(2,)] * 7)
    outcomes = vote(round_, votes, at)
    with pytest.raises(Conflict):
        empty_box(round_)
    finish_round(round_=round_, at=at, hall=6, stream=7)
    empty_box(round_)
    empty_box(round_)
    rows = SecretBallot.objects.order_by("pk").values_list("receipt", flat=True)
    assert list(rows) == sorted(outcome.receipt for outcome in outcomes)
    assert not Voter.objects.filter(envelope__isnull=False).exists()
    assert not Ballot.objects.exists()


def test_a_secret_round_is_counted_like_an_open_one(item: Item, at: datetime) -> None:
    round_ = count_round(round_=a_poll(item, audience([(1,)] * 6, [(2,)] * 7), at), at=at)
    assert (round_.ballots_hall, round_.ballots_stream, counts_of(round_)) == (6, 7, [6, 7, 0])
    assert counts_of(round_, "hall") == [6, 0, 0]


def test_few_on_the_stream_are_not_told_apart_even_in_the_database(item: Item, at: datetime) -> None:
    round_ = count_round(round_=a_poll(item, audience([(1,)] * 6, [(2,)] * 4), at), at=at)
    assert set(SecretBallot.objects.values_list("channel", flat=True)) == {""}
    assert tuple(counts_of(round_, part) for part in ("all", "hall", "stream")) == ([6, 4, 0], None, None)
    assert (round_.ballots_hall, round_.ballots_stream) == (6, 4)


def test_a_forged_envelope_stops_the_count_and_loses_nothing(item: Item, at: datetime) -> None:
    round_ = a_poll(item, audience([(1,)] * 3), at)
    Voter.objects.filter(pk=Voter.objects.first().pk).update(envelope=seal(round_.pk + 1, "[1]", "A" * 16))
    with pytest.raises(ValueError, match="does not open"):
        count_round(round_=round_, at=at)
    assert Voter.objects.filter(envelope__isnull=False).count() == 3
    assert not SecretBallot.objects.exists()


def test_a_voter_without_a_ballot_stops_the_count(item: Item, at: datetime) -> None:
    round_ = a_poll(item, audience([(1,)] * 3), at)
    Voter.objects.create(round=round_, credential="0" * 32, channel=HALL)
    with pytest.raises(ValueError, match="4 voters, but 3 ballots"):
        count_round(round_=round_, at=at)


def test_what_lies_in_the_box_of_a_discarded_round_is_thrown_away_unopened(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by="system:test", at=at)
    vote(round_, audience([(1,)] * 3), at)
    shred_discarded()
    assert Voter.objects.filter(envelope__isnull=False).count() == 3
    reset_round(round_=round_, by="system:test", at=at)
    shred_discarded()
    assert not Voter.objects.filter(envelope__isnull=False).exists()
    assert not SecretBallot.objects.exists()


def test_every_connection_overwrites_what_it_deletes(in_soest: Municipality) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("asks SQLite")
    # Asked of the settings too: some builds of SQLite do so by themselves, others do not.
    assert "secure_delete=ON" in connection.settings_dict["OPTIONS"]["init_command"]
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete")
        assert cursor.fetchone() == (1,)


@pytest.mark.django_db(transaction=True)
def test_a_restart_in_the_middle_of_a_secret_round_loses_nothing(item: Item, at: datetime) -> None:
    round_ = open_round(item=item, by="system:test", at=at)
    before = vote(round_, audience([(1,)] * 6), at)
    connection.close()
    reload(secret_ballots)
    again = cast(papers(round_, audience([(1,)] * 6), at))
    assert [(one.status, one.receipt) for one in again] == [(Status.AGAIN, one.receipt) for one in before]
    vote(round_, audience([(2,)] * 5), at, first=6)
    finish_round(round_=round_, at=at, hall=11, stream=0)
    counted = count_round(round_=Round.objects.get(pk=round_.pk), at=at)
    assert counts_of(counted) == [6, 5, 0]


@pytest.mark.django_db(transaction=True)
def test_with_every_byte_of_database_journal_and_log_nobody_matches_voters_and_votes(
    words: Item, at: datetime, log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("reads the files of SQLite")
    monkeypatch.setattr(credentials, "_KEY", b"a key that is the same in every run")
    round_, sheets = open_round(item=words, by="system:test", at=at), _sheets(words, at)
    truth = {paper.voter.digest: paper.choice for paper in sheets}
    unique = [str(choice_from(paper.choice)[1]) for paper in sheets]
    outcomes = _cast_in_parts(sheets)
    receipts = [outcome.receipt for outcome in outcomes]

    during = _files(log)
    assert all(digest.encode() in during for digest in truth), "the attacker does read the voters"
    assert not any(secret.encode() in during for secret in [*unique, *receipts])
    envelopes = {
        credential: bytes(row or b"") for credential, row in Voter.objects.values_list("credential", "envelope")
    }
    assert len({len(envelope) for envelope in envelopes.values()}) == 1
    places = {credential: during.find(credential.encode()) for credential in truth}

    finish_round(round_=round_, at=at + timedelta(seconds=30), hall=PEOPLE // 2, stream=PEOPLE // 2)
    count_round(round_=Round.objects.get(pk=round_.pk), at=at + timedelta(seconds=31))
    after = _files(log)
    assert all(secret.encode() in after for secret in [*unique, *receipts]), "the attacker does read the ballots"
    assert not any(envelope[12:44] in after for envelope in envelopes.values()), "an envelope was left behind"
    assert not list(on_one_page(after, unique + receipts, list(truth)))
    assert not any(receipt.encode() in log.read_bytes() for receipt in receipts)

    rows = Voter.objects.values_list("pk", "credential", "channel")
    for channel in (HALL, STREAM):
        voters = [SeenVoter(pk, who, envelopes[who], places[who]) for pk, who, where in rows if where == channel]
        ballots = [
            SeenBallot(pk, receipt, choice, after.find(receipt.encode()))
            for pk, receipt, choice in SecretBallot.objects.filter(channel=channel).values_list(
                "pk", "receipt", "choice"
            )
        ]
        found = deviations(voters, ballots, truth, lambda choice: str(choice_from(choice)[0]))
        assert len(ballots) == PEOPLE // 2
        assert {name: round(far, 1) for name, far in found.items() if abs(far) > CHANCE} == {}
        exact = deviations(voters, ballots, truth, str)
        assert max(exact[name] for name in ORDERS) < 10, "more than a few ballots found their own voter"


def test_the_same_attacks_find_everybody_where_order_is_kept() -> None:
    choices = {f"{number:032x}": canonical((CLASSES[number // 60], f"wort{number}")) for number in range(150)}
    voters = [SeenVoter(row, who, b"", row) for row, who in enumerate(choices)]
    ballots = [SeenBallot(row, f"{row:016d}", choice, row) for row, choice in enumerate(choices.values())]
    found = deviations(voters, ballots, choices, lambda choice: str(choice_from(choice)[0]))
    assert found["same order of rows"] > 2 * CHANCE
    assert found["same order of rows, in batches"] > 2 * CHANCE


def _sheets(item: Item, at: datetime) -> list[Paper]:
    """Hall and stream by turns; those who come early mostly say one thing, those who come late another."""
    rng = random.Random(1)
    round_ = Round.objects.get(item=item)
    chosen = [CLASSES[min(2, int(number / PEOPLE * 3 * rng.uniform(0.7, 1.3)))] for number in range(PEOPLE)]
    return [
        Paper(
            round_.event_id,
            round_.pk,
            a_voter(round_, number, (HALL, STREAM)[number % 2]),
            f"nonce-{number}",
            canonical((kind, f"{kind.lower()}-{number:04d}-{rng.randrange(10**6):06d}")),
            at + timedelta(seconds=1),
        )
        for number, kind in enumerate(chosen)
    ]


def _cast_in_parts(sheets: list[Paper]) -> list[Outcome]:
    """The first third one by one, the rest in batches."""
    third = len(sheets) // 3
    parts = [[sheet] for sheet in sheets[:third]]
    parts += [sheets[start : start + 20] for start in range(third, len(sheets), 20)]
    return [outcome for part in parts for outcome in cast(part)]


def _files(log: Path) -> bytes:
    """Every byte that lies on the disk."""
    database = Path(connection.settings_dict["NAME"])
    files = [database, *(database.with_name(f"{database.name}-{end}") for end in ("wal", "journal", "shm")), log]
    return b"".join(file.read_bytes() for file in files if file.exists())
