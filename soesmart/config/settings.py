"""Settings of Django. What a town hall may set comes from the environment (see env.py and docs/operate.md)."""

from csp.constants import NONCE, NONE, SELF

from soesmart.config import env
from soesmart.config.databases import database

BASE_DIR = env.ROOT
DATA_DIR = env.DATA_DIR
env.make_data_dir()

SECRET_KEY = env.secret_key()
# Article 5 of the EUPL: who uses the software over a network must be able to get its source.
SOURCE_CODE_URL = env.SOURCE_CODE_URL
DEBUG = env.DEBUG
DEMO = env.DEMO
# Host names are rows of the database: region.middleware answers unknown ones before anything else does.
ALLOWED_HOSTS = ["*"]

# Every domain app offers soesmart.<app>.module.MODULE; portal and opendata walk this list.
MODULES = [
    "soesmart.region",
    "soesmart.accounts",
    "soesmart.strategy",
    "soesmart.participation",
    "soesmart.pilots",
    "soesmart.events",
    "soesmart.tickets",
    "soesmart.portal",
]

INSTALLED_APPS = [
    "soesmart.core",
    *MODULES,
    "soesmart.demo",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_tasks",
    "django_tasks_db",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "django.contrib.humanize",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "soesmart.region.middleware.TownMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "soesmart.core.middleware.NoZeroMiddleware",
    "soesmart.core.middleware.RefusalMiddleware",
    "soesmart.accounts.middleware.AccessMiddleware",
]

ROOT_URLCONF = "soesmart.config.urls"
WSGI_APPLICATION = "soesmart.config.wsgi.application"
ASGI_APPLICATION = "soesmart.config.asgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["soesmart.core.templatetags.soesmart"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "soesmart.region.context.town",
                "soesmart.accounts.context.person",
                "soesmart.portal.context.navigation",
            ],
        },
    }
]

# --- data -----------------------------------------------------------------------------------------------------------

DATABASES = {"default": database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Empty: live processes learn of one another from the database, within a second.
REDIS_URL = env.REDIS_URL

CACHES = {
    # Room for the counters of a busy evening: beyond it a third of them is thrown out, and with them who tried what.
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 20_000}},
    # Wagtail would remember scaled pictures that another process has already replaced.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# --- language and time ------------------------------------------------------------------------------------------------

LANGUAGE_CODE = "de"
LANGUAGES = [("de", "Deutsch"), ("en", "English")]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

# --- files ------------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # Addresses carry a digest of the content, so files may be cached for a year without collectstatic (40 s).
    "staticfiles": {"BACKEND": "soesmart.core.static.DigestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
# Browsers ask for /favicon.ico by themselves on every page that is not HTML, on every host.
WHITENOISE_ROOT = BASE_DIR / "soesmart" / "core" / "rootfiles"
WHITENOISE_MAX_AGE = 365 * 24 * 3600

# --- people -----------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my"
LOGOUT_REDIRECT_URL = "/"

ACCOUNT_ADAPTER = "soesmart.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_CLASS = "soesmart.accounts.signup.ConsentForm"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# Who asks gets the same answer for a known and an unknown address; only the mail's reader learns which it is.
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Ten minutes: mail servers of town halls are slow (greylisting), and eight digits stand three tries for a lifetime.
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_FORMAT = ACCOUNT_EMAIL_VERIFICATION_BY_CODE_FORMAT = {
    "numeric": True,
    "length": 8,
    "dashed": True,
}
ACCOUNT_REAUTHENTICATION_TIMEOUT = 10 * 60
# A whole hall signs in behind one address, so that limit is wide; the narrow ones count per account.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "signup": "60/m/ip",
    "request_login_code": "120/m/ip,3/m/key,20/h/key",
    "follow_mail": "30/m/ip,3/h/key",
}
ACCOUNT_FORMS = {
    "login": "soesmart.accounts.forms.LoginForm",
    "signup": "soesmart.accounts.forms.SignupForm",
    "add_email": "soesmart.accounts.forms.AddEmailForm",
    "change_email": "soesmart.accounts.forms.ChangeEmailForm",
    "confirm_login_code": "soesmart.accounts.forms.ConfirmLoginCodeForm",
    "confirm_email_verification_code": "soesmart.accounts.forms.ConfirmEmailCodeForm",
}
MFA_ADAPTER = "soesmart.accounts.mfa.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not env.HTTPS
MFA_TOTP_TOLERANCE = 1
MFA_FORMS = {
    "authenticate": "soesmart.accounts.forms.AuthenticateForm",
    "reauthenticate": "soesmart.accounts.forms.ReauthenticateForm",
    "activate_totp": "soesmart.accounts.forms.ActivateTOTPForm",
    "add_webauthn": "soesmart.accounts.forms.AddWebAuthnForm",
    "edit_webauthn": "soesmart.accounts.forms.EditWebAuthnForm",
}
SOCIALACCOUNT_ADAPTER = "soesmart.accounts.social.SocialAdapter"
# A known address connects only when the provider says that it was verified (allauth checks `email_verified`).
SOCIALACCOUNT_EMAIL_AUTHENTICATION = SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
# Nobody gets an account without having agreed to the privacy text.
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_FORMS = {
    "signup": "soesmart.accounts.forms.SocialSignupForm",
    "disconnect": "soesmart.accounts.forms.DisconnectForm",
}
SOCIALACCOUNT_PROVIDERS: dict[str, object] = {}
if env.OIDC_SERVER_URL:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "state",
                "name": env.OIDC_NAME,
                "client_id": env.OIDC_CLIENT_ID,
                "secret": env.OIDC_CLIENT_SECRET,
                "settings": {"server_url": env.OIDC_SERVER_URL, "scope": ["openid", "email"]},
            }
        ],
    }

