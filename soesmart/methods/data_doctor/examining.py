"""All checks, one after the other."""

from collections.abc import Mapping, Sequence

from soesmart.methods.data_doctor.findings import Finding, Known
from soesmart.methods.tables import Series


def examine(series: Sequence[Series], *, known: Mapping[str, Known] | None = None) -> tuple[Finding, ...]:
    """What looks wrong in the series of one table, in the order of the file.

    known: what the town knows, by name of the series (`Series.name`).
    """
    return ()
