"""Settings of the replicas of a drill: those of production, but for collected files."""

import os

os.environ.setdefault("SECRET_KEY", "only-for-drills")
os.environ["SITE_URL"] = "https://pomoc.example.org"
os.environ["ALLOWED_HOSTS"] = "pomoc.example.org"
os.environ["BEHIND_PROXY"] = "on"
os.environ["POLL_SECONDS"] = os.environ.get("DRILL_POLL_SECONDS", "0.5")

from config.settings import *  # noqa: F403

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