# --- mail -------------------------------------------------------------------------------------------------------------

DEFAULT_FROM_EMAIL = env.MAIL_FROM
if env.EMAIL_URL:
    vars().update(env.env.email_url_config(env.EMAIL_URL))
else:
    # Without a mail server every mail becomes a file that the operator (and the demo's mail page) can read.
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"

# --- safety -----------------------------------------------------------------------------------------------------------

SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = env.HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "soesmart.core.errors.csrf_failure"
if env.HTTPS:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 30 * 24 * 3600
    # Whether the town's other addresses speak HTTPS is not ours to promise.
    SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
if env.BEHIND_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    USE_X_FORWARDED_HOST = True
    # Else all visitors would share the proxy's address, and one of them could use up everybody's tries to sign in.
    ALLAUTH_TRUSTED_PROXY_COUNT = 1

CONTENT_SECURITY_POLICY = {
    # Wagtail's editor needs inline scripts; it is for staff with a second factor only.
    "EXCLUDE_URL_PREFIXES": ["/redaktion/"],
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:", *env.map_hosts()],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
        "object-src": [NONE],
    },
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024

# --- maps -------------------------------------------------------------------------------------------------------------

# Empty: maps are drawn from the town's outline alone, and no other host learns who looks at them.
MAP_TILES, MAP_CREDIT = env.MAP_TILES, env.MAP_CREDIT

# --- sources of values ------------------------------------------------------------------------------------------------

# Off: what an officer types as an address never opens the town's own network.
ALLOW_PRIVATE_SOURCES = env.ALLOW_PRIVATE_SOURCES

# --- portal -----------------------------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "soesmart"
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_I18N_ENABLED = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_WORKFLOW_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAILADMIN_BASE_URL = "http://localhost:8000"
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILDOCS_EXTENSIONS = ["pdf", "xlsx", "csv", "odt", "ods", "docx"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
# More than a telephone takes; unpacked they are 200 MB, which a small machine can bear.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000
WAGTAILIMAGES_IMAGE_FORM_BASE = "soesmart.portal.picture_forms.PictureForm"

# --- log --------------------------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # No line for a request: addresses of people and pages stay out of the log. Only what failed with a 5xx is noted.
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.request": {"level": "ERROR"},
        "django.security.csrf": {"level": "ERROR"},  # its warnings name the page, which may be a secret link
        "django_tasks": {"level": "WARNING"},
        "fido2": {"level": "WARNING"},
        "django_tasks_db": {"level": "ERROR"},  # its warnings tell, in English, of every Ctrl-C
        # What editors do stands in the audit log.
        "wagtail": {"level": "WARNING"},
    },
}
