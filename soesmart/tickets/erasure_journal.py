"""What was erased, noted outside the database, so that a restored backup cannot bring it back.

A line names a row by town, table, number and a digest of the nonce of its form: nothing of a person. The file lies in
DATA_DIR, is only ever added to, is in no backup, and `soesmart restore` leaves it alone (core/backups.py names what it
moves). Numbers are given out anew after a restore; the digest tells whether the row is still the same.
"""

import fcntl
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from django.conf import settings

FILE = "erased-tickets.journal"
_DIGITS = 32


@dataclass(frozen=True, slots=True)
class Erased:
    """A row that holds no person any more. table: "Booking" or "WaitingEntry"."""

    town: str
    table: str
    pk: int
    digest: str


def digest_of(nonce: UUID) -> str:
    """32 hex digits. Without a key: nonces have 122 bits of chance, and a new SECRET_KEY must not blind the journal."""
    return sha256(nonce.bytes).hexdigest()[:_DIGITS]


def path() -> Path:
    return Path(settings.DATA_DIR) / FILE


def append(erased: Iterable[Erased]) -> None:
    """Note rows and wait until the disk has them; called before the erasing is committed, which may only lag behind."""
    text = "".join(f"{one.town} {one.table} {one.pk} {one.digest}\n" for one in erased)
    if not text:
        return
    with os.fdopen(os.open(path(), os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if file.seek(0, os.SEEK_END) and not _ends_whole(file.fileno()):
            text = f"\n{text}"  # the machine stopped within the last line
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())


def _ends_whole(number: int) -> bool:
    return os.pread(number, 1, os.fstat(number).st_size - 1) == b"\n"


def entries(town: str) -> Iterator[Erased]:
    """What was erased in a town, oldest first; a line that was cut off is left out."""
    if not path().exists():
        return
    with path().open() as file:
        for line in file:
            parts = line.split()
            if len(parts) == 4 and parts[0] == town and parts[2].isdecimal() and len(parts[3]) == _DIGITS:
                yield Erased(parts[0], parts[1], int(parts[2]), parts[3])
