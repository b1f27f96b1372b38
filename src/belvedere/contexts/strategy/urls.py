"""Routes of the strategy and of the shared calendar (French paths)."""

from django.urls import path

from belvedere.contexts.strategy.views import agenda, desk, keeping, planning, public

app_name = "strategy"

VERSION = "espace/strategie/versions/<int:number>/"
EVENT = "espace/agenda/<int:pk>/"

urlpatterns = [
    path("strategie/", public.strategy, name="strategy"),
    path("strategie/versions/", public.versions, name="versions"),
    path("strategie/versions/<int:number>/", public.version, name="version"),
    path("strategie/versions/<int:number>/differences/", public.difference, name="difference"),
    path("strategie/versions/<int:number>/strategie.pdf", public.version_pdf, name="version_pdf"),
    path("strategie/engagements/", public.commitments, name="commitments"),
    path("strategie/engagements/<slug:key>/", public.commitment, name="commitment"),
    path("strategie/couverture/", public.coverage, name="coverage"),
    path("strategie/couverture/<slug:code>/<slug:level>/", public.coverage_cell, name="cell"),
    path("strategie/subsidiarite/", public.subsidiarity, name="subsidiarity"),
    path("strategie/maturite/", public.maturity, name="maturity"),
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda.ics", agenda.agenda_file, name="agenda_file"),
    path("agenda/thermometre/", agenda.heat_map, name="thermometer"),
    path("agenda/<int:pk>/", agenda.event, name="event"),
    path("espace/strategie/", desk.desk, name="desk"),
    path("espace/strategie/mesurer/", keeping.measure, name="measure"),
    path("espace/strategie/reglages/", keeping.numbers, name="numbers"),
    path("espace/strategie/offres/", keeping.offer_desk, name="offers"),
    path("espace/strategie/offres/<slug:code>/<slug:level>/candidature/", keeping.propose, name="propose"),
    path(VERSION, desk.version_desk, name="version_desk"),
    path(f"{VERSION}parties/ajouter/", desk.write_element, name="add_element"),
    path(f"{VERSION}parties/<slug:key>/", desk.write_element, name="write_element"),
    path(f"{VERSION}parties/<slug:key>/supprimer/", desk.remove_element, name="remove_element"),
    path(f"{VERSION}tests/", desk.set_test, name="set_test"),
    path(f"{VERSION}amender/", desk.amend, name="amend"),
    path(f"{VERSION}amendements/<int:rank>/", desk.decide, name="decide"),
    path(f"{VERSION}amendements/<int:rank>/retirer/", desk.withdraw, name="withdraw"),
    path(f"{VERSION}commenter/", desk.comment, name="comment"),
    path(f"{VERSION}etat/<slug:verb>/", desk.move_version, name="move_version"),
    path("espace/agenda/", planning.agenda_desk, name="agenda_desk"),
    path("espace/agenda/inscrire/", planning.plan, name="plan"),
    path("espace/agenda/importer/", planning.bring, name="bring"),
    path("espace/agenda/adresse/", planning.set_address, name="set_address"),
    path("espace/agenda/adresse/oublier/", planning.forget_address, name="forget_address"),
    path(EVENT, planning.event_desk, name="event_desk"),
    path(f"{EVENT}demande/", planning.ask, name="ask"),
    path(f"{EVENT}prevenir/", planning.tell, name="tell"),
    path(f"{EVENT}dates/", planning.move, name="move"),
    path(f"{EVENT}annuler/", planning.cancel, name="cancel"),
    path(f"{EVENT}compte-rendu/", planning.report, name="report"),
    path(f"{EVENT}regles/<slug:rule>/lever/", planning.waive, name="waive"),
]
