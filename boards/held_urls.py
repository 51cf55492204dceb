"""Addresses of business plans, goals, indicators, inspections and case reviews."""

from django.urls import path

from boards.views import business_plans, goals, indicators, inspections

urlpatterns = [
    path("boards/<pk:pk>/plans/", business_plans.plan_list, name="business-plan-list"),
    path("boards/<pk:pk>/plans/add/", business_plans.plan_add, name="business-plan-add"),
    path("business-plans/<pk:pk>/", business_plans.plan_show, name="business-plan-show"),
    path("business-plans/<pk:pk>/edit/", business_plans.plan_edit, name="business-plan-edit"),
    path("business-plans/<pk:pk>/carry-over/", business_plans.plan_carry, name="business-plan-carry"),
    path("business-plans/<pk:pk>/bin/", business_plans.plan_bin, name="business-plan-bin"),
    path("business-plans/<pk:pk>/goals/add/", goals.goal_add, name="goal-add"),
    path("business-plans/<pk:pk>/goals/paste/", goals.goals_paste, name="goals-paste"),
    path("goals/<pk:pk>/edit/", goals.goal_edit, name="goal-edit"),
    path("goals/<pk:pk>/move/", goals.goal_move, name="goal-move"),
    path("goals/<pk:pk>/bin/", goals.goal_bin, name="goal-bin"),
    path("goals/<pk:pk>/actions/add/", goals.goal_action_add, name="goal-action-add"),
    path("boards/<pk:pk>/indicators/", indicators.indicator_list, name="indicator-list"),
    path("boards/<pk:pk>/indicators/add/", indicators.indicator_add, name="indicator-add"),
    path("indicators/<pk:pk>/", indicators.indicator_show, name="indicator-show"),
    path("indicators/<pk:pk>/edit/", indicators.indicator_edit, name="indicator-edit"),
    path("indicators/<pk:pk>/bin/", indicators.indicator_bin, name="indicator-bin"),
    path("indicators/<pk:pk>/values/add/", indicators.value_add, name="value-add"),
    path("values/<pk:pk>/revise/", indicators.value_revise, name="value-revise"),
    path("boards/<pk:pk>/inspections/", inspections.inspection_list, name="inspection-list"),
    path("boards/<pk:pk>/inspections/add/", inspections.inspection_add, name="inspection-add"),
    path("inspections/<pk:pk>/", inspections.inspection_show, name="inspection-show"),
    path("inspections/<pk:pk>/edit/", inspections.inspection_edit, name="inspection-edit"),
    path("inspections/<pk:pk>/lift/", inspections.inspection_lift, name="inspection-lift"),
    path("inspections/<pk:pk>/bin/", inspections.inspection_bin, name="inspection-bin"),
    path("inspections/<pk:pk>/plan/", inspections.inspection_plan, name="inspection-plan"),
    path("boards/<pk:pk>/case-reviews/add/", inspections.case_reviews_add, name="case-reviews-add"),
    path("case-reviews/<pk:pk>/edit/", inspections.case_reviews_edit, name="case-reviews-edit"),
    path("case-reviews/<pk:pk>/bin/", inspections.case_reviews_bin, name="case-reviews-bin"),
    path("case-reviews/<pk:pk>/plan/", inspections.case_reviews_plan, name="case-reviews-plan"),
]
