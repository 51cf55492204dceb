"""Addresses of reviews and what is under them."""

from django.urls import path

from scrutiny.engine import converters  # noqa: F401  (registers <pk:...>)
from scrutiny.views import bin as bins
from scrutiny.views import evidence, history, review_members, reviews, scope, sessions, witnesses

urlpatterns = [
    path("reviews/", reviews.review_list, name="review-list"),
    path("reviews/add/", reviews.review_add, name="review-add"),
    path("reviews/<pk:pk>/", reviews.review_show, name="review-show"),
    path("reviews/<pk:pk>/edit/", reviews.review_edit, name="review-edit"),
    path("reviews/<pk:pk>/status/", reviews.review_status, name="review-status"),
    path("reviews/<pk:pk>/share/", reviews.review_share, name="review-share"),
    path("reviews/<pk:pk>/agree/", reviews.review_agree, name="review-agree"),
    path("reviews/<pk:pk>/readiness/", reviews.review_readiness, name="review-readiness"),
    path("reviews/<pk:review_pk>/scope/", scope.scope_edit, name="scope-edit"),
    path("reviews/<pk:review_pk>/members/", review_members.review_members, name="review-members"),
    path("reviews/<pk:review_pk>/evidence/", witnesses.witness_list, name="witness-list"),
    path("reviews/<pk:review_pk>/witnesses/add/", witnesses.witness_add, name="witness-add"),
    path("reviews/<pk:review_pk>/witnesses/paste/", witnesses.witness_paste, name="witness-paste"),
    path("witnesses/<pk:pk>/edit/", witnesses.witness_edit, name="witness-edit"),
    path("witnesses/<pk:pk>/move/", witnesses.witness_move, name="witness-move"),
    path("witnesses/<pk:pk>/erase/", witnesses.witness_erase, name="witness-erase"),
    path("reviews/<pk:review_pk>/sessions/add/", sessions.session_add, name="session-add"),
    path("sessions/<pk:pk>/edit/", sessions.session_edit, name="session-edit"),
    path("reviews/<pk:review_pk>/evidence/add/", evidence.evidence_add, name="evidence-add"),
    path("evidence/<pk:pk>/", evidence.evidence_show, name="evidence-show"),
    path("evidence/<pk:pk>/edit/", evidence.evidence_edit, name="evidence-edit"),
    path("evidence/<pk:pk>/file/", evidence.evidence_file, name="evidence-file"),
    path("evidence/<pk:pk>/grants/", evidence.evidence_grant, name="evidence-grant"),
    path("reviews/<pk:review_pk>/history/", history.review_history, name="review-history"),
    path("history/<slug:kind>/<pk:pk>/<slug:field>/", history.text_history, name="text-history"),
    path("history/<slug:kind>/<pk:pk>/<slug:field>/restore/", history.text_restore, name="text-restore"),
    path("reviews/<pk:review_pk>/bin/", bins.bin_show, name="bin"),
    path("bin/<slug:kind>/<pk:pk>/", bins.thing_bin, name="thing-bin"),
    path("bin/<slug:kind>/<pk:pk>/back/", bins.thing_restore, name="thing-restore"),
]
