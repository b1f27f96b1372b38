"""Routes of the answers (French paths)."""

from django.urls import path

from belvedere.contexts.answers.views import circuit, instruction, public

app_name = "answers"

SHEET = "espace/reponses/<slug:reference>/"

urlpatterns = [
    path("reponses/", public.answers, name="answers"),
    path("reponses/delais/", public.delays, name="delays"),
    path("espace/reponses/", circuit.desk, name="desk"),
    path("espace/contributions/", instruction.contributions, name="contributions"),
    path("espace/contributions/<int:pk>/", instruction.contribution, name="contribution"),
    path("espace/circuit-des-reponses/", instruction.chain, name="chain"),
    path(SHEET, circuit.sheet, name="sheet"),
    path(f"{SHEET}apercu/", circuit.preview, name="preview"),
    path(f"{SHEET}recommandations/<int:number>/", circuit.draft_answer, name="draft_answer"),
    path(f"{SHEET}attribuer/", circuit.assign_department, name="assign_department"),
    path(f"{SHEET}soumettre/", circuit.submit_answers, name="submit_answers"),
    path(f"{SHEET}renvoyer/", circuit.send_back, name="send_back"),
    path(f"{SHEET}viser/", circuit.visa_answers, name="visa_answers"),
    path(f"{SHEET}valider/", circuit.validate_answers, name="validate_answers"),
    path(f"{SHEET}publier/", circuit.publish_answers, name="publish_answers"),
    path(f"{SHEET}contributions/demander/", instruction.ask_contribution, name="ask_contribution"),
    path(f"{SHEET}contributions/<int:pk>/retirer/", instruction.withdraw_contribution, name="withdraw_contribution"),
    path(f"{SHEET}suspendre/", instruction.suspend_clock, name="suspend_clock"),
    path(f"{SHEET}reprendre/", instruction.resume_clock, name="resume_clock"),
]
