"""A server with every kind of trouble, behind names that a name server of the test knows."""

import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import httpcore
import trustme

from guides.upkeep.guarded import Asker, UnknownName, is_public

PUBLIC = "93.184.215.14"  # where the names seem to be; nothing is sent there

Serve = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by the name that is asked; `seen` are the host and path of each request, in order."""

    sites: dict[str, Serve] = {}
    robots: dict[str, Serve] = {}
    seen: list[tuple[str, str]] = []
    agents: set[str] = set()
    over = threading.Event()

    def do_GET(self) -> None:
        host = self.headers["Host"].partition(":")[0]
        self.seen.append((host, self.path))
        self.agents.add(self.headers["User-Agent"])
        if self.path == "/robots.txt":
            return self.robots.get(host, Handler.missing)(self)
        return self.sites.get(host, Handler.page)(self)

    def answer(self, status: int, content: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def missing(self) -> None:
        self.answer(404)

    def page(self) -> None:
        self.answer(200, b"<p>Here it is.</p>")

    def raw(self, content: bytes) -> None:
        self.wfile.write(content)
        self.close_connection = True

    def drip(self, begin: bytes, piece: bytes) -> None:
        """A byte now and then, for as long as somebody reads."""
        try:
            self.wfile.write(begin)
            while not self.over.wait(0.02):
                self.wfile.write(piece)
        except OSError:
            pass

    def log_message(self, *args: Any) -> None:
        pass


class Servers:
    """The server with a good certificate, and one whose certificate nobody knows."""

    def __init__(self, good: int, strange: int, asked_names: list[str]) -> None:
        self.ports = {443: good, 8443: strange}
        self.names: dict[str, list[str]] = {}
        self.dialled: list[str] = []
        self.asked_names = asked_names
        self.refusing: set[str] = set()

    def resolve(self, host: str, _port: int) -> list[str]:
        self.asked_names.append(host)
        if host.endswith(".unknown.gov.pl"):
            raise UnknownName(host)
        if host == "silent-names.gov.pl":
            Handler.over.wait(20)
        return self.names.get(host, [PUBLIC])

    def dial(self, number: str, port: int, timeout: float) -> httpcore.NetworkStream:
        """A connection to our own server, in the place of the public number."""
        assert is_public(number), number
        self.dialled.append(number)
        if number in self.refusing:
            raise httpcore.ConnectError("refused")
        return httpcore.SyncBackend().connect_tcp("127.0.0.1", self.ports[port], timeout)

    def asker(self, context: ssl.SSLContext, **limits: Any) -> Asker:
        return Asker(
            context=context, resolve=self.resolve, dial=self.dial, **{"timeout": 0.3, "deadline": 0.6, **limits}
        )


@contextmanager
def serving(authority: trustme.CA, *names: str) -> Iterator[int]:
    """The port of a server whose certificate is for these names."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    server.handle_error = lambda *args: None  # type: ignore[method-assign]  # clients that hang up are meant
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
