"""Background jobs of accounts."""

from datetime import timedelta

from soesmart.accounts.services.tidying import forget_ended_sessions, remove_unconfirmed
from soesmart.core import clock
from soesmart.core.jobs import every


@every(timedelta(days=1))
def tidy_accounts() -> None:
    """Forget where people were signed in once, and accounts whose address nobody confirmed."""
    forget_ended_sessions(at=clock.now())
    remove_unconfirmed(at=clock.now())
