"""Addresses of update rounds, and of the form that owners answer on without an account."""

from django.urls import path

from .views import answering

urlpatterns = [
    path("answer/<str:token>/", answering.answer, name="answer"),
    path("answer/<str:token>/draft/", answering.answer_save, name="answer-save"),
    path("answer/<str:token>/evidence/", answering.answer_evidence, name="answer-evidence"),
]
