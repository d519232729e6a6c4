"""The small Markdown in which texts are written, made into safe HTML.

Paragraphs, “- ” lists, `##` headings, **strong**, `address to type`, [words](target) and [[button label]]; that is all.
A heading, or [words], may end in {#a11y-…}: the names by which parts of an accessibility statement are found.
A target is an https, tel or mailto address, or one of ours (`INTERNAL_SCHEMES`), such as guide:pz-haslo, which stays
as it is in the HTML: the link object turns it into an address when a page is rendered.
"""

import re
from collections.abc import Collection, MutableMapping, Sequence
from functools import lru_cache
from html import escape
from itertools import pairwise
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from guides.schema.phones import read_phone

# Longer texts are cut when they are rendered: what a text may cost has a bound, whoever wrote it and however it came
# here. Forms and files allow less (models.base.prose_field).
LONGEST_TEXT = 20_000
# No label is longer. Without a bound, a row of opening brackets would be searched again from each of them.
LONGEST_MARK = 200
INTERNAL_SCHEMES = ("guide", "method", "page", "help", "points", "contact", "write")
SCHEMES = {"https", "tel", "mailto", *INTERNAL_SCHEMES}
_TAGS = {"p", "ul", "ol", "li", "strong", "em", "a", "h2", "h3", "kbd", "span", "br", "time"}
_ATTRIBUTES = {
    "a": {"href", "class"},
    "kbd": {"class", "lang"},
    "span": {"class", "id", "lang"},
    "time": {"id", "datetime"},
    "h2": {"id"},
    "h3": {"id"},
}
# Only names with this beginning: any other could be one of the page's own.
_NAME = r"\{#(a11y-[a-z-]{1,40})\}"
_NAMED_WORDS = re.compile(rf"\[([^\[\]\n]{{1,{LONGEST_MARK}}})\]{_NAME}")
_NAMED_HEADING = re.compile(rf" *{_NAME}$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NBSP = "\u00a0"
_NB_HYPHEN = "\u2011"
_JOINER = "\u2060"  # no line ends beside it
_QUOTED = re.compile(r"„([^”\n]{1,200})”")
_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d{2,3}\b)")
_BEFORE_UNIT = re.compile(
    r"(?<=\d) (?=(?:minut\w*|min|dni|dzień|lat\w*|rok\w*|godzin\w*|zł|km|m|days?|minutes?|years?|hours?)\b)"
)
_E_WORDS = re.compile(r"\b([eE])-(?=(?:mail|dow|recept|prescri|konsul|zdrow|health)\w*(?!@))", re.IGNORECASE)
_RANGE = re.compile(r"(?<=\d)–(?=\d)")  # 8:00–17:00
_POSTCODE = re.compile(r"(?<![\w.,-])(\d\d)-(?=\d{3}(?![\d-]))")
_ENDINGS = re.compile(r"(?<=\b[A-Z]{3})-(?=[a-ząęó]{1,3}\b)")  # SMS-a, PIN-u


def typeset(text: str, hanging_words: str) -> str:
    """Put non-breaking spaces and hyphens, and joiners of words, where a line must not end.

    `hanging_words` are the one-letter words, each a character, that may not end a line in this language.
    """
    if hanging_words:
        # Twice over one match: “i w domu” has two such words in a row.
        text = re.sub(rf"(?<![^\s(„“‘])([{hanging_words}]) (?=\S)", rf"\1{_NBSP}", text, flags=re.IGNORECASE)
    text = _BETWEEN_DIGITS.sub(_NBSP, text)
    text = _BEFORE_UNIT.sub(_NBSP, text)
    text = _ENDINGS.sub(_NB_HYPHEN, text)
    text = _RANGE.sub(f"{_JOINER}–{_JOINER}", text)
    text = _POSTCODE.sub(rf"\1{_NB_HYPHEN}", text)
    return _E_WORDS.sub(rf"\1{_NB_HYPHEN}", text)


def _label_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", state.pos + 2, state.pos + 2 + LONGEST_MARK)
    if end == -1 or "\n" in state.src[state.pos : end]:
        return False
    if not silent:
        token = state.push("label", "kbd", 0)
        token.content = state.src[state.pos + 2 : end].strip()
    state.pos = end + 2
    return True


