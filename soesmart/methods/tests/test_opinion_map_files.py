"""Files of Polis: how they are read, and what is said about bad ones."""

from pathlib import Path
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soesmart.methods.opinion_map import Votes, describe
from soesmart.methods.opinion_map.polis import BadFile, by_vote, read_groups, read_votes

VOTES = "timestamp,datetime,comment-id,voter-id,vote\n"
PEOPLE = "participant,xid,group-id,n-comments,n-votes,n-agree,n-disagree,0,1\n"
COMMENTS = "comment-id,moderated,comment-body\n"


def file(folder: Path, text: str, name: str = "votes.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def cells(votes: Votes) -> dict[tuple[object, object], int]:
    return {
        (person, statement): int(votes.matrix[row, column])
        for row, person in enumerate(votes.people)
        for column, statement in enumerate(votes.statements)
        if votes.matrix[row, column] != -128
    }


def test_the_latest_vote_counts_not_the_lowest_row(tmp_path: Path) -> None:
    votes = read_votes(file(tmp_path, f"{VOTES}200,x,0,7,1\n100,x,0,7,-1\n100,x,1,7,0\n"))
    assert cells(votes) == {(7, 0): 1, (7, 1): 0}


def test_of_votes_at_the_same_time_the_lower_row_counts(tmp_path: Path) -> None:
    assert cells(read_votes(file(tmp_path, f"{VOTES}100,x,0,7,1\n100,x,0,7,-1\n"))) == {(7, 0): -1}


def test_without_times_the_lower_row_counts(tmp_path: Path) -> None:
    assert cells(read_votes(file(tmp_path, "comment-id,voter-id,vote\n0,7,1\n0,7,0\n"))) == {(7, 0): 0}


def test_a_row_per_person_is_read_without_what_else_is_told_about_the_person(tmp_path: Path) -> None:
    votes = read_votes(file(tmp_path, f"{PEOPLE}9,abc,0,0,2,1,1,1,-1\n4,,,0,1,0,0,,0\n"))
    assert cells(votes) == {(9, 0): 1, (9, 1): -1, (4, 1): 0}


def test_ids_may_be_words_and_columns_may_stand_in_another_order(tmp_path: Path) -> None:
    text = "\ufeffvote,voter-id,comment-id,timestamp\r\n1,Amira,a,5.5\r\n\r\n-1,Bernd,a,6\r\n0.0,Amira,a,7\r\n"
    assert cells(read_votes(file(tmp_path, text))) == {("Amira", "a"): 0, ("Bernd", "a"): -1}


EVENTS = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 3), st.integers(0, 3), st.sampled_from([1, 0, -1])))


