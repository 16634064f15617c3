from django.urls import URLPattern, URLResolver, path

from soesmart.participation.office import blueprints, campaigns, codes, publishing, windows

ALL = "verwaltung/mitmachen/"
ONE = f"{ALL}<slug:key>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(ALL, campaigns.overview, name="office_campaigns"),
    path(f"{ALL}neu/", blueprints.choose, name="office_campaign_new"),
    path(f"{ALL}neu/leer/", blueprints.empty, name="office_campaign_empty"),
    path(f"{ALL}neu/datei/", blueprints.from_file, name="office_campaign_from_file"),
    path(f"{ALL}neu/vorlage/<slug:name>/", blueprints.from_template, name="office_campaign_from_template"),
    path(ONE, campaigns.campaign, name="office_campaign"),
    path(f"{ONE}aenderungen/", campaigns.changes, name="office_campaign_changes"),
    path(f"{ONE}worte/", campaigns.words, name="office_campaign_words"),
    path(f"{ONE}wer-und-wie/", campaigns.how, name="office_campaign_how"),
    path(f"{ONE}themen/", campaigns.categories, name="office_campaign_categories"),
    path(f"{ONE}fenster/", windows.windows, name="office_campaign_windows"),
    path(f"{ONE}fenster/zurueck/", windows.undo, name="office_campaign_windows_undo"),
    path(f"{ONE}codes/", codes.codes, name="office_campaign_codes"),
    path(f"{ONE}codes/<int:pk>/", codes.switch, name="office_campaign_codes_switch"),
    path(f"{ONE}veroeffentlichen/", publishing.publish, name="office_campaign_publish"),
    path(f"{ONE}loeschen/", publishing.drop, name="office_campaign_drop"),
    path(f"{ONE}vorlage.json", blueprints.export, name="office_campaign_export"),
]
