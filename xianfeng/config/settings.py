"""Settings: everything that differs between machines comes from XIANFENG_* variables."""

import os
from pathlib import Path

from django.utils.csp import CSP

from xianfeng.config.database import database_from_url
from xianfeng.config.dates import first_day
from xianfeng.config.secrets import loopback_only, master_key

BASE_DIR = Path(__file__).resolve().parent.parent.parent
VAR_DIR = Path(os.environ.get("XIANFENG_VAR", BASE_DIR / "var"))
DEBUG = os.environ.get("XIANFENG_DEBUG") == "1"

MASTER_KEY = master_key(VAR_DIR)
SECRET_KEY = "django:" + MASTER_KEY.hex()
SITE_ADDRESS = os.environ.get("XIANFENG_ADDRESS", "http://127.0.0.1:8000").rstrip("/")
ALLOWED_HOSTS = os.environ.get("XIANFENG_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
ON_LOOPBACK = loopback_only(ALLOWED_HOSTS)
IN_USE_SINCE = first_day(os.environ.get("XIANFENG_IN_USE_SINCE", ""))
LOCAL_RULES = os.environ.get("XIANFENG_LOCAL_RULES", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "xianfeng.accounts",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "django_tasks_db",
    "xianfeng.kernel",
    "xianfeng.ui",
    "xianfeng.ledgers",
    "xianfeng.units",
    "xianfeng.members",
    "xianfeng.voting",
    "xianfeng.rectification",
    "xianfeng.checkin",
    "xianfeng.hours",
    "xianfeng.life",
    "xianfeng.plans",
    "xianfeng.development",
    "xianfeng.elections",
    "xianfeng.reviews",
    "xianfeng.care",
    "xianfeng.voice",
    "xianfeng.outreach",
    "xianfeng.supervision",
    "xianfeng.volunteering",
    "xianfeng.partners",
    "xianfeng.ratings",
    "xianfeng.service",
    "xianfeng.duties",
    "xianfeng.lifecycle",
    "xianfeng.standards",
    "xianfeng.responsibility",
    "xianfeng.burden",
    "xianfeng.participation",
    "xianfeng.reports",
    "xianfeng.desk",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "xianfeng.ui.middleware.LegibleMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "xianfeng.units.middleware.ViewerMiddleware",
    "xianfeng.ui.middleware.DeniedMiddleware",
    "xianfeng.accounts.middleware.FirstStepsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "xianfeng.config.urls"
WSGI_APPLICATION = "xianfeng.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["xianfeng.ui.templatetags.ui"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "xianfeng.ui.context.frame",
            ],
        },
    }
]

DATABASES = {
    "default": database_from_url(
        os.environ.get("XIANFENG_DATABASE_URL", f"sqlite:///{VAR_DIR / 'xianfeng.sqlite3'}")
    )
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "xianfeng.accounts.adapter.ClosedAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "xianfeng.accounts.adapter.SealedMFAAdapter"
MFA_TOTP_ISSUER = "先锋"
AXES_FAILURE_LIMIT = 8
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [("vendor", BASE_DIR / "var" / "vendor")]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = VAR_DIR / "files"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 4000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_HTTPONLY = True
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
}
# On loopback the pages are plain HTTP; anywhere else they are served behind TLS.
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = not ON_LOOPBACK
SECURE_HSTS_SECONDS = 0 if ON_LOOPBACK else 31536000
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = not ON_LOOPBACK
SECURE_PROXY_SSL_HEADER = None if ON_LOOPBACK else ("HTTP_X_FORWARDED_PROTO", "https")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"discreet": {"()": "xianfeng.config.logs.DiscreetFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "discreet"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
