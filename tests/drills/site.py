"""Two replicas behind nginx with one database, for drills: each part can be killed, and the database be stopped."""

import itertools
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from pathlib import Path
from threading import Event, Thread

from django.conf import settings

from tests import proxy
from tests.drills.cluster import Cluster

BASE = Path(settings.BASE_DIR)
PREPARE = """
import django
django.setup()
from django.core.management import call_command
from guides.releases import publishing
from tests.small import make_guide, make_point
call_command("migrate", verbosity=0)
make_guide()
make_point()
publishing.publish("points")
publishing.publish("content")
"""
PUBLISH = """
import django
django.setup()
from guides import models
from guides.releases import publishing
from guides.working_copy.recording import recording
with recording():
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Zupełnie nowe hasło")
publishing.publish("content")
"""


class Database:
    """A database of the drill's own: a PostgreSQL where DATABASE_URL names one for the other tests, else a file."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "db.sqlite3"
        self._cluster = Cluster() if os.environ.get("DATABASE_URL") else None
        self.url = self._cluster.url if self._cluster else ""

    def stop(self) -> None:
        """Nobody reaches it any more, not by connections that were open either."""
        if self._cluster:
            self._cluster.stop()
        else:
            self._rename("db.sqlite3", "away.sqlite3", ("", "-wal", "-shm"))

    def start(self) -> None:
        if self._cluster:
            self._cluster.start()
        else:
            self._rename("away.sqlite3", "db.sqlite3", ("-wal", "-shm", ""))

    def _rename(self, old: str, new: str, ends: tuple[str, ...]) -> None:
        """The database is first away and last back: who opened it without its log would begin another one."""
        for end in ends:
            path = self.file.with_name(f"{old}{end}")
            if path.exists():
                path.rename(self.file.with_name(f"{new}{end}"))

    def end(self) -> None:
        if self._cluster:
            self._cluster.end()


class Site:
    """nginx, two replicas of two processes each, and their database with a small site in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = Database(folder)
        self.run(PREPARE)
        self.port, self.ports = proxy.free_port(), [proxy.free_port(), proxy.free_port()]
        self.tls = proxy.configure(folder, self.port, proxy.free_port(), self.ports)
        self.replicas = [self._start_replica(place) for place in range(2)]
        self.nginx = proxy.start(folder)
        for port in (self.port, *self.ports):
            proxy.wait_for(partial(proxy.answers, port), self.said)

    def _environment(self, place: int = 0) -> dict[str, str]:
        # A file is for one machine, whose state is one too.
        var = self.folder / f"replica-{place}" if self.database.url else self.folder
        return {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.drills.settings",
            "DATABASE_URL": self.database.url,
            "VAR_DIR": str(var),
        }

    def _start_replica(self, place: int) -> "subprocess.Popen[bytes]":
        environment = {**self._environment(place), "PORT": str(self.ports[place]), "WEB_CONCURRENCY": "2"}
        command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
        with (self.folder / f"replica-{place}.log").open("ab") as log:
            return subprocess.Popen(command, cwd=BASE, env=environment, stdout=log, stderr=log, start_new_session=True)

    def run(self, code: str) -> str:
        """A program beside the site, with its settings; what it printed."""
        call = [sys.executable, "-c", code]
        told = subprocess.run(call, cwd=BASE, env=self._environment(), capture_output=True, text=True)
        assert told.returncode == 0, told.stdout + told.stderr
        return told.stdout

    def said(self) -> str:
        return "".join(path.read_text()[-3000:] for path in self.folder.glob("*.log"))

    def workers(self, place: int) -> list[int]:
        pid = self.replicas[place].pid
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill_worker(self) -> None:
        os.kill(self.workers(0)[0], signal.SIGKILL)

    def kill_replica(self, place: int) -> None:
        os.killpg(self.replicas[place].pid, signal.SIGKILL)
        self.replicas[place].wait(20)

    def start_replica(self, place: int) -> None:
        """Again, after it was killed."""
        self.replicas[place] = self._start_replica(place)
        proxy.wait_for(partial(proxy.answers, self.ports[place]), self.said)

    def reload_nginx(self) -> None:
        self.nginx.send_signal(signal.SIGHUP)

    def ask(self, path: str, place: int = 0, method: str = "GET", body: str | None = None) -> tuple[int, str]:
        """Status and page of a replica, without nginx between."""
        connection = HTTPConnection("127.0.0.1", self.ports[place], timeout=30)
        headers = {"Host": proxy.SITE, "X-Forwarded-Proto": "https", "Origin": f"https://{proxy.SITE}"}
        headers |= {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read().decode()
        finally:
            connection.close()

    def ask_nginx(self, path: str) -> str:
        """A page as visitors get it."""
        connection = self._connect()
        try:
            connection.request("GET", path, headers={"Host": proxy.SITE})
            return connection.getresponse().read().decode()
        finally:
            connection.close()

    @contextmanager
    def visited(self, rate: int) -> Iterator[Counter[str]]:
        """Visitors ask nginx so many times a second; what they were answered, counted."""
        answered: Counter[str] = Counter()
        ending, numbers = Event(), itertools.count()
        visitors = [Thread(target=self._visit, args=(ending, numbers, answered, 10 / rate)) for _visitor in range(10)]
        for visitor in visitors:
            visitor.start()
        try:
            yield answered
        finally:
            ending.set()
            for visitor in visitors:
                visitor.join()

    def after(self, answered: Counter[str], requests: float) -> None:
        """Wait until so many more were answered, however busy the machine is."""
        before = answered.total()
        proxy.wait_for(lambda: answered.total() >= before + requests, self.said)

    def _visit(self, ending: Event, numbers: "itertools.count[int]", answered: Counter[str], pause: float) -> None:
        connection, next_at = None, time.monotonic()
        while not ending.is_set():
            path = ("/pl/poradniki/?n=", "/pl/?n=", "/pl/szukaj/?q=")[(number := next(numbers)) % 3] + str(number)
            for attempt in (1, 2):
                is_new, connection = connection is None, connection or self._connect()
                try:
                    connection.request("GET", path, headers={"Host": proxy.SITE})
                    response = connection.getresponse()
                    response.read()
                    answered[str(response.status)] += 1
                    break
                except (OSError, HTTPException) as error:
                    connection.close()
                    connection = None
                    # As a browser does: where an old connection was closed meanwhile, once more by a new one.
                    if is_new or attempt == 2:
                        answered[repr(error)] += 1
                        break
            next_at = max(next_at + pause, time.monotonic() - 1)
            ending.wait(max(0, next_at - time.monotonic()))
        if connection is not None:
            connection.close()

    def _connect(self) -> HTTPSConnection:
        connection = HTTPSConnection("127.0.0.1", self.port, context=self.tls, timeout=30)
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.sock = self.tls.wrap_socket(raw, server_hostname=proxy.SITE)
        return connection

    def end(self) -> None:
        self.nginx.terminate()
        self.nginx.wait(30)
        for place, replica in enumerate(self.replicas):
            if replica.poll() is None:
                self.kill_replica(place)
        self.database.end()
