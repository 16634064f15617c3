"""Ideas that residents might have handed in. All are made up; none is a statement of the town or of a real person."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Handed:
    """An invented idea. theme: key of a category; leaning: how much the three opinion groups like it, -1 to 1."""

    title: str
    what: str
    beneficiaries: str
    theme: str
    district: str
    leaning: tuple[float, float, float]


# The summer of 2020: what people wrote beside the ideas of the workshop.
SUMMER = (
    Handed(
        "Trinkbrunnen auf dem Marktplatz",
        "An heißen Tagen fehlt in der Innenstadt Wasser zum Trinken. Ein Brunnen am Markt und einer am Bahnhof "
        "würden reichen. Im Winter werden sie abgestellt.",
        "Alle, die in der Innenstadt unterwegs sind",
        "stadtraum",
        "altstadt",
        (0.9, 0.7, 0.6),
    ),
    Handed(
        "Lastenräder zum Ausleihen",
        "Vier Lastenräder an festen Plätzen, die man mit der Karte der Stadtbücherei leihen kann. Wer einmal im Monat "
        "etwas Großes kauft, braucht dafür kein Auto.",
        "Familien, kleine Läden",
        "verkehr",
        "",
        (0.9, 0.3, -0.3),
    ),
    Handed(
        "Tempo 30 auf dem ganzen Wallring",
        "Auf dem Ring wird zu schnell gefahren, die Kinder queren ihn auf dem Schulweg. Tempo 30 macht ihn leiser und "
        "sicherer.",
        "Anwohner, Schulkinder",
        "verkehr",
        "altstadt",
        (0.8, 0.1, -0.8),
    ),
    Handed(
        "Anzeige freier Parkplätze schon an den Einfallstraßen",
        "Viele kreisen um die Altstadt. Tafeln an den großen Straßen sagen, wo noch Platz ist. Das spart Suchverkehr.",
        "Pendler, Gäste, Handel",
        "verkehr",
        "",
        (-0.4, 0.5, 0.9),
    ),
    Handed(
        "Reparaturcafé in jedem Ortsteil",
        "Einmal im Monat helfen Leute, die etwas können, beim Reparieren. Die Stadt stellt Räume und eine Liste.",
        "Alle, besonders Menschen mit wenig Geld",
        "zusammenleben",
        "",
        (0.8, 0.8, 0.4),
    ),
    Handed(
        "Schnelles Netz in den Dörfern",
        "In mehreren Ortsteilen reicht das Netz nicht für eine Videosprechstunde. Ohne Anschluss nützt keine App.",
        "Dörfer, Betriebe, Schulkinder",
        "digital",
        "meckingsen",
        (0.5, 0.9, 0.9),
    ),
    Handed(
        "Hilfe am Bildschirm für Ältere",
        "Eine feste Sprechstunde, in der Jüngere zeigen, wie man einen Termin im Rathaus bucht oder eine Karte löst.",
        "Ältere Menschen",
        "digital",
        "",
        (0.6, 0.9, 0.7),
    ),
    Handed(
        "Solardach über dem Parkplatz am Stadion",
        "Der Parkplatz ist groß und heiß. Ein Dach mit Solarzellen gibt Schatten und Strom für Ladesäulen.",
        "Stadtwerke, Besucher",
        "energie",
        "soester-sueden",
        (0.8, 0.6, 0.5),
    ),
    Handed(
        "Straßenlicht nachts abschalten",
        "Zwischen ein und vier Uhr brennt Licht für niemanden. Abschalten spart Strom und hilft Insekten.",
        "Haushalt der Stadt, Tiere",
        "energie",
        "",
        (0.6, -0.6, -0.5),
    ),
    Handed(
        "Bäume auf dem Schulhof",
        "Unser Schulhof ist aus Asphalt. Zehn Bäume und ein Stück Wiese machen ihn kühler. Wir helfen beim Pflanzen.",
        "Schulkinder",
        "stadtraum",
        "osthofe",
        (0.9, 0.8, 0.5),
    ),
    Handed(
        "Ein Bus, der auf Anruf in die Dörfer fährt",
        "Abends fährt aus Müllingsen kein Bus. Ein kleiner Bus, den man eine Stunde vorher bestellt, wäre genug.",
        "Dörfer, Jugendliche, Ältere",
        "verkehr",
        "muellingsen",
        (0.7, 0.9, 0.6),
    ),
    Handed(
        "Offene Daten der Stadt an einer Stelle",
        "Zahlen zu Verkehr, Wasser, Strom und Haushalt gehören ins Netz, so dass man mit ihnen rechnen kann.",
        "Schulen, Presse, Betriebe",
        "digital",
        "",
        (0.7, 0.2, 0.3),
    ),
    Handed(
        "Keine Kameras in der Innenstadt",
        "Smart darf nicht heißen, dass alle gefilmt werden. Gezählt wird ohne Gesichter, sonst gar nicht.",
        "Alle",
        "digital",
        "altstadt",
        (0.8, 0.0, -0.6),
    ),
    Handed(
        "Kostenloser Bus am ersten Samstag im Monat",
        "Ein Tag im Monat zum Ausprobieren. Wer merkt, dass es geht, fährt auch sonst.",
        "Familien, Handel",
        "verkehr",
        "",
        (0.7, 0.6, 0.1),
    ),
    Handed(
        "Mehr Ladesäulen am Straßenrand",
        "Wer zur Miete wohnt, kann zu Hause nicht laden. Säulen an Laternen helfen ohne viel Bau.",
        "Mieter",
        "energie",
        "",
        (-0.1, 0.4, 0.8),
    ),
    Handed(
        "Pflanzkübel statt Poller in den Gassen",
        "Die Gassen sind schmal und grau. Kübel, um die sich die Nachbarschaft kümmert, machen sie grün.",
        "Anwohner",
        "stadtraum",
        "altstadt",
        (0.7, 0.5, -0.2),
    ),
    Handed(
        "Mittagstisch für alle im Schlachthof",
        "Ein großer Tisch, einmal in der Woche, jeder zahlt, was er kann. Reste vom Markt werden verkocht.",
        "Alleinlebende, Ältere",
        "zusammenleben",
        "",
        (0.8, 0.7, 0.1),
    ),
    Handed(
        "Fahrradparkhaus am Bahnhof",
        "Die Ständer am Bahnhof sind voll, Räder werden gestohlen. Ein Parkhaus mit Schloss und Dach, bezahlbar.",
        "Pendler",
        "verkehr",
        "",
        (0.9, 0.6, 0.2),
    ),
    Handed(
        "Jugendliche planen einen Platz selbst",
        "Die Stadt gibt einen Platz und etwas Geld, Jugendliche entscheiden, was dort entsteht.",
        "Jugendliche",
        "zusammenleben",
        "soester-norden",
        (0.8, 0.5, 0.2),
    ),
    Handed(
        "Alte Häuser behutsam dämmen",
        "Fachwerk verträgt nicht jede Dämmung. Eine Beratung, die beides kann, Denkmal und Klima, fehlt.",
        "Eigentümer in der Altstadt",
        "energie",
        "altstadt",
        (0.6, 0.7, 0.7),
    ),
)

# Today: what is being discussed for the next edition of the strategy.
NOW = (
    Handed(
        "Schattenplan für die Innenstadt",
        "Eine Karte zeigt, wo im Juli um drei Uhr Schatten ist und wo nicht. Danach wird gepflanzt und gespannt.",
        "Ältere, Familien, Handel",
        "anpassen",
        "altstadt",
        (0.8, 0.6, 0.4),
    ),
    Handed(
        "Wärme aus dem Abwasser nutzen",
        "Unter den Straßen ist es das ganze Jahr warm. Die Stadt soll prüfen, wo sich das für ein Wärmenetz lohnt.",
        "Haushalte, Stadtwerke",
        "waerme",
        "",
        (0.7, 0.5, 0.6),
    ),
    Handed(
        "Balkonkraftwerke gemeinsam kaufen",
        "Wenn hundert Haushalte zusammen bestellen, wird es billiger. Die Stadt sammelt die Bestellungen.",
        "Mieter",
        "energie",
        "",
        (0.8, 0.6, 0.3),
    ),
    Handed(
        "Ein Wochenmarkt am Abend",
        "Wer arbeitet, kommt nie zum Markt. Einmal im Monat bis acht Uhr, mit Ständen aus der Börde.",
        "Berufstätige, Höfe",
        "zusammenleben",
        "altstadt",
        (0.4, 0.8, 0.7),
    ),
    Handed(
        "Radweg nach Ampen beleuchten",
        "Im Winter ist der Weg ab fünf Uhr dunkel. Lampen mit Bewegungsmelder reichen.",
        "Pendler, Schulkinder",
        "verkehr",
        "ampen",
        (0.8, 0.7, 0.3),
    ),
    Handed(
        "Regenwasser vom Dach in den Garten",
        "Ein Zuschuss für Zisternen und Tonnen, damit der Kanal bei Starkregen entlastet wird.",
        "Eigentümer, Kleingärten",
        "anpassen",
        "",
        (0.7, 0.7, 0.6),
    ),
    Handed(
        "Parkgebühren nach Größe des Autos",
        "Große Autos brauchen mehr Platz und sollen mehr zahlen. Das Geld geht in den Bus.",
        "Menschen ohne Auto",
        "verkehr",
        "",
        (0.7, -0.3, -0.9),
    ),
    Handed(
        "Zuhören vor dem Bauen",
        "Vor jeder Baustelle ein Abend im Ortsteil, an dem gefragt wird, bevor der Plan fertig ist.",
        "Anwohner",
        "zusammenleben",
        "",
        (0.6, 0.8, 0.8),
    ),
    Handed(
        "Nachtbus bis zum letzten Zug",
        "Der letzte Zug kommt, aber kein Bus mehr. Eine Runde um halb eins würde helfen.",
        "Pendler, Jugendliche",
        "verkehr",
        "",
        (0.7, 0.6, 0.4),
    ),
    Handed(
        "Werkzeug teilen statt kaufen",
        "Eine Ausleihe in der Bücherei: Bohrmaschine, Leiter, Beamer. Geöffnet wie die Bücherei.",
        "Alle",
        "zusammenleben",
        "",
        (0.8, 0.7, 0.5),
    ),
    Handed(
        "Zähler, die man versteht",
        "Ein kleines Gerät zum Ausleihen, das zeigt, was im Haushalt Strom frisst.",
        "Haushalte",
        "energie",
        "",
        (0.6, 0.6, 0.6),
    ),
    Handed(
        "Wärmepumpe im Altbau: Rundgang durch fertige Häuser",
        "Wer umgebaut hat, zeigt es an einem Tag im Jahr. Das überzeugt mehr als jeder Vortrag.",
        "Eigentümer",
        "waerme",
        "",
        (0.7, 0.5, 0.5),
    ),
)
