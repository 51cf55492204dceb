"""The site's settings with Django's own admin beside it, for the bench alone."""

from scrutiny.settings import *  # noqa: F403
from scrutiny.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "django.contrib.admin"]
ROOT_URLCONF = "tests.bench.admin_urls"
