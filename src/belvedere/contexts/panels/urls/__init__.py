"""Routes of the panels (French paths)."""

from belvedere.contexts.panels.urls import campaign, opinion

app_name = "panels"
urlpatterns = [*opinion.urlpatterns, *campaign.urlpatterns]
