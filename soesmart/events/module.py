"""What events offer to the rest of the house."""

from soesmart.core.module import Module, nothing

MODULE = Module(
    name="events",
    label="Veranstaltungen",
    menu=list,
    office_menu=list,
    cards=nothing("folgt"),
    calendar=nothing("folgt"),
    search_documents=nothing("folgt"),
    sitemap=nothing("folgt"),
    exports=nothing("folgt"),
    export_person=nothing("Wer abstimmt, tut es ohne Konto."),
    erase_person=nothing("Wer abstimmt, tut es ohne Konto."),
)
