"""How the server answers what never reaches Django, and what it writes about requests."""

import errno
import math
import os
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import cache
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import Any
from urllib.parse import quote, unquote

from django.conf import settings
from django.template.loader import get_template
from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.http import errors
from gunicorn.http.body import ChunkedReader, LengthReader
from gunicorn.workers.gthread import _DEFER, ThreadWorker

from config.logs import without_secret

CLIENT_TIMEOUT = float(os.environ.get("CLIENT_TIMEOUT", "30"))  # seconds
SLOWEST = 2_000  # bytes in a second; what comes faster than that is waited for
AT_EASE = CLIENT_TIMEOUT / 60  # seconds that anybody is waited for; of those who need longer, only some are
DESK = "/admin/"
DESK_THREADS = 2

_TO_DESK = object()  # instead of an answer: the request is one for the desk's threads

_HEADERS = (
    "Connection: close",
    "Content-Type: text/html; charset=utf-8",
    "Cache-Control: no-store",
    "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
    "Referrer-Policy: same-origin",
    "Cross-Origin-Opener-Policy: same-origin",
    "Cross-Origin-Resource-Policy: same-origin",
    "Permissions-Policy: camera=(), geolocation=(), microphone=()",
)


def status_of(error: BaseException) -> HTTPStatus:
    """The status for a request that could not be read or answered."""
    match error:
        case errors.InvalidResponseHeader() | errors.InvalidResponseHeaderName() | errors.ConfigurationProblem():
            return HTTPStatus.INTERNAL_SERVER_ERROR  # not the visitor's fault
        case errors.LimitRequestLine():
            return HTTPStatus.REQUEST_URI_TOO_LONG
        case errors.LimitRequestHeaders():
            return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
        case errors.UnsupportedTransferCoding():
            return HTTPStatus.NOT_IMPLEMENTED
        case errors.ExpectationFailed():
            return HTTPStatus.EXPECTATION_FAILED
        case errors.ForbiddenProxyRequest():
            return HTTPStatus.FORBIDDEN
        case errors.ParseException():
            return HTTPStatus.BAD_REQUEST
    return HTTPStatus.INTERNAL_SERVER_ERROR


@cache
def answer(status: HTTPStatus) -> bytes:
    """The whole response, with a page of ours that needs neither a release nor the database."""
    is_long = status == HTTPStatus.REQUEST_URI_TOO_LONG
    name = "errors/long_address.html" if is_long else "errors/500.html"
    body = str(get_template(name).render()).encode()
    seconds = settings.SECURE_HSTS_SECONDS
    secure = [f"Strict-Transport-Security: max-age={seconds}"] if seconds else []
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *_HEADERS, *secure, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


def _is_at_desk() -> bool:
    """Whether this thread is one of the desk's."""
    return threading.current_thread().name.startswith("desk")


def _is_read(reader: Any) -> bool:
    """Whether all of a request's body has come in."""
    match reader:
        case LengthReader():
            return bool(reader.length == 0)
        case ChunkedReader():
            return reader.parser is None
    return True


class PatientSocket(socket.socket):
    """A connection that is closed when its visitor sends or takes too little, so that no thread is held.

    gunicorn's own time limits are for workers, not for connections. Errors are those of a connection that was cut,
    which gunicorn and Django expect. Blocking mode stays as gunicorn sets it.
    """

    patience = 30.0  # seconds
    is_left = False  # to be closed at once
    _until = math.inf
    _waited = 0.0  # seconds
    _room: BoundedSemaphore | None = None
    _has_room = False

    def begin(self, patience: float, room: BoundedSemaphore | None = None) -> None:
        """A request begins: within `patience` seconds it has to be read, or come at SLOWEST.

        Who is waited for longer than AT_EASE takes one place in `room`; where none is left, the connection is cut.
        """
        self.patience = patience
        self._until = time.monotonic() + patience
        self._waited, self._room = 0.0, room

    def end(self) -> None:
        """The request is over."""
        if self._room and self._has_room:
            self._room.release()
        self._has_room = False

    def recv(self, *args: Any) -> bytes:
        began = time.monotonic()
        with self._within(self._until - began):
            received = self._recv_in_turn(*args)
        self._waited += time.monotonic() - began
        self._until += len(received) / SLOWEST
        return received

    def _recv_in_turn(self, *args: Any) -> bytes:
        limit, at_ease = self.gettimeout(), AT_EASE - self._waited
        if self._room is None or self._has_room or limit is None or limit < at_ease:
            return super().recv(*args)
        if at_ease > 0:
            self.settimeout(at_ease)
            with suppress(TimeoutError):
                return super().recv(*args)
        self._has_room = self._room.acquire(blocking=False)
        if not self._has_room:
            raise TimeoutError
        self.settimeout(max(limit - at_ease, 0.001))
        return super().recv(*args)

    def sendall(self, *args: Any) -> None:
        if self.is_left:
            raise ConnectionResetError(errno.ECONNRESET, "left already")
        with self._within(self.patience + len(args[0]) / SLOWEST):
            super().sendall(*args)

    def sendfile(self, *args: Any, **options: Any) -> int:
        with self._within(self.patience):  # for each piece
            return super().sendfile(*args, **options)

    def shutdown(self, how: int) -> None:
        if self.is_left:
            raise OSError(errno.ENOTCONN, "left already")  # gunicorn does not wait for its end then
        super().shutdown(how)

    def linger(self) -> None:
        """Wait for the end from the other side, two seconds at most, as gunicorn does before it closes a connection."""
        if not self.is_left and self.fileno() >= 0:
            util.close_graceful(self.dup())
            self.is_left = True

    @contextmanager
    def _within(self, seconds: float) -> Iterator[None]:
        before = self.gettimeout()
        if before is not None:  # gunicorn has set a limit of its own
            yield
            return
        try:
            if seconds <= 0:
                raise TimeoutError
            self.settimeout(seconds)
            yield
        except TimeoutError as error:
            self.is_left = True
            raise ConnectionResetError(errno.ECONNRESET, "too slow") from error
        finally:
            self.settimeout(before)


