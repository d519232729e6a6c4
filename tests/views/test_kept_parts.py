"""Parts of pages that are kept: each page gets its own texts, and nothing of who asked before."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.template import Context, Template
from django.test import Client

from guides.serving.links import Links
from guides.serving.live import Snapshot
from guides.templatetags import kept_parts

PART = Template(
    "{% load kept_parts %}{% keep kind=kind with typed=typed %}[{{ kind }}|{{ typed }}|{{ other }}]{% endkeep %}"
)


@pytest.fixture(autouse=True)
def _nothing_is_kept() -> Iterator[None]:
    kept_parts.forget()
    yield
    kept_parts.forget()


@pytest.fixture
def shown(serving: Snapshot) -> Any:
    """The part with some values."""
    links = Links(serving.content, serving.points, serving.flow)
    return lambda **values: PART.render(Context({"language": "pl", "links": links, **values}))


def test_a_kept_part_shows_the_texts_of_each_page_escaped(shown: Any) -> None:
    assert shown(kind="a", typed="<b>") == "[a|&lt;b&gt;|]"
    assert shown(kind="a", typed="\x00typed\x00") == "[a|\x00typed\x00|]"
    assert shown(kind="a", typed="") == "[a||]"
    assert shown(kind="b", typed="x") == "[b|x|]"


def test_a_kept_part_shows_nothing_that_it_was_not_given(shown: Any) -> None:
    assert shown(kind="a", typed="x", other="of somebody") == "[a|x|]"


def test_what_was_typed_is_kept_nowhere(client: Client, serving: Snapshot) -> None:
    for address in ("/pl/szukaj/?q=Tajemnica", "/pl/punkty/?near=Tajemnica"):
        assert "Tajemnica" in client.get(address).text
    kept = [(key, vars(part)) for key, part in kept_parts._parts._values.items()]
    assert kept and "Tajemnica" not in repr(kept)


def test_the_frame_of_a_page_is_made_once_for_all_of_its_kind(client: Client, serving: Snapshot) -> None:
    first, *others = (f"/pl/poradniki/{guide.slug['pl']}/" for guide in serving.content.guides[:3])
    client.get(first)
    frames = len(kept_parts._parts)
    pages = [client.get(address).text for address in others]
    assert len(kept_parts._parts) == frames
    for address, page in zip(others, pages, strict=True):
        assert f'<link rel="canonical" href="http://localhost:8000{address}">' in page
        assert page.count("<title>") == page.count('<main id="main"') == page.count("</html>") == 1
        assert "\x00" not in page
