"""Addresses of the strategy's office, and of the public spreadsheet."""

from django.urls import URLPattern, URLResolver, path

from soesmart.strategy.office import (
    draft,
    foundation,
    indicators,
    looking,
    measuring,
    overview,
    steps,
    tables,
    taking_back,
    trail,
    units,
    words,
)
from soesmart.strategy.office.stops import View, in_office

HOME = "verwaltung/strategie/"
DRAFT = f"{HOME}entwurf/"


def page(route: str, view: View, name: str, **more: str) -> URLPattern:
    return path(route, in_office(view), more, name=f"strategy-{name}")


office_urls: list[URLPattern | URLResolver] = [
    page(HOME, overview.overview, "office"),
    page(f"{HOME}anlegen/", foundation.found, "office-found"),
    page(f"{HOME}angaben/", foundation.edit, "office-strategy"),
    page(f"{HOME}zeitziele/neu/", foundation.new_target_decision, "office-target-decision"),
    page(DRAFT, draft.draft, "office-draft"),
    page(f"{DRAFT}neu/", steps.open_draft, "office-open"),
    page(f"{DRAFT}einreichen/", steps.submit, "office-submit"),
    page(f"{DRAFT}freigeben/", steps.approve, "office-approve"),
    page(f"{DRAFT}zurueckgeben/", steps.give_back, "office-return"),
    page(f"{DRAFT}veroeffentlichen/", steps.publish, "office-publish"),
    page(f"{DRAFT}verwerfen/", steps.discard, "office-discard"),
    page(f"{DRAFT}angaben/", draft.facts, "office-facts"),
    page(f"{DRAFT}vision/", draft.vision, "office-vision"),
    page(f"{DRAFT}uebergreifende-ziele/", draft.overarching, "office-overarching"),
    page(f"{DRAFT}verschieben/", draft.move, "office-move"),
    page(f"{DRAFT}wiederherstellen/<int:pk>/", words.put_back, "office-restore"),
    page(f"{DRAFT}felder/neu/", words.new_field, "office-field-new"),
    page(f"{DRAFT}felder/<slug:key>/", words.edit_one_field, "office-field"),
    page(f"{DRAFT}felder/<slug:key>/entfernen/", words.remove, "office-field-remove", kind="field"),
    page(f"{DRAFT}ziele/neu/", words.new_goal, "office-goal-new"),
    page(f"{DRAFT}ziele/<slug:key>/entfernen/", words.remove, "office-goal-remove", kind="goal"),
    page(f"{DRAFT}ziele/<slug:code>/", words.edit_one_goal, "office-goal"),
    page(f"{DRAFT}aenderungen/", looking.changes, "office-changes"),
    page(f"{DRAFT}vorschau/", looking.preview, "office-preview"),
    page(f"{HOME}protokoll/", trail.trail, "office-trail"),
    page(f"{HOME}kennzahlen/", indicators.indicators, "office-indicators"),
    page(f"{HOME}kennzahlen/neu/", indicators.new, "office-indicator-new"),
    page(f"{HOME}kennzahlen/<slug:key>/", measuring.one, "office-indicator"),
    page(f"{HOME}kennzahlen/<slug:key>/bearbeiten/", indicators.edit, "office-indicator-edit"),
    page(f"{HOME}kennzahlen/<slug:key>/wert/", measuring.new_value, "office-value"),
    page(f"{HOME}kennzahlen/<slug:key>/zielwert/", measuring.new_target, "office-target"),
    page(f"{HOME}kennzahlen/<slug:key>/werte/<int:pk>/zurueckziehen/", taking_back.value, "office-value-withdraw"),
    page(f"{HOME}kennzahlen/<slug:key>/zielwerte/<int:pk>/beenden/", taking_back.target, "office-target-end"),
    page(f"{HOME}stellen/", units.units, "office-units"),
    page(f"{HOME}stellen/neu/", units.new, "office-unit-new"),
    page(f"{HOME}stellen/<slug:key>/", units.edit, "office-unit"),
    page(f"{HOME}stellen/<slug:key>/entfernen/", units.remove, "office-unit-remove"),
    page(f"{DRAFT}tabelle/", tables.table, "office-table"),
    page(f"{DRAFT}tabelle/entwurf.xlsx", tables.draft_table, "office-xlsx"),
    page(f"{DRAFT}tabelle/pruefen/<uuid:pk>/", tables.table_check, "office-table-check"),
    page("strategie/ziele.xlsx", tables.public_table, "xlsx"),
]
