"""Addresses of the boards app."""

from django.urls import path

from boards import held_urls
from boards.views import appearances, boards, budget, governance, partners
from scrutiny.engine import converters  # noqa: F401  (registers <pk:pk>)

app_name = "boards"
urlpatterns = [
    path("boards/", boards.board_list, name="board-list"),
    path("boards/<pk:pk>/", boards.board_show, name="board-show"),
    path("boards/<pk:pk>/edit/", boards.board_edit, name="board-edit"),
    path("boards/<pk:pk>/partners/add/", partners.partner_add, name="partner-add"),
    path("partners/<pk:pk>/edit/", partners.partner_edit, name="partner-edit"),
    path("partners/<pk:pk>/remove/", partners.partner_remove, name="partner-remove"),
    path("boards/<pk:pk>/budget/", budget.budget, name="budget"),
    path("boards/<pk:pk>/budget/edit/", budget.budget_edit, name="budget-edit"),
    path("boards/<pk:pk>/governance/", governance.governance, name="governance"),
    path("boards/<pk:pk>/governance/add/", governance.governance_add, name="governance-add"),
    path("governance/<pk:pk>/remove/", governance.governance_remove, name="governance-remove"),
    path("boards/<pk:pk>/appearances/add/", appearances.appearance_add, name="appearance-add"),
    path("appearances/<pk:pk>/edit/", appearances.appearance_edit, name="appearance-edit"),
]
urlpatterns += held_urls.urlpatterns
