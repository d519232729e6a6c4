"""The points of the working copy → what visitors find. Pure, and as forgiving as `compiling`."""

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from guides.checking.compiled_parts import Languages, Texts, compile_opening
from guides.checking.compiling import compile_entry
from guides.schema import content, draft
from guides.schema.phones import split_phones

Member = TypeVar("Member")


class _Table(Generic[Member]):
    """Equal values once, in the order in which they are met."""

    def __init__(self) -> None:
        self._places: dict[bytes, int] = {}
        self.members: list[Member] = []

    def place_of(self, member: Member) -> int:
        """Where `member` stands in the table."""
        key = msgspec.json.encode(member)
        if key not in self._places:
            self._places[key] = len(self.members)
            self.members.append(member)
        return self._places[key]


class _Openings(_Table[content.Opening]):
    """Opening hours, read once each: thousands of offices have few different ones."""

    def __init__(self) -> None:
        super().__init__()
        self._read: dict[tuple[str, str], content.Opening | None] = {}

    def compiled(self, expression: str, exceptions: str) -> content.Opening | None:
        key = (expression, exceptions)
        if key not in self._read:
            self._read[key] = compile_opening(expression, exceptions)
        return self._read[key]


def compile_points(
    working_copy: draft.PointsDraft, languages: Languages, slugify: Callable[[str], str]
) -> content.PointSet:
    """Compile the points; `slugify` makes the readable end of each one's address out of its name."""
    texts = Texts(languages)
    openings, services = _Openings(), _Table[content.Service]()
    return content.PointSet(
        points=tuple(
            _point(point, texts, slugify, openings, services) for point in working_copy.points if point.is_listed
        ),
        sources=tuple(compile_entry(source, texts) for source in working_copy.sources),
        openings=tuple(openings.members),
        services=tuple(services.members),
        gone=tuple(
            content.GonePoint(number=point.number, name=point.name, town=point.town)
            for point in working_copy.points
            if not point.is_listed
        ),
    )


def _point(
    point: draft.Point,
    texts: Texts,
    slugify: Callable[[str], str],
    openings: _Openings,
    services: _Table[content.Service],
) -> content.Point:
    opening = openings.compiled(point.opening_hours, point.exceptions)
    return content.Point(
        number=point.number,
        kind=point.kind,
        name=point.name,
        street=point.street,
        postcode=point.postcode,
        town=point.town,
        voivodeship=point.voivodeship,
        teryt=point.teryt,
        latitude=point.latitude,
        longitude=point.longitude,
        precision=point.precision,
        source=point.source,
        slug=slugify(point.name),
        country=point.country,
        services=tuple(
            services.place_of(
                content.Service(
                    kind=service.kind,
                    status=service.status,
                    source=service.source,
                    url=service.url,
                    checked_on=service.checked_on,
                )
            )
            for service in point.services
        ),
        phones=tuple(split_phones(point.phone)),
        email=point.email,
        website=point.website,
        opening=openings.place_of(opening) if opening else None,
        hours_text=point.hours_text or ("" if opening and opening.usual else point.opening_hours),
        appointment=point.appointment,
        appointment_how=texts.optional_line(point.appointment_how),
        step_free=point.step_free,
        sign_language=point.sign_language,
        note=texts.optional_line(point.note),
        checked_on=point.checked_on,
        next_check_on=point.next_check_on,
    )
