"""The yearly report, in the office and for everybody."""

from django.urls import URLPattern, URLResolver, path

from soesmart.strategy.office import report_steps, reports
from soesmart.strategy.office.urls import HOME, page
from soesmart.strategy.views import reports as public

REPORTS = f"{HOME}berichte/"
ONE = f"{REPORTS}<int:year>/"
PUBLIC = "strategie/berichte/"

urlpatterns: list[URLPattern | URLResolver] = [
    page(REPORTS, reports.reports, "office-reports"),
    page(f"{REPORTS}neu/", reports.new, "office-report-new"),
    page(ONE, reports.one, "office-report"),
    page(f"{ONE}angaben/", reports.edit, "office-report-edit"),
    page(f"{ONE}texte/<str:place>/", reports.block, "office-report-text"),
    page(f"{ONE}uebernehmen/", reports.copy, "office-report-copy"),
    page(f"{ONE}vorschau/", report_steps.preview, "office-report-preview"),
    page(f"{ONE}vorschau/<slug:part>/", report_steps.preview, "office-report-preview-part"),
    page(f"{ONE}vorschau.pdf", report_steps.preview_pdf, "office-report-preview-pdf"),
    page(f"{ONE}veroeffentlichen/", report_steps.publish, "office-report-publish"),
    page(f"{ONE}verwerfen/", report_steps.discard, "office-report-discard"),
    page(f"{ONE}zurueckziehen/", report_steps.withdraw, "office-report-withdraw"),
    path(PUBLIC, public.reports, name="strategy-reports"),
    path(f"{PUBLIC}<int:year>/", public.report, name="strategy-report"),
    path(f"{PUBLIC}<int:year>/bericht.pdf", public.pdf, name="strategy-report-pdf"),
    path(f"{PUBLIC}<int:year>/bericht.xlsx", public.xlsx, name="strategy-report-xlsx"),
    path(f"{PUBLIC}<int:year>/<slug:part>/", public.report_part, name="strategy-report-part"),
]
