"""What gunicorn answers when a request can't be read, and what it writes about requests. Spoken over real sockets."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http import HTTPStatus
from pathlib import Path
from threading import Event

import pytest
from django.conf import settings
from gunicorn.http import errors

from config.worker import answer, status_of

BASE = Path(settings.BASE_DIR)
CLIENT_TIMEOUT = 0.5  # seconds


class Server:
    def __init__(self, port: int, log: Path) -> None:
        self.port = port
        self.log = log

    def send(self, request: bytes) -> tuple[int, bytes, str]:
        """Status, head and body of the answer to these bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as connection:
            connection.sendall(request)
            received = b""
            while chunk := connection.recv(65536):
                received += chunk
        head, _empty, body = received.partition(b"\r\n\r\n")
        return int(head.split()[1]), head, body.decode()


@contextmanager
def started(folder: Path, client_timeout: float, application: str = "config.wsgi") -> Iterator[Server]:
    """The server with its own configuration; nothing is published, and there is no database."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        port = trial.getsockname()[1]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "PORT": str(port), "WEB_CONCURRENCY": "1"}
    environment |= {"CLIENT_TIMEOUT": str(client_timeout)}
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", application],
            cwd=BASE,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    server = Server(port, log)
    for _attempt in range(200):
        try:
            server.send(b"GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n")
            break
        except OSError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
    yield server
    process.terminate()
    process.wait(30)


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with started(tmp_path_factory.mktemp("server"), CLIENT_TIMEOUT) as running:
        yield running


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[Server]:
    """With the time that it gives visitors unless told otherwise."""
    with started(tmp_path, 30) as running:
        yield running


LONG = b"GET /pl/" + b"a" * 9000 + b"?near=Kielce HTTP/1.1\r\nHost: localhost\r\n\r\n"
UNREADABLE = [
    (LONG, 414),
    (b"GET /pl/" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n", 414),
    (b"GET /pl/?near=Kielce HTTP/1.1\r\nHost: localhost\r\nX-Long: " + b"a" * 9000 + b"\r\n\r\n", 431),
    (b"GET /pl/?near=Kielce HTTP/1.1\r\nHost: localhost\r\nNo colon\r\n\r\n", 400),
    (b"GET /pl/?near=Kielce HTTP/9.9\r\nHost: localhost\r\n\r\n", 400),
    (b"nonsense\r\n\r\n", 400),
]


@pytest.mark.parametrize(("request_", "status"), UNREADABLE, ids=range(len(UNREADABLE)))
def test_a_request_that_cannot_be_read_gets_a_page_of_ours(server: Server, request_: bytes, status: int):
    answered, head, body = server.send(request_)
    assert answered == status
    headers = dict(line.lower().split(b": ", 1) for line in head.split(b"\r\n")[1:])
    assert headers[b"content-type"] == b"text/html; charset=utf-8"
    assert headers[b"connection"] == b"close"
    assert b"default-src 'none'" in headers[b"content-security-policy"]
    assert int(headers[b"content-length"]) == len(body.encode())
    assert '<html lang="pl">' in body and 'lang="en"' in body and 'href="/"' in body


def test_a_too_long_address_is_named_as_such(server: Server):
    assert "Ten adres jest za długi" in server.send(LONG)[2]


def test_the_log_tells_neither_who_asked_nor_what_was_searched(server: Server):
    for request_ in (
        LONG,
        b"GET /pl/szukaj/?q=Kielce HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
        b"GET /pl/%0Aforged%20line?near=Kielce HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
    ):
        server.send(request_)
    deadline = time.monotonic() + 5
    while "/pl/%0Aforged%20line " not in server.log.read_text() and time.monotonic() < deadline:
        time.sleep(0.05)
    lines = server.log.read_text().splitlines()
    assert any(" GET /pl/%0Aforged%20line " in line for line in lines)
    assert not any("Kielce" in line for line in lines)
    assert not any(line.startswith("forged") for line in lines)
    assert not any("127.0.0.1" in line for line in lines if "Listening" not in line)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.InvalidResponseHeader("X"), HTTPStatus.INTERNAL_SERVER_ERROR),
        (errors.InvalidHeader("X"), HTTPStatus.BAD_REQUEST),
        (errors.UnsupportedTransferCoding("zip"), HTTPStatus.NOT_IMPLEMENTED),
        (errors.ExpectationFailed("tea"), HTTPStatus.EXPECTATION_FAILED),
        (ZeroDivisionError(), HTTPStatus.INTERNAL_SERVER_ERROR),
    ],
)
def test_faults_of_ours_and_of_the_visitor_are_told_apart(error: Exception, status: HTTPStatus):
    assert status_of(error) == status
    assert answer(status).startswith(f"HTTP/1.1 {status.value} ".encode())


def ends(connection: socket.socket, drip: bytes = b"") -> bool:
    """Whether the server leaves this connection within twenty times its patience, though `drip` is sent on and on."""
    connection.settimeout(CLIENT_TIMEOUT / 10)
    until = time.monotonic() + 20 * CLIENT_TIMEOUT
    while time.monotonic() < until:
        try:
            if drip:
                connection.sendall(drip)
            if not connection.recv(65536):
                return True
        except TimeoutError:
            continue
        except OSError:
            return True
    return False


FORM = (
    b"POST /pl/napisz/ HTTP/1.1\r\nHost: localhost\r\nOrigin: http://localhost\r\n"
    b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nname=J"
)


@pytest.mark.parametrize("drip", [b"", b"x"])
@pytest.mark.parametrize("beginning", [b"GET /healthz", b"GET /healthz HTTP/1.1\r\nX-Long: ", FORM])
def test_visitors_who_never_end_what_they_send_hold_no_thread(server: Server, beginning: bytes, drip: bytes):
    connections = [socket.create_connection(("127.0.0.1", server.port), timeout=10) for _thread in range(4)]
    try:
        for connection in connections:
            connection.sendall(beginning)
        assert all(ends(connection, drip) for connection in connections)
        assert server.send(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")[0] == 200
    finally:
        for connection in connections:
            connection.close()
    assert "Traceback" not in server.log.read_text()


SIGN_IN = (
    b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\n"
    b"Content-Length: 60000\r\n\r\n"
)


@pytest.mark.parametrize("beginning", [SIGN_IN, b""])
def test_sixteen_slow_senders_leave_threads_for_others(patient: Server, beginning: bytes):
    """Fast enough to be waited for, each by itself: of all of them only half of the threads wait."""
    senders = [socket.create_connection(("127.0.0.1", patient.port), timeout=10) for _sender in range(16)]
    try:
        for sender in senders:
            sender.sendall(beginning)
        ended = Event()
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(patient.send, b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            answer.add_done_callback(lambda _answer: ended.set())
            began = time.monotonic()
            while not ended.wait(0.1):
                for sender in senders if beginning else ():
                    with suppress(OSError):
                        sender.sendall(b"x" * 300)
        assert answer.result()[0] == 200
        assert time.monotonic() - began < 7
    finally:
        for sender in senders:
            sender.close()
    assert "Traceback" not in patient.log.read_text()


@pytest.mark.parametrize("desk", [b"/admin/login/", b"/%61dmin/login/"])
def test_whatever_waits_at_the_desk_pages_are_answered(tmp_path: Path, desk: bytes):
    with started(tmp_path, 30, "tests.waiting") as running, ThreadPoolExecutor(8) as pool:
        ask = b"POST " + desk + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
        at_desk = [pool.submit(running.send, ask) for _sign_in in range(8)]
        for page in ("/en/", "/pl/"):  # the second one lets them go on
            request_ = f"GET {page} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
            assert running.send(request_.encode())[2] == "page"
        assert [each.result()[2] for each in at_desk] == ["desk"] * 8


def test_a_connection_goes_from_page_to_desk_and_back(server: Server):
    forms = b"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 10\r\n\r\nusername=a"
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        for _turn in range(2):
            for start, status in (
                (b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n", b" 200 "),
                (b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\n" + forms, b" 403 "),  # no token
            ):
                connection.sendall(start)
                head, _end, body = connection.recv(65536).partition(b"\r\n\r\n")
                assert status in head.splitlines()[0]
                length = int(head.lower().partition(b"content-length: ")[2].split()[0])
                while len(body) < length:
                    body += connection.recv(65536)


def test_a_body_that_is_no_form_leaves_a_line_and_no_trace(server: Server):
    server.send(SIGN_IN.replace(b"60000", b"5000\r\nConnection: close") + b"x" * 5000)
    deadline = time.monotonic() + 5
    while "POST /admin/login/ 400" not in (said := server.log.read_text()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert "POST /admin/login/ 400" in said and "Traceback" not in said


def test_a_connection_serves_one_request_after_another(server: Server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        for _request in range(3):
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n")
            received = b""
            while not received.endswith(b"ok\n"):
                received += connection.recv(65536)
            assert received.startswith(b"HTTP/1.1 200")


UNREAD = {
    "by length": b"Content-Length: 70000\r\n\r\n" + b"x" * 70_000,
    "by chunks": b"Transfer-Encoding: chunked\r\n\r\n" + b"1000\r\n" + b"x" * 0x1000 + b"\r\n0\r\n\r\n",
}


@pytest.mark.parametrize("kind", UNREAD)
def test_a_request_whose_body_was_not_read_ends_its_connection_and_says_so(server: Server, kind: str):
    _status, head, _body = server.send(b"POST /healthz HTTP/1.1\r\nHost: localhost\r\n" + UNREAD[kind])
    assert b"\r\nconnection: close" in head.lower()


def test_a_request_without_a_body_keeps_its_connection(server: Server):
    with socket.create_connection(("127.0.0.1", server.port), timeout=10) as connection:
        connection.sendall(b"POST /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\n\r\n")
        assert b"connection: close" not in connection.recv(65536).lower()


def test_asking_for_the_head_only_leaves_no_warning(server: Server):
    _status, head, body = server.send(b"HEAD /pl/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
    assert body == "" and int(head.lower().partition(b"content-length: ")[2].split()[0]) > 1000
    assert "no-body response" not in server.log.read_text()


def test_nobody_names_the_path_of_the_site_in_a_header(server: Server):
    request_ = (
        b"GET /x HTTP/1.1\r\nHost: localhost\r\nSCRIPT_NAME: /x\r\nPATH_INFO: /healthz\r\nConnection: close\r\n\r\n"
    )
    status, head, _body = server.send(request_)
    assert (status, b"/x/" in head) == (400, False) or status == 404


def test_a_scan_with_a_foreign_host_or_a_thousand_parameters_leaves_a_line_each(server: Server):
    before = len(server.log.read_text().splitlines())
    many = b"&".join(b"a%d=1" % number for number in range(1200))
    assert server.send(b"GET /pl/ HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")[0] == 400
    assert server.send(b"GET /pl/?" + many + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")[0] in (
        400,
        414,
        503,
    )
    time.sleep(0.3)
    lines = server.log.read_text().splitlines()[before:]
    assert len(lines) == 2 and not any("Traceback" in line or "evil" in line for line in lines)
