"""A row of a list laid over an office of the working copy; nothing that editors did is lost. Pure.

Three versions meet: what the list said the last time, what stands in the working copy, what the list says now.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec
from django.conf import settings

from guides.enums import Confirms, PointKind, Precision
from guides.importing.proposal import Conflict
from guides.places.locating import Located
from guides.schema import draft

# The import's own bookkeeping: nobody's opinion.
_ALWAYS = {"source", "reference"}
_APART = {"services", "number", "outdated", "checked_on", "latitude", "longitude", "precision"}
_HOURS = ("opening_hours", "hours_text")
_NOTHING: tuple[Any, ...] = ("", None, {})
# Among what a list has said of an office: the fields of which it says nothing any more.
EMPTIED = "emptied"
_ROUGH = {Precision.POSTCODE_AREA.value, Precision.TOWN.value}


@dataclass
class Merged:
    point: draft.Point
    conflicts: list[Conflict] = field(default_factory=list)
    kept: int = 0


def plain_values(point: draft.Point) -> dict[str, Any]:
    """Every field as JSON would have it."""
    return {name: msgspec.to_builtins(getattr(point, name)) for name in point.__struct_fields__}


def to_point(values: Mapping[str, Any]) -> draft.Point:
    return msgspec.convert(values, draft.Point)


def new_point(number: int, values: Mapping[str, Any], located: Located | None) -> draft.Point:
    whole = {"precision": Precision.POSTCODE_AREA.value, **values, "number": number}
    whole["services"] = [{"kind": kind, **service} for kind, service in values.get("services", {}).items()]
    _fill_place(whole, located)
    return to_point(whole)


def merge(
    present: draft.Point,
    line: int,
    offered: Mapping[str, Any],
    said: Mapping[str, Any],
    *,
    untouched: bool,
    located: Located | None,
) -> Merged:
    """`offered` is what the row says, `said` what the list said before. `untouched`: no editor has been here."""
    values = plain_values(present)
    merged = Merged(present)
    emptied = said.get(EMPTIED, ())
    for name, value in offered.items():
        if name in _APART or values[name] == value:
            continue
        if name in _ALWAYS:
            values[name] = value or values[name]
        elif _says_nothing(name, offered):
            if name in said and name not in emptied:
                # Something good is never replaced with nothing, unless an editor ticks it.
                merged.conflicts.append(Conflict(present.number, line, name, values[name], value))
        elif _is_free(name, values[name], said, untouched):
            values[name] = value
        elif said.get(name) == value:
            # The list says what it always said; an editor knows better.
            merged.kept += 1
        else:
            merged.conflicts.append(Conflict(present.number, line, name, values[name], value))
    values["checked_on"] = max(filter(None, (values["checked_on"], offered.get("checked_on"))), default=None)
    values["services"] = _merge_services(values["services"], offered.get("services", {}))
    _merge_place(values, present, offered, located)
    merged.point = to_point(values)
    return merged


def _says_nothing(name: str, offered: Mapping[str, Any]) -> bool:
    """Whether the list has no value of a field. Hours in the other of their two fields are a value."""
    return offered[name] in _NOTHING and not (name in _HOURS and any(offered.get(one) for one in _HOURS))


def remembered(offered: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What a list has said of an office, for its next edition; a field that is empty now keeps what it said."""
    spoken = {name: value for name, value in offered.items() if name != "services"}
    emptied = [name for name in spoken if name not in _ALWAYS and said.get(name) and _says_nothing(name, offered)]
    return {**spoken, **{name: said[name] for name in emptied}, **({EMPTIED: emptied} if emptied else {})}


def _is_free(name: str, present: Any, said: Mapping[str, Any], untouched: bool) -> bool:
    """Whether the list may give the value: nobody else has."""
    if name in said:
        return bool(present == said[name])
    return present in _NOTHING or untouched


def _merge_services(present: list[dict[str, Any]], offered: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """A list of addresses adds what is known of its offices; it never takes away what somebody found out."""
    services = {service["kind"]: service for service in present}
    for kind, service in offered.items():
        known = services.get(kind, {}).get("status", Confirms.UNKNOWN.value)
        if kind not in services or (known == Confirms.UNKNOWN and service["status"] != Confirms.UNKNOWN):
            services[kind] = {"kind": kind, **service}
    return [services[kind] for kind in sorted(services)]


def _merge_place(
    values: dict[str, Any], present: draft.Point, offered: Mapping[str, Any], located: Located | None
) -> None:
    moved = (present.postcode, present.town, present.street) != (values["postcode"], values["town"], values["street"])
    rough = present.latitude is None or values["precision"] in _ROUGH
    if offered.get("latitude") is not None and (rough or moved):
        values |= {name: offered[name] for name in ("latitude", "longitude", "precision")}
    elif present.latitude is None or (moved and located is not None):
        values["latitude"] = values["longitude"] = None
    _fill_place(values, located)


def _fill_place(values: dict[str, Any], located: Located | None) -> None:
    """What the row itself does not say, from the gazetteer."""
    if located is None:
        return
    if values.get("latitude") is None:
        values["latitude"], values["longitude"] = located.latitude, located.longitude
        values["precision"] = located.precision
    values["voivodeship"] = values.get("voivodeship") or located.voivodeship
    if values["kind"] != PointKind.STAROSTY:
        # A county office serves many gminas, and belongs to none.
        values["teryt"] = values.get("teryt") or located.teryt


def replace(present: draft.Point, offered: Mapping[str, Any], from_dates: Collection[str] = ()) -> Merged:
    """`present` with exactly what a row of this site's own table says.

    `from_dates` are the degrees of which a spreadsheet had made dates.
    """
    values = plain_values(present)
    before = plain_values(present)
    values |= offered
    for name in from_dates:
        if before[name] is not None and _same_date(before[name], values[name]):
            values[name] = before[name]
    if values["reference"].isdecimal() and values["reference"] == present.reference.lstrip("0"):
        values["reference"] = present.reference  # a spreadsheet took the noughts
    if "services" in offered:
        services = offered["services"]
        values["services"] = [{"kind": kind, **services[kind]} for kind in sorted(services)]
    if values["outdated"] == before["outdated"]:
        values["outdated"] = _outdated(before, values)
    return Merged(to_point(values))


def emptied(before: draft.Point, after: draft.Point) -> Iterator[tuple[str, Any]]:
    """The fields that held a value and hold none now, with it. Hours in the other of their two fields are a value."""
    now = plain_values(after)
    for name, value in plain_values(before).items():
        if name != "outdated" and value not in _NOTHING and _says_nothing(name, now):
            yield name, value


def _same_date(before: float, read: float) -> bool:
    """Whether both become the same date: of 19.4 and of 19.04 a spreadsheet makes 19 April."""
    whole, _dot, month = f"{read:.2f}".partition(".")
    return f"{before:g}" in (f"{whole}.{int(month)}", f"{whole}.{month}")


def _outdated(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, str]:
    """The translations whose source text is another one now."""
    outdated = dict(before["outdated"])
    for name in ("note", "appointment_how"):
        source = settings.LANGUAGE_CODE
        for language, text in after[name].items():
            same_text = before[name].get(language) == text
            if language != source and before[name].get(source) != after[name].get(source) and same_text:
                outdated.setdefault(f"{name}.{language}", before[name].get(source, ""))
            elif language != source and not same_text:
                outdated.pop(f"{name}.{language}", None)
    return outdated
