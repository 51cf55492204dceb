"""Addresses of the reviews pages."""

urlpatterns = []
