"""Addresses of the scrutiny app, by noun."""

from . import agenda, directory, papers, reviews, site

app_name = "scrutiny"
urlpatterns = [
    *site.urlpatterns,
    *directory.urlpatterns,
    *reviews.urlpatterns,
    *papers.urlpatterns,
    *agenda.urlpatterns,
]
