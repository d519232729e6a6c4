"""Which guides changed from release to release, for those who follow the site."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from guides.enums import ReleaseKind
from guides.models import Release
from guides.models.release import checksum
from guides.schema.content import Content, Damaged, Guide, decode_content
from guides.schema.kinds import Text

KEPT_AS = "changes"  # the name of the file in the state folder
MOST_RELEASES = 20  # compared with the one before, the newest
ADDED, CHANGED, WITHDRAWN = "added", "changed", "withdrawn"
# What readers do not see, or see without reading anything new.
_SILENT = ("order", "search_words", "outdated", "checked_on", "next_check_on", "checked_by", "sources")


class GuideChange(msgspec.Struct, frozen=True, kw_only=True):
    """A guide that a release added, changed or withdrew, and the languages in which readers see it."""

    guide: str
    sign: str
    release: int
    published_at: datetime
    languages: tuple[str, ...]
    title: Text
    summary: Text


class ChangeLog(msgspec.Struct, frozen=True, kw_only=True):
    """Changes, the newest first, as far as the release with the number `newest`; since when there is each guide."""

    newest: int = 0
    changes: tuple[GuideChange, ...] = ()
    first_published: dict[str, date] = {}

    def until(self, release: int | None) -> list[GuideChange]:
        """Those that the release holds which is served: an older one may be active again."""
        return [change for change in self.changes if change.release <= (release or 0)]


def encode(changes: ChangeLog) -> bytes:
    return msgspec.json.encode(changes)


def decode(payload: bytes) -> ChangeLog:
    """Raise Damaged when `payload` is no log of changes."""
    try:
        return msgspec.json.decode(payload, type=ChangeLog)
    except msgspec.DecodeError as error:
        raise Damaged(str(error)) from error


def carried_on(known: ChangeLog) -> ChangeLog:
    """`known` with what newer releases changed. A release that can't be read is passed over."""
    releases = Release.objects.of_kind(ReleaseKind.CONTENT).order_by("-number")
    numbers = list(releases.values_list("number", flat=True)[: MOST_RELEASES + 1])
    if not numbers or numbers[0] == known.newest:
        return known
    found: list[GuideChange] = []
    before: Content | None = None
    for number in sorted(number for number in numbers if number >= known.newest):
        content, moment = _read(number)
        if content is None:
            continue
        if before is not None:
            found += compare(before, content, number, moment)
        before = content
    kept = [change for change in (*reversed(found), *known.changes) if change.release >= numbers[-1]]
    days = releases.values_list("first_published", flat=True).get(number=numbers[0])
    first_published = {guide: date.fromisoformat(day) for guide, day in days.items()}
    return ChangeLog(newest=numbers[0], changes=tuple(kept), first_published=first_published)


def compare(before: Content, after: Content, release: int, moment: datetime) -> Iterable[GuideChange]:
    """What readers of each language see anew."""
    for guide in after.guides:
        old = before.guide.get(guide.key)
        languages = [code for code in after.languages if old is None or _seen(old, code) != _seen(guide, code)]
        if languages:
            yield _change(guide, CHANGED if old else ADDED, release, moment, languages)
    for guide in before.guides:
        if guide.key not in after.guide:
            yield _change(guide, WITHDRAWN, release, moment, after.languages)


def _change(guide: Guide, sign: str, release: int, moment: datetime, languages: Sequence[str]) -> GuideChange:
    return GuideChange(
        guide=guide.key,
        sign=sign,
        release=release,
        published_at=moment,
        languages=tuple(languages),
        title=guide.title,
        summary=guide.summary,
    )


def _read(number: int) -> tuple[Content | None, datetime]:
    row = Release.objects.of_kind(ReleaseKind.CONTENT).values_list("payload", "checksum", "published_at")
    payload, digest, moment = row.get(number=number)
    if checksum(payload.encode()) != digest:
        return None, moment
    try:
        return decode_content(payload.encode()), moment
    except Damaged:
        return None, moment


def _seen(guide: Guide, language: str) -> Any:
    """A guide as readers of a language see it."""
    fields = {name: getattr(guide, name) for name in guide.__struct_fields__ if name not in _SILENT}
    return _in_language(msgspec.to_builtins(fields), language)


def _in_language(value: Any, language: str) -> Any:
    """Plain data in which each text is what the language has of it, or else the source."""
    match value:
        case {"plain": dict(plain), "html": dict(html)}:
            code = language if language in plain else next(iter(plain))
            return html.get(code, plain[code])
        case dict():
            return {name: _in_language(each, language) for name, each in value.items() if name != "outdated"}
        case list() | tuple():
            return [_in_language(each, language) for each in value]
        case _:
            return value
