"""Routes of transparency."""

from django.urls import path

from belvedere.contexts.transparency import views

urlpatterns = [
    path("transparence/", views.register, name="transparency"),
    path("transparence/verifier/", views.verification, name="verification"),
    path("donnees/", views.open_data, name="open_data"),
    path("api/", views.about_api, name="api"),
    path("accessibilite/", views.accessibility, name="accessibility"),
    path("donnees-personnelles/", views.personal_data, name="personal_data"),
]
