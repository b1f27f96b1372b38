"""Routes of the webhooks."""

from django.urls import path

from belvedere.platform.webhooks import views

app_name = "webhooks"

urlpatterns = [
    path("espace/notifications/", views.webhooks, name="webhooks"),
    path("espace/notifications/<uuid:uuid>/reprendre/", views.resume, name="resume"),
    path("espace/notifications/<uuid:uuid>/retirer/", views.remove, name="remove"),
]
