"""The score: what is live at once, what waits for a person, and in which words it says why."""

import random
import time
from collections import Counter
from datetime import timedelta

import pytest

from soesmart.methods.german_stems import stem
from soesmart.participation.rules.learned_words import ENOUGH, MOST_POINTS, TEXTS, Learned, learned_points
from soesmart.participation.rules.suspicion import HOLD_AT, Around, suspicion
from soesmart.participation.tests.german_texts import Sample, around, bad_texts, before, good_texts


def held(samples: list[Sample]) -> Counter[str]:
    return Counter(one.kind for one in samples if suspicion(one.text, one.around).is_held)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_two_thousand_ordinary_and_angry_texts_fewer_than_two_in_a_hundred_wait(seed: int) -> None:
    found = held(good_texts(random.Random(seed), 2000))
    assert found.total() / 2000 < 0.02, found


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_of_six_hundred_bad_texts_nine_in_ten_wait_and_of_every_kind_most(seed: int) -> None:
    texts = bad_texts(random.Random(seed), 600)
    found, all_of = held(texts), Counter(one.kind for one in texts)
    assert found.total() / 600 >= 0.9, found
    assert all(found[kind] >= 0.8 * number for kind, number in all_of.items()), found


@pytest.mark.parametrize(
    "text",
    [
        "Finde ich gut!",
        "So ein Unsinn kann nur am Schreibtisch entstehen. Frechheit!",
        "Ich Idiot habe das geglaubt, was ihr versprochen habt.",
        "Auf dem Idiotenhügel sollten Kinder weiter rodeln dürfen.",
        "Plakate darf man dort nicht aufhängen, das sollte man ändern.",
        "Das Bürgertelefon 02921 103-0 ist nie besetzt.",
        "Von 08:00 bis 12:00 Uhr, seit dem 02.03.2021, kostet 1.200.000 Euro, Plan 2021/2022.",
        "Siehe https://www.soest.de/klima und https://soest.localhost/strategie/ und https://de.wikipedia.org/wiki/Soest",
        "In der Jakobistraße 12 ist ein Laden frei, 59494 Soest.",
        "BITTE MEHR BÄNKE AM MARKT, meine Augen sind schlecht und die TASTE KLEMMT.",
        "Schreibt mal an rathaus@soest.de, die antworten.",
        "",
        " ",
    ],
)
def test_what_annoys_links_or_calls_an_office_is_live_at_once(text: str) -> None:
    found = suspicion(text, around())
    assert not found.is_held, found


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("Ihr seid doch alle Idioten", "insult"),
        ("Du A.r.s.c.h.l.o.c.h", "abuse"),
        ("Was für ein Arsch\u200bloch", "abuse"),
        ("Du 1d10t", "insult"),
        ("Ruf ihn an: 0171 2345678", "phone"),
        ("Ruf ihn an: +49 171/2345678", "phone"),
        ("eva.meier@mail.example weiß mehr", "mail"),
        ("eva.meier (at) mail.example weiß mehr", "mail"),
        ("Er wohnt in der Rosenstraße 5", "home"),
        ("Bitte auf DE89 3704 0044 0532 0130 00", "account"),
        ("Die gehören alle an die Wand gestellt", "threat"),
        ("a http://x.example b http://y.example c http://z.example d http://q.example", "links"),
        ("http://bit.ly/1 http://bit.ly/2", "hidden_link"),
        ("ALLES MUSS WEG UND ZWAR SOFORT HIER UND JETZT!!!!", "capitals"),
    ],
)
def test_what_hurts_sells_or_exposes_waits_and_names_its_sign(text: str, sign: str) -> None:
    found = suspicion(text, around(minutes=600))
    assert found.is_held, found
    assert sign in {name for name, _, _ in found.signs}


def test_every_sign_has_points_and_a_german_sentence_and_they_add_up_to_the_score() -> None:
    for one in bad_texts(random.Random(4), 300):
        found = suspicion(one.text, one.around)
        assert found.score == min(100, sum(points for _, points, _ in found.signs))
        assert all(points > 0 and sentence.endswith(".") for _, points, sentence in found.signs)


def test_a_new_voice_alone_is_no_sign() -> None:
    assert suspicion("Ich wünsche mir mehr Bäume.", around(minutes=0)).signs == ()


def test_two_people_may_paste_the_same_call_but_not_three() -> None:
    text = "Der Radweg am Brüdertor muss bleiben, denn er ist für viele Kinder der einzige sichere Weg zur Schule."
    once = (before(text, same_voice=False),)
    assert not suspicion(text, around(once, minutes=600)).is_held
    assert suspicion(text, around(once * 2, minutes=600)).is_held


def test_a_text_with_three_other_words_is_known_again() -> None:
    text = "Der Radweg am Brüdertor muss bleiben, denn er ist für viele Kinder der einzige sichere Weg zur Schule."
    changed = text.replace("viele Kinder", "alle Kinder").replace("bleiben", "bleiben bitte")
    assert suspicion(changed, around((before(text, same_voice=True),))).is_held


def test_the_twentieth_text_in_ten_minutes_waits_and_the_fourth_does_not() -> None:
    def after(number: int) -> Around:
        return around(tuple(before(f"Text {k}", same_voice=True, minutes=1) for k in range(number)), minutes=600)

    assert not suspicion("Noch ein Gedanke zum Park.", after(4)).signs
    assert suspicion("Noch ein Gedanke zum Park.", after(20)).is_held


def test_a_town_may_add_words_and_hosts_of_its_own() -> None:
    own = Around(own_words=frozenset({"Möhnegeist"}), own_hosts=frozenset({"sv-soest.example"}))
    assert suspicion("Der moehnegeist war's", own).is_held
    links = " ".join(f"https://www.sv-soest.example/{k}" for k in range(5))
    assert not suspicion(f"Fotos vom Fest, wie versprochen: {links}", own).signs


WHEEL = stem("Glücksrad")


def learned(kept: int, removed: int) -> Learned:
    return Learned({TEXTS: (kept, removed), WHEEL: (0, removed), "radweg": (kept, 0)})


def test_own_decisions_count_only_once_there_are_enough_of_both_kinds() -> None:
    assert learned_points(learned(ENOUGH, ENOUGH - 1), [WHEEL]) == 0
    assert learned_points(learned(ENOUGH - 1, 500), [WHEEL]) == 0
    assert learned_points(learned(ENOUGH, ENOUGH), [WHEEL]) > 10
    assert learned_points(learned(ENOUGH, ENOUGH), ["radweg"]) == 0


def test_own_decisions_never_hold_a_text_by_themselves() -> None:
    sure = learned(10_000, 10_000)
    found = suspicion("Glücksrad " * 50, Around(learned=sure, voice_age=timedelta(0)))
    assert found.score <= MOST_POINTS + 10 < HOLD_AT
    assert "ähneln" in found.signs[0][2]


@pytest.mark.parametrize("part", ["a.", "a-", "x", "0291", "idiot ", "wohnt ", "0 1", "www.", "!?", "@", "DE89 3704 "])
def test_no_text_keeps_the_score_busy(part: str) -> None:
    text = part * (100_000 // len(part))
    begin = time.process_time()
    suspicion(text, around())
    assert time.process_time() - begin < 0.25
