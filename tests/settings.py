"""Settings of the tests: the real ones, with what must differ."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests")
os.environ["VAR_DIR"] = tempfile.mkdtemp(prefix="tests-var-")
os.environ["POLL_SECONDS"] = "0"  # tests call refresh() themselves
os.environ.pop("SITE_URL", None)

from config.settings import *  # noqa: F403
from config.settings import DATABASES, VAR_DIR

ALLOWED_HOSTS = ["localhost", "testserver", "127.0.0.1"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Each client of the tests makes the middlewares anew: looking through every static file each time takes half of a request.
WHITENOISE_AUTOREFRESH = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in production: threads have connections of their own, which a database in memory would not give them.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(VAR_DIR) / "test.sqlite3")}
