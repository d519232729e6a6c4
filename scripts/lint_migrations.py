"""Refuse migrations that would break the version of the site that still runs while they are applied."""

import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django_migration_linter import MigrationLinter  # noqa: E402

# What the first release shipped with has no older version beside it.
linter = MigrationLinter(include_apps=["guides"], no_cache=True, ignore_initial_migrations=True, quiet=["ok", "ignore"])
linter.lint_all_migrations()
linter.print_summary()
sys.exit(linter.has_errors)
