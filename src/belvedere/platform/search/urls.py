"""Routes of the search."""

from django.urls import path

from belvedere.platform.search import views

urlpatterns = [path("recherche/", views.results, name="search")]
