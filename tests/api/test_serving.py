"""How answers travel: validators, languages, other sites, what is kept by whom."""

from dataclasses import replace

import brotli
import msgspec
import pytest
from django.test import Client

from guides.api import serving
from guides.serving.live import Snapshot, live

ADDRESSES = ["/", "/offices", "/offices.geojson", "/offices.csv", "/offices/1", "/guides", "/guides/pz-haslo"]
ADDRESSES += ["/questionnaire", "/releases", "/openapi.json"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_site_may_read_it_and_it_is_not_sent_twice(
    caller: Client, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = caller.get(f"/api/v1{address}")
    assert first.status_code == 200
    assert first["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in first and not first.cookies
    assert first["Cache-Control"] == "no-cache"
    monkeypatch.setattr(serving, "_written", None)  # nothing is made for a 304, and no answer twice
    again = caller.get(f"/api/v1{address}", headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304 and not again.content
    assert again["Access-Control-Allow-Origin"] == "*"
    assert caller.get(f"/api/v1{address}").content == first.content


@pytest.mark.parametrize("address", ["/pl/", "/pl/api/", "/healthz", "/sitemap.xml", "/api/v1/places?q=lomza"])
def test_nothing_else_is_open_to_other_sites(caller: Client, address: str) -> None:
    assert "Access-Control-Allow-Origin" not in caller.get(address)


@pytest.mark.parametrize(
    "address",
    ["/api/v1/places?q=lomza", *(f"/api/v1/offices?near={near}" for near in ("18-400", "Łomża", "53.1,22.1", "Xqz"))],
)
def test_what_a_person_typed_is_kept_by_nobody(caller: Client, address: str) -> None:
    response = caller.get(address)
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response and "Last-Modified" not in response
    assert not len(serving.api_answers)


def test_browsers_are_told_what_they_may_send(caller: Client) -> None:
    response = caller.options("/api/v1/offices")
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "If-None-Match" in response["Access-Control-Allow-Headers"]


def test_a_new_release_changes_the_validator(caller: Client) -> None:
    before = caller.get("/api/v1/offices")["ETag"]
    snapshot = live._snapshot
    assert isinstance(snapshot, Snapshot)
    stamps = tuple(msgspec.structs.replace(stamp, number=stamp.number + 1) for stamp in snapshot.stamps)
    live._snapshot = replace(snapshot, stamps=stamps)
    assert caller.get("/api/v1/offices")["ETag"] != before


def test_each_language_encoding_and_order_of_the_data_has_its_validator(caller: Client) -> None:
    asked = [("pl", ""), ("en", ""), ("en", "br"), ("en", "gzip")]
    tags = {
        caller.get("/api/v1/guides", headers={"accept-language": code, "accept-encoding": encoding})["ETag"]
        for code, encoding in asked
    }
    assert len(tags) == len(asked)
    packed = caller.get("/api/v1/guides", headers={"accept-encoding": "br"})
    assert packed["Content-Encoding"] == "br" and packed["Vary"] == "Accept-Encoding, Accept-Language"
    assert msgspec.json.decode(brotli.decompress(packed.content)) == caller.get("/api/v1/guides").json()


def test_the_order_of_parameters_makes_no_other_answer(caller: Client) -> None:
    one, other = (
        caller.get(f"/api/v1/offices?{query}")["ETag"] for query in ("kind=zus&per_page=1", "per_page=1&kind=zus")
    )
    assert one == other
