"""Routes of the plan (French paths)."""

from django.urls import path

from belvedere.contexts.actionplan import views
from belvedere.contexts.actionplan.views import survey

app_name = "actionplan"

urlpatterns = [
    path("plan-d-actions/", views.plan, name="plan"),
    path("engagements/", views.commitments, name="commitments"),
    path("plan-d-actions/<slug:reference>/", views.action, name="action"),
    path("plan-d-actions/<slug:reference>/contester/<str:token>/", views.contest, name="contest"),
    path("plan-d-actions/<slug:reference>/est-ce-fait/<str:token>/", survey.reply, name="reply"),
    path("plan-d-actions/<slug:reference>/tirage/<int:pk>/", survey.draw, name="draw"),
    path("espace/actions/", views.desk, name="desk"),
    path("espace/actions/<slug:reference>/", views.desk_action, name="desk_action"),
    path("espace/actions/<slug:reference>/avancement/", views.record_progress, name="record_progress"),
    path("espace/actions/<slug:reference>/contestation/", views.answer_contest, name="answer_contest"),
    path("espace/actions/<slug:reference>/reponses/<int:pk>/", survey.read_reply, name="read_reply"),
]
