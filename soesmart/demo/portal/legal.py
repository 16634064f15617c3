"""Imprint, privacy and accessibility of the demo: honest about what this is."""

from soesmart.demo.portal.texts import Info

NOTICE = (
    "Dies ist eine Vorführung der Software soesmart und keine Seite der Stadt {town}. Eine Stadt ersetzt diesen Text."
)


def legal_pages(town: str, postal_address: str) -> tuple[Info, ...]:
    """The three pages that every town needs, for the footer."""
    notice = NOTICE.format(town=town)
    return (_imprint(town, postal_address, notice), _privacy(notice), _accessibility(notice))


def _imprint(town: str, postal_address: str, notice: str) -> Info:
    address = postal_address.replace("\n", "<br/>") or "Die Anschrift steht auf der Website der Stadt."
    return Info(
        "impressum",
        "Impressum",
        "Wer für diese Seiten verantwortlich ist.",
        f"<h2>Stadt {town}</h2><p>{address}</p><p>Die Stadt ist an dieser Vorführung nicht beteiligt. Verantwortlich"
        f" ist, wer"
        " sie auf dem eigenen Rechner gestartet hat.</p><h2>Woher die Inhalte kommen</h2><p>Angaben zu Stadt,"
        " Strategie und Terminen stammen aus öffentlichen Quellen und nennen ihre Adresse. Texte sind eigene"
        " Formulierungen. Was frei gesetzt ist, trägt das Zeichen „Beispielwert“.</p><h2>Bilder und"
        " Schrift</h2><p>Die Zeichnungen gehören zur Vorführung. Die Schrift Fira Sans steht unter der SIL Open Font"
        " License.</p>",
        notice=notice,
        invented=True,
        in_footer=True,
    )


def _privacy(notice: str) -> Info:
    return Info(
        "datenschutz",
        "Datenschutz",
        "Was diese Seiten über Menschen wissen, die sie lesen: ohne Anmeldung nichts.",
        "<h2>Lesen ohne Spuren</h2><p>Wer liest, bekommt kein Cookie. Es gibt keine Zählung, keine Werbung und keine"
        " Dateien von anderen Servern.</p><h2>Mit Konto</h2><p>Gespeichert werden die E-Mail-Adresse und das, was"
        " selbst eingegeben wurde. Ein Cookie hält die Anmeldung. Unter „Mein Bereich“ lassen sich alle Daten"
        " herunterladen und löschen.</p><h2>Protokoll der Verwaltung</h2><p>Änderungen durch die Verwaltung werden"
        " festgehalten, ohne Namen und ohne Inhalte von Personen.</p><h2>Rechte</h2><p>Auskunft, Berichtigung,"
        " Löschung, Einschränkung, Übertragung und Beschwerde nach der Datenschutz-Grundverordnung (Artikel 15 bis"
        " 21 und 77).</p>",
        notice=notice,
        invented=True,
        in_footer=True,
    )


def _accessibility(notice: str) -> Info:
    return Info(
        "barrierefreiheit",
        "Erklärung zur Barrierefreiheit",
        "Alle Seiten sollen ohne Hürden nutzbar sein: mit Tastatur, Vorleseprogramm, starker Vergrößerung und ohne"
        " Skripte.",
        "<h2>Stand</h2><p>Angestrebt sind die Web Content Accessibility Guidelines 2.2, Stufe AA, und die"
        " Barrierefreie-Informationstechnik-Verordnung. Jede Seite wird bei jeder Änderung automatisch geprüft. Eine"
        " Prüfung durch Menschen mit Behinderungen steht noch aus.</p><h2>Was noch nicht gut ist</h2><ul><li>Die"
        " Texte in Leichter Sprache sind noch nicht von einer Prüfgruppe gelesen.</li><li>Videos in Gebärdensprache"
        " fehlen.</li></ul><h2>Eine Hürde melden</h2><p>Auf der Seite einer Stadt stehen hier die Adresse für"
        " Meldungen und die Stelle, die bei Streit vermittelt.</p>",
        notice=notice,
        invented=True,
        in_footer=True,
    )
