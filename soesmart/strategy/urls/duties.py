"""Who is responsible for which value, and questions about goals."""

from django.urls import URLPattern, URLResolver

from soesmart.strategy.office import duties, duties_entry
from soesmart.strategy.office.urls import HOME, page

DUTIES = f"{HOME}zustaendig/"

urlpatterns: list[URLPattern | URLResolver] = [
    page(DUTIES, duties.duty_list, "office-duties"),
    page(f"{DUTIES}<slug:key>/", duties.edit, "office-duty"),
    page(f"{DUTIES}<slug:key>/wert/", duties_entry.value, "office-duty-value"),
    page(f"{HOME}meine-werte/", duties_entry.mine, "office-mine"),
]
