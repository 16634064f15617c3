"""Comments and answers of the demo, made up."""

from dataclasses import dataclass

# Below ideas: (kind, text). Ordinary, some of them cross, none of them foul.
COMMENTS = (
    ("remark", "Das fehlt hier schon lange. Ich wäre sofort dabei."),
    ("question", "Was kostet das im Jahr, und wer zahlt den Unterhalt?"),
    ("suggestion", "Bitte erst an einer Stelle ausprobieren und nach einem Jahr ehrlich sagen, was es gebracht hat."),
    ("remark", "Schöne Idee, aber für die Dörfer bringt sie wenig. Denkt auch an uns!"),
    ("question", "Gibt es eine andere Stadt, in der das schon läuft?"),
    ("remark", "Ich sehe das anders: Das Geld wäre bei den Schulen besser angelegt."),
    ("suggestion", "Mit den Vereinen reden, die haben Leute und Räume."),
    ("remark", "Meine Mutter ist 84 und fragt, ob das auch ohne Handy geht. Gute Frage."),
    ("question", "Wer pflegt das, wenn die Förderung ausläuft?"),
    ("suggestion", "Am besten zusammen mit dem Bahnhof planen, da kommen ohnehin alle vorbei."),
    ("remark", "Endlich mal etwas, das man im Alltag merkt."),
    ("remark", "Bei uns im Haus reden wir seit Jahren darüber. Schön, dass es jemand aufschreibt."),
    ("question", "Ab wann könnte es losgehen?"),
    ("suggestion", "Bitte auch samstags, sonst haben Berufstätige nichts davon."),
    ("remark", "Ich bin dagegen. Es wird an der falschen Stelle gespart."),
    ("suggestion", "Die Ergebnisse sollten öffentlich sein, mit allen Zahlen."),
    ("remark", "Mit Kindern wäre das eine große Hilfe."),
    ("question", "Wie wird sichergestellt, dass keine persönlichen Daten gespeichert werden?"),
    ("remark", "Das haben wir vor zehn Jahren schon einmal versucht. Was ist diesmal anders?"),
    ("suggestion", "Ein kleiner Anfang reicht: zwei Standorte, dann sehen wir weiter."),
)
# A second sentence, so that hardly two comments of a campaign are alike, as among people.
TAILS = (
    "Ich wohne seit zwölf Jahren in der Altstadt.",
    "Bei uns im Dorf ist das jeden Tag Thema.",
    "Das sage ich als Vater von drei Kindern.",
    "So jedenfalls meine Erfahrung im Verein.",
    "Ich fahre jeden Morgen mit dem Rad zum Bahnhof.",
    "In meiner Straße wären bestimmt alle dafür.",
    "Als Händlerin am Markt sehe ich beide Seiten.",
    "Ich bin Rentner und habe Zeit, mitzuhelfen.",
    "Vielleicht kann die Hochschule das begleiten.",
    "Meine Nachbarin denkt darüber ganz anders.",
    "Im Winter sieht das natürlich wieder anders aus.",
    "Ich habe früher in Lippstadt gewohnt, dort ging es.",
    "Für Menschen mit Rollator zählt jeder Bordstein.",
    "Wir haben im Betrieb schon darüber gesprochen.",
    "Der Schulweg meiner Tochter führt genau dort entlang.",
    "Beim letzten Starkregen stand unser Keller voll.",
)
REPLIES = (
    "Da stimme ich zu.",
    "Das sehe ich auch so, mit einer Einschränkung: Es muss einfach bleiben.",
    "Danke für den Hinweis, daran hatte ich nicht gedacht.",
    "Nicht ganz: In unserer Straße ist es gerade umgekehrt.",
    "Genau diese Frage habe ich auch.",
)
OFFICIAL = (
    "Danke für die Frage. Die Kosten schätzen wir gerade; das Ergebnis steht bei der Antwort auf diese Idee.",
    "Ja, dazu gibt es Erfahrungen aus anderen Städten. Wir haben sie angefragt und berichten hier.",
    "Ohne Handy geht es auch: am Schalter und per Telefon.",
)


@dataclass(frozen=True)
class TownAnswer:
    """unit: who speaks for the town."""

    unit: str
    text: str


YES = (
    TownAnswer(
        unit="Abteilung Innovation und digitaler Wandel",
        text="Die Idee passt zur Strategie. Sie geht als Karte in die nächste Runde und wird dort mit den anderen "
        "verglichen.",
    ),
    TownAnswer(
        unit="Abteilung Stadtentwicklung",
        text="Wir prüfen, was das kostet und wer es betreiben kann. Der Rat entscheidet mit dem nächsten Haushalt.",
    ),
)
NO = (
    TownAnswer(
        unit="Abteilung Stadtentwicklung",
        text="Das können wir nicht allein entscheiden, andere müssen zustimmen. Wir haben den Wunsch weitergegeben "
        "und sagen hier, was geantwortet wird.",
    ),
    TownAnswer(
        unit="Abteilung Finanzen",
        text="Im Augenblick fehlt dafür das Geld. Die Idee bleibt gespeichert und wird bei der nächsten Fortschreibung "
        "der Strategie wieder aufgerufen.",
    ),
)

# What the moderation of today finds in its queue: doubtful words, made up.
DOUBTFUL = (
    "SUPER ANGEBOT!!! Solaranlage zum HALBEN PREIS, nur heute: http://billig-strom.example/aktion?x=1 JETZT KLICKEN",
    "Wer so etwas vorschlägt, ist ein kompletter Idiot und gehört abgesetzt, ihr Versager!",
    "Der Herr vom Grandweg hat das verbockt, ruft ihn doch selbst an: 02921 555 0199, abends ist er immer da.",
    "Gewinne bis 5000 Euro mit unserem Newsletter http://gewinn.example http://gewinn.example/2 http://gewinn.example/3",
)
