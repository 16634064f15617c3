"""What pilots offers to the rest of the house."""

from soesmart.core.module import Module, nothing

MODULE = Module(
    name="pilots",
    label="Pilotprojekte",
    menu=nothing("folgt mit den Seiten"),
    office_menu=nothing("folgt mit den Seiten"),
    cards=nothing("folgt mit den Seiten"),
    calendar=nothing("folgt mit den Seiten"),
    search_documents=nothing("folgt mit den Seiten"),
    sitemap=nothing("folgt mit den Seiten"),
    exports=nothing("folgt mit den Seiten"),
    export_person=nothing("folgt mit den Seiten"),
    erase_person=nothing("folgt mit den Seiten"),
)
