"""Addresses of the papers pages."""

from django.urls import path

from scrutiny.engine import converters  # noqa: F401  (registers <pk:pk>)
from scrutiny.views import (
    appendices,
    committee_papers,
    editions,
    exemption,
    headings,
    paper_meetings,
    paper_readiness,
    papers,
    sections,
)

OWN = {"of": "committee"}  # a paper that belongs to a committee and to no review

urlpatterns = [
    path("reviews/<pk:pk>/paper/", papers.paper_show, name="paper-show"),
    path("reviews/<pk:pk>/paper/make/", papers.paper_make, name="paper-make"),
    path("reviews/<pk:pk>/paper/details/", papers.paper_edit, name="paper-edit"),
    path("reviews/<pk:pk>/paper/preview/", papers.paper_preview, name="paper-preview"),
    path("reviews/<pk:pk>/paper/draft.pdf", papers.paper_pdf, name="paper-pdf"),
    path("reviews/<pk:pk>/paper/sections/add/", sections.section_add, name="section-add"),
    path("reviews/<pk:pk>/paper/issue/", editions.edition_issue, name="edition-issue"),
    path("reviews/<pk:pk>/paper/implications/", headings.implications, name="paper-implications"),
    path("papers/<pk:pk>/implications/", headings.implications, OWN, name="committee-paper-implications"),
    path("sections/<pk:pk>/edit/", sections.section_edit, name="section-edit"),
    path("sections/<pk:pk>/move/", sections.section_move, name="section-move"),
    path("sections/<pk:pk>/drop/", sections.section_drop, name="section-drop"),
    path("sections/<pk:pk>/bin/", sections.section_bin, name="section-bin"),
    path("sections/<pk:pk>/restore/", sections.section_restore, name="section-restore"),
    path("bodies/<pk:pk>/papers/", committee_papers.paper_list, name="committee-papers"),
    path("bodies/<pk:pk>/papers/add/", committee_papers.paper_add, name="committee-paper-add"),
    path("papers/<pk:pk>/", papers.paper_show, OWN, name="committee-paper-show"),
    path("papers/<pk:pk>/details/", papers.paper_edit, OWN, name="committee-paper-edit"),
    path("papers/<pk:pk>/status/", committee_papers.paper_status, name="committee-paper-status"),
    path("papers/<pk:pk>/readiness/", paper_readiness.paper_show, name="paper-readiness"),
    path("papers/<pk:pk>/preview/", papers.paper_preview, OWN, name="committee-paper-preview"),
    path("papers/<pk:pk>/draft.pdf", papers.paper_pdf, OWN, name="committee-paper-pdf"),
    path("papers/<pk:pk>/sections/add/", sections.section_add, OWN, name="committee-section-add"),
    path("papers/<pk:pk>/issue/", editions.edition_issue, OWN, name="committee-edition-issue"),
    path("editions/<pk:pk>/", editions.edition_show, name="edition-show"),
    path("editions/<pk:pk>/paper.pdf", editions.edition_pdf, name="edition-pdf"),
    path("editions/<pk:pk>/publish/", editions.edition_publish, name="edition-publish"),
    path("editions/<pk:pk>/withdraw/", editions.edition_withdraw, name="edition-withdraw-publication"),
    path("reviews/<pk:pk>/paper/appendices/add/", appendices.appendix_add, name="appendix-add"),
    path("papers/<pk:pk>/appendices/add/", appendices.appendix_add, OWN, name="committee-appendix-add"),
    path("appendices/<pk:pk>/edit/", appendices.appendix_edit, name="appendix-edit"),
    path("appendices/<pk:pk>/move/", appendices.appendix_move, name="appendix-move"),
    path("appendices/<pk:pk>/bin/", appendices.appendix_bin, name="appendix-bin"),
    path("appendices/<pk:pk>/file/", appendices.appendix_file, name="appendix-file"),
    path("editions/<pk:pk>/pictures/<str:name>", appendices.edition_picture, name="edition-picture"),
    path("reviews/<pk:pk>/paper/preview/pictures/<str:name>", appendices.paper_picture, name="paper-picture"),
    path("papers/<pk:pk>/preview/pictures/<str:name>", appendices.paper_picture, OWN, name="committee-paper-picture"),
    path("sections/<pk:pk>/exempt/", exemption.section_exempt, name="section-exempt"),
    path("papers/<pk:pk>/exempt/", exemption.paper_exempt, name="paper-exempt"),
    path("reviews/<pk:pk>/paper/meetings/add/", paper_meetings.paper_meeting_add, name="paper-meeting-add"),
    path("papers/<pk:pk>/meetings/add/", paper_meetings.paper_meeting_add, OWN, name="committee-paper-meeting-add"),
    path("paper-meetings/<pk:pk>/remove/", paper_meetings.paper_meeting_remove, name="paper-meeting-remove"),
]
