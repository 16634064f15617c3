"""The dashboard, decision sheets, measures and assumptions."""

from django.urls import URLPattern, URLResolver, path

from soesmart.strategy.office import assumptions, measures
from soesmart.strategy.office.urls import HOME, page
from soesmart.strategy.pdf.sheet import sheet_pdf
from soesmart.strategy.views.dashboard import dashboard
from soesmart.strategy.views.dashboard_file import dashboard_csv
from soesmart.strategy.views.sheet import sheet

MEASURES, ASSUMPTIONS = f"{HOME}massnahmen/", f"{HOME}annahmen/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("strategie/lage/", dashboard, name="strategy-outlook"),
    path("strategie/lage/lage.csv", dashboard_csv, name="strategy-outlook-csv"),
    path("strategie/ziele/<slug:code>/entscheidung/", sheet, name="strategy-sheet"),
    path("strategie/ziele/<slug:code>/entscheidung.pdf", sheet_pdf, name="strategy-sheet-pdf"),
    page(MEASURES, measures.measures, "office-measures"),
    page(f"{MEASURES}neu/", measures.new, "office-measure-new"),
    page(f"{MEASURES}<slug:key>/", measures.one, "office-measure"),
    page(f"{MEASURES}<slug:key>/bearbeiten/", measures.edit, "office-measure-edit"),
    page(f"{MEASURES}<slug:key>/entfallen/", measures.set_dropped, "office-measure-drop", way="drop"),
    page(f"{MEASURES}<slug:key>/wieder/", measures.set_dropped, "office-measure-restore", way="restore"),
    page(f"{MEASURES}<slug:key>/wirkung/", measures.new_estimate, "office-estimate"),
    page(
        f"{MEASURES}<slug:key>/wirkung/<slug:indicator>/zuruecknehmen/", measures.withdraw, "office-estimate-withdraw"
    ),
    page(ASSUMPTIONS, assumptions.assumptions, "office-assumptions"),
    page(f"{ASSUMPTIONS}<slug:key>/", assumptions.one, "office-assumption"),
    page(f"{ASSUMPTIONS}<slug:key>/neu/", assumptions.new, "office-assumption-new"),
]
