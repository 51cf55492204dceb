"""Addresses of the site's own pages."""

from django.urls import path

from scrutiny.views import site

urlpatterns = [
    path("", site.home, name="home"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("council.css", site.council_style, name="council-style"),
]
