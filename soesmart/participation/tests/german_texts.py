"""German texts as people write them to a town, put together from word lists: ordinary ones and ones to be held.

The lists know nothing of the score's: they were written as what residents say, what annoys them, and what they should
not write. A seed makes every set the same again.
"""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from soesmart.participation.rules.repetition import Recent, print_of
from soesmart.participation.rules.suspicion import Around

TOWN_HOSTS = frozenset({"soest.localhost", "soest.de"})
PLACES = (
    "am Markt", "an der Jakobistraße", "am Bahnhof", "in Ampen", "in Ostönnen", "am Schulzentrum", "am Petrikirchhof",
    "im Bergenthalpark", "am Großen Teich", "an der Thomästraße", "hinter der Stadthalle", "am Brüdertor",
    "in der Walburgerstraße 12", "an der B 475", "beim Wochenmarkt", "im Soester Süden", "am ZOB",
)  # fmt: skip
THINGS = (
    "mehr Bäume", "eine Bank im Schatten", "ein Trinkbrunnen", "ein sicherer Radweg", "Tempo 30", "ein Zebrastreifen",
    "Fahrradbügel", "eine Ladesäule", "ein Bücherschrank", "Blühstreifen statt Rasen", "eine Boulebahn", "WLAN",
    "bessere Beleuchtung", "ein Jugendtreff", "ein Reparaturcafé", "Solarzellen auf dem Dach der Schule",
)  # fmt: skip
GAINS = (
    "Davon haben Kinder und alte Menschen etwas.", "Im Sommer ist es dort kaum auszuhalten.", "Das kostet nicht viel.",
    "Viele aus meiner Straße sehen das auch so.", "In Lippstadt geht das doch auch.", "Ich helfe gern dabei mit!",
    "Seit dem 12.05.2019 warten wir darauf.", "2018/2019 wurde das schon einmal besprochen.", "Was meint ihr dazu?",
    "Das wären rund 25.000 Euro, wenn ich richtig rechne.", "Morgens von 7:30 bis 8:15 Uhr ist es am schlimmsten.",
    "Meine Oma (84) kommt da nicht mehr allein hin.", "Laut Plan sollten es 02921 Bäume werden, es sind 29.",
)  # fmt: skip
OPENINGS = (
    "Ich wünsche mir", "Wir brauchen dringend", "Warum gibt es eigentlich nicht", "Toll wäre", "Es fehlt", "Bitte",
    "Mein Vorschlag:", "Schön wäre", "Als Mutter von drei Kindern sage ich:", "Was fehlt, ist",
)  # fmt: skip
REPLIES = (
    "Finde ich gut!", "Da bin ich dabei.", "Sehe ich anders, die Straße ist zu schmal.", "Gute Idee, danke!", "Ja!",
    "Nein, das Geld fehlt dann bei den Schulen.", "Genau das habe ich auch gedacht.", "Und wer soll das bezahlen?",
    "Wann wird darüber entschieden?", "Bitte nicht, da parken die Anwohner.", "Super!!!", "Volle Zustimmung.",
)  # fmt: skip
ANGER = (
    "Das ist doch ein schlechter Witz!", "Seit Jahren passiert nichts, gar nichts!", "Ich bin stinksauer.",
    "So ein Unsinn kann nur am Schreibtisch entstehen.", "Frechheit, uns so lange warten zu lassen!",
    "Wer hat sich diese Ampelschaltung ausgedacht? Unmöglich!", "Schämen sollte man sich im Rathaus.",
    "Das ist Verschwendung von Steuergeld, und zwar nicht zum ersten Mal.", "Mir reicht es WIRKLICH.",
    "Verdammt noch mal, da sind Kinder unterwegs!", "Ein Schildbürgerstreich ist das.", "Der Rat schläft.",
    "Ihr habt es versprochen und nicht gehalten.", "Die Verwaltung hat hier komplett versagt.",
    "Ich Idiot habe das auch noch geglaubt.", "So einen Mist habe ich selten gelesen.", "Das stinkt zum Himmel!!",
)  # fmt: skip
DIALECT = (
    "Dat is doch nix Halbes un nix Ganzes.", "Wat soll dat denn, woll?", "Dat hädden se man eher maken sollt.",
    "Ich sach ma so: kann man machen, muss man abba nich.", "Hömma, da fährt doch eh kein Bus hin.",
    "Dä Fietsenweg is ganz kaputt, nech.", "Et is schon ewich so, woll.", "Kumma, wie dat da aussieht!",
    "Lüe, dat kost' doch kein Vermögen.", "Wi bruket mehr Bänke för use Ollen.",
)  # fmt: skip
OWN_LINKS = (
    "https://soest.localhost/strategie/", "https://www.soest.de/rathaus/bauen", "https://soest.localhost/mitmachen/",
    "https://www.soest.de/klima", "https://de.wikipedia.org/wiki/Soest", "https://www.kreis-soest.de/bus",
)  # fmt: skip
OTHER_LINKS = (
    "https://www.fahrradstadt-muenster.example/bericht", "https://www.westfalenpost.example/soest/radweg",
    "https://www.gruene-stadt.example/beispiele", "www.reparaturcafe-lippstadt.example", "https://bsv-soest.example/",
)  # fmt: skip
OFFICES = (
    "Das Bürgertelefon 02921 103-0 ist nie besetzt.", "Beim Rathaus (02921 1030) sagte man mir, das dauert.",
    "Ich habe an info@soest.de geschrieben und keine Antwort bekommen.", "Notruf ist 112, das weiß doch jeder.",
    "Die Stadtwerke erreicht man unter 02921 392-0.", "Mail an rathaus@soest.de kam zurück.",
)  # fmt: skip


