"""The results of an evening as everybody may see them. Rounds that were discarded or rehearsed are never among them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.db.models import Q, QuerySet

from soesmart.events.models import Event, HiddenWord, Item, Option, Round
from soesmart.events.queries.hidden_words import hidden_from
from soesmart.events.rules import ItemKind, RoundState
from soesmart.events.rules.result_rows import ResultRow, rows_of, without_hidden
from soesmart.events.rules.result_words import sentence_of

IS_PUBLIC = Q(state=RoundState.COUNTED, shown_at__isnull=False, is_rehearsal=False)


@dataclass(frozen=True)
class Result:
    """A counted round. told: its result without hidden words."""

    round: Round
    options: tuple[Option, ...]
    told: Mapping[str, Any]

    @property
    def item(self) -> Item:
        return self.round.item

    @property
    def kind(self) -> ItemKind:
        return ItemKind(self.item.kind)

    @property
    def labels(self) -> dict[int, str]:
        return {option.number: option.label for option in self.options}

    @cached_property
    def rows(self) -> list[ResultRow]:
        return rows_of(self.item, self.labels, self.told)

    def linked_rows(self, ideas: Mapping[int, str]) -> list[ResultRow]:
        """The rows with the addresses of the ideas behind options, by the number of the option."""
        return [replace(row, url=ideas.get(row.number, "")) for row in self.rows]

    @cached_property
    def first_rows(self) -> list[ResultRow]:
        """The three with the most, for an overview; a scale and an estimate keep their shape."""
        if self.kind in (ItemKind.SCALE, ItemKind.ESTIMATE):
            return self.rows
        return sorted(self.rows, key=lambda row: (row.place or 0, -row.total.value))[:3]

    @cached_property
    def sentence(self) -> str:
        return sentence_of(self.item, self.labels, self.told)

    @property
    def all(self) -> Mapping[str, Any]:
        told: Mapping[str, Any] = self.told.get("all") or {}
        return told

    @property
    def ballots(self) -> int:
        return int(self.all.get("ballots", 0))

    @property
    def is_apart(self) -> bool:
        """Whether hall and stream are told apart; if not, nothing else may tell them apart either."""
        return bool(self.told.get("hall")) and bool(self.told.get("stream"))

    @cached_property
    def hidden(self) -> frozenset[str]:
        """Words that a moderator took from the screen, in lower case; prefetched."""
        return hidden_from(self.item)

    @property
    def state(self) -> str:
        """Changes when anything does that is told of it: a counted round never does, but a word may be hidden later."""
        options = [[option.label, option.idea_id] for option in self.options]
        told = [self.round.pk, self.round.digest, self.item.title, self.item.text, sorted(self.hidden), options]
        return sha256(json.dumps(told).encode()).hexdigest()


@dataclass(frozen=True)
class ItemResults:
    """An item with its rounds, the newest first."""

    item: Item
    newest: Result
    earlier: tuple[Result, ...]

    @property
    def results(self) -> tuple[Result, ...]:
        return (self.newest, *self.earlier)


def public_rounds(event: Event) -> QuerySet[Round]:
    """What everybody may see; the same as access.may_see_result says of each."""
    return Round.objects.filter(IS_PUBLIC, event=event)


def results_of_event(event: Event) -> list[ItemResults]:
    """Every public round in the order of the agenda, the newest of an item first. Three queries."""
    rows = public_rounds(event).select_related("item__scene").prefetch_related("item__options", "item__hidden_words")
    by_item: dict[int, list[Result]] = {}
    for round_ in rows.order_by("item__scene__position", "item__position", "-number"):
        round_.event = event
        by_item.setdefault(round_.item_id, []).append(result_of(round_))
    return [ItemResults(found[0].item, found[0], tuple(found[1:])) for found in by_item.values()]


def state_of(event: Event) -> str:
    """Changes when anything does that the page of results tells of its rounds. Two queries."""
    told = ("pk", "digest", "shown_at", "item__title", "item__revision", "item__scene__revision")
    rounds = public_rounds(event).order_by("pk").values_list(*told)
    hidden = HiddenWord.objects.filter(item__event=event).order_by("pk").values_list("pk", "word")
    parts = [event.pk, event.key, event.revision, *rounds, *hidden]
    return sha256("\n".join(map(str, parts)).encode()).hexdigest()


def result_of(round_: Round) -> Result:
    """The result of one round; no query where options and hidden words of its item are prefetched."""
    told = without_hidden(round_.result or {}, hidden_from(round_.item))
    return Result(round_, tuple(round_.item.options.all()), told)


def round_of(event: Event, item: int, number: int) -> Round | None:
    """The round `number` of the item `item` (its number), whatever its state. Three queries."""
    rows = Round.objects.select_related("item__scene").prefetch_related("item__options", "item__hidden_words")
    found = rows.filter(event=event, item__number=item, number=number).first()
    if found is not None:
        found.event = found.item.event = event
    return found


def other_rounds(round_: Round) -> list[Round]:
    """The other public rounds of the same item, the newest first. One query."""
    rows = public_rounds(round_.event).filter(item=round_.item_id).exclude(pk=round_.pk)
    return list(rows.only("number", "shown_at", "opened_at", "item_id").order_by("-number"))


def pairs_of(result: Result) -> list[tuple[Option, list[int | None]]]:
    """Of a ranking, for every option how many put it before each other; None against itself."""
    rows = enumerate(zip(result.options, result.all.get("pairs", ()), strict=False))
    return [(option, [None if i == j else times for j, times in enumerate(row)]) for i, (option, row) in rows]
