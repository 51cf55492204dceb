"""Addresses of the boards app."""

app_name = "boards"
urlpatterns = []
