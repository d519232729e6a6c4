"""The settings of a site that has one language more than the shipped one."""

import os
from dataclasses import replace

from config import languages

# As somebody adds it: one structure. Its words in addresses are the English ones.
languages.LANGUAGES = (*languages.LANGUAGES, replace(languages.LANGUAGES[-1], code="uk", name="українська"))

from config.settings import *  # noqa: E402, F403

MIGRATION_MODULES = {"guides": os.environ["THIRD_MIGRATIONS"]}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
