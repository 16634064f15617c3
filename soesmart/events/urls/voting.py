from django.urls import URLPattern, URLResolver, path

from soesmart.events.views import joining, phone, questions

urlpatterns: list[URLPattern | URLResolver] = [
    path("abend/", joining.join, name="join"),
    path("abend/<str:code>/", phone.evening, name="evening"),
    path("abend/<str:code>/mitmachen/", joining.take_part, name="evening_join"),
    path("abend/<str:code>/stimme/", phone.vote, name="evening_vote"),
    path("abend/<str:code>/fragen/", questions.questions, name="evening_questions"),
]
