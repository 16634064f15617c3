"""What all benchmarks share: the line they print, and the machine they ran on."""

import json
import os
import platform
from pathlib import Path


def machine() -> str:
    """Processor, number of cores, Python."""
    names = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    processor = names[0].partition(":")[2].strip() if names else platform.machine()
    return f"{processor}, {os.cpu_count()} cores, Python {platform.python_version()}"


def report(name: str, value: float, unit: str, baseline: float) -> None:
    """Print the line of a result. baseline: the same measured in the same run for what it is compared with."""
    line = {
        "name": name,
        "value": round(value, 3),
        "unit": unit,
        "baseline": round(baseline, 3),
        "ratio": round(value / baseline, 3) if baseline else None,
        "machine": machine(),
    }
    print(json.dumps(line, ensure_ascii=False), flush=True)
