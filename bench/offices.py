"""Editing and importing 20,000 offices: `python -m bench.offices [count [PL.zip]]`.

With GeoNames' file the offices stand in its towns and are looked up. In a new SQLite database, each step in a process
of its own: a table imported; one phone changed at the desk, then the publish page opened and sent; the table once more
with another phone. Goals for 20,000: import in 20 s, check and publication in 5 s and 250 MB together.
"""

import io
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

COUNT = 20_000
PLAIN = "django.contrib.staticfiles.storage.StaticFilesStorage"  # names without a hash: nothing has to be collected
PUBLISH = "/admin/guides/release/publish/"
GOAL_IMPORT, GOAL_PUBLICATION, GOAL_MEGABYTES = 20.0, 5.0, 250
COLUMNS = {
    "name": "Nazwa", "town": "Miasto", "postcode": "Kod", "street": "Ulica", "phone": "Telefon",
    "hours": "Godziny", "reference": "Numer",
}  # fmt: skip
WEEKS = ("Mo-Fr 08:00-16:00", "Mo 08:00-18:00; Tu-Fr 08:00-15:00; PH off", "Mo-Fr 07:30-15:30; PH off")


def set_up() -> None:
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()


def towns(places: str) -> list[tuple[str, str]]:
    """Postcode and name of each row of GeoNames' file; without it, some that are made up."""
    if not places:
        return [(f"{town % 90 + 10}-{town % 900 + 100}", f"Miejscowość {town}") for town in range(5_000)]
    with zipfile.ZipFile(places) as archive:
        lines = archive.read("PL.txt").decode().splitlines()
    return [(cells[1], cells[2]) for cells in (line.split("\t") for line in lines)]


def table(count: int, places: str, phone: str = "22 000 00 00") -> bytes:
    """A table of `count` offices, all with other names; the first has `phone`."""
    chance = random.Random(count)  # noqa: S311 - the same offices at every run
    known = towns(places)
    lines = ["\t".join(COLUMNS.values())]
    for number in range(1, count + 1):
        postcode, town = known[number * 7 % len(known)]
        own = phone if number == 1 else f"22 {number % 900 + 100} {number % 90 + 10} {number % 70 + 10}"
        name = f"Placówka {chance.choice(('Północ', 'Południe', 'Rynek', 'Dworzec'))} {number}"
        street = f"Długa {number % 97 + 1}"
        lines.append("\t".join((name, town, postcode, street, own, WEEKS[number % 3], str(number))))
    return "\n".join(lines).encode()


def started(places: str) -> None:
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_content", verbosity=0)
    if places:
        call_command("load_places", places, verbosity=0, stdout=io.StringIO())
    published("content")


def imported(content: bytes) -> None:
    from guides import models
    from guides.importing import applying
    from guides.serving.live import live

    source, _made = models.PointSource.objects.get_or_create(key="bench", defaults={"name_pl": "Lista", "order": 1})
    mapping, _made = models.ImportMapping.objects.get_or_create(
        name="bench", defaults={"kind": "post", "source": source, "columns": COLUMNS}
    )
    upload = applying.Upload(content, "bench.csv", "mapped", mapping)
    applying.apply(applying.start(upload, None, live.gazetteer()), None)


def published(kind: str = "points") -> None:
    from guides.releases import publishing

    publishing.publish(kind)


def changed() -> None:
    from guides import models

    office = models.Point.objects.get(number=7)
    office.phone = "22 111 11 11"
    office.save()


def looked_at_and_published() -> None:
    """The publish page of the desk, opened and sent, as an editor does it."""
    from django.conf import settings
    from django.test import Client, override_settings
    from django.test.utils import setup_test_environment

    from guides.accounts.models import User

    setup_test_environment()
    override_settings(STORAGES={**settings.STORAGES, "staticfiles": {"BACKEND": PLAIN}}).enable()
    client = Client()
    client.force_login(User.objects.create_superuser("bench"))
    page = client.get(PUBLISH)
    state = next(one for one in page.context["states"] if one.kind == "points")
    sent = {"kind": "points", "action": "publish", "active": state.seen.active, "draft": state.seen.draft}
    answer = client.post(PUBLISH, sent)
    assert answer.status_code == 302, answer.context["form"].errors


STEPS: dict[str, Callable[[int, str], Any]] = {
    "migrate": lambda count, places: started(places),
    "import": lambda count, places: imported(table(count, places)),
    "first publication": lambda count, places: published(),
    "one phone changed": lambda count, places: changed(),
    "check and publication": lambda count, places: looked_at_and_published(),
    "import again, one phone changed": lambda count, places: imported(table(count, places, "22 999 99 99")),
}


def peak() -> float:
    """The most memory of this process, in MB, since it was last forgotten."""
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) / 1024 for line in file if line.startswith("VmHWM"))


def forget_peak() -> None:
    with open("/proc/self/clear_refs", "w") as file:
        file.write("5")


def measure(step: str, count: int, places: str) -> dict[str, float]:
    """Seconds of the clock and of the processor, and megabytes beyond those of a process that serves the site."""
    set_up()
    from guides.importing import applying
    from guides.releases import publishing
    from guides.serving.live import live

    assert applying and publishing  # what a process of the desk has loaded before
    if step != "migrate":
        live.refresh()
    forget_peak()
    before = peak()
    start, processor = time.perf_counter(), os.times()
    STEPS[step](count, places)
    took = [now - then for now, then in zip(os.times()[:4], processor[:4], strict=True)]
    return {"seconds": time.perf_counter() - start, "processor": sum(took), "megabytes": peak() - before}


def main(count: int, places: str) -> None:
    found = {}
    print(f"| {count:,} offices | seconds | of the processor | more memory |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        var = Path(folder) / "var"
        var.mkdir()
        (var / "db.sqlite3").touch()
        environment = {**os.environ, "VAR_DIR": str(var), "DATABASE_URL": "", "ALLOWED_HOSTS": "testserver"}
        for step in STEPS:
            run = subprocess.run(  # noqa: S603
                [sys.executable, "-m", "bench.offices", "--measure", step, str(count), places],
                stdout=subprocess.PIPE,
                check=True,
                env=environment,
            )
            found[step] = json.loads(run.stdout)
            one = found[step]
            numbers = f"{one['seconds']:.1f} | {one['processor']:.1f} | {one['megabytes']:.0f} MB"
            print(f"| {step} | {numbers} |", flush=True)
    publication = found["check and publication"]
    missed = (
        found["import"]["processor"] > GOAL_IMPORT
        or publication["processor"] > GOAL_PUBLICATION
        or publication["megabytes"] > GOAL_MEGABYTES
    )
    goals = f"import in {GOAL_IMPORT:.0f} s, check and publication in {GOAL_PUBLICATION:.0f} s and {GOAL_MEGABYTES} MB"
    print(f"\ngoals, in seconds of the processor: {goals}: {'missed' if missed else 'met'}")
    sys.exit(missed)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--measure"]:
        print(json.dumps(measure(sys.argv[2], int(sys.argv[3]), sys.argv[4])))
    else:
        main(int(sys.argv[1]) if sys.argv[1:] else COUNT, sys.argv[2] if sys.argv[2:] else "")
