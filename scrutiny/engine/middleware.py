"""Refusing in plain words what no view could answer."""

from django.utils.cache import patch_cache_control

from .views import errors


class PlainRefusals:
    """Answers 400 to NUL characters, which PostgreSQL refuses, gives 405 a page, keeps shared caches out."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        """Refuse, or let the request through and finish the response."""
        if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", "") or _cookie_with_nul(request):
            return errors.bad_request(request)
        response = self.get_response(request)
        if response.status_code == 405 and not response.streaming and not response.content:
            page = errors.method_not_allowed(request)
            page["Allow"] = response.get("Allow", "")
            response = page
        session = getattr(request, "session", None)
        if session is not None and session.accessed and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True)
        return response

    def process_exception(self, request, exception):
        """400 for characters sent that no database can hold and that no form refused first."""
        if isinstance(exception, UnicodeEncodeError) and exception.reason == "surrogates not allowed":
            return errors.bad_request(request)
        if isinstance(exception, ValueError) and "NUL (0x00)" in str(exception):
            return errors.bad_request(request)
        return None


def _cookie_with_nul(request):
    """Whether a cookie holds a NUL (quoted as \\000), which would reach the query for the session."""
    return any("\x00" in value for value in request.COOKIES.values())
