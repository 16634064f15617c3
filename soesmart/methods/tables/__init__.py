"""Tables that somebody made for people, read as series of yearly values.

`layout` guesses where in a sheet what stands, `read` makes series of it. See docs/concepts/data-doctor.md.
"""

from soesmart.methods.tables.blocks import blocks
from soesmart.methods.tables.guess import layout
from soesmart.methods.tables.layout import Layout, ValueColumn
from soesmart.methods.tables.merged import filled_down
from soesmart.methods.tables.reading import read
from soesmart.methods.tables.series import BadYear, CellValue, Series
from soesmart.methods.tables.sheets import Cell, Sheet, Style

__all__ = [
    "BadYear",
    "Cell",
    "CellValue",
    "Layout",
    "Series",
    "Sheet",
    "Style",
    "ValueColumn",
    "blocks",
    "filled_down",
    "layout",
    "read",
]
