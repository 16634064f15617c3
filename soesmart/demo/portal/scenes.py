"""What the pictures of the demo show."""

import math

from soesmart.demo.portal.drawing import HEIGHT, WIDTH, Canvas


def town(c: Canvas) -> None:
    """Gabled houses on a square, a tower behind them, hills and an evening sun."""
    _sky(c)
    c.disc(745, 165, 62, c.warm(0.25))
    _hills(c)
    _tower(c, 440, 90)
    x = 20.0
    for number in range(8):
        width, height = c.rng.uniform(92, 124), c.rng.uniform(120, 190)
        _house(c, x, 430 - height, width, height, number)
        x += width + 6
    c.box(0, 428, WIDTH, HEIGHT, c.tone(0.28))
    _tree(c, 70, 440, 1.1)
    _tree(c, 880, 448, 1.3)
    for x, y in ((330, 468), (392, 478), (560, 470), (622, 486), (668, 474)):
        _person(c, x, y, 1.0)


def hall(c: Canvas) -> None:
    """Rows of people in a hall before a bright screen with three bars."""
    c.box(0, 0, WIDTH, HEIGHT, c.tone(0.86, (20, 24, 26)))
    c.box(250, 60, 460, 240, c.tone(0.08), 8)
    for number, height in enumerate((150, 96, 60)):
        c.box(330 + number * 115, 270 - height, 70, height, c.warm(0.75) if number == 0 else c.tone(0.55), 4)
    c.shape([(250, 300), (710, 300), (860, 420), (100, 420)], c.tone(0.7, (20, 24, 26)))
    for row, (y, size, step) in enumerate(((400, 0.9, 66), (462, 1.15, 84), (534, 1.45, 106))):
        for number in range(math.ceil(WIDTH / step) + 1):
            shade = c.tone(0.35 + 0.18 * ((number * 5 + row * 3) % 4), (214, 205, 190))
            _head(c, number * step + row * 22 - 10, y, size, c.warm(0.6) if (number * 7 + row) % 9 == 0 else shade)


def cards(c: Canvas) -> None:
    """Paper cards with ticked boxes spread over a kitchen table, a cup beside them."""
    c.box(0, 0, WIDTH, HEIGHT, c.warm(0.22))
    for y in range(0, HEIGHT, 90):
        c.line([(0, y), (WIDTH, y + 16)], c.warm(0.3), 3)
    for number, (x, y, turn) in enumerate(
        ((170, 150, -9), (400, 130, 4), (640, 165, -3), (240, 370, 6), (480, 380, -5), (715, 385, 9))
    ):
        _card(c, x, y, turn, number)
    c.disc(875, 110, 74, c.tone(0.25))
    c.disc(875, 110, 58, c.tone(0.9))
    c.disc(875, 110, 49, c.tone(0.55, (60, 38, 24)))


def tour(c: Canvas) -> None:
    """A market tent under trees, people before it, coins on a table."""
    _sky(c)
    _hills(c)
    c.box(0, 400, WIDTH, 140, c.tone(0.32))
    _tree(c, 140, 420, 1.9)
    _tree(c, 830, 425, 2.1)
    for number in range(8):
        colour = c.warm(0.78) if number % 2 else c.tone(0.06)
        c.shape([(480, 130), (480, 130), (280 + number * 50, 235), (330 + number * 50, 235)], colour)
    c.box(286, 235, 10, 200, c.tone(0.8))
    c.box(664, 235, 10, 200, c.tone(0.8))
    c.box(330, 350, 300, 26, c.tone(0.12), 4)
    c.box(344, 376, 272, 70, c.tone(0.5))
    for number in range(9):
        for height in range(1 + (number * 5) % 4):
            c.box(352 + number * 30, 341 - height * 8, 22, 7, c.warm(0.55 + 0.1 * (height % 2)), 3)
    for x, y in ((235, 470), (400, 492), (560, 500), (620, 478), (730, 486)):
        _person(c, x, y, 1.35)


