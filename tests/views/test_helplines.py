"""The hours of helplines: usual ones, with their source, never a fact of today."""

import re

import msgspec
import pytest
import time_machine
from django.test import Client

from guides.schema.content import Content, Opening
from guides.serving.links import Links
from guides.serving.live import Snapshot
from tests.html import parse
from tests.offices.samples import serve


@pytest.mark.parametrize("moment", ["2026-11-25T10:00:00+01:00", "2026-11-29T03:00:00+01:00"])
def test_a_helpline_is_never_said_to_be_open_or_closed(visitor: Client, moment: str) -> None:
    with time_machine.travel(moment, tick=False):
        response = visitor.get("/en/contact/")
    told = parse(response).one("main").text
    assert not re.search(r"\bclosed\b|\bopen now\b|\bOpens\b", told, re.IGNORECASE)
    assert "Usually: Monday–Friday 7:00–18:00 (biznes.wprost.pl, 2023)" in told


def test_the_usual_hours_stand_on_the_sheet_too(visitor: Client, serving: Snapshot) -> None:
    links = Links(serving.content, serving.points, serving.flow)
    sheet = parse(visitor.get(links.sheet("en", "pz-haslo")))
    assert "Usually: Monday–Friday 7:00–18:00 (biznes.wprost.pl, 2023)" in sheet.text


def test_a_helpline_with_seasons_changes_its_pages_at_midnight(content: Content, visitor: Client) -> None:
    hours = "Jul-Aug Mo-Fr 07:00-15:00; Sep-Jun Mo-Fr 07:00-18:00"
    helpdesk = msgspec.structs.replace(content.helpdesk["pz"], hours=hours)
    openings = {hours: Opening(expression=hours)}
    serve(msgspec.structs.replace(content, helpdesks=(helpdesk,), openings=openings), [])
    tags = []
    for moment in ("2026-11-29T23:59:00+01:00", "2026-11-30T00:01:00+01:00"):
        with time_machine.travel(moment, tick=False):
            response = visitor.get("/en/contact/")
            tags.append(response["ETag"])
    assert tags[0] != tags[1]
    assert "from 1 July 2027: Monday–Friday 7:00–15:00" in parse(response).text
