"""Numbers of which a spreadsheet has made dates: with a Polish locale “19.04” becomes 19 April."""

import re
from datetime import date

from guides.text import single_line

_MONTHS = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru")
_WRITTEN = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)(?: 00:00)?", re.ASCII),
    re.compile(r"(?P<day>\d{1,2})[.](?P<month>\d{1,2})[.](?P<year>\d{4})", re.ASCII),
    re.compile(rf"(?P<day>[0-9]{{1,2}})[. -](?P<name>{'|'.join(_MONTHS)})", re.IGNORECASE),
)


def read_date(cell: str) -> tuple[int, int] | None:
    """Day and month of a cell that a spreadsheet shows as a date; None for any other."""
    text = single_line(cell)
    for pattern in _WRITTEN:
        if match := pattern.fullmatch(text):
            found = match.groupdict()
            month = _MONTHS.index(found["name"].casefold()) + 1 if found.get("name") else int(found["month"])
            return _if_real(int(found["day"]), month, int(found.get("year") or 2000))
    return None


def _if_real(day: int, month: int, year: int) -> tuple[int, int] | None:
    try:
        date(year, month, day)
    except ValueError:
        return None
    return day, month


_GENITIVES = (
    "Stycznia", "Lutego", "Marca", "Kwietnia", "Maja", "Czerwca", "Lipca", "Sierpnia", "Września", "Października",
    "Listopada", "Grudnia",
)  # fmt: skip


def street_of(cell: str) -> str:
    """The street and house that became a date: of “1 Maja 10” a spreadsheet makes 1 May 2010."""
    found = read_date(cell)
    year = re.search(r"[0-9]{4}", cell)
    if found is None or year is None:
        return cell
    return f"{found[0]} {_GENITIVES[found[1] - 1]} {int(year[0][2:])}"


def numbers_of(cell: str) -> list[str]:
    """What the cell may have been before it became a date, the likeliest first: 19.04, or else 19.4."""
    found = read_date(cell)
    if found is None:
        return []
    day, month = found
    return [f"{day}.{month:02}", *([f"{day}.{month}"] if month < 10 else [])]
