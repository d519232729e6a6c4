"""The sections of a long page, so that a search leads to the one that answers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape, unescape

from django.utils.html import strip_tags

from guides.schema.kinds import Text

_HEADING = re.compile(r"<h[23][^>]*>(.*?)</h[23]>", re.DOTALL)


@dataclass(frozen=True)
class Section:
    """A heading, and what stands below it up to the next, without marks."""

    heading: str
    text: str

    def heading_in(self, language: str) -> Text:
        return _text(language, self.heading)

    def beginning_in(self, language: str) -> Text:
        """Its first sentence."""
        return _text(language, re.split(r"(?<=[.?!])\s", self.text, maxsplit=1)[0])


def sections_of(body: Text | None, language: str) -> Iterator[Section]:
    """The sections of a page in one language."""
    if body is None:
        return
    parts = _HEADING.split(body.html_in(language).value)
    for heading, below in zip(parts[1::2], parts[2::2], strict=True):
        yield Section(_plain(heading), _plain(below))


def _plain(html: str) -> str:
    return " ".join(unescape(strip_tags(html.replace("<", " <"))).split())


def _text(language: str, plain: str) -> Text:
    return Text(plain={language: plain}, html={language: escape(plain)})
