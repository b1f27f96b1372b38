"""Routes of this service (French paths). The demonstration's exist in the demonstration only."""

from django.conf import settings
from django.urls import URLPattern, path

from belvedere.platform.mail import views

app_name = "mail"

demo_urlpatterns: list[URLPattern] = [
    path("demo/courriels/", views.demo_messages, name="demo_messages"),
    path("demo/courriels/<int:pk>/", views.demo_message, name="demo_message"),
]

urlpatterns: list[URLPattern] = [
    path("desabonnement/<str:token>/", views.unsubscribe, name="unsubscribe"),
    *(demo_urlpatterns if settings.DEMO else []),
]
