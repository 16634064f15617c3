"""What people may say of themselves, in groups wide enough that nobody is known by them."""

from enum import StrEnum


class AgeBand(StrEnum):
    """Age in full years."""

    UNDER_18 = "under-18"
    FROM_18 = "18-29"
    FROM_30 = "30-44"
    FROM_45 = "45-59"
    FROM_60 = "60-74"
    FROM_75 = "75-plus"

    @property
    def label(self) -> str:
        return _AGES[self]


_AGES = {
    AgeBand.UNDER_18: "unter 18",
    AgeBand.FROM_18: "18 bis 29",
    AgeBand.FROM_30: "30 bis 44",
    AgeBand.FROM_45: "45 bis 59",
    AgeBand.FROM_60: "60 bis 74",
    AgeBand.FROM_75: "75 und älter",
}
