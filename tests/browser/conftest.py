"""The site as `make run` serves it, with a database of its own, and Chromium before it."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from scripts.chromium import launch_options
from tests.browser import fonts

BASE_DIR = Path(__file__).resolve().parents[2]
START_SECONDS = 240  # on a machine that does much else

# Waiting ends as soon as what is expected is there: only a fault takes that long.
expect.set_options(timeout=20_000)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Server:
    """A running site with a folder and a database of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        inherited = {
            name: value for name, value in os.environ.items() if name not in ("VAR_DIR", "POLL_SECONDS", "DATABASE_URL")
        }
        return {
            **inherited,
            "VAR_DIR": str(self.folder),
            "PORT": str(self.port),
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "FETCH_PLACES": "no",  # the tests need no internet
        }

    def start(self) -> None:
        """Start it and wait for the first page."""
        self._start("scripts/start.py")

    def start_prepared(self, *, worker_of_jobs: bool = False, **environment: str) -> None:
        """Start only what serves, in a folder that an earlier start has prepared: in a third of the time."""
        usual = {"SITE_URL": f"http://localhost:{self.port}", "LISTEN_ON": "127.0.0.1"}
        self._start("scripts/serve.py", *([] if worker_of_jobs else ["web"]), **usual | environment)

    def _start(self, *command: str, **environment: str) -> None:
        log = open(self.folder / "output", "ab")  # noqa: SIM115 - the process writes to it as long as it runs
        self.process = subprocess.Popen(
            [sys.executable, *command], cwd=BASE_DIR, env={**self.environment, **environment}, stdout=log, stderr=log
        )
        log.close()
        deadline = time.monotonic() + START_SECONDS
        while self.status("/healthz") != 200:
            assert self.process.poll() is None and time.monotonic() < deadline, self.log()
            time.sleep(0.1)

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(30)
            self.process = None

    def log(self) -> str:
        return (self.folder / "output").read_text(errors="replace")

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of a page."""
        try:
            with urllib.request.urlopen(f"{self.url}{path}", timeout=10) as response:  # noqa: S310 - ours
                return response.status, response.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def status(self, path: str) -> int:
        try:
            return self.get(path)[0]
        except OSError:
            return 0

    def manage(self, *command: str) -> str:
        """Run a command of manage.py for this site."""
        result = subprocess.run(
            [sys.executable, "scripts/start.py", "manage", *command],
            cwd=BASE_DIR, env=self.environment, capture_output=True, check=True, timeout=120,
        )  # fmt: skip
        return result.stdout.decode()

    def wait_for(self, condition: Any, seconds: float) -> bool:
        """Whether `condition()` becomes true within `seconds`."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            if condition():
                return True
            time.sleep(0.05)
        return False


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Iterator[Server]:
    """One running site that tests only read."""
    folder = tmp_path_factory.mktemp("site")
    if worker_id == "master":
        server = Server(folder)
        server.start()
    else:
        server = copy_of_prepared(tmp_path_factory.getbasetemp().parent / "prepared", folder / "site")
        server.start_prepared(WEB_CONCURRENCY="1")  # tests read it one page after the other
    yield server
    server.stop()


def copy_of_prepared(prepared: Path, folder: Path) -> Server:
    """A site as it stands after its first start, which the first worker that asks makes for all."""
    with open(prepared.with_suffix(".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not prepared.exists():
            prepared.mkdir()
            server = Server(prepared)
            server.start()
            server.stop()
    shutil.copytree(prepared, folder, ignore=shutil.ignore_patterns("output"))
    return Server(folder)


def on_site(use: Callable[[str], None], addresses: list[str]) -> None:
    """Call `use` with the address of a running site: the first of those given, or that of a new one."""
    if addresses:
        use(addresses[0])
        return
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder))
        server.start()
        try:
            use(server.url)
        finally:
            server.stop()


