"""A page as a visitor's browser understands it: what tests look at instead of the text of the HTML."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


_INLINE = {"span", "strong", "em", "kbd", "mark", "abbr"}


@dataclass
class Element:
    name: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    def __getitem__(self, attribute: str) -> str:
        return self.attributes[attribute]

    def get(self, attribute: str, default: str = "") -> str:
        return self.attributes.get(attribute, default)

    @property
    def text(self) -> str:
        """All text inside, white space folded; what stands in blocks of their own is apart."""
        return " ".join(self._raw_text().split())

    def _raw_text(self) -> str:
        inner = "".join(child if isinstance(child, str) else child._raw_text() for child in self.children)
        return inner if self.name in _INLINE else f" {inner} "

    def all(self, tag: str = "", **attributes: str) -> list["Element"]:
        """Every element inside with this tag and these attributes; `class_` finds one class among several."""
        found = []
        for child in self.children:
            if isinstance(child, Element):
                if (not tag or child.name == tag) and child._has(attributes):
                    found.append(child)
                found += child.all(tag, **attributes)
        return found

    def one(self, tag: str = "", **attributes: str) -> "Element":
        """The only such element."""
        found = self.all(tag, **attributes)
        assert len(found) == 1, f"{len(found)} elements {tag} {attributes}"
        return found[0]

    def _has(self, attributes: dict[str, str]) -> bool:
        for name, value in attributes.items():
            if name == "class_":
                if value not in self.get("class").split():
                    return False
            elif self.get(name.replace("_", "-")) != value:
                return False
        return True


class _Parser(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("document", {})
        self.stack = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.stack[-1].children.append(element)
        if tag not in _VOID:
            self.stack.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.stack[-1].children.append(Element(tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        names = [element.name for element in self.stack]
        if tag in names:
            del self.stack[len(names) - 1 - names[::-1].index(tag) :]

    def handle_data(self, data: str) -> None:
        self.stack[-1].children.append(data)


def parse(response: object) -> Element:
    """The page of a test client's response."""
    parser = _Parser()
    parser.feed(response.content.decode())  # type: ignore[attr-defined]
    return parser.root


def kind(page: Element) -> tuple[str, str]:
    """What a page says it is: (kind, key)."""
    body = page.one("body")
    return body["data-page"], body["data-key"]
