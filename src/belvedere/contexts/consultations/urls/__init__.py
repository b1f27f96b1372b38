"""Routes of the consultations (French paths); each tool has its own module."""

from belvedere.contexts.consultations.urls import (
    analysis,
    consultation,
    debate,
    meetings,
    questionnaires,
    register,
    report,
)

app_name = "consultations"

urlpatterns = [
    *consultation.urlpatterns,
    *debate.urlpatterns,
    *meetings.urlpatterns,
    *questionnaires.urlpatterns,
    *register.urlpatterns,
    *analysis.urlpatterns,
    *report.urlpatterns,
]
