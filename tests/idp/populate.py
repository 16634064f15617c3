"""Run in the provider's process before it starts: its people and its one client (arguments: the callback address)."""

import os
import sys

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.idp.settings"

import django

django.setup()

from allauth.account.models import EmailAddress  # noqa: E402
from allauth.idp.oidc.models import Client  # noqa: E402
from django.contrib.auth.models import User  # noqa: E402
from django.core.management import call_command  # noqa: E402

PASSWORD = "geheim-nur-im-test"
# Who is known there, and whether the provider verified the address.
PEOPLE = {
    "gesa@example.org": True,
    "amira@example.org": True,
    "unsicher@example.org": False,
    "bernd@example.org": False,
}


def populate(callback: str) -> None:
    call_command("migrate", verbosity=0)
    for email, verified in PEOPLE.items():
        user = User.objects.create_user(email.partition("@")[0], email, PASSWORD, last_name="Muster")
        EmailAddress.objects.create(user=user, email=email, verified=verified, primary=True)
    client = Client(id="soesmart", name="Stadt Soest", scopes="openid\nemail", redirect_uris=callback)
    client.set_secret("client-geheim")
    client.save()


if __name__ == "__main__":
    populate(sys.argv[1])
