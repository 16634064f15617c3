"""The demo's data: public facts and made-up values, read from `data/`."""

import json
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
# One seed for everything that the demo leaves to chance.
SEED = 2030


@cache
def read(name: str) -> Any:
    """The content of `data/<name>.json`; treat it as read-only."""
    return json.loads((DATA / f"{name}.json").read_text())
