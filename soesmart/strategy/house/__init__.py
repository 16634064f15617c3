"""The house: a town's strategy as a picture. Content in, plan (where things stand), drawing (SVG)."""

from soesmart.strategy.house.content import Door, HouseContent, Part, People, Room, Window

__all__ = ["Door", "HouseContent", "Part", "People", "Room", "Window"]
