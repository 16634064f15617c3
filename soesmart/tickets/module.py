"""What tickets offer to the rest of the house."""

from soesmart.core.module import Module, nothing

MODULE = Module(
    name="tickets",
    label="Karten",
    menu=list,
    office_menu=list,
    cards=nothing("folgt"),
    calendar=nothing("Die Termine stehen bei den Veranstaltungen."),
    search_documents=nothing("Karten sind nicht öffentlich."),
    sitemap=nothing("folgt"),
    exports=nothing("folgt"),
    export_person=nothing("Gebucht wird ohne Konto."),
    erase_person=nothing("Gebucht wird ohne Konto."),
)
