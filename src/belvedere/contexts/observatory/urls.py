"""Routes of the observatory (French paths)."""

from django.urls import path

from belvedere.contexts.observatory import views

app_name = "observatory"

urlpatterns = [
    path("observatoire/", views.observatory, name="observatory"),
    path("observatoire/politiques/<slug:slug>/", views.policy, name="policy"),
    path("observatoire/examens/", views.examens, name="examens"),
    path("observatoire/examens/<slug:reference>/", views.examen, name="examen"),
    path("espace/examens/<slug:reference>/clore/", views.close_examen, name="close_examen"),
]
