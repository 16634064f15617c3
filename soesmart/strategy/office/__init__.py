"""The office face of the strategy: staff write drafts, a second person approves, then everybody reads."""

from soesmart.strategy.office.urls import office_urls

__all__ = ["office_urls"]
