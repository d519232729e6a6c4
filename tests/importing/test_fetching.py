"""Files from the addresses that are set: https only, whole, bounded; the newest resource of a data set."""

import json
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
import trustme
from django.core.management import call_command

from guides import models
from guides.importing import jobs, official
from guides.importing.fetching import CannotFetch, Fetched, Fetcher
from guides.jobs.kinds import unheard
from guides.management.commands import fetch_data
from tests.offices.formats.samples import ZUS

FILE = b"a;b\n1;2\n" * 100


@dataclass
class Catalogue:
    """What the server answers as the catalogue of data sets."""

    status: int = 200
    answer: bytes = b""
    asked: list[str] = field(default_factory=list)

    def lists(self, *resources: dict[str, Any]) -> None:
        self.answer = json.dumps({"data": list(resources)}).encode()


catalogue = Catalogue()


class Server(BaseHTTPRequestHandler):
    """Answers by the path."""

    left = threading.Event()

    def do_GET(self) -> None:
        getattr(self, "get_" + self.path.strip("/").partition("/")[0].partition("?")[0].replace("1.4", "catalogue"))()

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def get_file(self) -> None:
        self.answer(200, FILE, Content_Length=str(len(FILE)))

    def get_catalogue(self) -> None:
        catalogue.asked.append(self.path)
        self.answer(catalogue.status, catalogue.answer, Content_Length=str(len(catalogue.answer)))

    def get_resources(self) -> None:
        number = self.path.split("/")[2]
        content = ZUS.encode()
        name = f'attachment; filename="r{number}.zus-2025-12-23.csv"'
        self.answer(200, content, Content_Length=str(len(content)), Content_Disposition=name)

    def get_called(self) -> None:
        """Named as the address says, percent-encoded there."""
        disposition = unquote(self.path.rpartition("?")[2])
        self.answer(200, FILE, Content_Length=str(len(FILE)), Content_Disposition=f"attachment; {disposition}")

    def get_dripping(self) -> None:
        try:
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            while not self.left.wait(0.01):
                self.wfile.write(b"x")
        except OSError:
            pass

    def get_silent(self) -> None:
        self.left.wait(20)

    def get_cut(self) -> None:
        self.answer(200, FILE[:50], Content_Length=str(len(FILE)))

    def get_chunks(self) -> None:
        self.protocol_version = "HTTP/1.1"
        self.answer(200, b"32\r\n" + FILE[:50] + b"\r\n", Transfer_Encoding="chunked")

    def get_huge(self) -> None:
        self.answer(200, b"x", Content_Length=str(10**10))

    def get_endless(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            while True:
                self.wfile.write(b"x" * 65536)
        except OSError:
            pass

    def get_missing(self) -> None:
        self.answer(404)

    def get_moved(self) -> None:
        self.answer(302, Location="/file")

    def get_nowhere(self) -> None:
        self.answer(302, Location="https://[x")

    def get_plain(self) -> None:
        self.answer(302, Location=f"http://localhost:{self.server.server_port}/file")

    def get_round(self) -> None:
        self.answer(302, Location="/round")

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def port(authority: trustme.CA) -> Iterator[int]:
    Server.left.clear()  # the fixture is made anew when tests of other files come between
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *args: None  # type: ignore[method-assign]  # clients that hang up are meant
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    Server.left.set()
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


Get = Callable[..., Fetched]


@pytest.fixture
def get(port: int, trusting: ssl.SSLContext, settings: Any) -> Get:
    """Fetch a path of the server, or the newest resource of a data set."""
    settings.DATA_CATALOGUE = f"https://localhost:{port}"
    catalogue.__init__()  # type: ignore[misc]

    def fetch(source: str, **limits: Any) -> Fetched:
        source = f"https://localhost:{port}{source}" if source.startswith("/") else source
        return Fetcher(verify=trusting, **{"timeout": 5, **limits}).fetch(source)

    return fetch


def test_a_file_is_fetched_and_named_as_its_address(get: Get) -> None:
    fetched = get("/file")
    assert (fetched.content, fetched.name) == (FILE, "file")


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('filename="zus-2025-12-23.csv"', "zus-2025-12-23.csv"),
        ('filename="../../etc/dane.csv"', "dane.csv"),
        ('filename="C:\\\\dane\\\\lista.csv"', "lista.csv"),
        ("filename*=UTF-8''da%0d%0ane%1b.csv", "dane.csv"),
        ("filename*=UTF-8''da%E2%80%AEne.csv", "dane.csv"),
        ("filename*=punycode''%FF%FF", "called"),
        ('filename=".."', "called"),
    ],
)
def test_the_server_may_name_the_file_but_no_folder(get: Get, disposition: str, name: str) -> None:
    assert get(f"/called?{quote(disposition)}").name == name


def test_a_redirect_is_followed(get: Get, port: int) -> None:
    assert get("/moved").address == f"https://localhost:{port}/file"


