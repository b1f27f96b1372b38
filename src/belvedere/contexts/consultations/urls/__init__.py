"""Routes of the consultations (French paths); each tool has its own module."""

from belvedere.contexts.consultations.urls import analysis, consultation, debate, register, report

app_name = "consultations"

urlpatterns = [
    *consultation.urlpatterns,
    *debate.urlpatterns,
    *register.urlpatterns,
    *analysis.urlpatterns,
    *report.urlpatterns,
]
