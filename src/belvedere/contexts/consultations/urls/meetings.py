"""Routes of meetings."""

from django.urls import path

from belvedere.contexts.consultations.views import meeting_desk, meetings

PUBLIC, DESK = "concertations/<slug:slug>/reunions/", "espace/concertations/<slug:slug>/reunions/<int:number>/"

urlpatterns = [
    path(f"{PUBLIC}<int:number>/", meetings.meeting, name="meeting"),
    path(f"{PUBLIC}<int:number>/reunion.ics", meetings.meeting_ics, name="meeting_ics"),
    path(f"{PUBLIC}<int:number>/documents/<int:pk>/", meetings.meeting_document, name="meeting_document"),
    path(f"{PUBLIC}inscription/<uuid:key>/", meetings.registration, name="registration"),
    path(DESK, meeting_desk.meeting_desk, name="meeting_desk"),
    path(f"{DESK}preparer/", meeting_desk.prepare, name="prepare_meeting"),
    path(f"{DESK}presences/", meeting_desk.attendance, name="attendance"),
    path(f"{DESK}compte-rendu/", meeting_desk.minutes, name="minutes"),
    path(f"{DESK}documents/", meeting_desk.document, name="add_meeting_document"),
]