class _ReadAlready:
    """A parser whose next request has been read before."""

    def __init__(self, parser: Any, request: Any) -> None:
        self.parser, self._requests = parser, [request]

    def __next__(self) -> Any:
        return self._requests.pop() if self._requests else next(self.parser)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.parser, name)


class HelpfulThreadWorker(ThreadWorker):  # type: ignore[misc]
    """Answers a request that can't be read with a page of ours, in both languages, instead of gunicorn's bare one.

    Leaves visitors who send or take nothing for CLIENT_TIMEOUT seconds. Half of its threads wait for slow ones at most.
    The desk has threads of its own: whatever is done or tried there, those who read find one that is free.
    """

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._room = BoundedSemaphore(max(self.cfg.threads // 2, 1))
        self._desk_room = BoundedSemaphore(max(DESK_THREADS // 2, 1))

    def init_process(self) -> None:
        self._desk = ThreadPoolExecutor(DESK_THREADS, "desk")
        super().init_process()

    def finish_request(self, conn: Any, fs: "Future[Any]") -> None:
        """Let the desk's threads answer what another one has read for them."""
        if not fs.cancelled() and not fs.exception() and fs.result() is _TO_DESK:
            answered = self._desk.submit(self.handle, conn)
            answered.add_done_callback(lambda future: self.method_queue.defer(self.finish_request, conn, future))
        else:
            super().finish_request(conn, fs)

    def handle(self, conn: Any) -> Any:
        if self.cfg.is_ssl:  # a socket of another kind
            return super().handle(conn)
        if not isinstance(conn.sock, PatientSocket):
            plain = conn.sock
            # Still the same descriptor: the worker's poller knows it by that.
            conn.sock = PatientSocket(plain.family, plain.type, plain.proto, fileno=plain.detach())
        if not conn.initialized and not conn.wait_for_data(AT_EASE / 5):
            # To the poller, which needs no thread to wait; gunicorn itself would wait for five seconds here.
            return _DEFER
        conn.sock.begin(CLIENT_TIMEOUT, self._desk_room if _is_at_desk() else self._room)
        try:
            goes_on = super().handle(conn)
        finally:
            conn.sock.end()
            if _is_at_desk() and isinstance(conn.parser, _ReadAlready):
                conn.parser = conn.parser.parser
        if not goes_on:
            # Here and not in the main loop, which takes new visitors and would wait for one who does not close.
            conn.sock.linger()
        return goes_on

    def handle_request(self, req: Any, conn: Any) -> Any:
        """The connection ends where a body was not read: what is left of it is no request. The answer says so."""
        if unquote(req.path).startswith(DESK) and not _is_at_desk():
            conn.parser = _ReadAlready(conn.parser, req)
            return _TO_DESK
        wants_to_close = req.should_close
        req.should_close = lambda: wants_to_close() or not _is_read(req.body.reader)
        return super().handle_request(req, conn)

    def _keepalive_after(self, conn: Any, keepalive: Any) -> Any:
        return keepalive if keepalive is _TO_DESK else super()._keepalive_after(conn, keepalive)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:
        status = status_of(exc)
        # Neither the address of the visitor nor what was asked for, which may be personal.
        if status == HTTPStatus.INTERNAL_SERVER_ERROR:
            self.log.exception("Answering %s failed", getattr(req, "method", "a request"))
        else:
            self.log.warning("A request that can't be read, answered %d: %s", status, type(exc).__name__)
        try:
            util.write_nonblock(client, answer(status))
        except OSError:
            self.log.debug("The visitor had gone before the answer")
        except Exception:
            self.log.exception("The page about the error failed")
            util.write_error(client, status.value, status.phrase, "")


class DiscreetLogger(Logger):  # type: ignore[misc]
    """Writes the path as it was sent, percent-encoded, so that nobody can write lines of their own into the log.

    Of a preview's link only its number is written: the whole would let whoever reads the log look at drafts.
    """

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        path = without_secret(environ.get("PATH_INFO", ""))
        atoms["U"] = quote(path.encode("latin-1", "replace"), safe="/:@!$&'()*+,;=~")
        return atoms
