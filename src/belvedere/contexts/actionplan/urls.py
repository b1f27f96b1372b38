"""Routes of the plan (French paths)."""

from django.urls import path

from belvedere.contexts.actionplan import views
from belvedere.contexts.actionplan.views import files, iteration_desk, iterations, plan_desk, public, survey

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
    path("plan-d-actions/fiches.<slug:kind>", files.sheets, name="sheets"),
    path("plan-d-actions/schema.json", files.schema, name="schema"),
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
    path("espace/plan/", plan_desk.plan_desk, name="plan_desk"),
    path("espace/plan/tableau/", plan_desk.board, name="board_desk"),
    path("espace/plan/actions/ajouter/", plan_desk.add, name="add"),
    path("espace/plan/actions/<slug:reference>/", plan_desk.revise, name="revise"),
    path("espace/plan/actions/<slug:reference>/deplacer/", plan_desk.move, name="move"),
    path("espace/plan/iteration/", iteration_desk.iteration, name="iteration_desk"),
    path("espace/plan/iteration/ouvrir/", iteration_desk.open_iteration, name="open_iteration"),
    path("espace/plan/iteration/questions/", iteration_desk.look_back, name="look_back"),
    path("espace/plan/iteration/regrouper/", iteration_desk.group, name="group"),
    path("espace/plan/iteration/preparer/", iteration_desk.prepare, name="prepare"),
    path("espace/plan/iteration/adopter/", iteration_desk.adopt, name="adopt"),
    path("espace/plan/revues/", iteration_desk.reviews, name="reviews"),
    path("espace/plan/revues/<slug:reference>/", iteration_desk.review, name="review"),
    path("espace/plan/fichier/", files.bring, name="bring"),
    path("espace/plan/fichier/<int:pk>/", files.deposit, name="deposit"),
    path("espace/plan/fichier/<int:pk>/importer/", files.bring_in, name="bring_in"),
    path("espace/plan/fichier/<int:pk>/abandonner/", files.drop, name="drop"),
    path("espace/actions/", views.desk, name="desk"),
    path("espace/actions/<slug:reference>/", views.desk_action, name="desk_action"),
    path("espace/actions/<slug:reference>/avancement/", views.record_progress, name="record_progress"),
    path("espace/actions/<slug:reference>/contestation/", views.answer_contest, name="answer_contest"),
    path("espace/actions/<slug:reference>/reponses/<int:pk>/", survey.read_reply, name="read_reply"),
]