def council(c: Canvas) -> None:
    """A round of seats seen from above, a raised hand at most of them."""
    c.box(0, 0, WIDTH, HEIGHT, c.tone(0.12))
    for ring, (radius, seats) in enumerate(((330, 23), (240, 17), (150, 11))):
        for number in range(seats):
            angle = math.pi * (1 - number / (seats - 1))
            x, y = 480 + radius * math.cos(angle) * 1.18, 470 - radius * math.sin(angle)
            is_for = (number * 3 + ring) % 7 != 0
            c.disc(x, y, 24, c.tone(0.92) if is_for else c.tone(0.4))
            c.disc(x, y - 3, 11, c.warm(0.35))
            if is_for:
                c.line([(x + 13, y), (x + 19, y - 22)], c.warm(0.35), 7)
    c.box(390, 425, 180, 60, c.warm(0.75), 8)
    c.box(440, 390, 80, 40, c.tone(0.04), 3)
    for y in (400, 408, 416):
        c.box(450, y, 60, 3, c.tone(0.6))


def fields(c: Canvas) -> None:
    """Wind turbines and solar roofs in the open country before the town."""
    _sky(c)
    c.disc(170, 130, 56, c.warm(0.3))
    _hills(c)
    for number in range(6):
        y = 340 + number * 34
        c.shape([(0, y), (WIDTH, y - 26 + number * 9), (WIDTH, HEIGHT), (0, HEIGHT)], c.tone(0.22 + 0.09 * number))
    for x, y, size in ((300, 380, 1.0), (470, 360, 0.75), (640, 375, 1.2), (800, 350, 0.7)):
        _turbine(c, x, y, size)
    c.shape([(90, 470), (250, 470), (220, 415), (120, 415)], c.tone(0.95))
    for number in range(4):
        c.line([(120 + number * 33, 415), (90 + number * 53, 470)], c.tone(0.45), 3)
    c.line([(105, 443), (235, 443)], c.tone(0.45), 3)


