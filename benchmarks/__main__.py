"""Run all benchmarks, or those named."""

import subprocess
import sys
from pathlib import Path

HELPERS = {"__init__", "__main__", "bare", "crowd", "empty", "evening", "insert", "measure", "town"}


def main(wanted: list[str]) -> int:
    """Each benchmark in a process of its own, so that none warms or burdens another."""
    known = sorted(path.stem for path in Path(__file__).parent.glob("*.py") if path.stem not in HELPERS)
    if unknown := set(wanted) - set(known):
        print(f"Unbekannt: {', '.join(sorted(unknown))}. Es gibt: {', '.join(known)}.", file=sys.stderr)
        return 2
    return max(
        subprocess.run([sys.executable, "-m", f"benchmarks.{name}"], check=False).returncode for name in wanted or known
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