@pytest.mark.parametrize("path", ["/missing", "/round", "/plain", "/nowhere"])
def test_what_leads_to_no_file_is_said(get: Get, path: str) -> None:
    with pytest.raises(CannotFetch):
        get(path)


@pytest.mark.parametrize("path", ["/cut", "/chunks"])
def test_half_a_file_is_none(get: Get, path: str) -> None:
    with pytest.raises(CannotFetch, match="przerwane"):
        get(path)


@pytest.mark.parametrize("path", ["/huge", "/endless"])
def test_a_file_that_is_too_large_is_left(get: Get, path: str) -> None:
    with pytest.raises(CannotFetch, match="więcej niż"):
        get(path, largest=1024 * 1024)


@pytest.mark.parametrize(("path", "limits"), [("/dripping", {"deadline": 0.3}), ("/silent", {"timeout": 0.3})])
def test_a_server_that_takes_too_long_is_left(get: Get, path: str, limits: dict[str, float]) -> None:
    with pytest.raises(CannotFetch, match="zbyt długo"):
        get(path, **limits)


def test_a_certificate_that_nobody_knows_is_refused(port: int) -> None:
    with pytest.raises(CannotFetch):
        Fetcher(timeout=5).fetch(f"https://localhost:{port}/file")


@pytest.mark.parametrize(
    "address",
    [
        "http://dane.gov.pl/x",
        "ftp://dane.gov.pl/x",
        "file:///etc/passwd",
        "//dane.gov.pl",
        "",
        "https://[::1",
        "x",
        "١٢",
    ],
)
def test_what_is_no_https_address_is_refused(address: str) -> None:
    with pytest.raises(CannotFetch):
        Fetcher().fetch(address)


def test_the_newest_resource_of_a_data_set_is_found(get: Get) -> None:
    catalogue.lists({"id": "4321", "attributes": {"format": "csv"}}, {"id": "17", "attributes": {"format": "csv"}})
    assert get("955").name == "r4321.zus-2025-12-23.csv"
    assert catalogue.asked == ["/1.4/datasets/955/resources?sort=-created&per_page=24"]


@pytest.mark.parametrize("first", [{"format": "pdf"}, {"format": "docx"}])
def test_a_newer_resource_that_is_no_table_is_passed_over(get: Get, first: dict[str, str]) -> None:
    catalogue.lists({"id": "9", "attributes": first}, {"id": 17})
    assert get("955").name == "r17.zus-2025-12-23.csv"


@pytest.mark.parametrize(
    "answer",
    [b"", b"<html>", b"[]", b"null", b'{"data": null}', b'{"data": {"id": 1}}', b'{"data": [1]}', b'{"data": [{}]}',
     b'{"data": [{"id": "../admin"}]}', b'{"data": [{"id": 1, "attributes": [1]}]}', b"\xff\xfe"],
)  # fmt: skip
def test_an_answer_of_another_shape_is_a_clear_error(get: Get, answer: bytes) -> None:
    catalogue.answer = answer
    with pytest.raises(CannotFetch, match=r"w\sinnej postaci"):
        get("955")


def test_a_data_set_without_a_table_is_said(get: Get) -> None:
    catalogue.lists({"id": "9", "attributes": {"format": "pdf"}})
    with pytest.raises(CannotFetch, match="955"):
        get("955")


def test_a_data_set_that_is_not_there_is_said(get: Get) -> None:
    catalogue.status = 404
    with pytest.raises(CannotFetch, match="404"):
        get("955")


def test_the_command_imports_the_newest_edition_of_a_data_set_by_its_number(
    sources: None, get: Get, trusting: ssl.SSLContext, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue.lists({"id": "4321"})
    settings.DATA_SOURCES = {"zus": "955"}
    monkeypatch.setattr(fetch_data.Command, "fetcher", Fetcher(verify=trusting, timeout=5))
    out = StringIO()
    call_command("fetch_data", folder=tmp_path, stdout=out)
    assert "3 rows = 3 offices" in out.getvalue() and "Applied: 3 offices" in out.getvalue()
    imported = models.PointImport.objects.get()
    assert (str(imported.listed_on), imported.origin) == ("2025-12-23", "955")


@pytest.mark.parametrize("apply", [False, True])
def test_the_button_of_the_desk_applies_what_is_fetched_only_where_the_settings_say_so(
    sources: None, get: Get, trusting: ssl.SSLContext, settings: Any, monkeypatch: pytest.MonkeyPatch, apply: bool
) -> None:
    catalogue.lists({"id": "4321"})
    settings.DATA_SOURCES, settings.DATA_APPLY = {"zus": "955"}, apply
    monkeypatch.setattr(official, "Fetcher", lambda: Fetcher(verify=trusting, timeout=5))
    jobs.fetch_data(unheard)
    assert models.Point.objects.exists() is apply
    assert models.PointImport.objects.get().counts["new"] == 3
