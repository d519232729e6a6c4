"""The one settings file, read from the environment. Without any variable it is safe for production:
no DEBUG, no secret of its own (it refuses to start without SECRET_KEY), strict headers.

`make run` sets the variables for a machine of one's own; `.env` in the project's folder is read where it is.
"""

from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
env.read_env(str(BASE_DIR / ".env"), recurse=False)

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
HTTPS = SITE_URL.startswith("https://")

INSTALLED_APPS = [
    "modeltranslation",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "guides",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.common.CommonMiddleware",
    # These act only where a session is used, which is in the admin.
    "django.contrib.sessions.middleware.SessionMiddleware",
    "guides.admin.middleware.AdminLocaleMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Database. SQLite is opened without the right to create: a file that went missing is an error, not an empty site.
# `migrate` makes the file (guides/management/commands/migrate.py).
SQLITE_FILE = VAR_DIR / "db.sqlite3"
DATABASE_URL = env.str("DATABASE_URL", "")
if DATABASE_URL:
    DATABASES = {
        "default": env.dj_db_url("DATABASE_URL", conn_max_age=60, conn_health_checks=True),
    }
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": f"file:{SQLITE_FILE}?mode=rw",
            "OPTIONS": {
                "uri": True,
                "timeout": 20,
                "transaction_mode": "IMMEDIATE",
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SIMPLE_HISTORY_DATE_INDEX = False  # history is looked up by row

# Languages. The first is the source, the others are translations of it. A further language is one more row here,
# one more set of address words below, a migration, and its texts.
LANGUAGES = [("pl", "polski"), ("en", "English")]
LANGUAGE_CODE = LANGUAGES[0][0]
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_FALLBACK_LANGUAGES = (LANGUAGE_CODE,)
LOCALE_PATHS = [BASE_DIR / "locale"]
# One-letter words that may not stand at the end of a line, for each language that has such a rule.
HANGING_WORDS = {"pl": "aiouwz"}
# The most words that a sentence should have; the gate warns about longer ones (docs/plain-language.md).
SENTENCE_WORDS = {"pl": 20, "en": 20}
USE_I18N = True
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True

# Words in public addresses: part of addresses that people have saved and printed, so they never change.
ADDRESS_WORDS = {
    "pl": {
        "help": "pomoc",
        "change": "zmien",
        "guides": "poradniki",
        "methods": "sposoby",
        "points": "punkty",
        "municipality": "gmina",
        "contact": "kontakt",
    },
    "en": {
        "help": "help",
        "change": "change",
        "guides": "guides",
        "methods": "methods",
        "points": "points",
        "municipality": "municipality",
        "contact": "contact",
    },
}

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [("dist", BASE_DIR / "static" / "dist"), ("vendor", BASE_DIR / "static" / "vendor")]
STATIC_ROOT = BASE_DIR / "static" / "collected"
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
JQUERY_UI_URL = "vendor/jquery-ui/jquery-ui.min.js"  # modeltranslation's tabs; its default is a foreign host
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# The visitors' side
CONTENT_DIR = BASE_DIR / "guides" / "content"
STATE_DIR = VAR_DIR / "state"
POLL_SECONDS = env.float("POLL_SECONDS", 2.0)
PREVIEW_HOURS = env.int("PREVIEW_HOURS", 72)
# Whether what one editor asks to have published is published by another one.
PUBLISH_NEEDS_APPROVAL = env.bool("PUBLISH_NEEDS_APPROVAL", False)
CHECK_DUE_DAYS = env.int("CHECK_DUE_DAYS", 180)

# Sign-in of editors
LOGIN_URL = "admin:login"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort", "browsing-topics")
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", HTTPS)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31536000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("BEHIND_PROXY", False) else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_TRUSTED_ORIGINS = [SITE_URL]

SITE_NAME = _("Klucz do IKP")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # Somebody else's mistake or a scan: answered with 400, not worth a trace in the log.
        "django.security.DisallowedHost": {"handlers": [], "propagate": False},
    },
}