@contextmanager
def copy_of(site: Server, folder: Path, *without: str, workers: int = 2) -> Iterator[Server]:
    """Another running site, as `site` was when it was prepared, without these files and folders of it."""
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns("output", *without))
    server = Server(folder)
    server.start_prepared(WEB_CONCURRENCY=str(workers))
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def own_site(site: Server, tmp_path: Path) -> Iterator[Server]:
    """A running site that the test may change and break, without a worker of jobs until it is started again."""
    with copy_of(site, tmp_path / "own", workers=1) as server:
        yield server


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Any]:
    """This machine's Chromium, with the fonts of the tests."""
    assert not fonts.missing_fonts(), fonts.how_to_install()
    found = fonts.font_environment(tmp_path_factory.mktemp("fonts"), *fonts.LIBERATION, *fonts.DEJAVU)
    return {**browser_type_launch_args, **launch_options(), "env": found}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], site: Server) -> dict[str, Any]:
    return {**browser_context_args, "base_url": site.url}


def pages_of_every_kind(language: str) -> list[str]:
    """One address of each kind of page, with the states that look different."""
    words = {
        "pl": ("pomoc", "poradniki", "punkty", "kontakt", "napisz", "zmien", "szukaj"),
        "en": ("help", "guides", "points", "contact", "write", "change", "search"),
    }[language]
    help_, guides, points, contact, write = (f"/{language}/{word}/" for word in words[:5])
    change_word, search = words[5], f"/{language}/{words[6]}/"
    for_site, poster = {"pl": ("/pl/na-twoja-strone/", "plakat"), "en": ("/en/for-your-site/", "poster")}[language]
    sheet, large, phone, helping, tree = {
        "pl": ("kartka", "duzy-druk", "na-telefon", "pomagam", "pytania"),
        "en": ("sheet", "large-print", "to-phone", "helping", "questions"),
    }[language]
    return [
        f"/{language}/",
        help_,
        f"{help_}start.login/czym.pz/",
        f"{help_}?go=1",
        f"{help_}start.login/czym.pz/{change_word}/start/",
        f"{help_}start.login/?changed=1",
        f"{help_}start.login/czym.pz/pz.haslo/mail.tak/numer.tak/",
        f"{help_}start.nowy/dokument.paszport/dojscie.tak/?near=18-400",
        guides,
        f"{guides}pz-punkt/",
        f"{guides}edowod-sprawdz/",  # with a picture
        f"/{language}/{'sposoby' if language == 'pl' else 'methods'}/pz/",
        points,
        f"{points}?near=Lodz",
        f"{points}?near=80-001",
        f"{points}?near=Nigdzie",
        f"{points}?near=Lodz&kind=zus&open=1",
        f"{points}?lat=53.18&lon=22.07&kind=nfz",
        f"{points}podlaskie/",
        f"{points}abroad/",
        f"{points}1-x/",
        f"{points}1-x/{'zglos' if language == 'pl' else 'report'}/",
        f"{points}1-x/{'zglos' if language == 'pl' else 'report'}/?thanks=1",
        contact,
        write,
        search,
        f"{search}?q=pin",
        f"{search}?q=gdansk",
        f"{search}?q=zus+gdansk",
        f"{search}?q=infolinia",
        f"{search}?q=xyz",
        f"{search}?q=",
        f"{search}?q=44051401359",
        f"/{language}/fraud/",
        f"/{language}/about/",
        f"/{language}/accessibility/",
        f"/{language}/privacy/",
        f"/{language}/nie-ma/",
        f"{guides}pz-punkt/{sheet}/",
        f"{guides}pz-punkt/{sheet}/{large}/?near=18-400",
        f"{guides}pz-punkt/{sheet}/?near=Nigdzie",
        f"{guides}pz-haslo/{phone}/",
        f"{help_}start.login/czym.pz/pz.haslo/mail.tak/numer.tak/{sheet}/",
        f"/{language}/{helping}/",
        f"/{language}/{helping}/{tree}/",
        for_site,
        f"{for_site}?near=Nigdzie&what=points",
        f"/{language}/api/",
        f"{for_site}{poster}/?near=18-400&lang=both",
        f"/embed/{language}/{help_.split('/')[2]}/",
    ]


def every_page() -> list[str]:
    """Those addresses in all languages."""
    return [address for language in ("pl", "en") for address in pages_of_every_kind(language)]


def each_kind_once() -> list[str]:
    """Those addresses with the languages in turn: for what the words change nothing of, such as the order of focus."""
    polish, english = pages_of_every_kind("pl"), pages_of_every_kind("en")
    return [pair[number % 2] for number, pair in enumerate(zip(polish, english, strict=True))]
