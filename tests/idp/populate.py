"""Run in the provider's process before it starts: its people and its one client. Argument: the client's callback.

Never imported by a test: allauth's provider would enter its tables into the models of the process that tests.
"""

import sys

import django
from django.core.management import call_command

from tests.idp.people import PASSWORD, PEOPLE


def populate(callback: str) -> None:
    from allauth.account.models import EmailAddress
    from allauth.idp.oidc.models import Client
    from django.contrib.auth.models import User

    call_command("migrate", verbosity=0)
    for email, verified in PEOPLE.items():
        user = User.objects.create_user(email.partition("@")[0], email, PASSWORD, last_name="Muster")
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    client = Client(id="soesmart", name="Stadt Soest", scopes="openid\nemail", redirect_uris=callback)
    client.set_secret("client-geheim")
    client.save()


if __name__ == "__main__":
    django.setup()
    populate(sys.argv[1])
