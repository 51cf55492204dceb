"""The site's addresses and Django's admin with a list of standings, set up as its documentation advises."""

from django.contrib import admin
from django.urls import include, path

from recommendations.models import Standing


class OpenAdmin(admin.AdminSite):
    """An admin for whoever is signed in: the site's users have no rights of its kind."""

    def has_permission(self, request):
        """Whoever is signed in."""
        return request.user.is_active


class StandingAdmin(admin.ModelAdmin):
    """The same columns as the tracker, the same number of rows, three filters."""

    list_display = ("label", "words", "review", "addressees", "response", "rating", "timeliness", "judgement")
    list_filter = ("response", "rating", "timeliness")
    list_select_related = ("review",)
    list_per_page = 50
    ordering = ("due_on", "pk")

    def has_module_permission(self, request):
        """Whoever is signed in."""
        return True

    def has_view_permission(self, request, obj=None):
        """Whoever is signed in."""
        return True

    def has_add_permission(self, request):
        """Nobody: only the list is looked at."""
        return False

    has_change_permission = has_delete_permission = has_view_permission


site = OpenAdmin()
site.register(Standing, StandingAdmin)
urlpatterns = [path("admin/", site.urls), path("", include("scrutiny.root_urls"))]
