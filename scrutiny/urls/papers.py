"""Addresses of the papers pages."""

urlpatterns = []
