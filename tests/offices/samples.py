"""Sets of offices made up for tests."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import Any

from guides.schema.content import Content, GonePoint, Opening, Point, PointSet, PointSource, Service
from guides.schema.hours import read_exceptions, with_exceptions
from guides.schema.kinds import Text
from guides.serving.live import Snapshot, Stamp, live

WEEK = "Mo 08:00-17:00; Tu-Fr 08:00-15:00; PH off"
BY_LAW = Service(
    kind="confirms", status="by_law", source="act", url="https://example.org/act", checked_on=date(2026, 11, 1)
)
UNKNOWN = Service(kind="confirms", status="unknown")
NO = Service(kind="confirms", status="no", source="act")
SETS_PIN = Service(kind="edowod", status="by_law", source="act")
SERVICES = (BY_LAW, UNKNOWN, NO, SETS_PIN)


def text(value: str) -> Text:
    return Text(plain={"pl": value}, html={"pl": value})


def opening(expression: str, exceptions: str = "") -> Opening:
    dated = read_exceptions(exceptions)
    return Opening(
        expression=with_exceptions(expression, dated),
        exceptions=tuple((one.first, one.last, one.spans) for one in dated),
    )


def office(number: int, **values: Any) -> Point:
    """An office in the middle of Łódź that confirms by law, but for `values`."""
    values = {"services": (0,), "latitude": 51.77, "longitude": 19.46, **values}
    return Point(
        **{
            "number": number, "kind": "zus", "name": f"Urząd {number}", "street": "ul. Prosta 1", "postcode": "90-001",
            "town": "Łódź", "voivodeship": "łódzkie", "precision": "postcode_area", "source": "list",
            "slug": f"urzad-{number}", "country": "PL", "checked_on": date(2026, 11, 1), **values,
        }
    )  # fmt: skip


def serve(content: Content, points: Iterable[Point], openings: Iterable[Opening] = (), gone: Iterable[GonePoint] = ()):
    """Serve these offices with the shipped guides."""
    moment = datetime(2026, 10, 1, 8, 0, tzinfo=UTC)
    sources = (
        PointSource(key="list", name=text("Lista")),
        PointSource(key="act", name=text("Ustawa"), note=text("Uwaga ustawy")),
        PointSource(key="helped", name=text("Lista"), phone="22 560 16 00", website="https://www.zus.pl"),
    )
    released = PointSet(
        points=tuple(points), sources=sources, openings=tuple(openings), services=SERVICES, gone=tuple(gone)
    )
    stamps = (Stamp("content", 1, "c" * 64, moment), Stamp("points", 2, "q" * 64, moment))
    live._snapshot = Snapshot(content, released, stamps)
    return live._snapshot
