"""Django's pages as a plain WSGI application."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "soesmart.config.settings")

application = get_wsgi_application()

from soesmart.config.guard import refuse_public_demo  # noqa: E402  # needs Django to be set up

refuse_public_demo()
