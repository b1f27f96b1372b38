"""Django's settings, each from an environment variable described in docs/operations/settings.md."""

import os
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from belvedere.config import environment as env
from belvedere.config.databases import database_from_url
from belvedere.config.development import development_key, local_hosts, local_url
from belvedere.config.logs import logging_settings
from belvedere.config.production import refuse_insecure
from belvedere.config.smtp import delivery_backend, smtp_from_url
from belvedere.config.sqlite import install_recent_sqlite, must_keep_to_one_process

install_recent_sqlite()

SOURCE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env.text("DATA_DIR", "var")).resolve()

PRODUCTION = env.flag("PRODUCTION")
DEMO = env.flag("DEMO")
DEBUG = False
SECRET_KEY = env.text("SECRET_KEY", "" if PRODUCTION else development_key(DATA_DIR))
SECRET_KEY_FALLBACKS = env.words("FORMER_SECRET_KEYS")  # still read, never written with
HOST = env.text("HOST", "127.0.0.1")
PORT = env.integer("PORT", 8000)
PUBLIC_URL = env.text("PUBLIC_URL", local_url(HOST, PORT)).rstrip("/")
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "" if PRODUCTION else local_hosts(HOST))

DATABASES = {"default": database_from_url(env.text("DATABASE_URL", "sqlite:///belvedere.db"), data_dir=DATA_DIR)}
IS_SQLITE = "sqlite" in DATABASES["default"]["ENGINE"]
# Threads of one process wait for each other at every statement, hence several processes; and who reads a long answer
# slowly holds a thread, hence several threads.
IS_ALONE = must_keep_to_one_process(DATABASES)
WEB_PROCESSES = env.integer("WEB_PROCESSES", 1 if IS_ALONE else 2 * (os.cpu_count() or 1))
WEB_THREADS = env.integer("WEB_THREADS", 4)
WEB_STREAMS = env.integer("WEB_STREAMS", min(2, WEB_THREADS // 4))  # each holds a thread: most are for pages
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "belvedere.config",
    "belvedere.platform.ui",
    "belvedere.platform.territory",
    "belvedere.platform.accounts",
    "belvedere.platform.journal",
    "belvedere.platform.tasks",
    "belvedere.platform.mail",
    "belvedere.platform.sms",
    "belvedere.platform.franceconnect",
    "belvedere.platform.limits",
    "belvedere.platform.search",
    "belvedere.platform.webhooks",
    "belvedere.platform.exchange",
    "belvedere.platform.papers",
    "belvedere.contexts.observatory",
    "belvedere.contexts.referrals",
    "belvedere.contexts.panels",
    "belvedere.contexts.answers",
    "belvedere.contexts.actionplan",
    "belvedere.contexts.transparency",
    "belvedere.contexts.guide",
    "belvedere.contexts.projects",
    "belvedere.contexts.strategy",
    "belvedere.contexts.consultations",
    "belvedere.contexts.seminar",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "csp",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "rules.apps.AutodiscoverRulesConfig",
]

MIDDLEWARE = [
    "belvedere.config.logs.AccessLogMiddleware",
    "belvedere.platform.ui.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "belvedere.platform.ui.policy.ContentPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "belvedere.platform.territory.middleware.TerritoryMiddleware",
    "belvedere.platform.accounts.middleware.ActingRoleMiddleware",
    "belvedere.platform.ui.middleware.RefusalMiddleware",
    "belvedere.platform.exchange.middleware.PublicApiMiddleware",
]

ROOT_URLCONF = "belvedere.config.urls"
WSGI_APPLICATION = "belvedere.config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "belvedere.platform.ui.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "belvedere.platform.ui.context.page",
            ],
        },
    }
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "rules.permissions.ObjectPermissionBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
# Accounts: docs/decisions/0020-accounts.md
LOGIN_URL = "account_login"
LOGOUT_REDIRECT_URL = "/"
SESSION_COOKIE_AGE = env.integer("SESSION_HOURS", 12) * 3600
ACCOUNT_ADAPTER = "belvedere.platform.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"login": "60/m/ip", "request_login_code": "60/m/ip,3/m/key,10/h/key", "signup": "60/m/ip"}
MFA_ADAPTER = "belvedere.platform.accounts.adapters.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Belvédère"
MFA_TOTP_TOLERANCE = 1
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = PUBLIC_URL.startswith("http://")
ACCOUNT_FORMS = {
    "login": "belvedere.platform.accounts.sign_in_forms.LoginForm",
    "request_login_code": "belvedere.platform.accounts.sign_in_forms.RequestLoginCodeForm",
    "confirm_login_code": "belvedere.platform.accounts.sign_in_forms.ConfirmLoginCodeForm",
    "signup": "belvedere.platform.accounts.sign_in_forms.SignupForm",
    "confirm_email_verification_code": "belvedere.platform.accounts.sign_in_forms.ConfirmEmailForm",
}
MFA_FORMS = {
    "authenticate": "belvedere.platform.accounts.sign_in_forms.AuthenticateForm",
    "reauthenticate": "belvedere.platform.accounts.sign_in_forms.ReauthenticateForm",
    "activate_totp": "belvedere.platform.accounts.sign_in_forms.ActivateApplicationForm",
    "add_webauthn": "belvedere.platform.accounts.sign_in_forms.AddKeyForm",
    "authenticate_webauthn": "belvedere.platform.accounts.sign_in_forms.AuthenticateKeyForm",
    "reauthenticate_webauthn": "belvedere.platform.accounts.sign_in_forms.ReauthenticateKeyForm",
    "login_webauthn": "belvedere.platform.accounts.sign_in_forms.LoginKeyForm",
    "edit_webauthn": "belvedere.platform.accounts.sign_in_forms.NameKeyForm",
}

