"""Cells as publishers fill them, into values as the model keeps them. What was mended or can't be read is noted."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from django.conf import settings
from django.utils.translation import gettext, override

from guides.enums import Voivodeship
from guides.offices.formats.dates import numbers_of, read_date, street_of
from guides.offices.formats.reading import Note
from guides.schema.hours import BadHours, Doubt
from guides.schema.typed_hours import understand
from guides.text import fold, single_line

_NOTHING = re.compile(r"[-–—_.\s]*|brak|nie dotyczy|n/?d", re.IGNORECASE)
_LONGEST_DETAIL = 120


def note(notes: list[Note], code: str, detail: str = "") -> None:
    shown = single_line(detail)
    notes.append(Note(code, shown if len(shown) <= _LONGEST_DETAIL else shown[: _LONGEST_DETAIL - 1] + "…"))


def clean_text(cell: str, notes: list[Note], longest: int) -> str:
    """One line with single spaces and no dash that stands for nothing; cut to what the column holds."""
    text = single_line("".join(sign for sign in cell if sign in "\t\r\n" or unicodedata.category(sign) != "Cc"))
    if _NOTHING.fullmatch(text):
        return ""
    if len(text) > longest:
        note(notes, "text_cut", text)
        text = text[:longest].rstrip()
    return text


def in_each_language(message: str) -> dict[str, str]:
    """A text of ours as a translated field of an office holds it."""
    texts = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            texts[code] = gettext(message)
    return texts


_POSTCODE = re.compile(r"\d\d-\d{3}", re.ASCII)
# Two digits, something that was meant to be a hyphen, three digits.
_NEARLY_POSTCODE = re.compile(r"(\d\d)\s*[-–—.,_ ]?\s*(\d{3})", re.ASCII)


def read_postcode(cell: str, notes: list[Note]) -> str:
    """“37- 732” and “24.26”-like slips are mended only where five digits stand in the right groups."""
    text = single_line(cell)
    if not text or _POSTCODE.fullmatch(text):
        if not text:
            note(notes, "postcode_missing")
        return text
    match = _NEARLY_POSTCODE.fullmatch(text)
    if match:
        mended = f"{match[1]}-{match[2]}"
        note(notes, "postcode_mended", f"{text} → {mended}")
        return mended
    note(notes, "postcode_bad", text)
    return ""


_WORDS_OF_A_STREET = re.compile(r"^(ul|al|pl|os)\.(?=\S)", re.IGNORECASE)


def join_street(street: str, number: str, town: str) -> str:
    """Street and number in one line. A place without streets gives its own name to its numbers."""
    street, number = street_of(single_line(street)), single_line(number).replace("\\", "/")
    if _NOTHING.fullmatch(street):
        street = ""
    if _NOTHING.fullmatch(number):
        number = ""
    if number and not street:
        street = single_line(town)
    return _WORDS_OF_A_STREET.sub(r"\1. ", f"{street} {number}".strip())


# “48 66 110 do 113”, “(43-44)”, “365 20 15 (16)”, “(8-16)”: further numbers, or hours
_SHORTENED = re.compile(
    r"\s+do\s+\d{1,3}\b|\s*\(\d{1,3}(?:-\d{1,3})+\)|(?<=\d)\s*\(\d{1,3}\)(?=\s*(?:[;,]|$))", re.IGNORECASE
)
_EXTENSION = re.compile(r"\s*\(?(?:w(?:ew)?\.?|wewn\.?)\s*(\d+(?:\s*[,/]\s*\d+)*)\)?", re.IGNORECASE)
_BEHIND = "\ue000"  # stands between a number and its extension; no cell holds it after `single_line`
_MOBILE = ("45", "50", "51", "53", "57", "60", "66", "69", "72", "73", "78", "79", "88")
_SHORTEST_PHONE, _LONGEST_PHONE = 7, 12


def read_phones(cells: Sequence[str], area: str, notes: list[Note]) -> str:
    """Numbers as “71 797 73 00” with “; ” between. `area` is the prefix for numbers of seven digits."""
    area_digits = re.sub(r"[^0-9]", "", area).lstrip("0")[:2]
    found: list[str] = []
    for cell in cells:
        whole = single_line(cell)
        simple = _SHORTENED.sub("", whole)
        if simple != whole:
            note(notes, "phone_shortened", cell)
        simple = _EXTENSION.sub(lambda match: _BEHIND + re.sub(r"\s*[,/]\s*", "/", match[1]), simple)
        for part in re.split(r"[;,]|\blub\b|\boraz\b", simple):
            number, behind, extension = part.partition(_BEHIND)
            if read := _read_phone(number, area_digits, notes):
                found.append(f"{read} wew. {extension.replace('/', ', ')}" if behind else read)
    return "; ".join(dict.fromkeys(found))[:200]


def _read_phone(part: str, area: str, notes: list[Note]) -> str:
    digits = re.sub(r"[^0-9]", "", part)
    if not digits:
        if part.strip() and not _NOTHING.fullmatch(part):
            note(notes, "phone_bad", part)
        return ""
    if len(digits) in (11, 13) and digits.startswith(("48", "0048")):
        digits = digits[-9:]
    if len(digits) == 10 and digits.startswith("0") and digits[1] != "8":
        digits = digits[1:]
    if len(digits) == 7 and len(area) == 2:
        digits = area + digits
    if len(digits) == 9:
        groups = (3, 6) if digits.startswith(_MOBILE) else (2, 5, 7)
        return " ".join(digits[start:end] for start, end in zip((0, *groups), (*groups, 9), strict=True))
    note(notes, "phone_bad", part)
    return single_line(part) if _SHORTEST_PHONE <= len(digits) <= _LONGEST_PHONE and len(part) <= 20 else ""


_EMAIL = re.compile(r"[\w.%+-]+@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}", re.IGNORECASE | re.ASCII)


def read_email(cell: str, notes: list[Note]) -> str:
    """The first of the addresses in the cell; the model keeps one."""
    text = single_line(cell)
    if _NOTHING.fullmatch(text):
        return ""
    parts = [part.strip(".<>()") for part in re.split(r"[;,\s]+", text)]
    good = [part for part in parts if _EMAIL.fullmatch(part) and len(part) <= 254]
    joined = text.replace(" ", "")
    if not good and text.count("@") == 1 and _EMAIL.fullmatch(joined):
        note(notes, "email_mended", f"{text} → {joined}")
        return joined
    if not good:
        note(notes, "email_bad", text)
        return ""
    if len(good) > 1:
        note(notes, "email_first_of_several", text)
    return good[0]


_SCHEME = re.compile(r"^(?:h+t+p+s?|hhtps?)\s*:?/+", re.IGNORECASE)
_SITE = re.compile(r"(?:[\w](?:[\w-]*\w)?\.)+[a-z]{2,}(?:/\S*)?", re.IGNORECASE)


def read_website(cell: str, notes: list[Note]) -> str:
    """The first address in the cell, by https: the site links to nothing else."""
    text = single_line(cell)
    if _NOTHING.fullmatch(text):
        return ""
    sites = [site for part in re.split(r"[;,\s]+", text.replace("www. ", "www.")) if (site := _site_in(part))]
    if not sites:
        note(notes, "website_bad", text)
        return ""
    if len(sites) > 1:
        note(notes, "website_first_of_several", text)
    return sites[0]


def _site_in(part: str) -> str:
    bare = _SCHEME.sub("", part).rstrip(".")
    if "@" in bare or not _SITE.fullmatch(bare) or len(bare) > 190:
        return ""
    host, slash, path = bare.partition("/")
    return f"https://{host.lower()}{slash + path if path else ''}"


_VOIVODESHIPS = {fold(name): name for name in Voivodeship.values}


def read_voivodeship(cell: str, notes: list[Note]) -> str:
    text = re.sub(r"^(woj\.|województwo)\s*", "", single_line(cell).casefold())
    if not text:
        return ""
    known = _VOIVODESHIPS.get(fold(re.sub(r"\s*[-–]\s*", "-", text)), "")
    if not known:
        note(notes, "voivodeship_bad", cell)
    return known


def read_degrees(cells: tuple[str, str], notes: list[Note]) -> tuple[float, float] | None:
    """Latitude and longitude, where both are on the globe."""
    latitude, longitude = (_degrees(cell, notes) for cell in cells)
    if not latitude and not longitude:
        return None
    if not latitude or not longitude:
        note(notes, "coordinates_half", f"{cells[0]} {cells[1]}".strip())
        return None
    try:
        place = float(latitude), float(longitude)
    except ValueError:
        place = (float("nan"), float("nan"))
    if -90 <= place[0] <= 90 and -180 <= place[1] <= 180:
        return place
    note(notes, "coordinates_bad", f"{cells[0]} {cells[1]}")
    return None


def _degrees(cell: str, notes: list[Note]) -> str:
    text = single_line(cell).replace(",", ".").rstrip("°")
    if numbers := numbers_of(text):
        note(notes, "from_date", f"{text} → {numbers[0]}")
        return numbers[0]
    return text


DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_SPAN = re.compile(r"(\d{1,2})(?:[.:](\d\d))?\s*[-–—]\s*(\d{1,2})(?:[.:](\d\d))?", re.ASCII)
_CLOSED = re.compile(r"[-–—]+|nieczynne|zamknięte|nieczynny|x", re.IGNORECASE)


def week_to_osm(cells: Sequence[str]) -> str | None:
    """Hours of Monday, Tuesday, … such as “8.00-17.00” in OSM syntax; None when one can't be read."""
    days = [_day_to_osm(single_line(cell)) for cell in cells]
    if any(day is None for day in days) or not any(days):
        return None
    rules = [f"{names} {hours}" for names, hours in _runs([day or "" for day in days]) if hours]
    return "; ".join([*rules, "PH off"])


