"""Who may work on the strategy of a town: officers write, auditors read along, contacts deliver the values of theirs.

Nobody else sees the office of the strategy.
"""

from django.http import HttpRequest

from soesmart.accounts.access import has_role, has_second_factor, marks_of, require_right, require_role, roles_of
from soesmart.accounts.models import Person, Role
from soesmart.strategy.models import Indicator, Version
from soesmart.strategy.queries.duties import CONTACT, CONTACT_IN_OFFICE
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


def is_contact(request: HttpRequest) -> bool:
    """Whether she is the contact of an indicator here and proved a second factor. Read with the roles."""
    return has_second_factor(request) and is_named(request)


def require_value_entry(request: HttpRequest, indicator: Indicator) -> Person:
    """First line of the page on which a value is typed: officers, and the contact of this very indicator."""
    return require_right(
        request,
        lambda: bool(roles_of(request) & {*WRITERS, Role.TOWN_ADMINISTRATOR}) or _is_contact_of(request, indicator),
        "Werte dieser Kennzahl liefern ihre Ansprechperson und die Strategiestelle. Wer zuständig ist, legt die "
        "Strategiestelle fest.",
    )


def require_contact(request: HttpRequest) -> Person:
    """First line of the page with a contact's own indicators; officers and auditors may look at theirs too."""
    return require_right(
        request,
        lambda: bool(roles_of(request) & {*READERS, Role.TOWN_ADMINISTRATOR}) or is_named(request),
        "Diese Seite ist für Menschen, die Werte der Stadt liefern. Die Strategiestelle legt fest, wer das ist.",
    )


def may_answer(request: HttpRequest) -> bool:
    """Answer, hide and show questions about goals. Anybody may ask one: for that no account is needed."""
    return is_writer(request)


def is_named(request: HttpRequest) -> bool:
    """Whether an indicator of the town names her as its contact, and she still counts as one. Read with the roles."""
    marks = marks_of(request)
    return CONTACT in marks or (CONTACT_IN_OFFICE in marks and bool(roles_of(request)))


def _is_contact_of(request: HttpRequest, indicator: Indicator) -> bool:
    """Who was named while she had a role here counts as long as she has one."""
    is_hers = request.user.is_authenticated and indicator.contact_id == request.user.pk
    return is_hers and (indicator.contact_by_address or bool(roles_of(request)))
