"""Routes of the seminars (French paths)."""

from django.urls import path

from belvedere.contexts.seminar.views import (
    desk,
    guest,
    outcomes,
    people,
    polls,
    prints,
    programme,
    public,
    rounds,
    seating,
    synthesis,
    table,
    wall,
)

app_name = "seminar"
_DESK = "espace/seminaires/"
_ONE = f"{_DESK}<slug:slug>/"
_PUBLIC = "seminaires/<slug:slug>/"
_TABLE = f"{_PUBLIC}tables/<int:table>/<slug:key>/"
_BADGE = f"{_PUBLIC}moi/<slug:code>/"

urlpatterns = [
    path("seminaires/", public.seminars, name="seminars"),
    path(_PUBLIC, public.seminar, name="seminar"),
    path(f"{_PUBLIC}groupes/<int:number>/", public.cluster, name="cluster"),
    path(f"{_PUBLIC}compte-rendu.<str:form>", public.report, name="report"),
    path(f"{_PUBLIC}evaluation/", public.evaluation, name="evaluation"),
    path(f"{_PUBLIC}votes/<int:number>/bulletins.csv", polls.ballots, name="ballots"),
    path(f"{_PUBLIC}mur/<slug:key>/", wall.wall, name="wall"),
    path(f"{_PUBLIC}mur/<slug:key>/etat/", wall.state, name="wall_state"),
    path(f"{_PUBLIC}mur/<slug:key>/flux/", wall.stream, name="wall_stream"),
    path(_TABLE, table.table, name="table"),
    path(f"{_TABLE}etat/", table.state, name="table_state"),
    path(f"{_TABLE}contribuer/", table.contribute, name="contribute"),
    path(f"{_TABLE}reunir/", table.merge, name="merge"),
    path(f"{_TABLE}rapport/", table.report, name="report_table"),
    path(f"{_TABLE}avis/<int:contribution_id>/", table.take_stance, name="take_stance"),
    path(_BADGE, guest.guest, name="guest"),
    path(f"{_BADGE}reponse/", guest.answer, name="answer"),
    path(f"{_BADGE}arrivee/", guest.arrive, name="arrive"),
    path(f"{_BADGE}votes/<int:number>/", guest.vote, name="vote"),
    path(_DESK, desk.seminars_desk, name="seminars_desk"),
    path(f"{_DESK}preparer/", desk.create, name="create"),
    path(_ONE, desk.desk, name="desk"),
    path(f"{_ONE}decrire/", desk.describe, name="describe"),
    path(f"{_ONE}colleges/", desk.set_college, name="set_college"),
    path(f"{_ONE}etat/<slug:verb>/", desk.move, name="move"),
    path(f"{_ONE}programme/", programme.programme, name="programme"),
    path(f"{_ONE}programme/ajouter/", programme.write, name="add_sequence"),
    path(f"{_ONE}programme/<int:sequence_id>/", programme.write, name="write_sequence"),
    path(f"{_ONE}programme/<int:sequence_id>/<slug:act>/", programme.move, name="move_sequence"),
    path(f"{_ONE}personnes/", people.people, name="people"),
    path(f"{_ONE}personnes/inscrire/", people.write, name="add_guest"),
    path(f"{_ONE}personnes/fichier/", people.send_file, name="send_guests"),
    path(f"{_ONE}personnes/inviter/", people.invite, name="invite"),
    path(f"{_ONE}personnes/<int:number>/", people.write, name="write_guest"),
    path(f"{_ONE}personnes/<int:number>/retirer/", people.remove, name="remove_guest"),
    path(f"{_ONE}accueil/", people.welcome, name="welcome"),
    path(f"{_ONE}accueil/<int:number>/<slug:act>/", people.note, name="note"),
    path(f"{_ONE}tables/", seating.seating, name="seating"),
    path(f"{_ONE}tables/tirer/", seating.ask, name="ask_tables"),
    path(f"{_ONE}tours/", rounds.rounds, name="rounds"),
    path(f"{_ONE}tours/<int:number>/<slug:verb>/", rounds.move, name="move_round"),
    path(f"{_ONE}synthese/", synthesis.synthesis, name="synthesis"),
    path(f"{_ONE}synthese/ranger/", synthesis.classify, name="classify"),
    path(f"{_ONE}synthese/relire/", synthesis.moderate, name="moderate"),
    path(f"{_ONE}synthese/carte/", synthesis.ask_map, name="ask_map"),
    path(f"{_ONE}synthese/groupes/", synthesis.add_cluster, name="add_cluster"),
    path(f"{_ONE}synthese/groupes/<int:number>/", synthesis.write_cluster, name="write_cluster"),
    path(f"{_ONE}votes/", polls.polls, name="polls"),
    path(f"{_ONE}votes/preparer/", polls.write, name="add_poll"),
    path(f"{_ONE}votes/<int:number>/<slug:verb>/", polls.move, name="move_poll"),
    path(f"{_ONE}suites/", outcomes.outcomes, name="outcomes"),
    path(f"{_ONE}suites/conclure/", outcomes.conclude, name="conclude"),
    path(f"{_ONE}suites/<int:number>/", outcomes.carry, name="carry"),
    path(f"{_ONE}impressions/", prints.prints, name="prints"),
    path(f"{_ONE}impressions/<slug:name>.pdf", prints.paper, name="print"),
]
