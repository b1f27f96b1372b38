"""The messages of the demonstration, which exist in the demonstration only."""

from django.conf import settings
from django.urls import URLPattern, path

from belvedere.platform.sms import views

app_name = "sms"

demo_urlpatterns: list[URLPattern] = [path("demo/messages/", views.demo_texts, name="demo_texts")]
urlpatterns: list[URLPattern] = demo_urlpatterns if settings.DEMO else []
