"""Every address of the site, app by app."""

from django.urls import include, path

urlpatterns = [
    path("", include("scrutiny.engine.urls")),
    path("", include("scrutiny.urls")),
    path("", include("recommendations.urls")),
    path("", include("boards.urls")),
]
handler400 = "scrutiny.engine.views.errors.bad_request"
handler403 = "scrutiny.engine.views.errors.permission_denied"
handler404 = "scrutiny.engine.views.errors.page_not_found"
handler500 = "scrutiny.engine.views.errors.server_error"
