"""Addresses of plans, actions, updates, owners and occasions."""

from django.urls import path

from .views import doing, occasions, owners, plans, updates

urlpatterns = [
    path("bodies/<pk:pk>/plans/", plans.plan_list, name="plan-list"),
    path("bodies/<pk:pk>/plans/add/", plans.plan_add, name="plan-add"),
    path("plans/<pk:pk>/", plans.plan_show, name="plan-show"),
    path("plans/<pk:pk>/edit/", plans.plan_edit, name="plan-edit"),
    path("plans/<pk:pk>/merge/", plans.plan_merge, name="plan-merge"),
    path("plans/<pk:pk>/paste/", doing.plan_paste, name="plan-paste"),
    path("plans/<pk:pk>/progress/", updates.plan_progress, name="plan-progress"),
    path("plans/<pk:pk>/actions/add/", doing.action_add, name="action-add"),
    path("recommendations/<pk:pk>/actions/add/", doing.action_add_under, name="action-add-under"),
    path("actions/<pk:pk>/", doing.action_show, name="action-show"),
    path("actions/<pk:pk>/edit/", doing.action_edit, name="action-edit"),
    path("actions/<pk:pk>/date/", doing.action_date, name="action-date"),
    path("actions/<pk:pk>/hand-over/", doing.action_hand_over, name="action-hand-over"),
    path("actions/<pk:pk>/close/", doing.action_close, name="action-close"),
    path("actions/<pk:pk>/updates/add/", updates.update_add, name="update-add"),
    path("updates/<pk:pk>/settle/", updates.update_settle, name="update-settle"),
    path("updates/<pk:pk>/evidence/", updates.update_evidence, name="update-evidence"),
    path("councils/<pk:pk>/owners/", owners.owner_list, name="owner-list"),
    path("councils/<pk:pk>/owners/add/", owners.owner_add, name="owner-add"),
    path("owners/<pk:pk>/edit/", owners.owner_edit, name="owner-edit"),
    path("councils/<pk:pk>/occasions/", occasions.occasion_list, name="occasion-list"),
    path("councils/<pk:pk>/occasions/date/", occasions.occasion_date, name="occasion-date"),
]
