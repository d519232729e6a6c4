"""Settings of the site behind nginx in tests/test_nginx.py: it serves a release from a folder, without a database."""

import os
from pathlib import Path

from tests.settings import *  # noqa: F403

STATE_DIR = Path(os.environ["SERVED_STATE"])
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 31536000
ALLOWED_HOSTS = ["pomoc.example.org"]
