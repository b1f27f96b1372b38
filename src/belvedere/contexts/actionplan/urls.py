"""Routes of the plan (French paths)."""

from django.urls import path

from belvedere.contexts.actionplan import views
from belvedere.contexts.actionplan.views import iterations, public, survey

app_name = "actionplan"

urlpatterns = [
    path("plan-d-actions/", views.plan, name="plan"),
    path("engagements/", views.commitments, name="commitments"),
    path("plan-d-actions/tableau/", public.board, name="board"),
    path("plan-d-actions/frise/", public.timeline, name="timeline"),
    path("plan-d-actions/repartition/", public.shares, name="shares"),
    path("plan-d-actions/retards/", public.late, name="late"),
    path("plan-d-actions/avancement/", public.progress, name="progress"),
    path("plan-d-actions/histoire/", public.on_a_day, name="on_a_day"),
    path("plan-d-actions/iterations/", iterations.iterations, name="iterations"),
    path("plan-d-actions/iterations/<int:number>/", iterations.iteration, name="iteration"),
    path("plan-d-actions/iterations/<int:number>/questions/", iterations.retrospective, name="retrospective"),
    path("plan-d-actions/versions/suivante/", iterations.draft, name="draft"),
    path("plan-d-actions/versions/<int:number>/", iterations.version, name="version"),
    path("plan-d-actions/versions/<int:number>.json", iterations.version_file, name="version_file"),
    path("plan-d-actions/<slug:reference>/", views.action, name="action"),
    path("plan-d-actions/<slug:reference>/contester/<str:token>/", views.contest, name="contest"),
    path("plan-d-actions/<slug:reference>/est-ce-fait/<str:token>/", survey.reply, name="reply"),
    path("plan-d-actions/<slug:reference>/tirage/<int:pk>/", survey.draw, name="draw"),
    path("espace/plan/revues/", views.desk, name="reviews"),
    path("espace/actions/", views.desk, name="desk"),
    path("espace/actions/<slug:reference>/", views.desk_action, name="desk_action"),
    path("espace/actions/<slug:reference>/avancement/", views.record_progress, name="record_progress"),
    path("espace/actions/<slug:reference>/contestation/", views.answer_contest, name="answer_contest"),
    path("espace/actions/<slug:reference>/reponses/<int:pk>/", survey.read_reply, name="read_reply"),
]
