"""Routes of the territory."""

from django.urls import path

from belvedere.platform.territory import views

urlpatterns = [
    path("communes/", views.commune_list, name="communes"),
    path("communes/choisir/", views.choose_commune, name="choose_commune"),
    path("communes/<slug:slug>/", views.commune, name="commune"),
    path("organismes/", views.body_list, name="bodies"),
    path("organismes/<slug:slug>/", views.body, name="body"),
    path("regles/", views.rules, name="rules"),
]
