"""Addresses of update rounds, and of the form that owners answer on without an account."""

from django.urls import path

from .views import answering, rounds

urlpatterns = [
    path("bodies/<pk:pk>/rounds/", rounds.round_list, name="round-list"),
    path("bodies/<pk:pk>/rounds/open/", rounds.round_open, name="round-open"),
    path("rounds/<pk:pk>/", rounds.round_show, name="round-show"),
    path("rounds/<pk:pk>/settle/", rounds.round_settle, name="round-settle"),
    path("rounds/<pk:pk>/close/", rounds.round_close, name="round-close"),
    path("asks/<pk:pk>/revoke/", rounds.ask_revoke, name="ask-revoke"),
    path("asks/<pk:pk>/resend/", rounds.ask_resend, name="ask-resend"),
    path("asks/<pk:pk>/remind/", rounds.ask_remind, name="ask-remind"),
    path("councils/<pk:pk>/ladder/", rounds.ladder_edit, name="ladder-edit"),
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("answer/<str:token>/draft/", answering.answer_save, name="answer-save"),
    path("answer/<str:token>/evidence/", answering.answer_evidence, name="answer-evidence"),
]
