"""The data doctor: what looks wrong in a table, before anything of it is stored. See docs/concepts/data-doctor.md."""

from soesmart.methods.data_doctor.examining import examine
from soesmart.methods.data_doctor.findings import TITLES, Finding, Kind, Known

__all__ = ["TITLES", "Finding", "Kind", "Known", "examine"]
