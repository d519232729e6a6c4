"""deploy/nginx.conf before gunicorn: what is kept, what is shown when the site is gone, limits, log."""

import os
import signal
import socket
import ssl
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from http.client import HTTPSConnection
from pathlib import Path

import pytest
from django.conf import settings

from guides.models.release import checksum
from guides.schema.content import encode
from guides.serving.live import Loaded, Snapshot, Stamp, _keep
from tests.proxy import NGINX, SITE, answers, configure, free_port, start, wait_for

BASE = Path(settings.BASE_DIR)
PAGE = "/pl/kontakt/"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not NGINX, reason="nginx is not installed; .ci/run installs it"),
]


class Proxy:
    """nginx with the shipped configuration, its ports and folders changed, and gunicorn behind it."""

    def __init__(self, folder: Path, shown: Snapshot) -> None:
        self.folder = folder
        self.asked: Counter[str] = Counter()
        self._publish(shown)
        self.port, self.plain_port, self.site_port = free_port(), free_port(), free_port()
        self.tls = configure(folder, self.port, self.plain_port, [self.site_port])
        environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
        environment |= {"DJANGO_SETTINGS_MODULE": "tests.nginx_settings", "SERVED_STATE": str(folder / "state")}
        environment |= {"PORT": str(self.site_port), "WEB_CONCURRENCY": "1"}
        with (folder / "gunicorn.log").open("wb") as log:
            command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "config.wsgi"]
            self.site = subprocess.Popen(command, cwd=BASE, env=environment, stdout=log, stderr=log)
        self.nginx = start(folder)
        # gunicorn listens before its worker is there.
        wait_for(lambda: answers(self.port) and self.ask("GET", "/healthz")[0] == 200, self._said)

    def _publish(self, shown: Snapshot) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(settings, "STATE_DIR", self.folder / "state")
            for kind, part in (("content", shown.content), ("points", shown.points)):
                payload = encode(part)
                _keep(Loaded(Stamp(kind, 1, checksum(payload), shown.stamps[0].activated_at), payload))

    def _said(self) -> str:
        return "".join((self.folder / name).read_text() for name in ("nginx.log", "gunicorn.log"))

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and body."""
        self.asked[path.partition("?")[0]] += 1
        connection = HTTPSConnection("127.0.0.1", self.port, context=self.tls, timeout=30)
        # By its name, though it is looked for nowhere but here.
        raw = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        connection.sock = self.tls.wrap_socket(raw, server_hostname=SITE)
        try:
            connection.request(method, path, body, {"Host": SITE, **(headers or {})})
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()

    def log(self) -> list[str]:
        return (self.folder / "ikp.log").read_text().splitlines()

    def how(self, path: str) -> str:
        """Where the last answer to `path` came from: HIT, MISS, STALE… A line is written after its answer is sent."""

        def lines() -> list[str]:
            return [line for line in self.log() if f'"{path}"' in line]

        wait_for(lambda: len(lines()) >= max(1, self.asked[path]), lambda: "\n".join(self.log()))
        return lines()[-1].split()[-1]

    def end(self) -> None:
        self.nginx.terminate()
        self.nginx.wait(30)
        self.end_site()

    def end_site(self) -> None:
        self.site.send_signal(signal.SIGINT)  # at once
        self.site.wait(30)


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory, shipped: Snapshot) -> Iterator[Proxy]:
    started = Proxy(tmp_path_factory.mktemp("nginx"), shipped)
    yield started
    started.end()


def test_a_page_is_kept_for_the_seconds_that_the_site_allows(proxy: Proxy) -> None:
    status, headers, body = proxy.ask("GET", "/pl/", headers={"Accept-Encoding": "gzip, deflate, br"})
    assert (status, headers["content-encoding"], headers["vary"]) == (200, "br", "Accept-Encoding")
    assert "s-maxage=" in headers["cache-control"]
    again = proxy.ask("GET", "/pl/", headers={"Accept-Encoding": "br, gzip;q=0.1"})
    assert again[2] == body
    assert proxy.how("/pl/") in ("HIT", "REVALIDATED")


def test_the_headers_are_those_of_the_site(proxy: Proxy) -> None:
    _status, headers, _body = proxy.ask("GET", PAGE)
    for name in ("content-security-policy", "x-content-type-options", "strict-transport-security", "referrer-policy"):
        assert headers[name], name
        assert "," not in headers[name], "twice"
    assert headers["permissions-policy"] and headers["x-frame-options"] == "DENY"


@pytest.mark.parametrize("path", ["/pl/szukaj/?q=haslo", "/pl/punkty/?near=Kielce", "/"])
def test_what_was_asked_or_varies_is_not_kept(proxy: Proxy, path: str) -> None:
    for _time in range(2):
        assert proxy.ask("GET", path)[0] in (200, 302)
    assert proxy.how(path.partition("?")[0]) not in ("HIT", "REVALIDATED", "STALE")


def test_the_log_tells_neither_who_asked_nor_what_nor_a_preview(proxy: Proxy) -> None:
    proxy.ask("GET", "/pl/szukaj/?q=Kielce")
    proxy.ask("GET", "/preview/17:secret:part/pl/", headers={"User-Agent": "Somebody"})
    proxy.ask("GET", "/%70review/18:secret:part/")
    proxy.ask("POST", "/preview/19:secret:part/", b"x" * 70_000)  # which nginx answers by itself
    assert all(proxy.how(f"/preview/{number}") for number in (17, 18, 19))
    said = "\n".join([*proxy.log(), (proxy.folder / "ikp-error.log").read_text()])
    assert not any(secret in said for secret in ("Kielce", "secret", "Somebody", "127.0.0.1"))


def test_a_large_body_is_turned_away_before_the_site(proxy: Proxy) -> None:
    status, headers, _body = proxy.ask("POST", "/admin/login/", b"x" * 70_000)
    assert status == 413
    assert headers["x-content-type-options"] == "nosniff" and "'none'" in headers["content-security-policy"]
    # An editor's file goes on to the site, which asks who sends it.
    assert "permissions-policy" in proxy.ask("POST", "/admin/guides/", b"x" * 70_000)[1]
    assert "permissions-policy" not in headers


def test_an_address_signs_in_only_so_often(proxy: Proxy) -> None:
    statuses = [proxy.ask("POST", "/admin/login/", b"username=a")[0] for _attempt in range(14)]
    assert 429 in statuses and statuses[0] != 429
    assert proxy.ask("GET", "/pl/")[0] == 200


def test_http_leads_to_https_on_our_own_name(proxy: Proxy) -> None:
    with socket.create_connection(("127.0.0.1", proxy.plain_port), timeout=10) as connection:
        connection.sendall(b"GET /pl/?q=x HTTP/1.0\r\nHost: evil.example\r\n\r\n")
        answer = connection.recv(65536)
    assert b"301" in answer.partition(b"\r\n")[0] and b"Location: https://pomoc.example.org/pl/?q=x" in answer


def test_another_name_is_not_answered(proxy: Proxy) -> None:
    raw = socket.create_connection(("127.0.0.1", proxy.port), timeout=10)
    with raw, pytest.raises(ssl.SSLError):
        proxy.tls.wrap_socket(raw, server_hostname="other.example.org")


def test_pages_stay_when_the_site_is_gone(tmp_path: Path, shipped: Snapshot) -> None:
    proxy = Proxy(tmp_path, shipped)
    try:
        assert proxy.ask("GET", "/en/")[0] == 200
        proxy.end_site()
        wait_for(lambda: proxy.ask("GET", "/en/")[0] == 200 and proxy.how("/en/") == "STALE", lambda: proxy.log()[-1])
        status, headers, body = proxy.ask("GET", PAGE)  # never asked for before
        assert status == 502
        assert headers["x-content-type-options"] == "nosniff" and headers["strict-transport-security"]
        assert "Spróbuj za chwilę" in body.decode()
    finally:
        proxy.end()
