"""Opening hours as people write them, in Polish or English, put into OSM syntax: “pn-pt 8-16”."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from guides.schema.hours import BadHours, Doubt, read_hours
from guides.text import fold, single_line

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
HOLIDAYS = "PH"

# Beginnings of the names of days, folded, from the shortest that people write, and whole endings that may follow.
_NAMES = (
    r"pn|pon(?:iedzialk\w*|iedzialek)?|mo|mon(?:days?)?",
    r"wt|wto|wtor(?:ek|k\w*)?|tu|tues?(?:days?)?",
    r"sr|sro|srod\w*|we|wed(?:nesdays?)?",
    r"cz|czw|czwart(?:ek|k\w*)|th|thu|thurs?(?:days?)?",
    r"pt|pia|piat(?:ek|k\w*)|fr|fri(?:days?)?",
    r"sb|so|sob|sobot\w*|sa|sat(?:urdays?)?",
    r"nd|ndz|nie|niedz(?:iel\w*)?|su|sun(?:days?)?",
)
_DAY = "|".join(f"(?P<{name}>{pattern})" for name, pattern in zip(DAYS, _NAMES, strict=True))
_TOKEN = re.compile(
    rf"""\s*(?:
    (?P<remark>\ue000\d+\ue000)
    |(?P<clock>\d{{1,2}}(?:[:.]\d\d)?)(?!\d)
    |(?P<to>-|\b(?:do|to|until)\b)
    |(?P<and>[,;]|\b(?:i|oraz|and)\b|&)
    |(?P<working>\b(?:(?:w\s+)?dni\s+(?:robocze|powszednie)|weekdays)\b)
    |(?P<daily>\b(?:codziennie|daily|every\s+day)\b)
    |(?P<PH>\b(?:w\s+)?swieta\b|\bph\b|\bpublic\s+holidays\b)
    |(?P<closed>\b(?:nieczynn\w+|zamkni\w+|closed|off)\b)
    |(?P<filler>\b(?:od|w|we|from|at|godz\.?|godzinach|godziny|hours)(?=[\s.:\d])|[.:])
    |\b(?:{_DAY})\b\.?
    )""",
    re.VERBOSE,
)
_ALWAYS = re.compile(r"(?:calodobowo|cala dobe|24\s?h|24/7|open 24 hours|day and night|non[- ]stop)\.?")
_REMARK = re.compile(r'\(([^()"]+)\)|"([^"]+)"')
# Round the number of what stood in brackets; a sign that `single_line` takes away.
_MARK = "\ue000"
_DASHES = re.compile(r"\s*[\u2010-\u2015\u2212]\s*")


@lru_cache(maxsize=4096)
def understand(text: str) -> str:
    """`text` as opening hours in OSM syntax; what is in this syntax stays as it is.

    Raise BadHours, with a suggestion where there is one, when it can't be understood or may mean two things.
    """
    text = single_line(text)
    try:
        read_hours(text)
    except BadHours as error:
        if error.doubt != Doubt.UNREADABLE:
            raise
    else:
        return text
    if re.match(r"\d", text) and not _ALWAYS.fullmatch(fold(text)):
        raise BadHours(text, Doubt.DAYS_MISSING, _from_words(f"Mo-Fr {text}"))
    expression = _from_words(text)
    read_hours(expression)
    return expression


@dataclass
class _Reading:
    """What is left to read of a text, as (kind, value), and what stood in brackets."""

    tokens: list[tuple[str, str]]
    remarks: list[str]
    rules: list[str] = field(default_factory=list)
    seen: list[tuple[set[str], list[str]]] = field(default_factory=list)  # the days and spans of each rule

    @property
    def kind(self) -> str:
        return self.tokens[0][0] if self.tokens else ""

    def take(self) -> str:
        return self.tokens.pop(0)[1]


def _from_words(text: str) -> str:
    remarks: list[str] = []

    def put_aside(match: re.Match[str]) -> str:
        remarks.append(match[1] or match[2])
        return f" {_MARK}{len(remarks) - 1}{_MARK} "

    plain = _DASHES.sub("-", fold(_REMARK.sub(put_aside, text))).strip()
    if _ALWAYS.fullmatch(plain):
        return "24/7"
    reading = _Reading(list(_tokens(plain, text)), remarks)
    while reading.tokens:
        if reading.kind == "and":
            reading.take()
        elif not _read_rule(reading):
            raise BadHours(text)
    if not reading.rules:
        raise BadHours(text)
    return "; ".join(reading.rules)


def _tokens(plain: str, text: str) -> Iterator[tuple[str, str]]:
    place = 0
    while place < len(plain):
        match = _TOKEN.match(plain, place)
        if match is None or match.end() == place:
            raise BadHours(text)
        place = match.end()
        kind = match.lastgroup or ""
        if kind == "working":
            yield from (("day", "Mo"), ("to", "-"), ("day", "Fr"))
        elif kind == "daily":
            yield from (("day", "Mo"), ("to", "-"), ("day", "Su"))
        elif kind in (*DAYS, HOLIDAYS):
            yield "day", kind
        elif kind != "filler":
            yield kind, match[kind]


def _read_rule(reading: _Reading) -> bool:
    """Read days and their hours; whether they could be read."""
    days = _read_days(reading)
    if not days:
        return False
    if reading.kind == "closed":
        reading.take()
        hours = "off"
    else:
        spans = list(_read_spans(reading))
        if any(named & reading.seen[-1][0] and not _meet(spans, earlier) for named, earlier in reading.seen[:-1]):
            return False  # “pn-pt 8-12, śr 13-17”: in place of the morning, or after it?
        reading.seen[-1][1].extend(spans)
        hours = ",".join(spans)
    if reading.kind == "remark":
        hours = f'{hours} "{reading.remarks[int(reading.take().strip(_MARK))]}"'.strip()
    if hours:
        reading.rules.append(f"{','.join(days)} {hours}")
    return bool(hours)


def _read_days(reading: _Reading) -> list[str]:
    """Days and ranges of them; nothing where there are none, or one of them had its hours already.

    Some days of a longer range may have others: “pn-pt 8-16, śr 8-18”. In OSM syntax too the later rule holds.
    """
    days: list[str] = []
    all_named: set[str] = set()
    while reading.kind == "day":
        first = last = reading.take()
        if reading.kind == "to" and first in DAYS:
            reading.take()
            if reading.kind != "day" or reading.tokens[0][1] not in DAYS:
                return []
            last = reading.take()
        named = {first} if first == last else set(DAYS[DAYS.index(first) : DAYS.index(last) + 1])
        if not named or named & all_named:
            return []
        all_named |= named
        days.append(first if first == last else f"{first}-{last}")
        if reading.kind == "and" and len(reading.tokens) > 1 and reading.tokens[1][0] == "day":
            reading.take()
    if any(all_named & earlier and not all_named < earlier for earlier, _spans in reading.seen):
        return []
    reading.seen.append((all_named, []))
    return days


def _meet(spans: list[str], others: list[str]) -> bool:
    """Whether any of `spans` is at the same time as one of `others`; hours that never are may be added ones."""
    ranges = [tuple(span.split("-")) for span in spans]
    return any(start < span[6:] and span[:5] < end for start, end in ranges for span in others)


def _read_spans(reading: _Reading) -> Iterator[str]:
    """“08:00-16:00” for each span; a span that can't be read ends them."""
    while [kind for kind, _value in reading.tokens[:3]] == ["clock", "to", "clock"]:
        start, end = clock(reading.tokens[0][1]), clock(reading.tokens[2][1])
        if not start or not end or start >= end:
            return
        del reading.tokens[:3]
        yield f"{start}-{end}"
        if [kind for kind, _value in reading.tokens[:2]] == ["and", "clock"]:
            reading.take()


def clock(text: str) -> str:
    """“08:00” of “8”, “8:00” or “8.00”; nothing when there is no such time."""
    hour, _point, minute = text.replace(".", ":").partition(":")
    minutes = int(hour) * 60 + int(minute or 0)
    return f"{int(hour):02}:{minute or '00'}" if minutes <= 24 * 60 and int(minute or 0) < 60 else ""
