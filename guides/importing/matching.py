"""Which office of the working copy a row of a file is. Pure."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from guides.offices.formats.reading import Office
from guides.schema import draft
from guides.text import fold

_STREET_WORDS = re.compile(r"\b(ul|ulica|al|aleja|aleje|pl|plac|os|osiedle)\b\.?")


def name_key(name: str) -> str:
    return re.sub(r"\W+", " ", fold(name)).strip()


def street_key(street: str) -> str:
    return re.sub(r"\W+", "", _STREET_WORDS.sub(" ", fold(street)))


# From the surest to the least sure. Each gives what an office and a row must have in common, None: does not apply.
Rule = Callable[[Mapping[str, Any]], tuple[str, ...] | None]


def _by_number(values: Mapping[str, Any]) -> tuple[str, ...] | None:
    return (str(values["number"]),) if values.get("number") else None


def _by_reference(values: Mapping[str, Any]) -> tuple[str, ...] | None:
    return (values["source"], values["reference"]) if values.get("reference") else None


def _by_address(values: Mapping[str, Any]) -> tuple[str, ...] | None:
    return (
        values["kind"],
        name_key(values["name"]),
        values.get("postcode", ""),
        street_key(values.get("street", "")),
        fold(values["town"]),
    )


def _by_name(values: Mapping[str, Any]) -> tuple[str, ...] | None:
    """An office that has moved, or whose address was mended."""
    return (values["kind"], values["source"], name_key(values["name"]))


def match(rows: Sequence[Office], points: Iterable[draft.Point]) -> dict[int, draft.Point]:
    """The office of the working copy for each row that has one, by the row's line.

    Where a rule finds several offices or several rows for one key, it does not decide.
    """
    left = {row.line: row.values for row in rows}
    free = {point.number: _described(point) for point in points}
    by_number = {point.number: point for point in points}
    found: dict[int, draft.Point] = {}
    for rule in (_by_number, _by_reference, _by_address, _by_name):
        candidates = {
            # A row with a number is that office or a new one.
            line: values
            for line, values in left.items()
            if rule is _by_number or not values.get("number")
        }
        for line, number in _pair(rule, candidates, free).items():
            found[line] = by_number[number]
            del left[line], free[number]
    return found


def _described(point: draft.Point) -> dict[str, Any]:
    fields = ("number", "source", "reference", "kind", "name", "postcode", "street", "town")
    return {field: getattr(point, field) for field in fields}


def _pair(rule: Rule, rows: Mapping[int, Mapping[str, Any]], points: Mapping[int, Mapping[str, Any]]) -> dict[int, int]:
    lines, numbers = _grouped(rule, rows), _grouped(rule, points)
    return {lines[key][0]: numbers[key][0] for key in lines if len(lines[key]) == 1 and len(numbers.get(key, ())) == 1}


def _grouped(rule: Rule, described: Mapping[int, Mapping[str, Any]]) -> dict[tuple[str, ...], list[int]]:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for identity, values in described.items():
        key = rule(values)
        if key is not None:
            groups[key].append(identity)
    return dict(groups)
