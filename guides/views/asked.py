"""What a view of a public page gets and gives: the site at one moment, the request, and the page to be rendered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, QueryDict

from guides.serving.links import EmbedLinks, Links
from guides.serving.live import Snapshot
from guides.serving.notices import CurrentNotice
from guides.serving.previews import Preview
from guides.views.kept_place import NOWHERE, KeptPlace


@dataclass(frozen=True)
class Site:
    """What a request sees: one snapshot, the links within it, the notices that are on, the preview if it is one."""

    snapshot: Snapshot
    links: Links
    notices: tuple[CurrentNotice, ...] = ()
    preview: Preview | None = None

    @property
    def embedded(self) -> bool:
        """Whether its pages are made for a frame in another site."""
        return isinstance(self.links, EmbedLinks)


@dataclass(frozen=True, kw_only=True, eq=False)
class PublicRequest:
    """What a view of a public page gets: the site at one moment, and what was asked of it."""

    http: HttpRequest
    site: Site
    language: str
    GET: QueryDict  # without what may not be shown again
    typed_pesel: bool = False  # in place of a town; it is dropped, and the answer kept by nobody

    @property
    def is_post(self) -> bool:
        return self.http.method == "POST"

    @property
    def POST(self) -> QueryDict:
        return self.http.POST


@dataclass(frozen=True, kw_only=True)
class Rendered:
    """A page to render. `address_in` gives its address in each language, for the switch and for search engines."""

    template: str
    kind: str
    key: str
    title: str
    description: str
    address_in: Callable[[str], str]
    context: dict[str, Any] = field(default_factory=dict)
    status: int = 200
    noindex: bool = False
    no_store: bool = False  # holds what the visitor typed: kept by nobody, a browser included
    printed_address: str = ""  # on paper, where it is not the page's own
    has_error: bool = False  # something typed has to be mended: the title says so first
    where: KeptPlace = NOWHERE  # the place that goes along with its links; one that was asked for comes before it
