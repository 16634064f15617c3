from soesmart.accounts.models.person import Person
from soesmart.accounts.models.role import Role, RoleAssignment

__all__ = ["Person", "Role", "RoleAssignment"]
