"""`soesmart rate SERIES.csv`: the ratings and the forecast of a series, without a database and without Django."""

import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from soesmart.config.commands.rate_options import HELP, WrongUse, read_options
from soesmart.config.commands.rate_outcome import Outcome, outcome
from soesmart.config.commands.rate_text import told
from soesmart.config.commands.refused import refused
from soesmart.methods.linear_ratio import Grade
from soesmart.methods.series import Points
from soesmart.methods.series_file import MOST_BYTES, BadSeries, read_series

STATUS = {
    Grade.REACHED: "achieved",
    Grade.ON_TRACK: "on_track",
    Grade.MODERATE: "moderate",
    Grade.INSUFFICIENT: "insufficient",
    Grade.AWAY: "moving_away",
}


def main(arguments: Sequence[str]) -> int:
    """0 with the outcome on stdout, 2 with a sentence where the command or the file is not understood."""
    if {"--help", "-h"} & set(arguments):
        sys.stdout.write(HELP)
        return 0
    try:
        options = read_options(arguments)
        found = outcome(_read(options.file), options)
    except (WrongUse, BadSeries) as fault:
        return refused(str(fault), arguments)
    sys.stdout.write(
        f"{json.dumps(as_json(found), ensure_ascii=False, indent=2)}\n" if options.as_json else told(found)
    )
    return 0


def as_json(found: Outcome) -> dict[str, Any]:
    """The outcome as plain data."""
    linear, growth = found.linear, found.growth
    return {
        "symbol": found.weather.symbol,
        "reason": found.weather.reason,
        "linear_ratio": float(linear.ratio) if linear and linear.ratio is not None else None,
        "linear_status": STATUS[linear.grade] if linear and linear.grade else None,
        "linear_reason": found.linear_reason,
        "cagr_ratio": growth.ratio if growth else None,
        "cagr_status": STATUS[growth.grade] if growth and growth.grade else None,
        "cagr_reason": found.growth_reason,
        "disagreement": found.disagreement or None,
        "forecast": [asdict(step) for step in found.steps],
        "evidence": found.evidence,
        "chance": found.chance,
        "backtest": asdict(found.backtest) if found.backtest else None,
        "history": [
            {"year": year, "symbol": rating.symbol, "reason": rating.reason}
            for year, rating in zip(found.years, found.history, strict=True)
        ],
    }


def _read(file: Path) -> Points:
    try:
        with file.open("rb") as opened:
            return read_series(opened.read(MOST_BYTES + 1))
    except OSError:
        raise BadSeries(f"Die Datei „{file}“ lässt sich nicht öffnen. Bitte Namen und Ordner prüfen.") from None
