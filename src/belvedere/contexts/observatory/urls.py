"""Routes of the observatory (French paths)."""

from django.urls import path

from belvedere.contexts.observatory import views
from belvedere.contexts.observatory.views import figures

app_name = "observatory"

urlpatterns = [
    path("observatoire/", views.observatory, name="observatory"),
    path("observatoire/politiques/<slug:slug>/", views.policy, name="policy"),
    path("observatoire/indicateurs/", figures.indicator_list, name="indicators"),
    path("observatoire/indicateurs/<slug:slug>/", figures.indicator, name="indicator"),
    path("observatoire/indicateurs/<slug:slug>/graphiques/<slug:name>/", figures.chart, name="chart"),
    path("observatoire/carte/", figures.map_page, name="map"),
    path("observatoire/comparer/", figures.compare, name="compare"),
    path("observatoire/examens/", views.examens, name="examens"),
    path("observatoire/examens/<slug:reference>/", views.examen, name="examen"),
    path("espace/examens/<slug:reference>/clore/", views.close_examen, name="close_examen"),
]
