"""How Soest measures: who is in charge, what could be done, what residents ask, and the reports."""

from soesmart.demo.measuring.build import build_measuring

__all__ = ["build_measuring"]
