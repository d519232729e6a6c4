"""How the server answers what never reaches Django, and what it writes about requests."""

from functools import cache
from http import HTTPStatus
from typing import Any
from urllib.parse import quote

from django.template.loader import get_template
from gunicorn import util
from gunicorn.glogging import Logger
from gunicorn.http import errors
from gunicorn.workers.gthread import ThreadWorker

_HEADERS = (
    "Connection: close",
    "Content-Type: text/html; charset=utf-8",
    "Cache-Control: no-store",
    "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; "
    "form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
    "Referrer-Policy: same-origin",
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
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *_HEADERS, f"Content-Length: {len(body)}", "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


class HelpfulThreadWorker(ThreadWorker):  # type: ignore[misc]
    """Answers a request that can't be read with a page of ours, in both languages, instead of gunicorn's bare one."""

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
    """Writes the path as it was sent, percent-encoded, so that nobody can write lines of their own into the log."""

    def atoms(self, resp: Any, req: Any, environ: dict[str, Any], request_time: Any) -> dict[str, Any]:
        atoms: dict[str, Any] = super().atoms(resp, req, environ, request_time)
        atoms["U"] = quote(environ.get("PATH_INFO", "").encode("latin-1", "replace"), safe="/:@!$&'()*+,;=~")
        return atoms
