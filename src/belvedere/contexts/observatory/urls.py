"""Routes of the observatory (French paths)."""

from django.urls import path, register_converter

from belvedere.contexts.observatory import views
from belvedere.contexts.observatory.views import contests, editions, figures, files, policies, publishing, sheets
from belvedere.contexts.observatory.views.days import DayConverter

register_converter(DayConverter, "day")

app_name = "observatory"

urlpatterns = [
    path("observatoire/", views.observatory, name="observatory"),
    path("observatoire/politiques/<slug:slug>/", views.policy, name="policy"),
    path("observatoire/indicateurs/", figures.indicator_list, name="indicators"),
    path("observatoire/indicateurs/<slug:slug>/", figures.indicator, name="indicator"),
    path("observatoire/recompute_status.py", publishing.verifier, name="verifier"),
    path("observatoire/indicateurs/<slug:slug>/indicateur.json", publishing.indicator_file, name="indicator_file"),
    path(
        "observatoire/indicateurs/<slug:slug>/editions/<slug:reference>.<slug:form>",
        publishing.edition_file,
        name="edition_file",
    ),
    path("observatoire/millesimes/", publishing.snapshot_list, name="snapshots"),
    path("observatoire/millesimes/<day:day>/", publishing.snapshot, name="snapshot"),
    path("observatoire/millesimes/<day:day>/SHA256SUMS", publishing.imprints, name="imprints"),
    path("observatoire/millesimes/<day:day>/<slug:collection>/<str:name>", publishing.frozen_file, name="frozen_file"),
    path(
        "espace/millesimes/<day:day>/<slug:collection>/<str:name>/retirer/", publishing.withdraw, name="withdraw_frozen"
    ),
    path("observatoire/indicateurs/<slug:slug>/graphiques/<slug:name>/", figures.chart, name="chart"),
    path("observatoire/indicateurs/<slug:slug>/schema.json", editions.schema, name="schema"),
    path("observatoire/indicateurs/<slug:slug>/contester/<int:pk>/", contests.contest, name="contest"),
    path("espace/chiffres/", editions.desk, name="desk"),
    path("espace/chiffres/indicateurs/<slug:slug>/", editions.bring, name="bring"),
    path("espace/chiffres/indicateurs/<slug:slug>/fiche/", sheets.rewrite, name="rewrite"),
    path("espace/chiffres/indicateurs/<slug:slug>/cible/", sheets.target, name="target"),
    path("espace/chiffres/alertes/<int:pk>/", sheets.alert, name="answer_alert"),
    path("espace/chiffres/politiques/<slug:slug>/", policies.keep, name="keep_policy"),
    path("espace/chiffres/politiques/<slug:slug>/indicateurs/nouveau/", sheets.describe, name="describe"),
    path("espace/chiffres/indicateurs/<slug:slug>/adresse/", editions.feed, name="feed"),
    path("espace/chiffres/indicateurs/<slug:slug>/confiance/", contests.confidence, name="confidence"),
    path("espace/chiffres/indicateurs/<slug:slug>/panel/", contests.panel_reading, name="panel_reading"),
    path("espace/chiffres/editions/<slug:reference>/", editions.edition, name="edition"),
    path("espace/chiffres/editions/<slug:reference>/publier/", editions.publish, name="publish"),
    path("espace/chiffres/editions/<slug:reference>/annuler/", editions.undo, name="undo"),
    path("espace/chiffres/editions/<slug:reference>/abandonner/", editions.drop, name="drop"),
    path("espace/contestations/<slug:reference>/", contests.answer, name="answer_contest"),
    path("espace/examens/ouvrir/", files.choose, name="choose_examen"),
    path("espace/examens/<slug:reference>/dossier/", files.file, name="file"),
    path("observatoire/carte/", figures.map_page, name="map"),
    path("observatoire/comparer/", figures.compare, name="compare"),
    path("observatoire/examens/", views.examens, name="examens"),
    path("observatoire/examens/<slug:reference>/", views.examen, name="examen"),
    path("espace/examens/<slug:reference>/clore/", views.close_examen, name="close_examen"),
]