def phone(c: Canvas) -> None:
    """A telephone that shows the page of a town, with a map, a line of values and a calendar around it."""
    c.box(0, 0, WIDTH, HEIGHT, c.tone(0.2))
    c.disc(480, 300, 250, c.tone(0.3))
    c.box(365, 45, 230, 450, c.tone(0.95, (20, 24, 26)), 32)
    c.box(380, 75, 200, 390, c.tone(0.03), 12)
    c.shape([(400, 190), (440, 135), (480, 190)], c.warm(0.7))
    c.box(408, 190, 64, 46, c.tone(0.6))
    c.box(490, 150, 72, 86, c.tone(0.25), 4)
    for number in range(4):
        c.box(400, 262 + number * 48, 160, 34, c.tone(0.14), 6)
        c.box(412, 274 + number * 48, 60 + 18 * (number % 3), 9, c.tone(0.8), 4)
    c.box(90, 150, 210, 150, c.tone(0.04), 12)
    c.line([(112, 262), (160, 240), (205, 246), (250, 196), (282, 180)], c.warm(0.8), 7)
    c.box(660, 210, 210, 170, c.tone(0.04), 12)
    c.box(660, 210, 210, 40, c.warm(0.75), 12)
    for number in range(12):
        shade = c.warm(0.7) if number == 6 else c.tone(0.3)
        c.box(682 + (number % 4) * 44, 266 + (number // 4) * 36, 28, 22, shade, 4)


def _sky(c: Canvas) -> None:
    for step in range(27):
        c.box(0, step * 20, WIDTH, 21, c.tone(0.26 - step * 0.0085))


def _hills(c: Canvas) -> None:
    for number, (base, height) in enumerate(((350, 60), (390, 44))):
        points = [
            (x, base - height * math.sin(x / 190 + number * 2) * 0.6 - height * 0.4) for x in range(0, WIDTH + 20, 20)
        ]
        c.shape([(0, HEIGHT), *points, (WIDTH, HEIGHT)], c.tone(0.3 + 0.12 * number))


def _tower(c: Canvas, x: float, y: float) -> None:
    c.box(x, y + 110, 80, 240, c.tone(0.62))
    c.shape([(x - 6, y + 112), (x + 86, y + 112), (x + 40, y - 40)], c.tone(0.85))
    for height in (150, 200, 250):
        c.box(x + 22, y + height, 12, 26, c.tone(0.12), 6)
        c.box(x + 46, y + height, 12, 26, c.tone(0.12), 6)


def _house(c: Canvas, x: float, y: float, width: float, height: float, number: int) -> None:
    gable, beam = width * 0.62, c.tone(0.92, (40, 30, 24))
    wall = (c.tone(0.03), c.warm(0.18), c.tone(0.12))[number % 3]
    roof = c.warm(0.72) if number % 2 else c.warm(0.9)
    c.box(x, y, width, height, wall)
    c.shape([(x - 7, y + 4), (x + width + 7, y + 4), (x + width / 2, y - gable)], roof)
    rows = int(height // 52)
    for row in range(rows + 1):
        c.box(x, y + row * 52, width, 4, beam)
        if row == rows:
            continue
        for place in (0.0, 0.48, 0.96):
            c.box(x + width * place, y + row * 52, 4, 52, beam)
        for place in (0.14, 0.6):
            lit = c.warm(0.45) if c.rng.random() < 0.35 else c.tone(0.4)
            c.box(x + width * place, y + row * 52 + 15, width * 0.25, 25, lit, 2)


def _tree(c: Canvas, x: float, y: float, size: float) -> None:
    c.box(x - 5 * size, y - 70 * size, 10 * size, 76 * size, c.tone(0.9, (60, 44, 30)))
    for dx, dy, radius in ((0, -82, 40), (-28, -58, 28), (28, -60, 30)):
        c.disc(x + dx * size, y + dy * size, radius * size, c.tone(0.72, (150, 180, 120)))


def _person(c: Canvas, x: float, y: float, size: float) -> None:
    coat = (c.tone(0.85), c.warm(0.85), c.tone(0.6))[round(x) % 3]
    c.box(x - 9 * size, y - 26 * size, 18 * size, 34 * size, coat, 8 * size)
    c.disc(x, y - 36 * size, 9 * size, c.warm(0.38))


def _head(c: Canvas, x: float, y: float, size: float, colour: tuple[int, int, int]) -> None:
    c.disc(x, y - 30 * size, 16 * size, colour)
    c.box(x - 26 * size, y - 10 * size, 52 * size, 60 * size, colour, 22 * size)


def _card(c: Canvas, x: float, y: float, turn: float, number: int) -> None:
    angle = math.radians(turn)

    def at(dx: float, dy: float) -> tuple[float, float]:
        return x + dx * math.cos(angle) - dy * math.sin(angle), y + dx * math.sin(angle) + dy * math.cos(angle)

    def plate(left: float, top: float, width: float, height: float, colour: tuple[int, int, int]) -> None:
        right, bottom = left + width, top + height
        c.shape([at(left, top), at(right, top), at(right, bottom), at(left, bottom)], colour)

    plate(-92, -76, 190, 160, c.warm(0.4))
    plate(-98, -82, 190, 160, c.tone(0.0))
    plate(-98, -82, 190, 30, c.tone(0.7) if number % 2 else c.warm(0.75))
    for row in range(3):
        plate(-80, -36 + row * 34, 18, 18, c.tone(0.75))
        plate(-77, -33 + row * 34, 12, 12, c.tone(0.0))
        plate(-50, -32 + row * 34, 70 + 22 * ((row + number) % 3), 8, c.tone(0.35))
    row = number % 3
    c.line([at(-80, -28 + row * 34), at(-72, -20 + row * 34), at(-56, -44 + row * 34)], c.warm(0.95), 6)


def _turbine(c: Canvas, x: float, y: float, size: float) -> None:
    c.shape(
        [(x - 5 * size, y), (x + 5 * size, y), (x + 2 * size, y - 190 * size), (x - 2 * size, y - 190 * size)],
        c.tone(0.02),
    )
    for number in range(3):
        angle = math.radians(20 + number * 120 + x)
        tip = (x + 92 * size * math.sin(angle), y - 190 * size - 92 * size * math.cos(angle))
        c.line([(x, y - 190 * size), tip], c.tone(0.02), 6 * size)
    c.disc(x, y - 190 * size, 8 * size, c.tone(0.5))
