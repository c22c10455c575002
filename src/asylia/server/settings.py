"""Django's settings for Asylia: no cookie before a sign-in, nothing from elsewhere, nothing personal in the log.

Environment: ASYLIA_VAR (folder for what the server makes itself), ASYLIA_SECRET_KEY (instead of the key kept there),
ASYLIA_ALLOWED_HOSTS (host names besides this machine's own, separated by commas), ASYLIA_BEHIND_PROXY (a proxy with TLS
stands in front and names who asks), and what `database` reads.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy

from asylia.server.database import databases, role_of_this_process
from asylia.server.state import given_key, kept_key, state_folder

VAR = state_folder()
SECRET_KEY = given_key() or kept_key(VAR)
DEBUG = False
ALLOWED_HOSTS = [
    "127.0.0.1",
    "localhost",
    "[::1]",
    *filter(None, (host.strip() for host in os.environ.get("ASYLIA_ALLOWED_HOSTS", "").split(","))),
]

INSTALLED_APPS = [
    # The library of second factors imports these two. Neither gets a table: permissions and groups are not used.
    "asylia.server.libraries.WithoutPermissions",
    "asylia.server.libraries.WithoutContentTypes",
    "django.contrib.staticfiles",
    "csp",
    "allauth",
    "allauth.mfa",
    "asylia.record",
    "asylia.access",
    "asylia.audit",
    "asylia.casework",
    "asylia.pages",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "access.Account"
MIGRATION_MODULES = {"auth": None, "contenttypes": None}
ROOT_URLCONF = "asylia.server.urls"
WSGI_APPLICATION = "asylia.server.wsgi.application"
DATABASES: dict[str, Any] = {"default": databases(VAR).for_django(role_of_this_process())}

# No cookie before somebody signs in: it would show on a shared telephone that Asylia was open. Django's CSRF guard
# needs one, so `same_origin` does its work instead.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "asylia.server.headers.permissions_policy",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "asylia.server.headers.never_stored",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "asylia.server.headers.same_origin",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "asylia.access.sessions_middleware.signed_in",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
SILENCED_SYSTEM_CHECKS = ["security.W003"]  # CsrfViewMiddleware: see above.

# Behind a proxy the session's cookie is sent over TLS only, and the proxy says whom a request comes from.
BEHIND_PROXY = bool(os.environ.get("ASYLIA_BEHIND_PROXY"))
SESSION_COOKIE_SECURE = BEHIND_PROXY
MFA_ADAPTER = "asylia.access.second_factor_sealing.SealedSecrets"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_TOTP_ISSUER = "Notes"
MFA_RECOVERY_CODE_DIGITS = 12
MFA_WEBAUTHN_USER_VERIFICATION = "preferred"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [Path(__file__).resolve().parent / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "asylia.server.demonstration.shown",
            ]
        },
    }
]

LANGUAGE_CODE = "en"
LANGUAGES = [("en", gettext_lazy("English")), ("ar", gettext_lazy("Arabic"))]
LOCALE_PATHS = [Path(__file__).resolve().parent.parent / "pages" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STORAGES = {
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
# Other sites learn nothing. "no-referrer" would also hide our own origin from us, and `same_origin` reads it.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True

DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
# Nothing is uploaded to the desk. What someone sends all the same never reaches the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
DATA_UPLOAD_MAX_NUMBER_FILES = 1

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"place-only": {"()": "asylia.server.log.PlaceOnly"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "place-only"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        "django.request": {"handlers": ["stderr"], "level": "ERROR", "propagate": False},
        # Its messages repeat the host or the field that was refused.
        "django.security": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}
LOGGING_CONFIG = "logging.config.dictConfig"
