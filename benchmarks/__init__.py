"""One file per measured promise; `python -m benchmarks [name]` runs them. Each prints one JSON line."""
