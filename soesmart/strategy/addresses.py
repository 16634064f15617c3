"""Paths of the strategy's pages; reversing an address costs more than looking it up."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=20_000)
def goal_url(code: str) -> str:
    return reverse("strategy-goal", args=[code])


@lru_cache(maxsize=20_000)
def sheet_url(code: str) -> str:
    return reverse("strategy-sheet", args=[code])


@lru_cache(maxsize=2_000)
def field_url(key: str) -> str:
    return reverse("strategy-field", args=[key])


def version_url(label: str) -> str:
    return reverse("strategy-version", args=[label])


def old_goal_url(label: str, code: str) -> str:
    return reverse("strategy-version-goal", args=[label, code])
