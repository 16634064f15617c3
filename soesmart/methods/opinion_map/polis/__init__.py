"""The files in which Polis hands out a conversation (described at github.com/compdemocracy/openData).

Ids stay text where they are no whole numbers. Faults raise BadFile with a German sentence that names file, row and what
to do; rows are counted as a spreadsheet does, the header is row 1.
"""

from soesmart.methods.opinion_map.polis.files import read_groups, read_votes
from soesmart.methods.opinion_map.polis.table import BadFile

__all__ = ["BadFile", "read_groups", "read_votes"]
