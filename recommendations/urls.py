"""Addresses of the recommendations app."""

from django.urls import path, register_converter  # noqa: F401

from . import forward_urls, plan_urls, round_urls, urls_responding
from .views import (
    briefing,
    earlier,
    findings,
    home,
    judgements,
    life,
    notes,
    rating_rule,
    recommendations,
    table,
    tracker,
)

app_name = "recommendations"
urlpatterns = [
    path("reviews/<pk:pk>/findings/", table.finding_table, name="finding-table"),
    path("reviews/<pk:pk>/findings/order/", findings.finding_order, name="finding-order"),
    path("reviews/<pk:pk>/numbering/", recommendations.numbering_edit, name="numbering-edit"),
    path("reviews/<pk:pk>/recommendations/add/", recommendations.recommendation_add, name="recommendation-add"),
    path("sections/<pk:section_pk>/findings/add/", findings.finding_add, name="finding-add"),
    path("sections/<pk:section_pk>/findings/paste/", findings.finding_paste, name="finding-paste"),
    path("findings/<pk:pk>/edit/", findings.finding_edit, name="finding-edit"),
    path("findings/<pk:pk>/split/", findings.finding_split, name="finding-split"),
    path("findings/<pk:pk>/place/", findings.finding_place, name="finding-place"),
    path("recommendations/<pk:pk>/", recommendations.recommendation_show, name="recommendation-show"),
    path("recommendations/<pk:pk>/edit/", recommendations.recommendation_edit, name="recommendation-edit"),
    path("recommendations/<pk:pk>/findings/", recommendations.recommendation_links, name="recommendation-links"),
    path("recommendations/<pk:pk>/place/", recommendations.recommendation_place, name="recommendation-place"),
    path(
        "recommendations/<pk:pk>/relations/", recommendations.recommendation_relations, name="recommendation-relations"
    ),
    path("recommendations/<pk:pk>/withdraw/", recommendations.recommendation_withdraw, name="recommendation-withdraw"),
    path(
        "recommendations/<pk:pk>/reinstate/", recommendations.recommendation_reinstate, name="recommendation-reinstate"
    ),
    path("recommendations/", home.home, name="home"),
    path("bodies/<pk:pk>/tracker/", tracker.tracker, name="tracker"),
    path("bodies/<pk:pk>/tracker/<slug:kind>", tracker.export, name="tracker-export"),
    path("councils/<pk:pk>/ratings/", rating_rule.rating_rule, name="monitoring-rule"),
    *plan_urls.urlpatterns,
    *forward_urls.urlpatterns,
    *round_urls.urlpatterns,
    *urls_responding.urlpatterns,
    path("recommendations/<pk:pk>/life/", life.life, name="life"),
    path("bodies/<pk:pk>/briefing/", briefing.briefing, name="briefing"),
    path("bodies/<pk:pk>/briefing.pdf", briefing.briefing_pdf, name="briefing-pdf"),
    path("recommendations/<pk:pk>/notes/add/", notes.note_add, name="note-add"),
    path("notes/", notes.note_list, name="note-list"),
    path("notes/<pk:pk>/edit/", notes.note_edit, name="note-edit"),
    path("notes/<pk:pk>/send/", notes.note_send, name="note-send"),
    path("notes/<pk:pk>/remove/", notes.note_remove, name="note-remove"),
    path("reviews/<pk:pk>/earlier/", earlier.earlier_list, name="earlier-list"),
    path("reviews/<pk:pk>/restate/", earlier.recommendation_restate, name="recommendation-restate"),
    path("bodies/<pk:pk>/decisions/", judgements.judgement_list, name="judgement-list"),
    path("meetings/<pk:pk>/decisions/", judgements.judgement_sheet, name="judgement-sheet"),
    path("judgements/<pk:pk>/correct/", judgements.judgement_correct, name="judgement-correct"),
]
