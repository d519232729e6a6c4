"""Each word is marked with its language, so that a screen reader says it as it should be said."""

from collections.abc import Iterator

from django.conf import settings
from django.test import Client

from guides.serving.live import Snapshot
from tests.html import Element, parse
from tests.site_pages import SitePages, every_address


def foreign_words(element: Element, language: str) -> Iterator[str]:
    """Texts with letters of the source language in places of another language."""
    for child in element.children:
        if isinstance(child, Element):
            # A title or an option has no markup, and a link may have its language named from outside.
            if child.name not in ("title", "script", "option"):
                yield from foreign_words(child, child.get("lang", language))
        elif language != settings.LANGUAGE_CODE and set(child.lower()) & set(settings.SOURCE_LETTERS):
            yield child.strip()


def test_no_polish_word_passes_for_english(pages: SitePages, serving: Snapshot) -> None:
    found = {
        word: address
        for address, _kind, _key in every_address(serving, "en")
        for word in foreign_words(pages.document(address), "en")
    }
    assert found == {}


def test_a_found_place_is_marked_as_polish(visitor: Client) -> None:
    page = parse(visitor.get("/en/points/?near=Lodz"))
    assert list(foreign_words(page, "en")) == []
