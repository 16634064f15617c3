"""Addresses of accounts. allauth's views keep allauth's names; those for passwords are left out on purpose."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from allauth.socialaccount import views as social
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.usersessions import views as sessions
from django.urls import include, path

from soesmart.accounts import entrance, office, steps, town, views
from soesmart.accounts.reauthentication import confirm_by_code
from soesmart.accounts.social import sign_in_elsewhere

entrance_patterns = [
    path("anmelden/", entrance.Login.as_view(), name="account_login"),
    path("anmelden/code/", entrance.ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path("anmelden/neuer-code/", entrance.ask_for_new_code, name="account_request_login_code"),
    path("anmelden/passkey/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("anmelden/zweiter-schritt/", mfa.authenticate, name="mfa_authenticate"),
    path("abmelden/", account.logout, name="account_logout"),
    path("gesperrt/", account.account_inactive, name="account_inactive"),
    path("neu/", entrance.Signup.as_view(), name="account_signup"),
    path("e-mail/bestaetigen/", entrance.ConfirmEmailCode.as_view(), name="account_email_verification_sent"),
]

security_patterns = [
    path("e-mail/", steps.ChangeEmail.as_view(), name="account_email"),
    path("ich-bin-es/", confirm_by_code, name="account_reauthenticate"),
    path("ich-bin-es/zweiter-schritt/", mfa.reauthenticate, name="mfa_reauthenticate"),
    path("ich-bin-es/passkey/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("sicherheit/", mfa.index, name="mfa_index"),
    path("sicherheit/warum/", views.second_factor, name="second_factor"),
    path("sicherheit/app/", steps.SetUpApp.as_view(), name="mfa_activate_totp"),
    path("sicherheit/app/abschalten/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("sicherheit/ersatzcodes/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("sicherheit/ersatzcodes/neu/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("sicherheit/ersatzcodes.txt", recovery.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("sicherheit/passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("sicherheit/passkeys/neu/", steps.SetUpPasskey.as_view(), name="mfa_add_webauthn"),
    path("sicherheit/passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("sicherheit/passkeys/<int:pk>/entfernen/", webauthn.remove_webauthn, name="mfa_remove_webauthn"),
    path("sitzungen/", sessions.list_usersessions, name="usersessions_list"),
]

social_patterns = [
    path("verbindungen/", social.connections, name="socialaccount_connections"),
    path("verbindungen/neu/", social.signup, name="socialaccount_signup"),
    path("verbindungen/abgebrochen/", social.login_cancelled, name="socialaccount_login_cancelled"),
    # The provider is told these two addresses; they are part of the contract with it.
    path("oidc/<slug:provider_id>/login/", sign_in_elsewhere, name="openid_connect_login"),
    path("oidc/<slug:provider_id>/login/callback/", oidc.callback, name="openid_connect_callback"),
    path("verbindungen/fehler/", social.login_error, name="socialaccount_login_error"),
]

urlpatterns = [
    path("konto/", include([*entrance_patterns, *security_patterns, *social_patterns])),
    path("mein/", views.my, name="my"),
    path("mein/name/", views.name, name="my_name"),
    path("mein/zustimmungen/", views.consents, name="my_consents"),
    path("mein/daten/", views.data, name="my_data"),
    path("mein/daten.json", views.data_json, name="my_data_json"),
    path("mein/loeschen/", views.delete, name="my_delete"),
    path("verwaltung/stadt/", town.branding, name="office_town"),
    path("verwaltung/personen/", office.people, name="office_people"),
    path("verwaltung/personen/einladen/", office.invite, name="office_invite"),
    path("verwaltung/personen/<uuid:pk>/", office.person, name="office_person"),
    path("verwaltung/personen/<uuid:pk>/zweiter-schritt/", office.reset_factor, name="office_reset_factor"),
]
