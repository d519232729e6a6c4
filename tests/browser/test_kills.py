"""A publisher that is killed at any moment leaves the old release or the new one, never a mixture and never none."""

import os
import random
import re
import subprocess
import sys
import time

import pytest

from tests.browser.conftest import BASE_DIR, Server

pytestmark = pytest.mark.browser

KILLS = int(os.environ.get("DRILL_KILLS", "2"))

# Publishes again and again, every title the same number, until it is killed.
PUBLISHER = """
import itertools, sys
import django
django.setup()
from guides import models
from guides.releases import publishing
from guides.working_copy.recording import recording
start = (models.Release.objects.filter(kind="content").order_by("-number").values_list("number", flat=True).first() or 0) + 1
print("ready", flush=True)
for number in itertools.count(start * 1000):
    with recording():
        for model in (models.Guide, models.Page):
            model.objects.update(title_pl=f"Tytuł {number}", title_en=f"Title {number}")
    publishing.publish("content")
    print("published", flush=True)
"""


def publish_until_killed(site: Server, said: bytes, moment: float = 0) -> None:
    """Run the publisher until so many seconds after it has `said` that it is ready, or that it has published once."""
    environment = {**site.environment, "SECRET_KEY": "drill", "PYTHONPATH": str(BASE_DIR)}
    process = subprocess.Popen([sys.executable, "-c", PUBLISHER], cwd=BASE_DIR, env=environment, stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert any(line.strip() == said for line in process.stdout)
    time.sleep(moment)  # the moment of the kill, not a wait for something
    process.kill()
    process.wait(10)
    process.stdout.close()


def shown_titles(site: Server) -> set[str]:
    """The numbers in the titles of the list of guides and of a page, as visitors see them."""
    status, body = site.get("/pl/poradniki/")
    assert status == 200
    return set(re.findall(r"Tytuł(?:\s|&nbsp;|\u00a0)(\d+)", body))


def test_a_killed_publisher_leaves_one_whole_release(own_site: Server) -> None:
    publish_until_killed(own_site, b"published")
    assert own_site.wait_for(lambda: len(shown_titles(own_site)) == 1, 10)
    chance = random.Random()
    for _kill in range(KILLS):
        publish_until_killed(own_site, b"ready", chance.uniform(0, 2.5))
        assert len(shown_titles(own_site)) == 1
        state = own_site.manage(
            "shell", "-v0", "-c",
            "from guides.models import Release; from guides.releases.stored import decode;"
            "(active,) = Release.objects.filter(kind='content', is_active=True); content = decode(active);"
            "print(len({guide.title.plain['pl'] for guide in content.guides}))",
        )  # fmt: skip
        assert state.strip().endswith("1"), state
    own_site.stop()
    own_site.start()
    assert len(shown_titles(own_site)) == 1
