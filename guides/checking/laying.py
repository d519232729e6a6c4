"""One entry laid over what is compiled already: a preview of what somebody types needs no more. Pure."""

from collections.abc import Callable
from typing import Any

import msgspec

from guides.checking.compiled_parts import Languages, Texts, compile_opening
from guides.checking.compiling import FindPicture, compile_entry
from guides.checking.compiling_offices import compile_points
from guides.schema import content, draft
from guides.schema.kinds import Entry, fields_of


def lay_over(
    compiled: content.Content, entry: Entry, instead_of: str, languages: Languages, find_picture: FindPicture
) -> content.Content:
    """`compiled` with `entry` in the place of the one with the identity `instead_of`, or as the last of its list."""
    lists = {kind: name for name, kind in fields_of(draft.Draft).parts.items()}
    texts = Texts(languages, [helpdesk.phone for helpdesk in compiled.helpdesks if helpdesk.phone])
    name = lists[type(entry)]
    changed: dict[str, Any] = {name: _replaced(getattr(compiled, name), compile_entry(entry, texts), instead_of)}
    for step in getattr(entry, "steps", ()):
        for picture in set(step.picture.values()) - set(compiled.pictures):
            if (found := find_picture(picture)) is not None:
                changed["pictures"] = {**changed.get("pictures", compiled.pictures), picture: found}
    hours = getattr(entry, "hours", "")
    if hours and (opening := compile_opening(hours)) is not None:
        changed["openings"] = {**compiled.openings, hours: opening}
    return msgspec.structs.replace(compiled, **changed)


def lay_point_over(
    compiled: content.PointSet, point: draft.Point, languages: Languages, slugify: Callable[[str], str]
) -> content.PointSet:
    """`compiled` with an office in the place of the one with its number, or as the last one."""
    one = compile_points(draft.PointsDraft(points=[msgspec.structs.replace(point, is_listed=True)]), languages, slugify)
    opening = one.points[0].opening
    moved = msgspec.structs.replace(
        one.points[0],
        opening=None if opening is None else len(compiled.openings) + opening,
        services=tuple(len(compiled.services) + place for place in one.points[0].services),
    )
    return msgspec.structs.replace(
        compiled,
        points=tuple(_replaced(compiled.points, moved, point.identity)),
        openings=(*compiled.openings, *one.openings),
        services=(*compiled.services, *one.services),
    )


def _replaced(members: Any, new: Any, instead_of: str) -> list[Any]:
    found = [new if _identity(member) == instead_of else member for member in members]
    return found if any(each is new for each in found) else [*found, new]


def _identity(member: Any) -> str:
    return str(getattr(member, "key", None) or getattr(member, "number", ""))
