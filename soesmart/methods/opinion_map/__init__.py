"""Groups of opinion from agree, disagree and pass: the method of Polis, on numpy alone.

`opinion_map` finds the groups and describes them, `describe` describes given ones. See docs/concepts/opinion-map.md.
"""

from soesmart.methods.opinion_map.agreement import adjusted_rand_index
from soesmart.methods.opinion_map.centres import Centres, Point
from soesmart.methods.opinion_map.description import Description, Label, Tally, describe
from soesmart.methods.opinion_map.mapping import CLEAR, LEAST_VOTES, SMALLEST_GROUP, OpinionMap, opinion_map, places
from soesmart.methods.opinion_map.outcome import Outcome
from soesmart.methods.opinion_map.selection import Consensus, Representative, Stance
from soesmart.methods.opinion_map.votes import AGREE, DISAGREE, MISSING, PASS, Id, Votes, votes_of_triples

__all__ = [
    "AGREE",
    "CLEAR",
    "DISAGREE",
    "LEAST_VOTES",
    "MISSING",
    "PASS",
    "SMALLEST_GROUP",
    "Centres",
    "Consensus",
    "Description",
    "Id",
    "Label",
    "OpinionMap",
    "Outcome",
    "Point",
    "Representative",
    "Stance",
    "Tally",
    "Votes",
    "adjusted_rand_index",
    "describe",
    "opinion_map",
    "places",
    "votes_of_triples",
]
