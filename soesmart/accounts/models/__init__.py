from soesmart.accounts.models.membership import ClosedAccounts, Consent, Membership
from soesmart.accounts.models.person import Person
from soesmart.accounts.models.role import Role, RoleAssignment

__all__ = ["ClosedAccounts", "Consent", "Membership", "Person", "Role", "RoleAssignment"]
