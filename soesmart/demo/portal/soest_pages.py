"""Pages of Soest that stay."""

from soesmart.demo.portal.texts import Info

STRATEGY_LEAD = (
    "Nachhaltig, digital, vernetzt, lebendig, attraktiv: So soll Soest 2030 sein. Der Weg dorthin steht in einer"
    " Strategie, die der Rat am 6. Oktober 2021 beschlossen hat."
)
STRATEGY_BODY = (
    "<h2>Ein Haus, das schon steht</h2><p>Die Stadt vergleicht ihre Strategie mit einem Haus. Der Rohbau steht, alle"
    " Etagen und Räume sind da. Was noch fehlt, sind die Möbel und die Menschen, die darin wohnen.</p><ul><li>Das"
    " Dach ist die Vision.</li><li>Die acht Räume sind die Handlungsfelder.</li><li>Jedes der 28 strategischen Ziele"
    " ist ein Fenster.</li><li>Die Tür führt zu den zehn Pilotprojekten.</li></ul><h2>Wie die Strategie"
    " entstand</h2><p>Am Anfang stand eine Werkstatt mit mehr als 60 Menschen. Es folgten eine Kampagne im Netz, ein"
    " Abend im Saal und im Stream, eine Tour mit Spielgeld und eine Befragung auf Papier. Alle Abschnitte mit ihren"
    " Daten stehen auf der Seite"
    ' <a href="/prozess/">Prozess</a>.</p><h2>Woran man den Fortschritt sieht</h2><p>Jedes Ziel hat eine eigene'
    " Kennzahl mit Ausgangswert, Zielwert und Quelle. So lässt sich bis 2030 mit guten Daten entscheiden.</p>"
)
STRATEGY_EASY = (
    "<h2>Was ist die Strategie?</h2><p>Die Stadt Soest hat einen Plan.</p><p>In dem Plan steht:</p><p>So soll Soest"
    " im Jahr 2030 sein.</p><p>Der Plan heißt: <b>Strategie Soest 2030</b>.</p><h2>Was steht in dem Plan?</h2><p>Der"
    " Plan ist wie ein Haus.</p><ul><li>Das Dach zeigt: Das wünschen wir uns für Soest.</li><li>Das Haus hat 8"
    " Räume. Jeder Raum ist ein Thema. Ein Thema ist zum Beispiel: Verkehr.</li><li>Das Haus hat 28 Fenster. Jedes"
    " Fenster ist ein Ziel.</li><li>Die Tür führt zu 10 Projekten. Bei den Projekten können alle"
    " mit-machen.</li></ul><h2>Wer hat den Plan gemacht?</h2><p>Viele Menschen aus Soest haben ihre Meinung"
    " gesagt.</p><p>Sie haben Karten ausgefüllt.</p><p>Sie haben im Internet ab-gestimmt.</p><p>Dann hat der"
    " Stadt-Rat den Plan beschlossen.</p><p>Das war im Oktober 2021.</p><h2>Wie kann ich"
    ' mit-machen?</h2><p>Termine stehen im <a href="/kalender/">Kalender</a>.</p>'
)
EASY_NOTICE = (
    "Die Fassung in Leichter Sprache ist für die Vorführung geschrieben und noch nicht von einer Prüfgruppe gelesen."
)

PAGES = (
    Info(
        "ueber-die-strategie",
        "Über die Strategie",
        STRATEGY_LEAD,
        STRATEGY_BODY,
        easy_body=STRATEGY_EASY,
        notice=EASY_NOTICE,
        scene="town",
        source="https://stadtlabor-soest.de/soester-weg/",
        in_menu=True,
    ),
    Info(
        "mitmachen",
        "Wie Mitmachen geht",
        "Ohne Konto, am Telefon, auf Papier oder im Saal: Jede Stimme zählt gleich viel.",
        "<h2>Im Netz</h2><p>Ideen lesen, zustimmen, ablehnen oder überspringen, einen Satz dazuschreiben. Das dauert"
        " wenige Minuten.</p><h2>Auf Papier</h2><p>Dieselben Karten kommen auf Wunsch mit der Post. Der Rückweg"
        " kostet nichts.</p><h2>Im Saal</h2><p>Bei Veranstaltungen wird im Saal und im Stream zugleich abgestimmt."
        " Termine stehen im"
        ' <a href="/kalender/">Kalender</a>.</p><h2>Was daraus wird</h2><p>Jede Idee bekommt eine Antwort: offen,'
        " in Prüfung, Teil eines Ziels oder Teil eines Pilotprojekts.</p>",
        easy_body="<h2>Mit-machen in Soest</h2>"
        "<p>Sie haben eine Idee für Soest?</p><p>Dann sagen Sie Ihre Meinung.</p><p>Das geht so:</p><ul><li>im"
        " Internet</li><li>auf Papier</li><li>bei einer Veranstaltung</li></ul><p>Jede Meinung ist gleich"
        " wichtig.</p>",
        scene="cards",
        invented=True,
    ),
)
