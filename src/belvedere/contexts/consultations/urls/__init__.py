"""Routes of the consultations (French paths); each tool has its own module."""

from belvedere.contexts.consultations.urls import consultation, debate

app_name = "consultations"

urlpatterns = [*consultation.urlpatterns, *debate.urlpatterns]
