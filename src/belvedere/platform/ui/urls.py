"""Routes of this service (French paths)."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
