"""Routes of the panels (French paths)."""

from belvedere.contexts.panels.urls import campaign, deliberation, draw, member, opinion, standing

app_name = "panels"
# A panel's own pages last: their first part is any name.
urlpatterns = [
    *opinion.urlpatterns,
    *deliberation.urlpatterns,
    *draw.urlpatterns,
    *campaign.urlpatterns,
    *member.urlpatterns,
    *standing.urlpatterns,
]
