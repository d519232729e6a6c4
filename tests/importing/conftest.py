"""A small working copy, a gazetteer of a few towns, and files for them."""

from datetime import date
from typing import Any

import pytest

from guides import models
from guides.importing import applying
from guides.importing.proposal import Proposal, decode_proposal
from guides.places.compiling import compile_places
from guides.places.gazetteer import Gazetteer
from guides.places.geonames import PostcodeRow
from tests.small import empty

__all__ = ["empty"]


def places(*towns: tuple[str, str, str, float, float]) -> Gazetteer:
    """A gazetteer of a few towns: postcode, name, TERYT, degrees WGS84."""
    rows = [PostcodeRow(1, postcode, name, "próbny", name, teryt, *spot) for postcode, name, teryt, *spot in towns]
    return Gazetteer(compile_places(rows)[0])


TOWNS = places(
    ("15-404", "Białystok", "206101", 53.13, 23.16),
    ("37-732", "Próbowo", "181701", 49.9, 22.9),
    ("59-706", "Próbno", "020103", 51.3, 15.6),
    ("90-032", "Łódź", "106101", 51.76, 19.46),
)


@pytest.fixture
def sources(empty: None) -> None:
    for key in ("ustawa", "zus-list"):
        models.PointSource.objects.create(key=key, name_pl=key, name_en=key)


def upload(text: str, form: str = "zus", **more: Any) -> models.PointImport:
    gazetteer = more.pop("gazetteer", Gazetteer())
    more.setdefault("listed_on", date(2025, 12, 23) if form != "own" else None)
    return applying.start(applying.Upload(text.encode(), f"{form}.csv", form, **more), None, gazetteer)


def proposal_of(row: models.PointImport) -> Proposal:
    row.refresh_from_db()
    return decode_proposal(row.proposal)
