"""Addresses of the strategy's office, and of the public spreadsheet."""

from django.urls import URLPattern, URLResolver, path

from soesmart.strategy.office import draft, indicators, looking, overview, steps, tables, trail, units, words

HOME = "verwaltung/strategie/"
DRAFT = f"{HOME}entwurf/"

office_urls: list[URLPattern | URLResolver] = [
    path(HOME, overview.overview, name="strategy-office"),
    path(DRAFT, draft.draft, name="strategy-office-draft"),
    path(f"{DRAFT}neu/", steps.open_draft, name="strategy-office-open"),
    path(f"{DRAFT}einreichen/", steps.submit, name="strategy-office-submit"),
    path(f"{DRAFT}freigeben/", steps.approve, name="strategy-office-approve"),
    path(f"{DRAFT}zurueckgeben/", steps.give_back, name="strategy-office-return"),
    path(f"{DRAFT}veroeffentlichen/", steps.publish, name="strategy-office-publish"),
    path(f"{DRAFT}verwerfen/", steps.discard, name="strategy-office-discard"),
    path(f"{DRAFT}angaben/", draft.facts, name="strategy-office-facts"),
    path(f"{DRAFT}vision/", draft.vision, name="strategy-office-vision"),
    path(f"{DRAFT}uebergreifende-ziele/", draft.overarching, name="strategy-office-overarching"),
    path(f"{DRAFT}verschieben/", draft.move, name="strategy-office-move"),
    path(f"{DRAFT}wiederherstellen/<int:pk>/", words.put_back, name="strategy-office-restore"),
    path(f"{DRAFT}felder/neu/", words.new_field, name="strategy-office-field-new"),
    path(f"{DRAFT}felder/<slug:key>/", words.edit_one_field, name="strategy-office-field"),
    path(f"{DRAFT}felder/<slug:key>/entfernen/", words.remove, {"kind": "field"}, name="strategy-office-field-remove"),
    path(f"{DRAFT}ziele/neu/", words.new_goal, name="strategy-office-goal-new"),
    path(f"{DRAFT}ziele/<slug:key>/entfernen/", words.remove, {"kind": "goal"}, name="strategy-office-goal-remove"),
    path(f"{DRAFT}ziele/<slug:code>/", words.edit_one_goal, name="strategy-office-goal"),
    path(f"{DRAFT}aenderungen/", looking.changes, name="strategy-office-changes"),
    path(f"{DRAFT}vorschau/", looking.preview, name="strategy-office-preview"),
    path(f"{HOME}protokoll/", trail.trail, name="strategy-office-trail"),
    path(f"{HOME}kennzahlen/", indicators.indicators, name="strategy-office-indicators"),
    path(f"{HOME}kennzahlen/neu/", indicators.new, name="strategy-office-indicator-new"),
    path(f"{HOME}kennzahlen/<slug:key>/", indicators.one, name="strategy-office-indicator"),
    path(f"{HOME}kennzahlen/<slug:key>/bearbeiten/", indicators.edit, name="strategy-office-indicator-edit"),
    path(f"{HOME}kennzahlen/<slug:key>/wert/", indicators.new_value, name="strategy-office-value"),
    path(f"{HOME}kennzahlen/<slug:key>/zielwert/", indicators.new_target, name="strategy-office-target"),
    path(f"{HOME}stellen/", units.units, name="strategy-office-units"),
    path(f"{HOME}stellen/neu/", units.new, name="strategy-office-unit-new"),
    path(f"{HOME}stellen/<slug:key>/", units.edit, name="strategy-office-unit"),
    path(f"{HOME}stellen/<slug:key>/entfernen/", units.remove, name="strategy-office-unit-remove"),
    path(f"{DRAFT}tabelle/", tables.table, name="strategy-office-table"),
    path(f"{DRAFT}tabelle/entwurf.xlsx", tables.draft_table, name="strategy-office-xlsx"),
    path(f"{DRAFT}tabelle/pruefen/<uuid:pk>/", tables.table_check, name="strategy-office-table-check"),
    path("strategie/ziele.xlsx", tables.public_table, name="strategy-xlsx"),
]
