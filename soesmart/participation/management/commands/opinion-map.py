"""`soesmart opinion-map VOTES --json OUT`: the opinion map of a Polis export. Needs no database."""

import json
from argparse import ArgumentParser
from pathlib import Path
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from soesmart.methods.opinion_map import Description, Id, Label, OpinionMap, Votes, describe, opinion_map, places
from soesmart.methods.opinion_map.polis import BadFile, read_groups, read_votes

DIGITS = 9


class Command(BaseCommand):
    help = "Berechnet die Meinungskarte aus einem Export von Polis: Gruppen, was sie eint und was sie unterscheidet."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("votes", type=Path, metavar="VOTES", help="votes.csv oder participants-votes.csv")
        parser.add_argument("--comments", type=Path, metavar="COMMENTS", help="comments.csv: abgelehnte zählen nicht mit")
        parser.add_argument("--groups", type=Path, help="vorgegebene Gruppen als JSON: Person zu Gruppe")
        parser.add_argument("--json", type=Path, metavar="OUT", required=True, help="Datei für das Ergebnis")

    def handle(self, *args: Any, votes: Path, **options: Any) -> None:
        began = perf_counter()
        try:
            voted = read_votes(votes, options["comments"])
            given = read_groups(options["groups"], voted) if options["groups"] else None
        except BadFile as fault:
            raise CommandError(str(fault)) from None
        result = _given(voted, given) if given is not None else _found(voted)
        result["seconds"] = round(perf_counter() - began, 3)
        try:
            options["json"].write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")
        except OSError:
            raise CommandError(f"{options['json']}: Dorthin lässt sich nicht schreiben. Bitte den Pfad prüfen.") from None
        self.stdout.write(f"Geschrieben: {options['json']}")