def _day_to_osm(cell: str) -> str | None:
    """Spans of a day; "" when it is closed, None when the cell can't be read."""
    if not cell or _CLOSED.fullmatch(cell):
        return ""
    spans = []
    for part in re.split(r"[,;]|\bi\b|\boraz\b", cell):
        match = _SPAN.fullmatch(part.strip())
        if match is None:
            return None
        start, end = (int(match[1]), int(match[2] or 0)), (int(match[3]), int(match[4] or 0))
        if not start < end <= (24, 0) or start[1] > 59 or end[1] > 59:
            return None
        spans.append(f"{start[0]:02}:{start[1]:02}-{end[0]:02}:{end[1]:02}")
    return ",".join(spans)


def _runs(days: Sequence[str]) -> Iterator[tuple[str, str]]:
    first = 0
    for place in range(1, len(days) + 1):
        if place == len(days) or days[place] != days[first]:
            yield DAYS[first] if place - first == 1 else f"{DAYS[first]}-{DAYS[place - 1]}", days[first]
            first = place


_DOUBTS = {
    Doubt.DAYS_MISSING: "hours_without_days",
    Doubt.HOURS_MISSING: "days_without_hours",
    Doubt.NOT_COMPUTED: "hours_not_computed",
}


def read_opening(text: str, notes: list[Note]) -> tuple[str, str]:
    """The hours in OSM syntax, or else the text as it is; the other of the two is empty."""
    if not text:
        return "", ""
    if day := read_date(text):  # “8-12” was no day of December
        note(notes, "from_date", f"{text} → {day[0]}-{day[1]}")
        text = f"{day[0]}-{day[1]}"
    try:
        written = understand(text)
    except BadHours as error:
        note(notes, _DOUBTS.get(error.doubt, "hours_as_text"), text)
        return "", text
    if written != text:
        note(notes, "hours_understood", f"{text} → {written}")
    return written, ""
