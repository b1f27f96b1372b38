"""Routes of the panels (French paths)."""

from belvedere.contexts.panels.urls import campaign, draw, opinion

app_name = "panels"
urlpatterns = [*opinion.urlpatterns, *draw.urlpatterns, *campaign.urlpatterns]
