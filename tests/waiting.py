"""A WSGI application whose desk answers nobody before somebody has read a page."""

from collections.abc import Callable, Iterable
from threading import Event
from typing import Any

import config.wsgi  # noqa: F401 - the server looks for the site, too

_read = Event()


def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    if environ["PATH_INFO"].startswith("/admin/"):
        body = b"desk" if _read.wait(20) else b"nobody has read"
    else:
        body = b"page"
        if environ["PATH_INFO"] == "/pl/":
            _read.set()
    start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(body)))])
    return [body]
