"""Addresses of the recommendations app."""

app_name = "recommendations"
urlpatterns = []
