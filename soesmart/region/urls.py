from django.urls import URLPattern, URLResolver, path

from soesmart.region import views

urlpatterns: list[URLPattern | URLResolver] = [path("stadt/", views.town, name="town")]