# Shared by every process, so that attempts are counted once: entries are pseudonymous and expire.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "belvedere_cache",
        "KEY_FUNCTION": "belvedere.platform.accounts.cache.pseudonymous_key",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("Français")), ("en", _("Anglais"))]
TIME_ZONE = "Europe/Paris"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", str(DATA_DIR / "static")))
STATIC_HASHED = env.flag("STATIC_HASHED", default=PRODUCTION)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": (
            "whitenoise.storage.CompressedManifestStaticFilesStorage"
            if STATIC_HASHED
            else "django.contrib.staticfiles.storage.StaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = not STATIC_HASHED

LOGGING = logging_settings(
    form=env.text("LOG_FORMAT", "json" if PRODUCTION else "plain"),
    level=env.text("LOG_LEVEL", "INFO" if PRODUCTION else "WARNING"),
)

TASKS = {"default": {"BACKEND": "belvedere.platform.tasks.backend.TerritoryBackend", "QUEUES": []}}
LEASE_SECONDS = env.integer("LEASE_SECONDS", 30)  # a killed worker's job is taken up again after this
RETRY_SECONDS = env.integer("RETRY_SECONDS", 5)  # doubled at each failure
JOB_ATTEMPTS = env.integer("JOB_ATTEMPTS", 8)
JOB_LIMIT_SECONDS = env.integer("JOB_LIMIT_SECONDS", 3600)  # unless the task declares its own
TRUSTED_PROXIES = env.integer("TRUSTED_PROXIES", 0)  # how many proxies of ours stand in front

# Whatever sends mail writes in the outbox; the worker delivers from there through DELIVERY_BACKEND.
EMAIL_BACKEND = "belvedere.platform.mail.backends.Outbox"
SMTP = smtp_from_url(env.text("SMTP_URL"))
DELIVERY_BACKEND = delivery_backend(demo=DEMO, smtp=SMTP)
EMAIL_HOST = SMTP.host
EMAIL_PORT = SMTP.port
EMAIL_HOST_USER = SMTP.user
EMAIL_HOST_PASSWORD = SMTP.password
EMAIL_USE_TLS = SMTP.uses_starttls
EMAIL_USE_SSL = SMTP.uses_tls
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", "participation@belvedere.invalid")
MAIL_TRY_HOURS = env.integer("MAIL_TRY_HOURS", 48)  # a mail that no server takes is given up after this
MAIL_RETENTION_DAYS = env.integer("MAIL_RETENTION_DAYS", 30)
IMPORT_HOSTS = env.words("IMPORT_HOSTS")  # the only sites whose figures are read again by themselves
SMS_GATEWAY = env.text("SMS_GATEWAY", "console" if DEMO else "")
SMS_TOKEN = env.text("SMS_TOKEN")
WEBHOOK_OWN_HOSTS = env.words("WEBHOOK_OWN_HOSTS")  # name:port, of the operator's own network
FRANCECONNECT_URL = env.text("FRANCECONNECT_URL").rstrip("/")
FRANCECONNECT_CLIENT_ID = env.text("FRANCECONNECT_CLIENT_ID")
FRANCECONNECT_CLIENT_SECRET = env.text("FRANCECONNECT_CLIENT_SECRET")

IS_HTTPS = PUBLIC_URL.startswith("https://")
SESSION_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_SECURE = IS_HTTPS
SECURE_HSTS_SECONDS = env.integer("HSTS_SECONDS", 31_536_000 if IS_HTTPS else 0)
# Our proxy says whether the visitor came by HTTPS; without a proxy of ours, anybody could claim it.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXIES else None
SECURE_SSL_REDIRECT = IS_HTTPS and TRUSTED_PROXIES > 0
# The sub-domains of an authority's name are not ours to commit.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "belvedere.platform.ui.errors.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 1_000_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 300

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

if PRODUCTION:
    refuse_insecure(globals())
