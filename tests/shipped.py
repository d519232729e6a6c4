"""What tests need to know of the shipped site: its addresses, and keys that editors may change."""

from functools import cache

import yaml
from django.conf import settings

from guides.serving.links import Links
from guides.serving.live import Snapshot


@cache
def step_keys(guide: str) -> tuple[str, ...]:
    """The keys of the steps of a shipped guide, in order."""
    text = (settings.CONTENT_DIR / "guides" / f"{guide}.yaml").read_text("utf-8")
    return tuple(step["key"] for step in yaml.safe_load(text)["steps"])


def links_of(snapshot: Snapshot) -> Links:
    """The addresses of a site."""
    return Links(snapshot.content, snapshot.points, snapshot.flow)
