"""Routes of the projects (French paths)."""

from django.urls import path

from belvedere.contexts.projects.views import (
    communes,
    consultation,
    desk,
    evaluation,
    gates,
    papers,
    planning,
    project,
    public,
    questionnaire,
)

app_name = "projects"

HERE = "espace/projets/<slug:slug>/"

public_routes = [
    path("projets/", public.projects, name="projects"),
    path("projets/agenda/", public.agenda, name="agenda"),
    path("projets/agenda.ics", public.agenda_ics, name="agenda_ics"),
    path("projets/portes/", public.gates, name="gate_statistics"),
    path("projets/<slug:slug>/", public.project, name="public"),
    path("projets/<slug:slug>/echeances.ics", public.deadlines_ics, name="deadlines_ics"),
    path("projets/<slug:slug>/preuves/", public.proofs, name="public_proofs"),
    path("projets/<slug:slug>/evaluer/", public.evaluate, name="evaluate"),
]
desk_routes = [
    path("espace/projets/", desk.desk, name="desk"),
    path("espace/projets/nouveau/", desk.new, name="new"),
    path("espace/projets/feu-vert/", desk.green_light, name="green_light"),
    path("espace/projets/calendrier/", desk.calendar, name="calendar"),
    path("espace/projets/modeles/", desk.templates, name="templates"),
    path("espace/projets/modeles/<slug:kind>/", desk.template, name="template"),
    path("espace/ma-commune/", communes.my_commune, name="my_commune"),
    path("espace/ma-commune/<slug:slug>/", communes.reaction, name="reaction"),
    path("espace/questions-posees/<int:pk>/", questionnaire.asked, name="asked"),
]
project_routes = [
    path(HERE, project.project, name="project"),
    path(f"{HERE}fiche/", project.describe, name="describe"),
    path(f"{HERE}equipe/", project.join, name="join"),
    path(f"{HERE}equipe/<int:pk>/quitter/", project.leave, name="leave"),
    path(f"{HERE}niveau/", project.announce_level, name="announce_level"),
    path(f"{HERE}publier/", project.publish, name="publish"),
    path(f"{HERE}prevenir/", project.tell, name="tell"),
    path(f"{HERE}terminer/", project.end, name="end"),
    path(f"{HERE}questionnaire/", questionnaire.questionnaire, name="questionnaire"),
    path(f"{HERE}questionnaire/<slug:name>/", questionnaire.question, name="question"),
    path(f"{HERE}questionnaire/<slug:name>/demander/", questionnaire.ask, name="ask"),
    path(f"{HERE}demandes/<int:pk>/retirer/", questionnaire.withdraw, name="withdraw"),
    path(f"{HERE}figer/", questionnaire.freeze, name="freeze"),
    path(f"{HERE}verdicts/<int:number>/", questionnaire.verdict, name="verdict"),
    path(f"{HERE}echeances/", planning.deadlines, name="deadlines"),
    path(f"{HERE}echeances/seance/", planning.session, name="session"),
    path(f"{HERE}echeances/<slug:name>/fait/", planning.done, name="done"),
    path(f"{HERE}portes/", gates.gates, name="gates"),
    path(f"{HERE}portes/<slug:name>/", gates.gate, name="gate"),
    path(f"{HERE}portes/<slug:name>/points/<slug:item>/", gates.tick, name="tick"),
    path(f"{HERE}portes/<slug:name>/approuver/<slug:instance>/", gates.approve, name="approve"),
    path(f"{HERE}portes/<slug:name>/franchir/", gates.go_through, name="pass"),
    path(f"{HERE}documents/", papers.papers, name="papers"),
    path(f"{HERE}documents/<slug:kind>/produire/", papers.produce, name="produce"),
    path(f"{HERE}documents/<slug:kind>/<int:version>.docx", papers.paper, {"form": "docx"}, name="docx"),
    path(f"{HERE}documents/<slug:kind>/<int:version>.pdf", papers.paper, {"form": "pdf"}, name="pdf"),
    path(f"{HERE}concertation/", consultation.consultation, name="consultation"),
    path(f"{HERE}regles/<slug:rule>/lever/", consultation.waive, name="waive"),
    path(f"{HERE}concertation/modalites/", consultation.write_term, name="write_term"),
    path(f"{HERE}concertation/modalites/votees/", consultation.vote_terms, name="vote_terms"),
    path(f"{HERE}concertation/modalites/<int:number>/retirer/", consultation.remove_term, name="remove_term"),
    path(f"{HERE}concertation/modalites/<int:number>/prouver/", consultation.prove, name="prove"),
    path(f"{HERE}concertation/preuves/<int:pk>/", consultation.proof, name="proof"),
    path(f"{HERE}concertation/propositions/", consultation.propose, name="propose"),
    path(f"{HERE}concertation/propositions/<int:number>/repondre/", consultation.answer, name="answer"),
    path(f"{HERE}concertation/participants/", consultation.count, name="count"),
    path(f"{HERE}concertation/bilan/", consultation.report, name="report"),
    path(f"{HERE}evaluation/", evaluation.evaluation, name="evaluation"),
    path(f"{HERE}evaluation/note/", evaluation.score, name="score"),
    path(f"{HERE}evaluation/lecon/", evaluation.lesson, name="lesson"),
]
urlpatterns = [*public_routes, *desk_routes, *project_routes]
