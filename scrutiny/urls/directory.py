"""Addresses of the directory pages."""

urlpatterns = []
