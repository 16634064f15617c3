"""Words and hosts that the score of moderation knows. A town adds its own on a page of the office.

Kept small on purpose: every word here can hold back somebody's text. Words are compared folded (lower case, ä is ae, ß
is ss), digits read as the letters they imitate.
"""


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Abuse and hate that need no target to be out of place; whole words, or their beginning where it says nothing else.
ABUSE = _set(
    "abschaum arschgeige arschgesicht arschloecher drecksack drecksau drecksaecke drecksschwein dreckskerl"
    " drecksvolk kanake kanaken missgeburt missgeburten nutte nutten neger schlampe schlampen schwuchtel"
    " schwuchteln spast spasti spastis untermensch untermenschen vollspast vollpfosten volksverraeter zigeunerpack"
    " gesindel judensau kameltreiber pisser scheissauslaender scheisskerl"
)
ABUSE_BEGINS = ("arschloch", "fotze", "hurensohn", "hurensoehn", "wichser", "mistkerl", "schmarotzerpack")

# Insults that are also said of oneself or of things: they count in full only when somebody is addressed.
INSULTS = _set(
    "bloedmann daemlack depp deppen dummkopf dummkoepfe dummschwaetzer feigling flachzange hampelmann"
    " heuchler hohlkopf hornochse hornochsen idiot idioten idiotin kotzbrocken lackaffe luegner luegnerin luegnerpack"
    " pappnase rindvieh schwachkopf schwachkoepfe spinner trottel"
    " versager versagerin vollidiot vollidioten witzfigur witzfiguren"
)

# What is sold where nobody asked for it. Each is harmless alone.
ADVERTISING = (
    "online casino", "casino bonus", "ohne schufa", "sofortkredit", "kredit sofort", "viagra", "potenzmittel",
    "bitcoin", "krypto", "geld verdienen", "nebenverdienst", "passives einkommen", "von zuhause verdienen",
    "garantierter gewinn", "gewinn garantiert", "jetzt klicken", "hier klicken", "klick hier", "gratis testen",
    "nur heute", "schnell abnehmen", "rabattcode", "gutscheincode", "follower kaufen", "bewertungen kaufen",
    "heisse singles", "sexkontakte", "erotik", "telegram gruppe", "whatsapp gruppe", "schreib mir privat",
    "100 prozent legal", "sportwetten", "wettbonus", "replica uhren", "seo agentur", "backlinks",
)  # fmt: skip

# Links to these need no look: public bodies, reference works, maps. A town's own hosts are added by the service.
TRUSTED_HOSTS = _set(
    "bund.de nrw nrw.de europa.eu wikipedia.org wikimedia.org openstreetmap.org kreis-soest.de adfc.de vcd.org"
    " destatis.de umweltbundesamt.de ardmediathek.de wdr.de tagesschau.de soester-anzeiger.de"
)
# Hosts that hide where a link leads.
SHORTENERS = _set("bit.ly tinyurl.com t.co goo.gl is.gd cutt.ly rb.gy shorturl.at ow.ly t.me wa.me")
# Ends of hosts that hardly anybody but senders of advertising uses.
CHEAP_ENDS = _set("xyz top click loan win bid icu buzz club shop vip casino bet")
