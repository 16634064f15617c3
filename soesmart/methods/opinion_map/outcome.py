"""Whether there is a map, and if not, the sentence that says why."""

from enum import StrEnum


class Outcome(StrEnum):
    OK = "ok"
    ONE_PERSON = "one_person"
    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_VOTES = "too_few_votes"
    ONE_OPINION = "one_opinion"
    NOBODY_DISAGREES = "nobody_disagrees"
    ONE_GROUP = "one_group"

    @property
    def shows_people(self) -> bool:
        """Whether there is a picture; with fewer people everybody could tell who is who."""
        return self not in {Outcome.ONE_PERSON, Outcome.TOO_FEW_PEOPLE}


SENTENCES = {
    Outcome.OK: "{groups} Meinungsgruppen sind erkennbar.",
    Outcome.ONE_PERSON: "Bisher hat erst eine Person abgestimmt. Eine Karte gibt es ab {people} Personen.",
    Outcome.TOO_FEW_PEOPLE: "Bisher haben {voters} Personen abgestimmt. Eine Karte gibt es ab {people} Personen.",
    Outcome.TOO_FEW_VOTES: (
        "Für Meinungsgruppen müssen {people} Personen zu mindestens {least} Aussagen abgestimmt haben. "
        "Bisher sind es {eligible}."
    ),
    Outcome.ONE_OPINION: "Bisher sind sich alle einig: Niemand hat anders abgestimmt als die anderen.",
    Outcome.NOBODY_DISAGREES: "Bisher gibt es zu keiner Aussage sowohl Zustimmung als auch Ablehnung.",
    Outcome.ONE_GROUP: "Die Meinungen gehen auseinander, aber es sind keine getrennten Gruppen erkennbar.",
}
