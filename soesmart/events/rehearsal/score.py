"""What a rehearsal found out, and how it is told."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from soesmart.events.rules import Channel


@dataclass
class Score:
    """Counted while it plays. receipts: by round, of acknowledged ballots; delays in milliseconds.

    refused: by reason, as the server named it; wanted: refusals that were provoked; surprises: what must not happen.
    """

    joined: Counter[Channel] = field(default_factory=Counter)
    receipts: dict[int, list[str]] = field(default_factory=dict)
    retries: int = 0
    reconnects: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    picture_delays: list[float] = field(default_factory=list)
    answer_delays: list[float] = field(default_factory=list)
    surprises: Counter[str] = field(default_factory=Counter)

    def acknowledged(self, round_: int, receipt: str) -> None:
        self.receipts.setdefault(round_, []).append(receipt)


@dataclass(frozen=True)
class Found:
    """A round after its recount. ballots: in the result; known: receipts of the recount."""

    title: str
    number: int
    ballots: int
    known: frozenset[str]


REASONS = {"late": "zu spät", "already": "zweite Stimme", "early": "zu früh", "unknown": "unbekannt"}


def lost_receipts(score: Score, found: dict[int, Found]) -> dict[int, int]:
    """Acknowledged ballots that the recount does not know, or that were acknowledged twice with one receipt."""
    return {
        round_: len(receipts) - len(set(receipts) & found[round_].known if round_ in found else ())
        for round_, receipts in score.receipts.items()
    }


def summary(score: Score, found: dict[int, Found]) -> Iterator[str]:
    """The lines for the terminal, in German."""
    hall, stream = score.joined[Channel.HALL], score.joined[Channel.STREAM]
    yield f"Mitgemacht: {hall + stream} Menschen, {hall} im Saal und {stream} im Stream."
    lost = lost_receipts(score, found)
    for round_, receipts in score.receipts.items():
        yield _told(round_, receipts, found, lost[round_])
    everything = sum(map(len, score.receipts.values()))
    yield f"Stimmen bestätigt: {everything}. Belege in der Auszählung gefunden: {everything - sum(lost.values())}."
    yield f"Noch einmal gesendet: {score.retries}. Stream neu verbunden: {score.reconnects}."
    yield f"Abgewiesen: {_listed(score.refused, REASONS)}."
    yield f"Bild auf den Telefonen: {_delay(score.picture_delays)}."
    yield f"Beleg nach dem Absenden: {_delay(score.answer_delays)}."
    if score.surprises:
        yield f"Unerwartet: {_listed(score.surprises, {})}."


def _told(round_: int, receipts: Sequence[str], found: dict[int, Found], lost: int) -> str:
    if round_ not in found:
        return f"  Runde {round_}: {len(receipts)} bestätigt, noch nicht ausgezählt oder verworfen."
    row = found[round_]
    verdict = "alle Belege gefunden" if not lost else f"{lost} BELEGE FEHLEN"
    return f"  {row.title} (Runde {row.number}): {len(receipts)} bestätigt, {row.ballots} gezählt, {verdict}."


def _listed(counts: Counter[str], names: dict[str, str]) -> str:
    return ", ".join(f"{names.get(name, name)} {number}" for name, number in counts.most_common()) or "nichts"


def _delay(delays: Sequence[float]) -> str:
    if not delays:
        return "nicht gemessen"
    return f"{percentile(delays, 50):.0f} ms (Hälfte), {percentile(delays, 95):.0f} ms (95 von 100)"


def percentile(values: Sequence[float], percent: int) -> float:
    """Nearest rank: the smallest value that at least `percent` of a hundred do not exceed."""
    ordered = sorted(values)
    return ordered[max(0, -(-len(ordered) * percent // 100) - 1)]
