from django.urls import URLPattern, URLResolver, path

from soesmart.participation.office import entry, idea_files, ideas, merging
from soesmart.participation.views import idea_files as views

BASE = "verwaltung/mitmachen/<slug:key>/ideen/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("mitmachen/<slug:key>/ideen.<slug:ending>", views.ideas_file, name="campaign_ideas_file"),
    path(BASE, ideas.overview, name="office_ideas"),
    path(f"{BASE}neu/", ideas.new, name="office_idea_new"),
    path(f"{BASE}ideen.<slug:ending>", idea_files.download, name="office_ideas_file"),
    path(f"{BASE}tabelle/", idea_files.table, name="office_ideas_table"),
    path(f"{BASE}tabelle/<uuid:pk>/", idea_files.check, name="office_ideas_check"),
    path(f"{BASE}meinungen/", entry.table, name="office_entry"),
    path(f"{BASE}meinungen/vorlage.<slug:ending>", entry.template, name="office_entry_template"),
    path(f"{BASE}meinungen/karte/", entry.card, name="office_entry_card"),
    path(f"{BASE}<int:number>/", ideas.idea, name="office_idea"),
    path(f"{BASE}<int:number>/verlauf/", ideas.history, name="office_idea_history"),
    path(f"{BASE}<int:number>/zusammenlegen/", merging.merge, name="office_idea_merge"),
    path(f"{BASE}<int:number>/trennen/<int:pk>/", merging.unmerge, name="office_idea_unmerge"),
    path(f"{BASE}<int:number>/aufteilen/", merging.split, name="office_idea_split"),
]