@settings(max_examples=50, deadline=None)
@given(events=EVENTS)
def test_numbers_and_words_are_read_alike_in_pieces_of_any_size(
    tmp_path_factory: pytest.TempPathFactory, events: list[tuple[int, int, int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("votes")
    last = {(person, statement): vote for _, statement, person, vote in sorted(events, key=lambda event: event[0])}
    with mock.patch.multiple(by_vote, LINES=3, CHUNK=3):
        for word in ("", "p"):
            rows = "".join(f"{time},x,{statement},{word}{person},{vote}\n" for time, statement, person, vote in events)
            found = cells(read_votes(file(folder, VOTES + rows)))
            assert found == {(f"p{person}" if word else person, one): vote for (person, one), vote in last.items()}


def test_ids_stand_in_the_order_of_numbers(tmp_path: Path) -> None:
    votes = read_votes(file(tmp_path, f"{VOTES}1,x,10,30,1\n1,x,9,4,1\n"))
    assert (votes.people, votes.statements) == ((4, 30), (9, 10))


def test_rejected_statements_and_those_about_the_person_are_left_out(tmp_path: Path) -> None:
    path = file(tmp_path, f"{VOTES}1,x,0,1,1\n1,x,1,1,1\n1,x,2,1,1\n1,x,3,1,1\n")
    text = 'comment-id,moderated,is-meta,comment-body\n0,1,false,"a,\nb"\n1,-1,false,c\n2,1,true,d\n3,0,false,e\n'
    assert read_votes(path, file(tmp_path, text, "comments.csv")).left_out == {1, 2}


def test_a_file_without_rows_is_no_fault(tmp_path: Path) -> None:
    for header in (VOTES, PEOPLE):
        assert read_votes(file(tmp_path, header)).people == ()


BAD_VOTES = {
    "": "votes.csv, Zeile 1: Die Kopfzeile passt nicht.",
    "a;b;c\n1;2;3\n": "votes.csv, Zeile 1: Die Kopfzeile passt nicht.",
    "vote,vote\n": "votes.csv, Zeile 1: Die Spalte „vote“ kommt doppelt vor.",
    f"{VOTES}1,x,0,1,1\n\n1,x,0,1,2\n": "votes.csv, Zeile 4: „2“ ist keine Stimme. Erlaubt sind 1 (Zustimmung)",
    f"{VOTES}1,x,0,1,0.5\n": "votes.csv, Zeile 2: „0.5“ ist keine Stimme.",
    f"{VOTES}1,x,0,1,\n": "votes.csv, Zeile 2: „“ ist keine Stimme.",
    f"{VOTES}1,x,0,1,1\n1,x,0,,1\n": "votes.csv, Zeile 3: In der Spalte voter-id fehlt die Nummer.",
    f"{VOTES}1,x,0,1\n": "votes.csv, Zeile 2: Die Zeile hat 4 Spalten, die Kopfzeile 5.",
    f"{VOTES}gestern,x,0,1,1\n": "votes.csv, Zeile 2: „gestern“ ist kein Zeitpunkt.",
    f"{VOTES}nan,x,0,1,1\n": "votes.csv, Zeile 2: „nan“ ist kein Zeitpunkt.",
    f"{PEOPLE}1,,,0,0,0,0,1,7\n": "votes.csv, Zeile 2: „7“ bei Aussage 1 ist keine Stimme.",
    f"{PEOPLE}1,,,0,0,0,0,1\n": "votes.csv, Zeile 2: Die Zeile hat 8 Spalten, die Kopfzeile 9.",
    f"{PEOPLE}1,,,0,0,0,0,1,1\n1,,,0,0,0,0,1,1\n": "votes.csv, Zeile 3: Person 1 kommt schon in einer früheren Zeile",
    f"{PEOPLE},,,0,0,0,0,1,1\n": "votes.csv, Zeile 2: In der Spalte participant fehlt die Nummer.",
    "participant,xid\n1,a\n": "votes.csv, Zeile 1: Keine Spalte trägt die Nummer einer Aussage.",
}


@pytest.mark.parametrize("text", BAD_VOTES)
def test_a_bad_row_is_named_and_what_to_do_is_said(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadFile) as fault:
        read_votes(file(tmp_path, text))
    assert str(fault.value).startswith(BAD_VOTES[text])
    assert str(fault.value).endswith(".")


BAD_COMMENTS = {
    "id,text\n": "comments.csv, Zeile 1: Die Spalten comment-id und moderated fehlen.",
    f"{COMMENTS}0,weg,x\n": "comments.csv, Zeile 2: „weg“ in der Spalte moderated ist unbekannt.",
    f"{COMMENTS}0,1\n": "comments.csv, Zeile 2: Die Zeile hat 2 Spalten",
    f"{COMMENTS}99,1,x\n": "comments.csv: Keine dieser Aussagen kommt in den Stimmen vor.",
}


@pytest.mark.parametrize("text", BAD_COMMENTS)
def test_comments_that_do_not_fit_are_refused(tmp_path: Path, text: str) -> None:
    votes = file(tmp_path, f"{VOTES}1,x,0,1,1\n")
    with pytest.raises(BadFile) as fault:
        read_votes(votes, file(tmp_path, text, "comments.csv"))
    assert str(fault.value).startswith(BAD_COMMENTS[text])


def test_files_that_are_no_tables_are_refused(tmp_path: Path) -> None:
    picture = tmp_path / "bild.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n\xff\xfe")
    with pytest.raises(BadFile, match=r"bild\.csv: Die Datei ist keine Tabelle"):
        read_votes(picture)
    with pytest.raises(BadFile, match=r"fehlt\.csv: Es gibt diese Datei nicht"):
        read_votes(tmp_path / "fehlt.csv")
    with pytest.raises(BadFile, match="lässt sich nicht lesen"):
        read_votes(tmp_path)


def test_a_letter_that_is_no_utf_8_far_down_is_a_fault_too(tmp_path: Path) -> None:
    path = tmp_path / "votes.csv"
    path.write_bytes(VOTES.encode() + b"1,x,0,1,1\n" * 30_000 + b"1,\xe4,0,1,1\n")
    with pytest.raises(BadFile, match="CSV UTF-8"):
        read_votes(path)


def test_given_groups_are_read_by_the_ids_of_the_votes(tmp_path: Path) -> None:
    votes = read_votes(file(tmp_path, f"{VOTES}1,x,0,1,1\n1,x,0,2,1\n1,x,0,3,-1\n"))
    plain = read_groups(file(tmp_path, '{"1": 0, "3": 1, "77": 1}', "g.json"), votes)
    assert plain == {1: 0, 3: 1}
    assert read_groups(file(tmp_path, '{"groups": {"1": 0, "3": "b"}}', "g.json"), votes) == {1: "0", 3: "b"}
    assert [*describe(votes, plain).representative] == [0, 1]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[1]", "g.json: Erwartet wird eine Zuordnung"),
        ("{", "g.json: Die Datei ist kein JSON"),
        ('{"1": null}', "g.json: Die Gruppe von „1“ muss eine ganze Zahl oder ein Wort sein."),
        ('{"99": 0}', "g.json: Keine dieser Personen kommt in den Stimmen vor."),
    ],
)
def test_groups_that_do_not_fit_are_refused(tmp_path: Path, text: str, said: str) -> None:
    votes = read_votes(file(tmp_path, f"{VOTES}1,x,0,1,1\n"))
    with pytest.raises(BadFile) as fault:
        read_groups(file(tmp_path, text, "g.json"), votes)
    assert str(fault.value).startswith(said)
