"""One process, two speeds: the live paths are answered here, all other requests by Django's WSGI handler on a thread pool."""

from soesmart.config.wsgi import application as pages

application = pages
