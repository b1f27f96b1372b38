"""Routes of a debate."""

from django.urls import path

from belvedere.contexts.consultations.views import debate, moderation

DEBATE = "concertations/<slug:slug>/debat/"
DESK = "espace/concertations/<slug:slug>/debat/"

urlpatterns = [
    path(DEBATE, debate.debate, name="debate"),
    path(f"{DEBATE}propos/", debate.propose, name="propose"),
    path(f"{DEBATE}carte/", debate.opinion_map, name="map"),
    path(f"{DEBATE}carte/ailleurs/", debate.embed, name="embed"),
    path(f"{DEBATE}carte/cadre/", debate.map_frame, name="map_frame"),
    path(f"{DEBATE}fichiers/<str:name>", debate.file, name="debate_file"),
    path(f"{DEBATE}adresse/", debate.give_address, name="give_address"),
    path(f"{DEBATE}adresse/<str:token>/", debate.confirm_address, name="confirm_address"),
    path(DESK, moderation.desk, name="debate_desk"),
    path(f"{DESK}reglages/", moderation.set_up, name="set_debate"),
    path(f"{DESK}propos/", moderation.seed, name="seed"),
    path(f"{DESK}propos/<int:number>/", moderation.judge, name="judge"),
    path(f"{DESK}importer/", moderation.bring, name="import_debate"),
    path(f"{DESK}participations/", moderation.crowds, name="crowds"),
    path(f"{DESK}participations/<slug:ground>/<str:mark>/", moderation.crowd, name="crowd"),
    path(f"{DESK}retraits/<int:pk>/rendre/", moderation.restore, name="restore"),
]
