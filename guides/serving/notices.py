"""Notices as visitors get them: compiled, loaded by each process beside the releases, on from one minute to another."""

import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from functools import cached_property

import msgspec
from django.db.models import Count, Max

from guides import models
from guides.checking.compiled_parts import Languages, compile_prose
from guides.enums import STOPPING
from guides.models.base import localized
from guides.schema.content import Damaged
from guides.schema.kinds import Entry, Text
from guides.schema.markup import INTERNAL_SCHEMES, targets, to_html, to_plain

KEPT_AS = "notices"  # in the state folder
_INTERNAL = re.compile(rf' href="(?:{"|".join(INTERNAL_SCHEMES)}):[^"]*"')


class CurrentNotice(Entry, frozen=True, kw_only=True):
    """`method` is the key of a way of logging in, or empty when the whole of IKP is concerned."""

    number: int
    kind: str
    method: str = ""
    text: Text
    begins_at: datetime
    ends_at: datetime | None = None
    source: str
    checked_at: datetime

    @property
    def stops(self) -> bool:
        """Whether what it concerns does not work while it is on."""
        return self.kind in STOPPING

    def is_on(self, now: datetime) -> bool:
        return self.begins_at <= now and (self.ends_at is None or now < self.ends_at)


class NoticesSeen(Entry, frozen=True, kw_only=True):
    """By which a process knows whether any notice was published, changed or taken away since: from their history."""

    records: int = 0
    newest: int = 0
    at: datetime | None = None


class Board(Entry, frozen=True, kw_only=True, dict=True):
    """All notices that are on or coming, as they were when they were loaded."""

    notices: tuple[CurrentNotice, ...] = ()
    seen: NoticesSeen = NoticesSeen()
    changed_at: datetime | None = None

    @cached_property
    def validator(self) -> str:
        return hashlib.sha256(encode(self)).hexdigest()[:16]

    def on(self, now: datetime) -> tuple[CurrentNotice, ...]:
        """Those that readers see at `now`, the latest first."""
        return tuple(notice for notice in self.notices if notice.is_on(now))

    def moments(self) -> Iterator[datetime]:
        """When pages changed or will: a notice was published, begins or ends."""
        moments = [self.changed_at, *(at for each in self.notices for at in (each.begins_at, each.ends_at))]
        return (moment for moment in moments if moment is not None)


def last_seen() -> NoticesSeen:
    """What a process compares with its own board's `seen`. One short query."""
    of_notices = models.Version.objects.filter(kind="notice")
    newest = of_notices.aggregate(records=Count("pk"), newest=Max("pk"), at=Max("moment"))
    return NoticesSeen(records=newest["records"], newest=newest["newest"] or 0, at=newest["at"])


def load(languages: Languages, now: datetime) -> Board:
    """The notices that are on or coming at `now`."""
    seen = last_seen()
    rows = list(models.Notice.objects.select_related("method"))
    over = [row.ends_at for row in rows if row.ends_at is not None and row.ends_at <= now]
    return Board(
        notices=tuple(compile_notice(row, languages) for row in rows if row.ends_at is None or row.ends_at > now),
        seen=seen,
        # What is over is not kept, but the moment at which it vanished is.
        changed_at=max(filter(None, (seen.at, *over)), default=None),
    )


def encode(board: Board) -> bytes:
    return msgspec.json.encode(board, order="deterministic")


def decode(payload: bytes) -> Board:
    """Raise `content.Damaged` when `payload` is not a whole board."""
    try:
        return msgspec.json.decode(payload, type=Board)
    except msgspec.DecodeError as error:
        raise Damaged(str(error)) from error


def compile_notice(row: models.Notice, languages: Languages) -> CurrentNotice:
    """A notice as readers get it; one that was not saved has the number 0."""
    words = {code: getattr(row, column) or "" for code, column in localized("text").items()}
    # Who reads an old translation does not know what changed since: better the source, marked as Polish.
    for name in row.outdated():
        words.pop(name.partition(".")[2])
    text = compile_prose(words, languages)
    return CurrentNotice(
        number=row.pk or 0,
        kind=row.kind,
        method=row.method.key if row.method else "",
        text=msgspec.structs.replace(text, html={code: _INTERNAL.sub("", html) for code, html in text.html.items()}),
        begins_at=row.begins_at,
        ends_at=row.ends_at,
        source=row.source,
        checked_at=row.checked_at,
    )


def says_something(text: str) -> bool:
    """Whether anything is left of `text` without its marks."""
    return bool(to_plain(text).strip("*_#`-[]() \n\u00a0"))


def internal_targets(text: str) -> list[str]:
    """Links of `text` to guides and pages. A notice may have none: the page may be gone while the notice is on."""
    html = to_html(text, "", "", block=True)
    return [target for target in targets(html) if target.partition(":")[0] in INTERNAL_SCHEMES]
