"""Taking part in Soest: what people thought in 2020, and a campaign that is open today."""

from soesmart.demo.participation.build import build_participation

__all__ = ["build_participation"]
