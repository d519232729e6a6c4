"""The points of the working copy → what visitors find. Pure, and as forgiving as `compiling`."""

from collections.abc import Callable
from typing import Generic, TypeVar

import msgspec

from guides.checking.compiled_parts import Languages, Words, compile_opening
from guides.schema import content, draft

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


def compile_points(
    working_copy: draft.PointsDraft, languages: Languages, slugify: Callable[[str], str]
) -> content.PointSet:
    """Compile the points; `slugify` makes the readable end of each one's address out of its name."""
    words = Words(languages)
    openings, services = _Table[content.Opening](), _Table[content.Service]()
    return content.PointSet(
        points=tuple(
            _point(point, words, slugify, openings, services) for point in working_copy.points if point.is_listed
        ),
        sources=tuple(
            content.PointSource(
                key=source.key,
                name=words.line(source.name),
                published=source.published,
                url=source.url,
                note=words.optional_line(source.note),
            )
            for source in working_copy.sources
        ),
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
    words: Words,
    slugify: Callable[[str], str],
    openings: _Table[content.Opening],
    services: _Table[content.Service],
) -> content.Point:
    opening = compile_opening(point.opening_hours, point.exceptions)
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
        phones=tuple(phone.strip() for phone in point.phone.split(";") if phone.strip()),
        email=point.email,
        website=point.website,
        opening=openings.place_of(opening) if opening else None,
        hours_text=point.hours_text,
        appointment=point.appointment,
        appointment_how=words.optional_line(point.appointment_how),
        step_free=point.step_free,
        sign_language=point.sign_language,
        note=words.optional_line(point.note),
        checked_on=point.checked_on,
    )
