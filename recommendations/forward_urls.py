"""Addresses of the forward look and of consultations."""

from django.urls import path

from .views import consultations, forward, forward_items

urlpatterns = [
    path("bodies/<pk:pk>/forward-look/", forward.forward_list, name="forward-list"),
    path("bodies/<pk:pk>/forward-look.ics", forward.forward_calendar, name="forward-calendar"),
    path("bodies/<pk:pk>/forward-look/add/", forward_items.forward_add, name="forward-add"),
    path("bodies/<pk:pk>/forward-look/place/", forward.forward_place, name="forward-place"),
    path("bodies/<pk:pk>/forward-look/carry/", forward.forward_carry, name="forward-carry"),
    path("bodies/<pk:pk>/forward-look/limits/", forward.forward_rule, name="forward-rule"),
    path("forward/<pk:pk>/edit/", forward_items.forward_edit, name="forward-edit"),
    path("forward/<pk:pk>/move/", forward.forward_move, name="forward-move"),
    path("forward/<pk:pk>/outcome/", forward.forward_outcome, name="forward-outcome"),
    path("forward/<pk:pk>/bin/", forward.forward_bin, name="forward-bin"),
    path("bodies/<pk:pk>/consultations/", consultations.consultation_list, name="consultation-list"),
    path("bodies/<pk:pk>/consultations/add/", consultations.consultation_add, name="consultation-add"),
    path("consultations/<pk:pk>/", consultations.consultation_show, name="consultation-show"),
    path("consultations/<pk:pk>/edit/", consultations.consultation_edit, name="consultation-edit"),
    path("consultations/<pk:pk>/consultees/add/", consultations.consultee_add, name="consultee-add"),
    path("consultations/<pk:pk>/close/", consultations.consultation_close, name="consultation-close"),
    path("consultees/<pk:pk>/edit/", consultations.consultee_edit, name="consultee-edit"),
    path("consultees/<pk:pk>/reply/", consultations.consultation_reply, name="consultation-reply"),
    path("replies/<pk:pk>/document/", consultations.reply_document, name="reply-document"),
]
