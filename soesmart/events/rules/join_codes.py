"""Six letters to type from a screen. Pure."""

import random

# No vowels, so that no word comes out; none that looks like another or like a digit.
LETTERS = "BCDFGHJKLMNPRSTVWXZ"
LENGTH = 6


def drawn_code(rng: random.Random) -> str:
    return "".join(rng.choice(LETTERS) for _ in range(LENGTH))
