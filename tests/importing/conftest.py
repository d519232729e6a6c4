"""A small working copy, a gazetteer of a few towns, and files for them."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import pytest

from guides import models
from guides.importing import applying
from guides.importing.places import NoGazetteer
from guides.importing.proposal import Proposal, decode_proposal
from tests.admin.conftest import empty

__all__ = ["empty"]


@dataclass(frozen=True)
class Town:
    latitude: float
    longitude: float
    teryt: str
    voivodeship: str
    precision: str = "postcode_area"


@dataclass(frozen=True)
class FewTowns:
    """Stands in for the gazetteer: towns by postcode and name."""

    towns: dict[tuple[str, str], Town]

    def locate(self, postcode: str, town: str, teryt: str = "", voivodeship: str = "") -> Town | None:
        pair = self.towns.get((postcode, town))
        named = [found for (_code, name), found in self.towns.items() if name == town]
        alone = replace(named[0], precision="town") if len(named) == 1 else None
        found = pair or alone
        return found if found and voivodeship in ("", found.voivodeship) else None

    def knows_postcode(self, postcode: str) -> bool:
        return any(postcode == known for known, _town in self.towns)

    def is_empty(self) -> bool:
        return False


TOWNS = FewTowns(
    {
        ("15-404", "Białystok"): Town(53.13, 23.16, "206101", "podlaskie"),
        ("37-732", "Próbowo"): Town(49.9, 22.9, "181701", "podkarpackie"),
        ("59-706", "Próbno"): Town(51.3, 15.6, "020103", "dolnośląskie"),
        ("90-032", "Łódź"): Town(51.76, 19.46, "106101", "łódzkie"),
    }
)


@pytest.fixture
def sources(empty: None) -> None:
    for key in ("ustawa", "zus-list"):
        models.PointSource.objects.create(key=key, name_pl=key, name_en=key)


def upload(text: str, form: str = "zus", **more: Any) -> models.PointImport:
    gazetteer = more.pop("gazetteer", NoGazetteer())
    more.setdefault("listed_on", date(2025, 12, 23) if form != "own" else None)
    return applying.start(applying.Upload(text.encode(), f"{form}.csv", form, **more), None, gazetteer)


def proposal_of(row: models.PointImport) -> Proposal:
    row.refresh_from_db()
    return decode_proposal(row.proposal)
