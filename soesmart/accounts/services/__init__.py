"""Writes of accounts. Every service is one transaction with its audit entry."""

from soesmart.accounts.services.consents import give_consent, is_current, withdraw_consent
from soesmart.accounts.services.deletion import delete_account
from soesmart.accounts.services.factors import reset_second_factor
from soesmart.accounts.services.people import add_person, choose_pseudonym, join_town
from soesmart.accounts.services.roles import grant_role, invite, set_roles, withdraw_role

__all__ = [
    "add_person",
    "choose_pseudonym",
    "delete_account",
    "give_consent",
    "grant_role",
    "invite",
    "is_current",
    "join_town",
    "reset_second_factor",
    "set_roles",
    "withdraw_consent",
    "withdraw_role",
]
