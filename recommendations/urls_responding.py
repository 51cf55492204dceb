"""Addresses of sending, responses, time limits and holidays."""

from django.urls import path

from .views import regimes, responses, sending

urlpatterns = [
    path("reviews/<pk:pk>/responses/", sending.review_life, name="review-life"),
    path("reviews/<pk:pk>/send/", sending.send, name="send"),
    path("requests/<pk:pk>/receipt/", sending.request_receipt, name="request-receipt"),
    path("reviews/<pk:pk>/responses/add/", responses.response_add, name="response-add"),
    path("responses/<pk:pk>/", responses.response_show, name="response-show"),
    path("responses/<pk:pk>/withdraw/", responses.response_withdraw, name="response-withdraw"),
    path("responses/<pk:pk>/document/", responses.response_document, name="response-document"),
    path("councils/<pk:pk>/deadlines/", regimes.regime_list, name="regime-list"),
    path("councils/<pk:pk>/holidays/add/", regimes.holiday_add, name="holiday-add"),
    path("deadlines/<pk:pk>/edit/", regimes.regime_edit, name="regime-edit"),
    path("holidays/<pk:pk>/remove/", regimes.holiday_remove, name="holiday-remove"),
]
