"""Who may work on the strategy of a town: officers write, auditors read along, nobody else sees the office."""

from django.http import HttpRequest

from soesmart.accounts.access import has_role, require_role
from soesmart.accounts.models import Person, Role
from soesmart.strategy.models import Version
from soesmart.strategy.rules import VersionState

WRITERS = (Role.STRATEGY_OFFICER,)
READERS = (Role.STRATEGY_OFFICER, Role.AUDITOR)


def require_writer(request: HttpRequest) -> Person:
    """First line of a view that writes."""
    return require_role(request, *WRITERS)


def require_reader(request: HttpRequest) -> Person:
    """First line of a view that shows drafts and the audit trail."""
    return require_role(request, *READERS)


def is_writer(request: HttpRequest) -> bool:
    return has_role(request, *WRITERS)


def is_reader(request: HttpRequest) -> bool:
    return has_role(request, *READERS)


def may_approve(person: Person, version: Version) -> bool:
    """Whether this person is a second one: whoever submitted does not approve, whatever her role."""
    return version.state == VersionState.SUBMITTED and version.submitted_by_id != person.pk
