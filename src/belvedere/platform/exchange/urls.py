"""Routes of the data: the catalogue, each dataset and its files."""

from django.urls import path

from belvedere.platform.exchange import views

urlpatterns = [
    path("donnees/catalogue.<slug:form>", views.data_catalogue, name="data_catalogue"),
    path("donnees/<slug:slug>/", views.dataset, name="dataset"),
    path("donnees/<slug:slug>/datapackage.json", views.package, name="data_package"),
    path("donnees/<slug:slug>/<slug:name>.<slug:form>", views.dataset_file, name="dataset_file"),
]
