"""Routes of the analysis."""

from django.urls import path

from belvedere.contexts.consultations.views import analysis

DESK = "espace/concertations/<slug:slug>/"

urlpatterns = [
    path(f"{DESK}analyse/", analysis.analysis, name="analysis"),
    path(f"{DESK}analyse/lire/", analysis.read, name="read"),
    path(f"{DESK}analyse/trancher/", analysis.settle, name="settle"),
    path(f"{DESK}analyse/proposer/", analysis.propose, name="propose_themes"),
    path(f"{DESK}analyse/themes/nouveau/", analysis.write_theme, name="new_theme"),
    path(f"{DESK}analyse/themes/<int:number>/", analysis.write_theme, name="write_theme"),
    path(f"{DESK}analyse/themes/<int:number>/fusionner/", analysis.merge, name="merge_themes"),
    path(f"{DESK}propositions/", analysis.proposals, name="proposals"),
    path(f"{DESK}propositions/<int:number>/", analysis.answer, name="answer_proposal"),
]
