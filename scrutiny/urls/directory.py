"""Addresses of the directory pages."""

from django.urls import path

from scrutiny.engine import converters  # noqa: F401  (registers <pk:pk>)
from scrutiny.views import administration, audit, bodies, councils, glossary, headings, meetings, memberships, people

urlpatterns = [
    path("bodies/", bodies.body_list, name="body-list"),
    path("bodies/add/", bodies.body_add, name="body-add"),
    path("bodies/<pk:pk>/", bodies.body_show, name="body-show"),
    path("bodies/<pk:pk>/edit/", bodies.body_edit, name="body-edit"),
    path("bodies/<pk:pk>/rename/", bodies.body_rename, name="body-rename"),
    path("bodies/<pk:pk>/end/", bodies.body_end, name="body-end"),
    path("bodies/<pk:pk>/members/add/", memberships.member_add, name="member-add"),
    path("bodies/<pk:pk>/meetings/add/", meetings.meeting_add, name="meeting-add"),
    path("members/<pk:pk>/edit/", memberships.member_edit, name="member-edit"),
    path("members/<pk:pk>/end/", memberships.member_end, name="member-end"),
    path("members/<pk:pk>/remove/", memberships.member_remove, name="member-remove"),
    path("meetings/<pk:pk>/", meetings.meeting_show, name="meeting-show"),
    path("meetings/<pk:pk>/edit/", meetings.meeting_edit, name="meeting-edit"),
    path("meetings/<pk:pk>/attendance/", meetings.meeting_attendance, name="meeting-attendance"),
    path("people/", people.person_list, name="person-list"),
    path("people/add/", people.person_add, name="person-add"),
    path("people/<pk:pk>/", people.person_show, name="person-show"),
    path("people/<pk:pk>/edit/", people.person_edit, name="person-edit"),
    path("councils/<pk:pk>/", councils.council_show, name="council-show"),
    path("councils/<pk:pk>/edit/", councils.council_edit, name="council-edit"),
    path("councils/<pk:pk>/headings/", headings.heading_list, name="standard-heading-list"),
    path("councils/<pk:pk>/headings/add/", headings.heading_add, name="standard-heading-add"),
    path("councils/<pk:pk>/data-quality/", headings.quality_scale, name="quality-scale"),
    path("headings/<pk:pk>/edit/", headings.heading_edit, name="standard-heading-edit"),
    path("headings/<pk:pk>/move/", headings.heading_move, name="standard-heading-move"),
    path("glossary/", glossary.glossary_list, name="glossary-list"),
    path("glossary/paste/", glossary.glossary_paste, name="glossary-paste"),
    path("glossary/add/", glossary.glossary_add, name="glossary-add"),
    path("glossary/<pk:pk>/edit/", glossary.glossary_edit, name="glossary-edit"),
    path("glossary/<pk:pk>/remove/", glossary.glossary_remove, name="glossary-remove"),
    path("administration/", administration.administration, name="administration"),
    path("administration/audit/", audit.audit_list, name="audit-list"),
    path("administration/users/add/", administration.user_add, name="user-add"),
    path("administration/users/<pk:pk>/", administration.user_edit, name="user-edit"),
    path("administration/roles/add/", administration.role_add, name="role-add"),
    path("administration/roles/<pk:pk>/remove/", administration.role_remove, name="role-remove"),
]
