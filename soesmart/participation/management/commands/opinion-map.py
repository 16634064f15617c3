"""`soesmart opinion-map VOTES --json OUT`: the opinion map of a Polis export. Needs no database."""

import json
from argparse import ArgumentParser
from collections.abc import Mapping
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soesmart.methods.opinion_map import Description, Id, Label, Point, Votes, describe, opinion_map, places
from soesmart.methods.opinion_map.polis import BadFile, read_groups, read_votes

DIGITS = 9


class Command(BaseCommand):
    help = "Berechnet die Meinungskarte aus einem Export von Polis: Gruppen, was sie eint und was sie unterscheidet."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("votes", type=Path, metavar="VOTES", help="votes.csv oder participants-votes.csv")
        parser.add_argument(
            "--comments", type=Path, metavar="COMMENTS", help="comments.csv: abgelehnte zählen nicht mit"
        )
        parser.add_argument("--groups", type=Path, help="vorgegebene Gruppen als JSON: Person zu Gruppe")
        parser.add_argument("--json", type=Path, metavar="OUT", required=True, help="Datei für das Ergebnis")

    def handle(self, *args: Any, votes: Path, **options: Any) -> None:
        began = perf_counter()
        try:
            voted = read_votes(votes, options["comments"])
            given = read_groups(options["groups"], voted) if options["groups"] else None
        except BadFile as fault:
            raise CommandError(str(fault)) from None
        result, sentence = _found(voted) if given is None else _described(voted, given)
        result["seconds"] = round(perf_counter() - began, 3)
        try:
            options["json"].write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
        except OSError:
            raise CommandError(
                f"{options['json']}: Dorthin lässt sich nicht schreiben. Bitte den Pfad prüfen."
            ) from None
        self.stdout.write(f"{sentence} Geschrieben: {options['json']} ({result['seconds']} s).")


def _found(votes: Votes) -> tuple[dict[str, Any], str]:
    """Result and sentence for own groups."""
    picture = opinion_map(votes)
    return _as_json(picture.groups, picture.positions or places(votes), picture), picture.sentence


def _described(votes: Votes, groups: dict[Id, Label]) -> tuple[dict[str, Any], str]:
    """Result and sentence for given groups."""
    description = describe(votes, groups)
    return _as_json(groups, places(votes), description), f"Vorgegebene Gruppen: {len(description.representative)}."


def _as_json(groups: Mapping[Id, Label], positions: dict[Id, Point], found: Description) -> dict[str, Any]:
    consensus = found.group_aware_consensus.items()
    return {
        "groups": {str(person): label for person, label in groups.items()},
        "positions": {str(person): place for person, place in positions.items()},
        "consensus": {"agree": found.consensus.agree, "disagree": found.consensus.disagree},
        "representative": {
            str(label): [{"statement": one.statement, "for": one.stance} for one in chosen]
            for label, chosen in found.representative.items()
        },
        "group_aware_consensus": {str(statement): round(value, DIGITS) for statement, value in consensus},
        "counts": {str(statement): tally for statement, tally in found.counts.items()},
    }
