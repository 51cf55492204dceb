"""Addresses of the engine."""

from django.urls import path

from . import converters  # noqa: F401  (registers <pk:pk> for every address below)
from .views import drafts, session

app_name = "engine"
urlpatterns = [
    path("sign-in/", session.SignIn.as_view(), name="sign-in"),
    path("sign-out/", session.SignOut.as_view(), name="sign-out"),
    path("password/", session.PasswordChange.as_view(), name="password-change"),
    path("drafts/", drafts.unsaved, name="draft-list"),
    path("drafts/save", drafts.save, name="draft-save"),
    path("drafts/discard", drafts.discard, name="draft-discard"),
    path("preview", drafts.preview, name="text-preview"),
]