def _named_rule(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("[", state.pos):
        return False
    match = _NAMED_WORDS.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("named", "span", 0)
        token.content, token.info = match.groups()
    state.pos = match.end()
    return True


def _name_headings(state: StateCore) -> None:
    for heading, inline in pairwise(state.tokens):
        if heading.type == "heading_open" and (match := _NAMED_HEADING.search(inline.content[-LONGEST_MARK:])):
            heading.attrSet("id", match[1])
            inline.content = inline.content[: -len(match[0])]


class _Renderer(RendererHTML):
    """HTML of our few tokens; `env` carries the language of the text and of the labels."""

    def link_open(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        env["in_link"] = True
        return self.renderToken(tokens, idx, options, env)

    def link_close(self, tokens: Sequence[Token], idx: int, options: Any, env: MutableMapping[str, Any]) -> str:
        env["in_link"] = False
        return self.renderToken(tokens, idx, options, env)

    def text(self, tokens: Sequence[Token], idx: int, _options: object, env: MutableMapping[str, Any]) -> str:
        words = tokens[idx].content
        parts = re.split(env["phones"], words) if env["phones"] and not env["in_link"] else [words]
        # Every second part is a phone: the pattern has one group.
        return "".join(_phone(part) if number % 2 else _words(part, env) for number, part in enumerate(parts))

    def code_inline(self, tokens: Sequence[Token], idx: int, _options: object, _env: MutableMapping[str, Any]) -> str:
        text = escape(tokens[idx].content)
        if _MAIL.fullmatch(tokens[idx].content):
            return f'<a class="address" href="mailto:{text}">{text}</a>'
        return f'<span class="address">{text}</span>'

    def label(self, tokens: Sequence[Token], idx: int, _options: object, env: MutableMapping[str, Any]) -> str:
        language = "" if env["language"] == env["label_language"] else f' lang="{env["label_language"]}"'
        return f'<kbd class="label"{language}>{escape(typeset(tokens[idx].content, ""))}</kbd>'

    def named(self, tokens: Sequence[Token], idx: int, _options: object, env: MutableMapping[str, Any]) -> str:
        words, name = tokens[idx].content, tokens[idx].info
        if _DAY.fullmatch(words):
            return f'<time id="{name}" datetime="{words}">{words}</time>'
        return f'<span id="{name}">{_words(words, env)}</span>'


def _words(text: str, env: MutableMapping[str, Any]) -> str:
    parts = re.split(env["foreign"], text) if env["foreign"] else [text]
    # Every second part is foreign: the pattern has one group.
    return "".join(
        f'<span lang="{env["label_language"]}">{_typeset_and_escaped(part, env)}</span>'
        if number % 2
        else _typeset_and_escaped(part, env)
        for number, part in enumerate(parts)
    )


def _typeset_and_escaped(text: str, env: MutableMapping[str, Any]) -> str:
    return escape(typeset(text, env["hanging_words"]), quote=False)


def _foreign(source: str, letters: str) -> str:
    """A pattern for what a translation quotes from its `source`, and for names with the source's own `letters`."""
    phrases = {phrase for phrase in _QUOTED.findall(source) if " " in phrase}
    quoted = [re.escape(phrase) for phrase in sorted(phrases, key=len, reverse=True)]
    word = rf"[\w-]*[{letters}][\w-]*"
    alternatives = [*quoted, *([rf"(?i:{word}(?: {word})*)"] if letters else [])]
    return f"({'|'.join(alternatives)})" if alternatives else ""


def _phone(number: str) -> str:
    phone = read_phone(number)
    shown = escape(number.replace(" ", _NBSP))
    return f'<a class="tel" href="tel:{phone.dial}">{shown}</a>' if phone and phone.dial else shown


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", renderer_cls=_Renderer)
    parser.enable(["heading", "list", "emphasis", "link", "backticks", "newline", "escape"])
    parser.inline.ruler.before("link", "label", _label_rule)
    parser.inline.ruler.before("link", "named", _named_rule)
    parser.core.ruler.before("inline", "headings", _name_headings)
    return parser


_PARSER = _parser()


# More than the texts of a release, so that a publication reads and renders only those that changed.
OF_EACH_TEXT = 8192


@lru_cache(maxsize=OF_EACH_TEXT)
def to_html(
    text: str,
    language: str,
    label_language: str,
    hanging_words: str = "",
    *,
    block: bool,
    phones: tuple[str, ...] = (),
    source: str = "",
    letters: str = "",
) -> str:
    """Render `text` as sanitised HTML: paragraphs and lists if `block`, else one line of inline HTML.

    Of more than `LONGEST_TEXT` characters only the first are rendered.

    `label_language` is the language of button labels, marked with `lang` where the text's own `language` differs.
    There, what is quoted from `source` (the text in `label_language`) is marked too, and words with its own `letters`.
    `phones` are the numbers that become links in a block, written as in the text.
    """
    pattern = "|".join(re.escape(phone) for phone in sorted(phones, key=len, reverse=True)) if block else ""
    text = _bounded(text)
    env = {
        "in_link": False,
        "language": language,
        "label_language": label_language,
        "hanging_words": hanging_words,
        "foreign": _foreign(source, letters) if language != label_language else "",
        "phones": rf"(?<![\d+])({pattern})(?![\d-])" if pattern else "",
    }
    html = _PARSER.render(text, env) if block else _PARSER.renderInline(" ".join(text.split()), env)
    return nh3.clean(
        html.strip(), tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True
    )


_MARKS = re.compile(
    rf"\[\[(?P<label>[^\]\n]{{1,{LONGEST_MARK}}})\]\]"
    rf"|\[(?P<named>[^\[\]\n]{{1,{LONGEST_MARK}}})\]{_NAME}"
    r"|\[(?P<words>[^\]\n]{1,300})\]\([^)\s]{0,300}\)|`(?P<address>[^`\n]{1,300})`|\*\*(?P<strong>[^*\n]{1,1000})\*\*"
)
_MARKED_BY = ("label", "named", "words", "address", "strong")


@lru_cache(maxsize=OF_EACH_TEXT)
def to_plain(text: str) -> str:
    """`text` without its marks, in one line; button labels keep a plain form. Cut as `to_html` does."""
    stripped = _MARKS.sub(
        lambda match: next(match[name] for name in _MARKED_BY if match[name] is not None), _bounded(text)
    )
    return " ".join(re.sub(rf"(?m)^(?:#{{2,3}}|-) +|{_NAME}$", "", stripped).split())


def _bounded(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[:LONGEST_TEXT]}…"


_HREF = re.compile(r'href="([^"]*)"')


def targets(html: str) -> list[str]:
    """Every address that `html`, as made by `to_html`, links to."""
    return _HREF.findall(html)


_TARGET = re.compile(r"\]\(\s*<?([^)\s>]{1,300})")
_TAG = re.compile(r"</?[a-zA-Z][^<>\n]{0,300}>")


_LINK = re.compile(r"\[(?P<words>[^\[\]\n]{1,300})\]\(\s*<?(?P<target>[^)\s>]{1,300})>?[^)\n]{0,300}\)")


def unlinked(text: str, gone: Collection[str]) -> str:
    """`text` with the words alone of each link whose target is one of `gone`, such as “guide:pz-haslo”."""
    return _LINK.sub(lambda match: match["words"] if match["target"] in gone else match[0], text) if gone else text


def link_targets(text: str) -> list[str]:
    """The target of each link in a text as it is written, such as “guide:pz-haslo”."""
    return _TARGET.findall(_bounded(text))


def dead_links(text: str) -> list[str]:
    """Targets of links in a text that `to_html` drops: no https, tel or mailto address and none of ours."""
    return [target for target in link_targets(text) if target.partition(":")[0].lower() not in SCHEMES]


def html_tags(text: str) -> list[str]:
    """Tags in a text, which `to_html` shows as they are written."""
    return _TAG.findall(_bounded(text))


_BLOCK = re.compile(r"\n\s*\n|\n(?=- )")
_ESCAPED = re.compile(r"\\[^\w\s]")
_CODE = re.compile(r"`[^`]+`")
_WHOLE_LABEL = re.compile(rf"\[\[[^\]\n]{{1,{LONGEST_MARK}}}\]\]")


def unclosed(text: str) -> list[str]:
    """Signs that open a mark and do not close it, each once: readers would see them as they are written."""
    found: dict[str, None] = {}
    for block in _BLOCK.split(_bounded(text)):
        words = _CODE.sub(" ", _ESCAPED.sub(" ", block))
        words = _WHOLE_LABEL.sub(" ", words)
        signs = {"`": "`" in words, "[[": "[[" in words, "**": words.count("**") % 2 == 1}
        found |= dict.fromkeys(sign for sign, is_open in signs.items() if is_open)
    return list(found)