@dataclass(frozen=True)
class Sample:
    """kind: what it stands for. around: what was there before it was written."""

    kind: str
    text: str
    around: Around


def around(recent: tuple[Recent, ...] = (), minutes: int = 0) -> Around:
    """Someone who has been taking part for so many minutes, in a campaign with these texts before hers."""
    return Around(own_hosts=TOWN_HOSTS, recent=recent, voice_age=timedelta(minutes=minutes))


def before(text: str, *, same_voice: bool, minutes: int = 60) -> Recent:
    return Recent(print_of(text), timedelta(minutes=minutes), same_voice)


def ordinary(rng: random.Random) -> str:
    words = f"{rng.choice(OPENINGS)} {rng.choice(THINGS)} {rng.choice(PLACES)}."
    return f"{words} {' '.join(rng.sample(GAINS, rng.randint(0, 3)))}".strip()


def good_texts(rng: random.Random, number: int) -> list[Sample]:
    """What residents write, half of it by people who came a moment ago."""
    return [_good(rng) for _ in range(number)]


def _good(rng: random.Random) -> Sample:
    minutes = rng.choice((0, 0, 3, 90, 5000))
    text = ordinary(rng)
    kind = rng.choice(("idea", "idea", "reply", "angry", "angry", "dialect", "own link", "other link", "office", "row"))
    recent = tuple(before(ordinary(rng), same_voice=False, minutes=rng.randint(1, 900)) for _ in range(25))
    match kind:
        case "reply":
            text = rng.choice(REPLIES)
            recent += tuple(before(text, same_voice=False) for _ in range(rng.randint(0, 3)))
        case "angry":
            text = f"{' '.join(rng.sample(ANGER, rng.randint(1, 3)))} {text}"
        case "dialect":
            text = f"{rng.choice(DIALECT)} {text if rng.random() < 0.5 else rng.choice(DIALECT)}"
        case "own link":
            text = f"{text} Siehe {rng.choice(OWN_LINKS)} und {rng.choice(OWN_LINKS)}"
        case "other link":
            text = f"{text} Ein Beispiel: {' '.join(rng.sample(OTHER_LINKS, rng.choice((1, 1, 1, 2))))}"
        case "office":
            text = f"{rng.choice(OFFICES)} {text}"
        case "row":  # somebody reads the list and says something to many ideas
            recent += tuple(before(ordinary(rng), same_voice=True, minutes=k) for k in range(rng.randint(1, 6)))
    return Sample(kind, text, around(recent, minutes))


