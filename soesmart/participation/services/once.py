"""A form is stored once: what a second send of another form, or a forged one, meets."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError

from soesmart.core.refusals import Refused


@contextmanager
def foreign_nonce_refused() -> Iterator[None]:
    """Refused when the nonce of a form already made something else: another idea's comment, a row of another town.

    Each service finds the rows of its own place by nonce; what it cannot see, the unique column holds off. Stands
    around the transaction, which is over by then.
    """
    try:
        yield
    except IntegrityError as error:
        if "nonce" not in str(error):
            raise
        raise Refused(
            "participation.form.foreign",
            "Dieses Formular wurde schon für etwas anderes verwendet. Bitte die Seite neu laden und noch einmal senden."
            " Was im Feld steht, vorher kopieren.",
        ) from error
