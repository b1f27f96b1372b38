"""Routes of the register."""

from django.urls import path

from belvedere.contexts.consultations.views import register, register_desk

PUBLIC, DESK = "concertations/<slug:slug>/", "espace/concertations/<slug:slug>/registre/"

urlpatterns = [
    path(f"{PUBLIC}registre/", register.register, name="register"),
    path(f"{PUBLIC}registre/registre.pdf", register.register_pdf, name="register_pdf"),
    path(f"{PUBLIC}registre/contribuer/", register.contribute, name="contribute"),
    path(f"{PUBLIC}registre/la-mienne/<uuid:key>/", register.mine, name="mine"),
    path(f"{PUBLIC}registre/la-mienne/<uuid:key>/effacer/", register.forget, name="forget"),
    path(f"{PUBLIC}registre/<int:number>/", register.contribution, name="contribution"),
    path(f"{PUBLIC}registre/<int:number>/documents/<int:pk>/", register.document, name="document"),
    path(DESK, register_desk.register_desk, name="register_desk"),
    path(f"{DESK}saisir/", register_desk.enter, name="enter"),
    path(f"{DESK}courriels/", register_desk.import_mails, name="import_mails"),
    path(f"{DESK}<int:number>/", register_desk.moderate, name="moderate"),
    path(f"{DESK}<int:number>/documents/<int:pk>/", register_desk.desk_document, name="desk_document"),
]
