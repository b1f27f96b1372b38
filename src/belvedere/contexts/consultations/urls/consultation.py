"""Routes of a consultation itself."""

from django.urls import path

from belvedere.contexts.consultations.views import desk, public

DESK = "espace/concertations/<slug:slug>/"

urlpatterns = [
    path("concertations/", public.consultations, name="consultations"),
    path("concertations/<slug:slug>/", public.consultation, name="consultation"),
    path("espace/concertations/", desk.desk, name="desk"),
    path("espace/concertation/nouvelle/", desk.new, name="new"),
    path(DESK, desk.consultation_desk, name="consultation_desk"),
    path(f"{DESK}mandat/", desk.write, name="write"),
    path(f"{DESK}phases/", desk.add_phase, name="add_phase"),
    path(f"{DESK}phases/<int:number>/", desk.date_phase, name="date_phase"),
    path(f"{DESK}phases/<int:number>/arreter/", desk.end_phase, name="end_phase"),
    path(f"{DESK}phases/<int:number>/retirer/", desk.drop_phase, name="drop_phase"),
    path(f"{DESK}annoncer/", desk.announce, name="announce"),
    path(f"{DESK}ouvrir/", desk.open_, name="open"),
    path(f"{DESK}clore/", desk.close, name="close"),
    path(f"{DESK}abandonner/", desk.abandon, name="abandon"),
]
