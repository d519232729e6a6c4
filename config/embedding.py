"""Who may frame the pages below /embed/, read from the settings."""

import re
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

ANYBODY = "*"
_ORIGIN = re.compile(r"https?://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]{1,5})?", re.IGNORECASE)


def read_origins(written: Sequence[str]) -> list[str]:
    """The origins of EMBED_ORIGINS. Raise ImproperlyConfigured for what no browser would understand."""
    origins = [origin.strip().rstrip("/") for origin in written if origin.strip()]
    for origin in origins:
        if origin != ANYBODY and not _ORIGIN.fullmatch(origin):
            raise ImproperlyConfigured(
                f"EMBED_ORIGINS: “{origin}” is no origin. Write “https://www.example.org” or “https://*.example.org”, "
                "several with commas between them, “*” for everybody, nothing for nobody."
            )
    return origins
