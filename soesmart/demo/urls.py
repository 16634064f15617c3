"""Addresses that exist in the demo only; elsewhere they answer 404."""

from django.urls import path

from soesmart.demo import views

urlpatterns = [
    path("vorfuehrung/anmelden/", views.sign_in, name="demo_sign_in"),
    path("vorfuehrung/post/", views.mail, name="demo_mail"),
]
