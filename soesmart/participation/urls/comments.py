from django.urls import URLPattern, URLResolver, path

from soesmart.participation.views import comments as views

_COMMENTS = "mitmachen/<slug:key>/ideen/<int:number>/kommentare/"

urlpatterns: list[URLPattern | URLResolver] = [
    path(_COMMENTS, views.write, name="comment_write"),
    path(f"{_COMMENTS}<uuid:comment>/", views.thread, name="comment_thread"),
    path(f"{_COMMENTS}<uuid:comment>/aendern/", views.edit, name="comment_edit"),
    path(f"{_COMMENTS}<uuid:comment>/zurueckziehen/", views.withdraw, name="comment_withdraw"),
]
