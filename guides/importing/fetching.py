"""Files fetched from addresses that whoever runs the site has set: https only, bounded in time and size.

A source is the address of a file, or the number of a data set of dane.gov.pl, whose newest resource is looked up.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from email.message import Message
from ssl import SSLContext
from typing import Any
from urllib.parse import unquote, urlsplit

import httpx
from django.conf import settings
from django.utils.translation import gettext as _

MOST_REDIRECTS = 5
_LARGEST_ANSWER = 1024 * 1024  # of the catalogue
_HEADERS = {"User-Agent": "offices-import", "Accept-Encoding": "identity"}
_TABLES = ("csv", "xlsx", "zip")  # what the catalogue calls the formats that can be read


class CannotFetch(Exception):
    """Why there is no file, in words."""


@dataclass(frozen=True)
class Fetched:
    content: bytes
    name: str
    address: str  # after all redirects


@dataclass(frozen=True)
class Fetcher:
    """Seconds: `timeout` for each silence, `deadline` for the whole. `verify` as httpx takes it."""

    largest: int = field(default_factory=lambda: settings.IMPORT_LARGEST_FILE)
    timeout: float = 20.0
    deadline: float = 300.0
    verify: SSLContext | bool = True

    def fetch(self, source: str) -> Fetched:
        """The file behind an address, or the newest one of a data set. Raise CannotFetch."""
        if not source.isascii() or not source.isdecimal():
            return self._fetch(source, self.largest)
        return self._fetch(f"{settings.DATA_CATALOGUE}/resources/{self._newest_resource(source)}/file", self.largest)

    def _newest_resource(self, data_set: str) -> str:
        """The number of the newest resource that is a table."""
        address = f"{settings.DATA_CATALOGUE}/1.4/datasets/{data_set}/resources?sort=-created&per_page=24"
        answer = self._fetch(address, _LARGEST_ANSWER)
        other_shape = CannotFetch(
            _("The catalogue answers in another shape than is known: %(address)s") % {"address": address}
        )
        try:
            listed = httpx.Response(200, content=answer.content).json()["data"]
            numbers = [str(one["id"]) for one in listed if _may_be_table(one)]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise other_shape from error
        if not numbers:
            raise CannotFetch(_("The data set %(number)s has no table.") % {"number": data_set})
        if not numbers[0].isascii() or not numbers[0].isdecimal():
            raise other_shape
        return numbers[0]

    def _fetch(self, address: str, largest: int) -> Fetched:
        until = time.monotonic() + self.deadline
        try:
            with httpx.Client(verify=self.verify, timeout=self.timeout, headers=_HEADERS) as client:
                for _redirect in range(MOST_REDIRECTS + 1):
                    _refuse_all_but_https(address)
                    with client.stream("GET", address) as answer:
                        if answer.next_request is not None:
                            address = str(answer.next_request.url)
                            continue
                        if answer.status_code != 200:
                            raise CannotFetch(
                                _("The server answered with error %(status)s.") % {"status": answer.status_code}
                            )
                        return Fetched(_read(answer, largest, until), _file_name(address, answer.headers), address)
        except (httpx.TimeoutException, TimeoutError) as error:
            raise CannotFetch(_("The server took too long. Try again, or download the file by hand.")) from error
        except (httpx.InvalidURL, httpx.UnsupportedProtocol, UnicodeError) as error:
            raise CannotFetch(_("This is not a whole address.")) from error
        except httpx.HTTPError as error:
            raise CannotFetch(
                _("The server could not be reached, or the connection was cut. Nothing was imported; please try again.")
            ) from error
        raise CannotFetch(_("The address redirects too many times. Take the address of the file itself."))


def _may_be_table(resource: Mapping[str, Any]) -> bool:
    """Whether a resource of the catalogue is a table, as far as it says of which format it is."""
    named = (resource.get("attributes") or {}).get("format")
    return named is None or str(named).lower() in _TABLES


def _refuse_all_but_https(address: str) -> None:
    if httpx.URL(address).scheme != "https":
        raise CannotFetch(_("Only addresses that begin with https:// are fetched."))


def _read(answer: httpx.Response, largest: int, until: float) -> bytes:
    too_large = CannotFetch(_("The file is larger than %(size)s MB.") % {"size": largest // (1024 * 1024)})
    announced = answer.headers.get("Content-Length", "")
    if announced.isdecimal() and int(announced) > largest:
        raise too_large
    content = bytearray()
    for piece in answer.iter_raw():  # unpacking could make much of little, and was not asked for
        content += piece
        if len(content) > largest:
            raise too_large
        if time.monotonic() > until:
            raise TimeoutError
    return bytes(content)


def _file_name(address: str, headers: Mapping[str, str]) -> str:
    """What the server calls the file, else what its address does, without folders and signs that cannot be seen."""
    message = Message()
    message["Content-Disposition"] = headers.get("Content-Disposition", "")
    try:
        named = message.get_filename() or ""
    except (ValueError, LookupError):  # an encoding that does not exist, or bytes that are none of it
        named = ""
    names = (_last_part(name) for name in (named, unquote(urlsplit(address).path.rstrip("/"))))
    return next(filter(None, names), "file")[:200]


def _last_part(name: str) -> str:
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(sign for sign in last if sign.isprintable()).strip(" .")
