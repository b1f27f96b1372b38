"""Routes of a deliberation: the officer's desk, the member's table."""

from django.urls import path

from belvedere.contexts.panels.views import deliberation as views

_DESK = "espace/avis/<slug:reference>/deliberation/"
_TABLE = "panel/membre/<str:code>/avis/<slug:reference>/"

urlpatterns = [
    path(_DESK, views.deliberation, name="deliberation"),
    path(f"{_DESK}<slug:verb>/", views.move, name="move_deliberation"),
    path(_TABLE, views.table, name="table"),
    path(f"{_TABLE}proposer/", views.propose, name="propose"),
    path(f"{_TABLE}recommandations/<int:number>/amender/", views.amend, name="amend"),
    path(f"{_TABLE}recommandations/<int:number>/voter/", views.vote_recommendation, name="vote_recommendation"),
    path(f"{_TABLE}amendements/<int:amendment_id>/retirer/", views.withdraw, name="withdraw_amendment"),
    path(f"{_TABLE}amendements/<int:amendment_id>/voter/", views.vote_amendment, name="vote_amendment"),
    path(f"{_TABLE}minorite/", views.disagree, name="disagree"),
    path(f"{_TABLE}minorite/<int:minority_id>/rejoindre/", views.join, name="join"),
]
