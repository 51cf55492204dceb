"""The WSGI application that the server runs."""

import os

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

from scrutiny.engine.checks import has_built_in_key

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "scrutiny.settings")
application = get_wsgi_application()
if has_built_in_key() and not settings.DEBUG:
    raise ImproperlyConfigured(
        "SECRET_KEY is the one that comes with the source, with which anybody could sign in as anybody. "
        "Put one of your own into var/secrets.env (`make run` does so by itself)."
    )
