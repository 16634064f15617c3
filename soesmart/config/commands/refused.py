"""How the commands without Django say that they cannot do what they are asked."""

import json
import sys
from collections.abc import Sequence

REFUSED = 2


def refused(text: str, arguments: Sequence[str]) -> int:
    """The sentence on stderr; with `--json` also {"error": sentence} on stdout. Returns the exit code."""
    if any(argument.partition("=")[0] == "--json" for argument in arguments):
        sys.stdout.write(f"{json.dumps({'error': text}, ensure_ascii=False)}\n")
    sys.stderr.write(f"{text}\n")
    return REFUSED
