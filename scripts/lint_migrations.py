"""Refuse migrations that would break the version of the site that still runs while they are applied.

All of it is seen on PostgreSQL only, which is what .ci/run uses.
"""

import os
import sys
from pathlib import Path

sys.path[0] = str(Path(__file__).resolve().parent.parent)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django_migration_linter import MigrationLinter  # noqa: E402

# SQLite makes a table anew for most changes, which looks like new columns and constraints to the linter.
imitated = ["NOT_NULL", "ADD_UNIQUE"] if settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") else []
linter = MigrationLinter(
    include_apps=["accounts", "guides", "jobs"],
    no_cache=True,
    exclude_migration_tests=imitated,
    # What the first release shipped with has no older version beside it.
    ignore_initial_migrations=True,
    quiet=["ok", "ignore"],
)
linter.lint_all_migrations()
linter.print_summary()
sys.exit(linter.has_errors)
