"""Parts of pages that are the same for many: rendered once, with slots that each page fills.

What a kept part may show is what it was given by name, and what holds for the whole site: a name that was forgotten is
empty in it, and is not the one of who came first.
"""

from collections.abc import Callable, Hashable, Mapping
from functools import cache
from html import escape
from typing import Any

from django import template
from django.template import Context, Engine
from django.template.base import FilterExpression, Node, NodeList, Parser, Token, token_kwargs
from django.utils.safestring import SafeString, mark_safe

from guides.schema.content import Content
from guides.serving.kept import Kept

register = template.Library()

# Of a site: the same in all its pages.
_OF_SITE = (
    "language", "links", "source_language", "embedded", "release_number", "site_name",
    "operator_name", "operator_address", "operator_email",
)  # fmt: skip
# Of a page: what its frame depends on, and what is filled into it; besides, its addresses in each language.
_OF_FRAME = ("page_kind", "noindex", "is_error_page")
_TEXTS = ("title", "description", "canonical", "x_default", "printed_address", "whole_page", "page_key")
_ADDRESSES = ("address", "absolute")
_EDGE = "\x00"  # of a slot
_IS_KEPT = "is_kept"  # the name by which a frame knows that it is rendered to be kept


class _KeptPart:
    """HTML with slots. `content` is that of the release whose links stand in it."""

    def __init__(self, content: Content, html: str) -> None:
        self.content = content
        parts = html.split(_EDGE)
        self._first, self._others = parts[0], list(zip(parts[1::2], parts[2::2], strict=True))
        self.slots = frozenset(parts[1::2])

    def fill(self, values: Mapping[str, str | None]) -> SafeString:
        """The HTML with these values, as templates write them, in its slots."""
        parts = [self._first]
        for slot, fixed in self._others:
            value = values[slot]
            parts += (value if isinstance(value, SafeString) else escape(str(value)), fixed)
        return mark_safe("".join(parts))  # noqa: S308 - of a template, and escaped


_parts: Kept[Hashable, _KeptPart] = Kept(512)


def forget() -> None:
    """Keep no part of a page, as a new process does."""
    _parts.clear()


@cache
def _slot(name: str) -> SafeString:
    return mark_safe(f"{_EDGE}{name}{_EDGE}")  # noqa: S308 - a name of ours


def _part_of(context: Context, key: Hashable, named: Mapping[str, Any], render: Callable[[Context], str]) -> _KeptPart:
    """The kept part; where it is not there, rendered with what is named and what is the site's only."""
    links = context["links"]
    key = (key, context["language"], type(links), links.prefix)
    part = _parts.get(key)
    if part is None or part.content is not links.content:
        own = context.new({**{name: context.get(name) for name in _OF_SITE}, **named})
        own.template = context.template
        part = _KeptPart(links.content, render(own))
        _parts.put(key, part)
    return part


@register.simple_tag(takes_context=True)
def kept(context: Context, template: str, *values: Hashable) -> SafeString:
    """A component that depends on the release, the language and these `values` alone: rendered once for them.

    {% kept "components/….html" form.filters %}
    """
    render = Engine.get_default().get_template(template).render
    return _part_of(context, (template, values), {"values": values}, render).fill({})


def filled(context: Context, template: str, values: Mapping[str, Hashable], texts: Mapping[str, str]) -> SafeString:
    """A component that is rendered once for these values, as {% keep %} does it, with these texts in it."""
    key = (template, tuple(values.values()))
    return _filled(context, key, values, texts, lambda own: Engine.get_default().get_template(template).render(own))


def _filled(
    context: Context,
    key: Hashable,
    values: Mapping[str, Any],
    texts: Mapping[str, str | None],
    render: Callable[[Context], str],
) -> SafeString:
    shown = {name: "" if text in ("", None) else _slot(name) for name, text in texts.items()}
    key = (key, tuple(map(bool, shown.values())))
    return _part_of(context, key, {**values, **shown}, render).fill(texts)


class _KeepNode(Node):
    """A part of a template, kept for each of its values."""

    def __init__(
        self, nodelist: NodeList, values: dict[str, FilterExpression], texts: dict[str, FilterExpression]
    ) -> None:
        self.nodelist, self._values, self._texts = nodelist, values, texts

    def render(self, context: Context) -> SafeString:
        values = {name: value.resolve(context) for name, value in self._values.items()}
        texts = {name: text.resolve(context) for name, text in self._texts.items()}
        return _filled(context, (self, tuple(values.values())), values, texts, self.nodelist.render)


@register.tag
def keep(parser: Parser, token: Token) -> Node:
    """A part of a template that is rendered once for each of the values that it is given.

    After `with` come texts that are filled in: shown as they are or asked whether they are empty, and nothing else.
    {% keep service=listing.service with place=finder.place %}…{% endkeep %}
    """
    bits = token.split_contents()[1:]
    values = token_kwargs(bits, parser)
    texts = token_kwargs(bits[1:], parser) if bits[:1] == ["with"] else {}
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return _KeepNode(nodelist, values, texts)


class _FramedNode(Node):
    """What stands around the blocks of a page."""

    def __init__(self, nodelist: NodeList) -> None:
        self.nodelist = nodelist
        self._blocks = {each.name: each for each in nodelist.get_nodes_by_type(_OwnNode) if isinstance(each, _OwnNode)}
        self._found: dict[type[Node], list[Node]] = {}

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Node]:
        """As of every node. Kept: each page asks the template that it extends for its blocks."""
        if nodetype not in self._found:
            self._found[nodetype] = super().get_nodes_by_type(nodetype)
        return self._found[nodetype]

    def render(self, context: Context) -> SafeString:
        if context.get("preview"):  # for one editor, and marked as such
            return self.nodelist.render(context)
        alternates = context["alternates"]
        named: dict[str, Any] = {name: context.get(name) for name in _OF_FRAME}
        key = (self, tuple(named.values()), context.get("release_number"))
        named |= {name: _slot(name) for name in _TEXTS}
        named["alternates"] = [
            {**each, **{name: _slot(f"{name} {each['code']}") for name in _ADDRESSES}} for each in alternates
        ]
        part = _part_of(context, key, {**named, _IS_KEPT: True}, self.nodelist.render)
        values: dict[str, str] = {name: context.get(name) or "" for name in _TEXTS}
        values |= {f"{name} {each['code']}": each[name] for each in alternates for name in _ADDRESSES}
        values |= {name: node.nodelist.render(context) for name, node in self._blocks.items() if name in part.slots}
        return part.fill(values)


class _OwnNode(Node):
    """What is each page's own within the frame."""

    def __init__(self, name: str, nodelist: NodeList) -> None:
        self.name, self.nodelist = name, nodelist

    def render(self, context: Context) -> SafeString:
        return _slot(self.name) if context.get(_IS_KEPT) else self.nodelist.render(context)


@register.tag
def framed(parser: Parser, _token: Token) -> Node:
    """What is kept of a page: {% framed %}…{% own "main" %}{% block main %}…{% endown %}…{% endframed %}."""
    nodelist = parser.parse(("endframed",))
    parser.delete_first_token()
    return _FramedNode(nodelist)


@register.tag
def own(parser: Parser, token: Token) -> Node:
    """What of a frame is rendered for each page: {% own "main" %}…{% endown %}."""
    nodelist = parser.parse(("endown",))
    parser.delete_first_token()
    return _OwnNode(token.split_contents()[1].strip('"'), nodelist)
