"""Routes of the panels (French paths)."""

from belvedere.contexts.panels.urls import opinion

app_name = "panels"
urlpatterns = [*opinion.urlpatterns]
