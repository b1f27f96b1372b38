"""Routes of the report."""

from django.urls import path

from belvedere.contexts.consultations.views import report

PUBLIC, DESK = "concertations/<slug:slug>/bilan/", "espace/concertations/<slug:slug>/bilan/"

urlpatterns = [
    path(PUBLIC, report.report, name="report"),
    path(f"{PUBLIC}bilan.pdf", report.report_file, {"form": "pdf"}, name="report_pdf"),
    path(f"{PUBLIC}bilan.docx", report.report_file, {"form": "docx"}, name="report_docx"),
    path(DESK, report.report_desk, name="report_desk"),
    path(f"{DESK}publier/", report.publish, name="publish_report"),
    path(f"{DESK}rendre-compte/", report.account, name="account"),
]
