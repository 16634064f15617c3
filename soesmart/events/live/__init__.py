"""The hot path of an evening: ballots, streams and snapshots, answered on the event loop before Django."""
