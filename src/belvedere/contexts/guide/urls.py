"""Routes of the guide (French paths)."""

from django.urls import path

from belvedere.contexts.guide.views import desk, public

app_name = "guide"

urlpatterns = [
    path("guide/", public.guide, name="guide"),
    path("guide/guide.pdf", public.guide_pdf, name="pdf"),
    path("guide/verifier/", public.check, name="check"),
    path("guide/seuils/", public.thresholds, name="thresholds"),
    path("guide/seuils/signatures/", public.signatures, name="signatures"),
    path("guide/methodes/", public.methods, name="methods"),
    path("guide/methodes/<slug:name>/", public.method, name="method"),
    path("guide/regles/", public.rules, name="rules"),
    path("guide/regles/<slug:name>/", public.rule, name="rule"),
    path("guide/chapitres/<slug:slug>/", public.chapter, name="chapter"),
    path("espace/regles/", desk.to_read_again_desk, name="desk"),
    path("espace/regles/enregistrer/", desk.record, name="record"),
    path("espace/regles/comparer/", desk.compare, name="compare"),
    path("espace/regles/rejouer/", desk.replay, name="replay"),
]
