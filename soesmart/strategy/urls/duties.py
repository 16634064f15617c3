"""Who is responsible for which value, and questions about goals."""

from django.urls import URLPattern, URLResolver, path

from soesmart.strategy.office import duties, duties_entry, own_values
from soesmart.strategy.office import questions as office_questions
from soesmart.strategy.office.urls import HOME, page
from soesmart.strategy.views import questions

DUTIES = f"{HOME}zustaendig/"
QUESTIONS = f"{HOME}fragen/"

urlpatterns: list[URLPattern | URLResolver] = [
    page(DUTIES, duties.duty_list, "office-duties"),
    page(f"{DUTIES}<slug:key>/", duties.edit, "office-duty"),
    page(f"{DUTIES}<slug:key>/wert/", duties_entry.value, "office-duty-value"),
    page(f"{HOME}meine-werte/", duties_entry.mine, "office-mine"),
    page(f"{HOME}meine-werte/<uuid:pk>/zurueckziehen/", own_values.withdraw, "office-mine-withdraw"),
    page(QUESTIONS, office_questions.questions, "office-questions"),
    page(f"{QUESTIONS}<int:pk>/", office_questions.question, "office-question"),
    page(f"{QUESTIONS}<int:pk>/ausblenden/", office_questions.hide, "office-question-hide"),
    page(f"{QUESTIONS}<int:pk>/zeigen/", office_questions.show, "office-question-show"),
    path("strategie/ziele/<slug:code>/fragen/", questions.questions, name="strategy-questions"),
    path("strategie/ziele/<slug:code>/fragen/neu/", questions.ask, name="strategy-ask"),
]
