"""Routes of this context (French paths)."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
