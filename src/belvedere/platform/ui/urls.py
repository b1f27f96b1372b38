"""Routes of this service (French paths)."""

from django.urls import URLPattern, path

from belvedere.platform.ui import preferences, views

urlpatterns: list[URLPattern] = [
    path("", views.home, name="home"),
    path("langue/", preferences.choose_language, name="set_language"),
    path("apparence/", preferences.choose_theme, name="choose_theme"),
    path("_ui/", views.gallery, name="ui_gallery"),
]