SPAM = (
    "Verdiene 5.000 € pro Woche, passives Einkommen von zuhause! {}", "Das beste Online Casino, Bonus heute: {} {}",
    "Kredit ohne Schufa, sofort auf dem Konto {}", "Billige Potenzmittel und Viagra ohne Rezept: {}",
    "Bitcoin Geheimtipp, Gewinn garantiert! Jetzt klicken: {}", "Follower kaufen für deinen Verein {} {} {}",
    "Schöne Seite! Schauen Sie auch hier: {} {} {}", "Heiße Singles aus deiner Stadt warten {} {}", "{}",
)  # fmt: skip
SPAM_LINKS = (
    "https://mega-gewinn.xyz/{}", "http://bit.ly/{}", "https://casino-royal.bet/{}", "https://www.sofort-geld.top/{}",
    "https://t.me/reich_{}", "https://pillen24.shop/{}", "www.schnell-reich.click/{}", "https://rb.gy/{}",
)  # fmt: skip
ABUSE = (
    "Du bist so ein Vollidiot, geh sterben.", "Ihr seid doch alle Idioten im Rathaus!", "Halt die Klappe, du Trottel.",
    "Der Bürgermeister ist ein korruptes Arschloch.", "Diese Drecksau von Nachbar parkt immer da.",
    "Was für ein Hurensohn hat das geplant?", "Sie sind ein Lügner, Herr Meier, ein ganz mieser!",
    "Verpiss dich, du A r s c h l o c h!", "Du 1diot, lern erst mal lesen.", "W.i.c.h.s.e.r, alle miteinander!",
    "Solche Missgeburten sollte man wegsperren.", "Dieses Gesindel gehört abgeschoben.", "Ihr Deppen!",
    "Frau Schulze ist eine Schlampe, das weiß jeder hier.", "Der Spast aus dem Bauamt kann nicht mal rechnen.",
    "Ich weiß, wo du wohnst.", "Ich schlag dir die Fresse ein.", "Die gehören alle an die Wand gestellt.",
    "Dich sollte man aufhängen.", "Pass auf, sonst mach ich dich fertig!",
    "Sie hirnloser Wicht haben doch keine Ahnung.", "Fick dich, du Pisser.",
)  # fmt: skip
NAMES = ("Müller", "Schulte", "Brinkmann", "Kemper", "Yildiz", "Nowak")
STREETS = ("Rosenstraße", "Grandweg", "Hospitalgasse", "Thomästraße", "Paradieser Weg", "Nöttenstraße")


def bad_texts(rng: random.Random, number: int) -> list[Sample]:
    """What a moderator would take away: every kind equally often."""
    kinds: tuple[Callable[[random.Random], Sample], ...] = (_spam, _abuse, _repeated, _loud, _private, _flood)
    return [kinds[index % len(kinds)](rng) for index in range(number)]


def _spam(rng: random.Random) -> Sample:
    links = [link.format(rng.randint(100, 99999)) for link in rng.sample(SPAM_LINKS, 3)]
    return Sample("spam", rng.choice(SPAM).format(*links), around(minutes=rng.choice((0, 2, 400))))


def _abuse(rng: random.Random) -> Sample:
    text = rng.choice(ABUSE)
    return Sample("abuse", text if rng.random() < 0.5 else f"{ordinary(rng)} {text}", around(minutes=300))


def _repeated(rng: random.Random) -> Sample:
    text = f"{ordinary(rng)} {rng.choice(ANGER)} {rng.choice(ANGER)}"
    again = text if rng.random() < 0.5 else f"{text} Bitte weitersagen!"
    times = tuple(before(text, same_voice=k == 0, minutes=5 * k + 1) for k in range(rng.randint(1, 4)))
    return Sample("repeated", again, around(times, 30))


def _loud(rng: random.Random) -> Sample:
    text = f"{rng.choice(ANGER)} {rng.choice(ANGER)} {ordinary(rng)}".upper()
    return Sample("loud", f"{text} {'!' * rng.randint(4, 12)}", around(minutes=200))


def _private(rng: random.Random) -> Sample:
    name, street = rng.choice(NAMES), rng.choice(STREETS)
    phone = f"01{rng.randint(50, 79)}{rng.choice((' ', '/', '-', ''))}{rng.randint(1000000, 99999999)}"
    texts = (
        f"Ruft den {name} doch an, er hat die {phone}.",
        f"Der {name} wohnt in der {street} {rng.randint(1, 80)}, klingelt da mal.",
        f"Beschwert euch bei {name.lower()}.{rng.choice('abc')}@{rng.choice(('gmx.example', 'mail.example'))}!",
        f"Die Anschrift ist {street} {rng.randint(1, 99)}, 59494 Soest, Familie {name}.",
        "Spenden bitte auf DE89 3704 0044 0532 0130 00, dann klappt das.",
        f"Festnetz 02921 / {rng.randint(10000, 99999)}, immer ab 18 Uhr zu erreichen, der Herr {name}.",
        f"Meine Nummer ist +49 1{rng.randint(50, 79)} {rng.randint(1000000, 9999999)}, meldet euch.",
    )
    return Sample("private", rng.choice(texts), around(minutes=500))


def _flood(rng: random.Random) -> Sample:
    texts = tuple(before(ordinary(rng), same_voice=True, minutes=rng.randint(0, 8)) for _ in range(rng.randint(12, 30)))
    return Sample("flood", ordinary(rng), around(texts, 9))
