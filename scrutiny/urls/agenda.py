"""Addresses of meetings' agendas and packs."""

from django.urls import path

from scrutiny.engine import converters  # noqa: F401  (registers <pk:pk>)
from scrutiny.views import agenda, packs

urlpatterns = [
    path("meetings/<pk:pk>/agenda/", agenda.agenda, name="agenda"),
    path("meetings/<pk:pk>/agenda/add/", agenda.item_add, name="agenda-item-add"),
    path("agenda-items/<pk:pk>/edit/", agenda.item_edit, name="agenda-item-edit"),
    path("agenda-items/<pk:pk>/move/", agenda.item_move, name="agenda-item-move"),
    path("agenda-items/<pk:pk>/remove/", agenda.item_remove, name="agenda-item-remove"),
    path("meetings/<pk:pk>/pack/issue/", packs.pack_issue, name="pack-issue"),
    path("packs/<pk:pk>/", packs.pack_show, name="pack-show"),
    path("packs/<pk:pk>/pack.pdf", packs.pack_pdf, name="pack-pdf"),
    path("packs/<pk:pk>/publish/", packs.pack_publish, name="pack-publish"),
    path("packs/<pk:pk>/withdraw/", packs.pack_withdraw, name="pack-withdraw"),
]
