"""Routes of a panel's life: its desk, and its public page."""

from django.urls import path

from belvedere.contexts.panels.views import (
    allowance,
    attendance,
    hearing,
    mission,
    public_panel,
    questionnaire,
    renewal,
    session,
    standing,
)

_DESK = "espace/panels/<slug:slug>/"
_SESSION = f"{_DESK}seances/<int:number>/"

urlpatterns = [
    path("espace/panels/", standing.panels, name="panels"),
    path(_DESK, standing.panel_desk, name="panel_desk"),
    path(f"{_DESK}objet/", standing.describe_panel, name="describe_panel"),
    path(f"{_DESK}finir/", standing.end_panel, name="end_panel"),
    path(f"{_DESK}renouvellement/", renewal.rota, name="rota"),
    path(f"{_DESK}renouvellement/<int:number>/ouvrir/", renewal.open_renewal, name="open_renewal"),
    path(f"{_DESK}membres/", standing.members, name="members"),
    path(f"{_DESK}membres/<slug:pseudonym>/code/", standing.change_codes, name="change_codes"),
    path(f"{_DESK}missions/ouvrir/", mission.open_mission, name="open_mission"),
    path(f"{_DESK}missions/<int:number>/<slug:act>/", mission.act_on_mission, name="act_on_mission"),
    path(f"{_DESK}seances/prevoir/", session.plan_session, name="plan_session"),
    path(_SESSION, session.session, name="session"),
    path(f"{_SESSION}modifier-la-seance/", session.change_session, name="change_session"),
    path(f"{_SESSION}presence/", attendance.attendance, name="attendance"),
    path(f"{_SESSION}compte-rendu/", session.write_minutes, name="write_minutes"),
    path(f"{_SESSION}documents/", session.add_document, name="add_document"),
    path(f"{_SESSION}documents/<int:key>/", session.document, name="document"),
    path(f"{_SESSION}documents/<int:key>/retirer/", session.remove_document, name="remove_document"),
    path(f"{_SESSION}<slug:act>/", session.act_on_session, name="act_on_session"),
    path(f"{_DESK}questionnaires/", questionnaire.questionnaires, name="questionnaires"),
    path(f"{_DESK}questionnaires/<int:number>/", questionnaire.questionnaire, name="questionnaire"),
    path(f"{_DESK}questionnaires/<int:number>/clore/", questionnaire.close_questionnaire, name="close_questionnaire"),
    path(f"{_DESK}indemnites/", allowance.allowances, name="allowances"),
    path(f"{_DESK}indemnites/transmettre/", allowance.export_allowances, name="export_allowances"),
    path(f"{_DESK}indemnites/<int:number>/fichier.csv", allowance.allowance_file, name="allowance_file"),
    path(f"{_DESK}indemnites/<int:number>/payer/", allowance.mark_paid, name="mark_paid"),
    path(f"{_DESK}auditions/demander/", hearing.ask_hearing, name="ask_hearing"),
    path(f"{_DESK}auditions/<int:key>/", hearing.hearing, name="hearing"),
    path("panel/<slug:slug>/", public_panel.public_panel, name="public_panel"),
    path("panel/<slug:slug>/documents/<int:key>/", public_panel.public_document, name="public_document"),
]
