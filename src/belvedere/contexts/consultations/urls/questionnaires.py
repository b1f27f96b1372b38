"""Routes of questionnaires."""

from django.urls import path

from belvedere.contexts.consultations.views import question_desk, questionnaires

PUBLIC = "concertations/<slug:slug>/questionnaires/<int:number>/"
DESK = "espace/concertations/<slug:slug>/questionnaires/<int:number>/"

urlpatterns = [
    path(PUBLIC, questionnaires.questionnaire, name="questionnaire"),
    path(f"{PUBLIC}resultats/", questionnaires.results, name="results"),
    path(DESK, questionnaires.questionnaire_desk, name="questionnaire_desk"),
    path(f"{DESK}questions/", questionnaires.add_question, name="add_question"),
    path(f"{DESK}questions/<int:question>/", question_desk.change_question, name="change_question"),
    path(f"{DESK}questions/<int:question>/deplacer/", question_desk.move_question, name="move_question"),
    path(f"{DESK}questions/<int:question>/retirer/", questionnaires.drop_question, name="drop_question"),
    path(f"{DESK}reglages/", questionnaires.settings, name="questionnaire_settings"),
    path(f"{DESK}saisir/", questionnaires.enter_sheet, name="enter_sheet"),
]
