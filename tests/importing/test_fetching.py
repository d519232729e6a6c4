"""Files from an address: only whole ones, only from public addresses, redirects included."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import quote, unquote

import pytest
import trustme
from hypothesis import given
from hypothesis import strategies as st

from guides.importing import fetching
from guides.importing.fetching import CannotFetch, Endpoint, Fetched, Fetcher, is_public, resolve

FILE = b"a;b\n1;2\n" * 100
NAME = "dane.example.pl"


class Server(BaseHTTPRequestHandler):
    """Answers by the path; this machine serves what a publisher would."""

    seen_hosts: list[str] = []
    left = threading.Event()

    def do_GET(self) -> None:
        self.seen_hosts.append(self.headers["Host"])
        getattr(self, "get_" + self.path.strip("/").partition("/")[0].partition("?")[0])()

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(content)

    def get_file(self) -> None:
        self.answer(200, FILE, Content_Length=str(len(FILE)))

    def get_named(self) -> None:
        self.answer(
            200, FILE, Content_Length=str(len(FILE)), Content_Disposition='attachment; filename="zus-2025-12-23.csv"'
        )

    def get_called(self) -> None:
        """Named as the address says, percent-encoded there."""
        disposition = unquote(self.path.rpartition("?")[2])
        self.answer(200, FILE, Content_Length=str(len(FILE)), Content_Disposition=f"attachment; {disposition}")

    def get_dripping(self) -> None:
        """One byte after another: of the headers, or after them."""
        beginning = b"HTTP/1.1 200 OK\r\n" + (b"X-Long: " if "headers" in self.path else b"\r\n")
        try:
            self.wfile.write(beginning)
            while not self.left.wait(0.01):
                self.wfile.write(b"x")
        except OSError:
            pass

    def get_cut(self) -> None:
        self.answer(200, FILE[:50], Content_Length=str(len(FILE)))

    def get_cut_chunks(self) -> None:
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

    def get_elsewhere(self) -> None:
        self.answer(302, Location=f"https://{self.path.rpartition('?')[2]}/file")

    def get_nowhere(self) -> None:
        self.answer(302, Location="https://[x")

    def get_plain(self) -> None:
        self.answer(302, Location="http://dane.example.pl/file")

    def get_round(self) -> None:
        self.answer(302, Location="/round")

    def log_message(self, *args: Any) -> None:
        pass


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture(scope="module")
def port(authority: trustme.CA) -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(NAME).configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    server.handle_error = lambda *args: None  # type: ignore[method-assign]  # clients that hang up are meant
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_address[1]
    Server.left.set()
    server.shutdown()
    server.server_close()
    thread.join()


Get = Callable[..., Fetched]


@pytest.fixture
def get(port: int, authority: trustme.CA) -> Get:
    """Fetch from the server of this machine, under its public name."""

    def to_this_machine(host: str) -> Endpoint:
        if host in (NAME, "other.example.pl"):
            return Endpoint("127.0.0.1", port)
        return resolve(host)

    context = ssl.create_default_context()
    authority.configure_trust(context)

    def fetch(path: str, **limits: Any) -> Fetched:
        return Fetcher(resolver=to_this_machine, tls=context, timeout=5, **limits).fetch(f"https://{NAME}{path}")

    return fetch


def test_a_file_is_fetched_by_the_name_that_was_asked_for(get: Get) -> None:
    fetched = get("/file")
    assert (fetched.content, fetched.name) == (FILE, "file")
    assert Server.seen_hosts[-1] == NAME


def test_the_server_may_name_the_file(get: Get) -> None:
    assert get("/named").name == "zus-2025-12-23.csv"


@pytest.mark.parametrize(
    ("disposition", "name"),
    [
        ('filename="../../etc/dane.csv"', "dane.csv"),
        ('filename="C:\\\\dane\\\\lista.csv"', "lista.csv"),
        ("filename*=UTF-8''da%0d%0ane%1b.csv", "dane.csv"),
        ("filename*=UTF-8''da%E2%80%AEne.csv", "dane.csv"),
        ("filename*=idna''xn--%FF.csv", "called"),
        ("filename*=punycode''%FF%FF", "called"),
        ("filename*=no-such-charset''a.csv", "a.csv"),
        ('filename=".."', "called"),
    ],
)
def test_whatever_the_server_calls_the_file_the_name_is_a_plain_one(get: Get, disposition: str, name: str) -> None:
    assert get(f"/called?{quote(disposition)}").name == name


@pytest.mark.parametrize("path", ["/dripping/headers", "/dripping/content"])
def test_a_server_that_drips_is_left_in_time(get: Get, path: str) -> None:
    with pytest.raises(CannotFetch, match="zbyt długo"):
        get(path, deadline=0.3)


def test_a_redirect_is_followed(get: Get) -> None:
    fetched = get("/moved")
    assert (fetched.content, fetched.address) == (FILE, f"https://{NAME}/file")


@pytest.mark.parametrize("path", ["/cut", "/cut_chunks"])
def test_half_a_file_is_no_file(get: Get, path: str) -> None:
    with pytest.raises(CannotFetch, match="przerwane"):
        get(path)


@pytest.mark.parametrize("path", ["/huge", "/endless"])
def test_too_large_a_file_is_not_fetched_to_its_end(get: Get, path: str) -> None:
    with pytest.raises(CannotFetch, match="MB"):
        get(path, largest=2**20)


def test_a_server_that_never_ends_is_left(get: Get) -> None:
    with pytest.raises(CannotFetch, match="zbyt długo"):
        get("/endless", largest=2**40, deadline=0.0)


@pytest.mark.parametrize("path", ["/missing", "/round", "/plain", "/nowhere"])
def test_what_leads_to_no_file_is_said(get: Get, path: str) -> None:
    with pytest.raises(CannotFetch):
        get(path)


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.0.0.1", "[::ffff:127.0.0.1]"]
)
def test_a_redirect_to_a_private_address_is_refused(get: Get, host: str) -> None:
    with pytest.raises(CannotFetch, match="publiczn"):
        get(f"/elsewhere?{host}")


def test_a_certificate_of_another_name_is_refused(get: Get) -> None:
    with pytest.raises(CannotFetch):
        get("/elsewhere?other.example.pl")


@pytest.mark.parametrize(
    "address",
    [
        "http://dane.gov.pl/x", "ftp://dane.gov.pl/x", "file:///etc/passwd", "https://", "https://dane.gov.pl:8443/x",
        "https://user@dane.gov.pl/", "https://dane.gov.pl/a b", "//dane.gov.pl", "", "https://[::1", "https://" + "a" * 3000,
        "https://dane.gov.pl/\r\nX: y",
    ],
)  # fmt: skip
def test_an_address_that_is_no_plain_https_address_is_refused(address: str) -> None:
    def resolver(host: str) -> Endpoint:
        raise AssertionError("looked up")

    with pytest.raises(CannotFetch):
        Fetcher(resolver=resolver).fetch(address)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "172.16.0.1", "169.254.169.254", "100.64.0.1", "0.0.0.1", "224.0.0.1", "::1",
        "255.255.255.255", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
        "64:ff9b::7f00:1", "fec0::1", "64:ff9b:1::1", "::ffff:0:808:808", "::8.8.8.8", "::127.0.0.1", "5f00::1",
        "64:ff9b::808:808", "::ffff:8.8.8.8", "2001:db8::1", "192.88.99.1", "2002:7f00:1::", "2001:0:7f00:1::", "no address",
    ],
)  # fmt: skip
def test_addresses_that_are_not_of_the_internet_at_large(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["193.110.120.1", "2001:67c:2e8:22::c100:68b"])
def test_public_addresses(address: str) -> None:
    assert is_public(address)


@given(st.ip_addresses(v=4, network="10.0.0.0/8"))
def test_a_private_address_is_private_inside_another_one_too(address: Any) -> None:
    assert not is_public(f"::ffff:{address}")


def test_a_name_with_one_private_address_among_its_addresses_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def found(*args: Any, **kwargs: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("193.110.120.1", "127.0.0.1")]

    monkeypatch.setattr(fetching.socket, "getaddrinfo", found)
    with pytest.raises(CannotFetch):
        resolve("rebinding.example")


def test_a_name_is_looked_up_once_for_each_connection(port: int, authority: trustme.CA) -> None:
    asked: list[str] = []

    def resolver(host: str) -> Endpoint:
        asked.append(host)
        return Endpoint("127.0.0.1", port)

    context = ssl.create_default_context()
    authority.configure_trust(context)
    Fetcher(resolver=resolver, tls=context).fetch(f"https://{NAME}/moved")
    assert asked == [NAME, NAME]
