"""Routes of the avis."""

from django.urls import path

from belvedere.contexts.panels.views import opinion as views

urlpatterns = [
    path("panel/", views.panel, name="panel"),
    path("panel/avis/<slug:reference>/", views.opinion, name="opinion"),
    path("espace/avis/", views.desk, name="desk"),
    path("espace/avis/<slug:reference>/", views.record, name="record"),
    path("espace/avis/<slug:reference>/relire/", views.read_again, name="read_again"),
]
