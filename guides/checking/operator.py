"""Whether the settings say who runs this copy of the site and answers for it."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Warning

_NEEDED = ("OPERATOR_NAME", "OPERATOR_ADDRESS", "OPERATOR_EMAIL")


def missing_operator() -> tuple[str, ...]:
    """The settings that are empty and that visitors, officers and researchers look for; empty where all is said."""
    return tuple(name for name in _NEEDED if not getattr(settings, name))


def check_operator(**_arguments: Any) -> list[CheckMessage]:
    """A warning of `manage.py check --deploy` for each of them."""
    hint = "Set it in the environment or in .env: pages about the site, security.txt and search engines show it."
    return [
        Warning(f"Nobody can see who runs this site: {name} is empty.", hint=hint, id="guides.W010")
        for name in missing_operator()
    ]
