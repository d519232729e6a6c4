"""What a function that answers gets, and what it gives back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.utils.translation import gettext as _

from guides.api.parameters import ON_PAGE, PAGE, PER_PAGE
from guides.api.problems import NO_SUCH_PAGE, RequestProblem
from guides.api.shapes import ApiText, PageLinks
from guides.schema.kinds import Text
from guides.serving.links import Links
from guides.serving.live import Snapshot
from guides.templatetags.site import resolved

BASE = "/api/v1"

Item = TypeVar("Item")


@dataclass(frozen=True)
class ApiRequest:
    """A request that can be answered: the site at one moment, and the value of each parameter."""

    snapshot: Snapshot
    links: Links
    language: str
    path: str
    values: Mapping[str, Any]
    given: Mapping[str, str] = field(default_factory=dict)  # the parameters as they were written

    def address(self, path: str) -> str:
        """The whole address of something of the API."""
        return self.links.absolute(f"{BASE}{path}")

    def page(self, address: str) -> str:
        """The whole address of a page of the site."""
        return self.links.absolute(address)

    def text(self, text: Text) -> ApiText:
        """A text in the language asked for, its links leading to this site's pages."""
        plain, html = text.plain_in(self.language), text.html_in(self.language)
        return ApiText(
            text=plain.value,
            html=resolved(html.value, lambda target: self._target(target)),
            lang=plain.language,
        )

    def text_or_none(self, text: Text | None) -> ApiText | None:
        return None if text is None else self.text(text)

    def _target(self, target: str) -> str:
        address = self.links.resolve(self.language, target)
        return self.page(address) if address.startswith("/") else address


def cut_page(request: ApiRequest, items: Sequence[Item]) -> tuple[list[Item], PageLinks]:
    """The entries of the page that was asked for. Raise RequestProblem where the list is shorter."""
    page, count = request.values[PAGE.name], request.values[PER_PAGE.name]
    last = max(1, -(-len(items) // count))
    if page > last:
        detail = _("The last page is %(last)s.") % {"last": last}
        raise RequestProblem(NO_SUCH_PAGE, detail, parameter=PAGE.name, address=_page_address(request, last))
    links = PageLinks(
        self=_page_address(request, page),
        first=_page_address(request, 1),
        previous=_page_address(request, page - 1) if page > 1 else None,
        next=_page_address(request, page + 1) if page < last else None,
        last=_page_address(request, last),
    )
    return list(items[(page - 1) * count : page * count]), links


def _page_address(request: ApiRequest, page: int) -> str:
    """Always the same one for the same page: parameters by name, none that says what is so anyway."""
    query = {name: value for name, value in request.given.items() if name != PAGE.name}
    if query.get(PER_PAGE.name) == str(ON_PAGE):
        del query[PER_PAGE.name]
    if page > 1:
        query[PAGE.name] = str(page)
    return request.page(request.path) + (f"?{urlencode(sorted(query.items()))}" if query else "")
