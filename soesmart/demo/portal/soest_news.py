"""News of Soest: what happened on the way, retold in own words from the sources of data/process.json."""

from datetime import date

from soesmart.demo.portal.texts import News

LAB = "https://stadtlabor-soest.de"

NEWS = (
    News(
        date(2019, 8, 30),
        "erste-buergerwerkstatt",
        "Mehr als 60 Menschen denken Soests digitale Zukunft",
        "Drei Stunden im Kulturhaus Alter Schlachthof: Die erste Bürgerwerkstatt bringt die ersten Projektideen.",
        "<p>Nachhaltigkeit, Lebensqualität, Umgang mit Daten und Mitbestimmung: Um diese vier Themen ging es am"
        " Freitag bei der ersten Bürgerwerkstatt „Digitale Zukunft“. Mehr als 60 Menschen kamen in den Alten"
        " Schlachthof.</p><p>Zuerst sammelten alle ihre Gedanken auf Karten. Danach arbeiteten kleine Teams daraus"
        " Projektideen aus. Diese Ideen sind der Anfang des Weges zur Strategie „Soest 2030“.</p>",
        "hall",
        "https://digital-soest.de/news/37-1-buergerwerkstatt-digitale-zukunft-soest",
    ),
    News(
        date(2020, 7, 18),
        "soest-wir-muessen-reden",
        "Soest, wir müssen reden: Die Beteiligung zur Smart City beginnt",
        "Ab heute können alle in Soest ihre Meinung zu den Projektideen sagen: auf der Plattform im Netz.",
        "<p>Aus der Bürgerwerkstatt und vielen Gesprächen liegen Projektideen vor. Nun ist die ganze Stadt gefragt:"
        " Auf der Beteiligungsplattform lassen sich die Ideen lesen, bewerten und ergänzen.</p><h2>Wie es"
        " weitergeht</h2><ul><li>30. Juli: ein Abend im Saal und im Netz mit Abstimmungen</li><li>25. bis 29."
        " August: eine Tour durch Stadt und Dörfer</li></ul>",
        "phone",
        f"{LAB}/soest-wir-muessen-reden-start-fuer-beteiligungsprozess-smart-city/",
    ),
    News(
        date(2020, 7, 30),
        "zukunftsreise",
        "Soest 2030: Eine Zukunftsreise im Saal und im Stream",
        "Eine Soester Familie führt durch das Jahr 2030. Abgestimmt wird im Saal und zu Hause zugleich.",
        "<p>Von 18 bis 19 Uhr ging es an der Soester Kulturgräfte am Osthofentor in die Zukunft: Eine Familie aus"
        " dem Jahr 2030 erzählte aus ihrem Alltag und führte durch die Handlungsfelder. Der Stream begann um 17:45"
        " Uhr.</p><p>Wer im Saal saß und wer zusah, stimmte digital über dieselben Fragen ab. Der Eintritt war frei,"
        " für den Saal brauchte es eine Platzkarte.</p>",
        "hall",
        f"{LAB}/soest-wir-muessen-reden-start-fuer-beteiligungsprozess-smart-city/",
    ),
    News(
        date(2020, 8, 25),
        "beteiligungs-tour",
        "Fünf Stopps, zwei Millionen Spielgeld: Die Tour ist unterwegs",
        "Von Ampen bis zum Vreithof: Fünf Tage lang verteilen Soesterinnen und Soester Spielgeld auf Projektideen.",
        "<p>Was ist stark an Soest, was schwach? Wie sieht Soest 2030 aus? Und wohin soll das Geld fließen? Diese"
        " drei Fragen stellt die Tour an jedem Halt.</p><h2>Die Stopps</h2><ul><li>25. August, 16 bis 19 Uhr: Ampen,"
        " am Schützenhaus</li><li>26. August, 11 bis 14 Uhr: Rigaring, am Supermarkt</li><li>27. August, 16 bis 19"
        " Uhr: Meckingsen, Hof Keinemann</li><li>28. August, 12 bis 15 Uhr: Wochenmarkt Soester Süden</li><li>29."
        " August, 10 bis 13 Uhr: Innenstadt, Vreithof</li></ul><p>An jedem Stopp gibt es drei Stationen. An der"
        " letzten liegen zwei Millionen Euro bereit: als Spielgeld.</p>",
        "tour",
        "https://ampen.de/aktuelles/283-soesmart-geht-auf-tour-beteiligungswoche-fuer-die-buergerinnen-und-buerger-vom-25-bis-29-augus",
    ),
    News(
        date(2020, 12, 1),
        "beteiligung-online-und-auf-papier",
        "28 Karten für 1.000 Haushalte: Mitmachen geht auch ohne Netz",
        "Bis 18. Dezember laufen zehn Projektideen und zwei Fragebögen: online und als Karten per Post.",
        "<p>Drei Vorhaben werden zusammen gedacht: die Strategie „Klimaneutrale Smart City“, der Masterplan"
        " Klimapakt und der Verkehrsentwicklungsplan. Wer online mitmacht, braucht höchstens 30"
        " Minuten.</p><p>Zugleich geht Post an 1.000 zufällig ausgewählte Haushalte: 28 Karten mit denselben"
        " Inhalten, dazu ein Umschlag, der nichts kostet. Weitere Sätze lassen sich per E-Mail oder Telefon"
        " bestellen.</p>",
        "cards",
        "http://soest.de/aktuell/pressemeldungen/117040100000102168.php",
    ),
    News(
        date(2021, 4, 28),
        "masterplan-klimapakt",
        "Masterplan Klimapakt beschlossen",
        "Der Rat legt fest, wie Soest klimaneutral werden will. Die Strategie baut darauf auf.",
        "<p>Mit dem Masterplan Klimapakt hat der Rat am 28. April 2021 den Weg zur klimaneutralen Stadt beschlossen."
        " Der Masterplan ist eines der drei Vorhaben, zu denen im Dezember gemeinsam befragt wurde.</p>",
        "fields",
        "https://www.unendlich-viel-energie.de/energie-kommune-des-monats-soest",
    ),
    News(
        date(2021, 10, 6),
        "rat-beschliesst-strategie",
        "Der Rat beschließt die Strategie: Klimaneutrale Smart City",
        "Acht Handlungsfelder, 28 strategische Ziele und zehn Pilotprojekte: Soest hat sein Zukunftsprogramm.",
        "<p>Rund 13 Monate dauerte der Weg von der Planung bis zum Beschluss. Am 6. Oktober 2021 hat der Rat die"
        " „Strategie Soest 2030: Klimaneutrale Smart City“ beschlossen.</p><p>An der Beteiligung im Dezember nahmen"
        " mehr als 100 Menschen teil; sie gaben mehr als 5.000 Einschätzungen ab.</p><h2>Und jetzt?</h2><p>Die"
        " Pilotprojekte sind stadtweit ausgeschrieben: Alle Menschen in Soest können eines durchführen und dafür"
        " Mittel des Programms nutzen.</p>",
        "council",
        f"{LAB}/soester-weg/",
    ),
    News(
        date(2021, 11, 18),
        "smart-cities-konferenz",
        "Fünf Städte zeigen in Arnsberg ihre Strategien",
        "Rund 100 Gäste in der Alten Realschule, weitere im Stream: die Konferenz der fünf Smart Cities.",
        "<p>Arnsberg, Bad Berleburg, Menden, Olpe und Soest haben sich gemeinsam beworben und ihre Strategien nun"
        " gemeinsam vorgestellt. Jede Stadt hat eine eigene Strategie, alle lernen voneinander.</p>",
        "hall",
        "https://www.suedwestfalen-agentur.com/suedwestfalen-agentur/neuigkeiten/artikel/5malklug-smart-city-pionierkommunen-praesentieren-ihre-strategien/",
    ),
    News(
        date(2022, 11, 4),
        "global-nachhaltige-kommune",
        "Soest ist „Global Nachhaltige Kommune“",
        "In Wuppertal wurde die Stadt für ihre Nachhaltigkeitsstrategie ausgezeichnet.",
        "<p>Die Auszeichnung ging am 4. November 2022 an Soest. In der Version 2.0 der Strategie ergänzen operative"
        " Ziele und Kennzahlen die 28 strategischen Ziele.</p>",
        "fields",
        f"{LAB}/global-nachhaltige-kommune/",
    ),
    News(
        date(2022, 11, 9),
        "gesamtstrategie-der-region",
        "Die Region hat eine Gesamtstrategie",
        "16 Maßnahmenbündel für Südwestfalen, vorgestellt in Siegen.",
        "<p>Was die fünf Städte erproben, soll in der ganzen Region nutzen. Die Gesamtstrategie fasst dafür 16"
        " Bündel von Maßnahmen zusammen.</p>",
        "town",
        f"{LAB}/smartcity-gesamtstrategie/",
    ),
    News(
        date(2022, 11, 26),
        "neue-beteiligungsplattform",
        "Die Beteiligungsplattform zieht um",
        "mitdenken-soest.de nutzt jetzt die Beteiligungssoftware des Landes.",
        "<p>Neues Aussehen, neue Funktionen: Auf der Plattform finden sich laufende Beteiligungen, alle"
        " Planungsverfahren und der Melder für Anliegen. Neu hinzugekommen ist die förmliche Bauleitplanung.</p>",
        "phone",
        "https://digital-soest.de/news/121-buergerbeteiligungsplattform-mitdenken-soest-de-ab-sofort-in-neuem-design-und-mit-neuen-funktionen",
    ),
    News(
        date(2023, 2, 8),
        "auftakt-soestapp",
        "Auftakt für die SoestApp",
        "Eine App für die Stadt: Die Arbeit beginnt, eine Umfrage folgt im April.",
        "<p>Am 8. Februar 2023 fiel der Startschuss für die Entwicklung der SoestApp. Ab dem 26. April können alle"
        " in einer Umfrage im Netz sagen, was die App können soll.</p>",
        "phone",
        f"{LAB}/soestapp/",
    ),
    News(
        date(2023, 5, 16),
        "erster-nachhaltigkeitsbericht",
        "Der erste Nachhaltigkeitsbericht ist da",
        "Ein Bericht zeigt von nun an, wo Soest bei seinen Zielen steht. Das Jahr ist aus der Quelle erschlossen.",
        "<p>Jedes strategische Ziel hat eine Kennzahl bekommen. Der Bericht fasst zusammen, was sich messen lässt"
        " und was sich verändert hat. Auf der Quelle steht der 16. Mai ohne Jahr; 2023 ergibt sich aus dem"
        " Zusammenhang.</p>",
        "council",
        f"{LAB}/nachhaltigkeitsbericht/",
    ),
    News(
        date(2026, 9, 14),
        "ziele-auf-einer-seite",
        "Jedes Ziel hat jetzt eine eigene Seite",
        "Wo stehen wir, wohin wollen wir, woher kommt die Zahl? 28 Seiten geben Antwort.",
        "<p>Das Haus auf der Startseite zeigt alle acht Handlungsfelder. Hinter jedem Fenster steckt ein Ziel mit"
        " Kurve, Tabelle, Quelle und einer Datei zum Herunterladen.</p>",
        "town",
    ),
    News(
        date(2026, 10, 26),
        "pilotprojekte-mitmachen",
        "Zehn Pilotprojekte suchen Menschen, die anpacken",
        "Verein, Schule oder Einzelperson: Ein Pilotprojekt kann durchführen, wer in Soest zu Hause ist.",
        "<p>Zwei der zehn Pilotprojekte laufen schon: der Wettbewerb zum Energiesparen und das Stadtportal. Für die"
        " anderen gibt es einen Infoabend; der Termin steht im Kalender.</p>",
        "tour",
    ),
)
