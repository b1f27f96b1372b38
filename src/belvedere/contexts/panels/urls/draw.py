"""Routes of a draw: its desk, the ceremony, the published folder, the places."""

from django.urls import path

from belvedere.contexts.panels.views import draw, launch, seat

_DESK = "espace/panels/recrutements/<slug:reference>/"
_PUBLIC = "panel/recrutements/<slug:reference>/"

urlpatterns = [
    path(f"{_DESK}tirage/", draw.desk, name="draw"),
    path(f"{_DESK}tirage/calculer/", draw.compute, name="compute"),
    path(f"{_DESK}tirage/engager/", draw.commit, name="commit"),
    path(f"{_DESK}tirage/hasard/", launch.launch, name="launch"),
    path(f"{_DESK}tirage/hasard/reprendre/", launch.take_back, name="take_back"),
    path(f"{_DESK}places/", seat.seats, name="seats"),
    path(f"{_DESK}places/former/", seat.form_panel, name="form_panel"),
    path(f"{_DESK}places/<slug:pseudonym>/renoncer/", seat.decline_alternate, name="decline_alternate"),
    path(f"{_DESK}places/<slug:pseudonym>/<slug:act>/", seat.act_on_seat, name="act_on_seat"),
    path(f"{_PUBLIC}ceremonie/", draw.ceremony, name="ceremony"),
    path(f"{_PUBLIC}ceremonie/ecran/", draw.screen, name="screen"),
    path(f"{_PUBLIC}tirage.zip", draw.folder, name="folder"),
    path(f"{_PUBLIC}tirage/", draw.published, name="published"),
    path(f"{_PUBLIC}tirage/<str:name>", draw.published_file, name="published_file"),
    path("panel/verify_draw.py", draw.verifier, name="verifier"),
    path(f"{_PUBLIC}certificat.pdf", draw.certificate, name="certificate"),
]
