from django.urls import URLPattern, URLResolver, path

from soesmart.participation.office import moderation as office
from soesmart.participation.office import moderator_desk
from soesmart.participation.views import case_page, reports

_IDEA = "mitmachen/<slug:key>/ideen/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("mitmachen/moderation/", case_page.moderation_report, name="moderation_report"),
    path("mitmachen/pruefung/", case_page.my_cases, name="my_cases"),
    path("mitmachen/pruefung/<uuid:key>/", case_page.case, name="case"),
    path(f"{_IDEA}melden/", reports.report_idea, name="report_idea"),
    path(f"{_IDEA}kommentare/<uuid:comment>/melden/", reports.report_comment, name="report_comment"),
    path("verwaltung/moderation/", office.queue, name="moderation"),
    path("verwaltung/moderation/vertretung/", moderator_desk.desk, name="moderator_desk"),
    path("verwaltung/moderation/woerter/", moderator_desk.house_rules, name="house_rules"),
    path("verwaltung/moderation/<uuid:key>/", office.decide, name="moderation_decide"),
    path("verwaltung/moderation/<uuid:key>/zuruecknehmen/", office.undo, name="moderation_undo"),
]
