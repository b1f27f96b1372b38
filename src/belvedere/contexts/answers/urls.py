"""Routes of the answers (French paths)."""

from django.urls import path

from belvedere.contexts.answers import views

app_name = "answers"

urlpatterns = [
    path("reponses/", views.answers, name="answers"),
    path("espace/reponses/", views.desk, name="desk"),
    path("espace/reponses/<slug:reference>/", views.sheet, name="sheet"),
    path("espace/reponses/<slug:reference>/apercu/", views.preview, name="preview"),
    path("espace/reponses/<slug:reference>/recommandations/<int:number>/", views.draft_answer, name="draft_answer"),
    path("espace/reponses/<slug:reference>/attribuer/", views.assign_department, name="assign_department"),
    path("espace/reponses/<slug:reference>/soumettre/", views.submit_answers, name="submit_answers"),
    path("espace/reponses/<slug:reference>/renvoyer/", views.send_back, name="send_back"),
    path("espace/reponses/<slug:reference>/valider/", views.validate_answers, name="validate_answers"),
    path("espace/reponses/<slug:reference>/publier/", views.publish_answers, name="publish_answers"),
]
