"""Routes of a member's private space, under her code."""

from django.urls import path

from belvedere.contexts.panels.views import member, questionnaire

_SPACE = "panel/membre/<str:code>/"

urlpatterns = [
    path("panel/membre/", member.member_code, name="member_code"),
    path(_SPACE, member.member, name="member"),
    path(f"{_SPACE}seances/<int:number>/", member.member_session, name="member_session"),
    path(f"{_SPACE}documents/<int:key>/", member.member_document, name="member_document"),
    path(f"{_SPACE}nom/", member.agree_to_name, name="agree_to_name"),
    path(f"{_SPACE}nom/retirer/", member.withdraw_name, name="withdraw_name"),
    path(f"{_SPACE}auditions/", member.member_hearing, name="member_hearing"),
    path(f"{_SPACE}questionnaires/<int:number>/", questionnaire.reply, name="reply"),
    path(f"{_SPACE}quitter/", member.resign, name="resign"),
]
