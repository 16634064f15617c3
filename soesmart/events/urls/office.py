from django.urls import URLPattern, URLResolver, path

from soesmart.events.office import agenda, agenda_items, agenda_moves, copying, events, publishing

ALL = "verwaltung/veranstaltungen/"
ONE = f"{ALL}<slug:key>/"
SCENE = f"{ONE}ablauf/szene/<int:pk>/"
ITEM = f"{ONE}ablauf/frage/<int:number>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(ALL, events.overview, name="office_events"),
    path(f"{ALL}neu/", copying.choose, name="office_event_new"),
    path(f"{ALL}neu/<slug:name>/", copying.from_template, name="office_event_from_template"),
    path(ONE, events.event, name="office_event"),
    path(f"{ONE}aenderungen/", events.changes, name="office_event_changes"),
    path(f"{ONE}angaben/", events.words, name="office_event_words"),
    path(f"{ONE}stream/", events.stream, name="office_event_stream"),
    path(f"{ONE}hilfen/", events.tracks, name="office_event_tracks"),
    path(f"{ONE}veroeffentlichen/", publishing.publish, name="office_event_publish"),
    path(f"{ONE}loeschen/", publishing.drop, name="office_event_drop"),
    path(f"{ONE}kopieren/", copying.copy, name="office_event_copy"),
    path(f"{ONE}ablauf/", agenda.agenda, name="office_event_agenda"),
    path(f"{ONE}ablauf/szene/neu/", agenda.new_scene, name="office_scene_new"),
    path(SCENE, agenda.scene, name="office_scene"),
    path(f"{SCENE}verschieben/", agenda.move, name="office_scene_move"),
    path(f"{SCENE}loeschen/", agenda.drop_scene, name="office_scene_drop"),
    path(f"{SCENE}frage/", agenda_items.choose_kind, name="office_item_kinds"),
    path(f"{SCENE}frage/<slug:kind>/", agenda_items.new_item, name="office_item_new"),
    path(ITEM, agenda_items.item, name="office_item"),
    path(f"{ITEM}bezug/", agenda_moves.links, name="office_item_links"),
    path(f"{ITEM}verschieben/", agenda_moves.move, name="office_item_move"),
    path(f"{ITEM}kopieren/", agenda_moves.copy, name="office_item_copy"),
    path(f"{ITEM}loeschen/", agenda_moves.drop_item, name="office_item_drop"),
]
