"""Signing in with a state account such as BundID, over OpenID Connect."""

from typing import Any, ClassVar

from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from requests import RequestException


class SocialAdapter(DefaultSocialAccountAdapter):
    error_messages: ClassVar[dict[str, Any]] = {
        "email_taken": "Mit dieser E-Mail-Adresse gibt es schon ein Konto. Bitte damit anmelden, dann %s verbinden.",
        "invalid_token": "Die Antwort des anderen Kontos war ungültig. Bitte noch einmal versuchen.",
        "no_password": "Dieses Konto hat kein Passwort.",
        "no_verified_email": "Bitte zuerst die E-Mail-Adresse bestätigen.",
        "disconnect_last": "Die letzte Verbindung lässt sich nicht trennen.",
        "connected_other": "Dieses andere Konto gehört schon zu jemand anderem.",
    }

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Name, address and what else a state account tells is nothing that the town needs: it is not kept."""
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk:
            sociallogin.account.save(update_fields=["extra_data"])

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        return reverse("socialaccount_connections")


def provider_name() -> str:
    """The state account's name as the button says it, such as "BundID"; empty when the town offers none."""
    providers: dict[str, Any] = settings.SOCIALACCOUNT_PROVIDERS
    apps = providers.get("openid_connect", {}).get("APPS", [])
    return str(apps[0]["name"]) if apps else ""


def sign_in_elsewhere(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Leads to the provider by a page with a link, not by a redirect.

    Browsers apply `form-action` to every hop of a redirect that answers a form, and a state account has many hosts.
    """
    try:
        response: HttpResponse = views.login(request, provider_id)
    except RequestException:
        return render(request, "socialaccount/authentication_error.html", {"is_away": True}, status=503)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    if response.status_code != 302:
        return response
    return render(request, "accounts/to_provider.html", {"address": response["Location"]})
