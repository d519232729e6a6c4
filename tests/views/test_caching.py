"""Validators: a page that has not changed is not sent again, one that has is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import brotli
import pytest
import time_machine
from django.test import Client

from guides.serving.live import Snapshot, live
from guides.views import keeping, public, rendering
from guides.views.rendering import encode_body, preferred_encoding

PAGE = "/pl/poradniki/"


def etag(client: Client, address: str = PAGE, **headers: str) -> str:
    return str(client.get(address, headers=headers)["ETag"])


def test_an_unchanged_page_is_not_sent_again(visitor: Client) -> None:
    response = visitor.get(PAGE, headers={"if-none-match": etag(visitor)})
    assert response.status_code == 304
    assert not response.content
    assert response["ETag"] == etag(visitor)


def test_a_page_is_not_rendered_to_answer_304(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    known = etag(visitor)
    monkeypatch.setattr(public, "render", None)
    assert visitor.get(PAGE, headers={"if-none-match": known}).status_code == 304


def test_a_new_release_changes_the_validator(visitor: Client, serving: Snapshot) -> None:
    before = etag(visitor)
    stamps = tuple(replace_number(stamp) for stamp in serving.stamps)
    live._snapshot = replace(serving, stamps=stamps)
    assert etag(visitor) != before


def replace_number(stamp: Any) -> Any:
    import msgspec

    return msgspec.structs.replace(stamp, number=stamp.number + 1)


def test_each_encoding_has_its_own_validator(visitor: Client) -> None:
    tags = {etag(visitor, **{"accept-encoding": encoding}) for encoding in ("br", "gzip", "identity")}
    assert len(tags) == 3


def test_each_language_and_query_has_its_own_validator(people: Client) -> None:
    tags = {etag(people, address) for address in ("/pl/punkty/", "/en/points/", "/pl/punkty/?near=00-002")}
    assert len(tags) == 3


TYPED = ["near=Warszawa", "near=w Warszawie&place=146501-warszawa", "lat=51.77&lon=19.46", "near=00002"]
KNOWN = ["near=00-002", "near=Warszawa&place=146501-warszawa", "near=Warszawa+Ursynów&place=146501-warszawa&kind=zus"]


@pytest.mark.parametrize("query", TYPED)
def test_an_answer_to_what_was_typed_is_kept_by_nobody(people: Client, query: str) -> None:
    response = people.get(f"/pl/punkty/?{query}")
    assert response["Cache-Control"] == "private, no-store"
    assert "ETag" not in response


@pytest.mark.parametrize("query", TYPED)
def test_an_answer_to_what_was_typed_is_not_kept_in_the_process(people: Client, query: str) -> None:
    people.get(f"/pl/punkty/?{query}")
    assert not len(keeping.places)


@pytest.mark.parametrize("query", KNOWN)
def test_a_page_for_a_known_place_is_made_once(people: Client, query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = people.get(f"/pl/punkty/?{query}")
    monkeypatch.setattr(public, "render", None)
    again = people.get(f"/pl/punkty/?{query}&utm_source=x")
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])
    assert again["Cache-Control"] == "no-cache"


def test_only_a_page_that_is_asked_for_again_is_packed_as_small_as_can_be(people: Client) -> None:
    def packed(query: str, tag: str = "") -> tuple[int, bytes, str]:
        response = people.get(f"/pl/punkty/?{query}", headers={"accept-encoding": "br", "if-none-match": tag})
        return response.status_code, response.content, response.get("ETag", "")

    _status, typed, _no_tag = packed("near=00002")
    _status, first, first_tag = packed("near=00-002")
    _status, again, tag = packed("near=00-002")
    assert brotli.decompress(first) == brotli.decompress(again)
    assert len(again) < len(first) < 1.2 * len(again)
    assert tag != first_tag
    assert packed("near=00-002") == (200, again, tag)
    assert packed("near=00-002", first_tag)[0] == packed("near=00-002", tag)[0] == 304
    assert brotli.decompress(typed) == people.get("/pl/punkty/?near=00002").content


def test_brotli_is_what_a_browser_reads(visitor: Client) -> None:
    plain = visitor.get(PAGE)
    packed = visitor.get(PAGE, headers={"accept-encoding": "gzip, deflate, br"})
    assert packed["Content-Encoding"] == "br"
    assert brotli.decompress(packed.content) == plain.content
    assert int(packed["Content-Length"]) == len(packed.content)


def test_a_page_too_heavy_for_a_first_view_is_packed_as_small_as_can_be(monkeypatch: pytest.MonkeyPatch) -> None:
    html = "".join(f"<p>{number * 7919 % 1009}</p>" for number in range(900))
    quick, best = (len(encode_body(html, "br", quick=quick)) for quick in (True, False))
    assert best < quick
    monkeypatch.setattr(rendering, "FIRST_VIEW", quick - 1)
    assert len(encode_body(html, "br", quick=True)) == best


def test_last_modified_is_a_moment_of_change_and_not_now(visitor: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 24, 9, tzinfo=UTC), tick=False):
        first = visitor.get(PAGE)["Last-Modified"]
    with time_machine.travel(datetime(2026, 11, 25, 9, tzinfo=UTC), tick=False):
        assert visitor.get(PAGE)["Last-Modified"] == first


def test_a_check_that_becomes_overdue_changes_the_page(visitor: Client, serving: Snapshot, settings: Any) -> None:
    checked = serving.content.guide["pz-haslo"].checked_on
    assert checked is not None
    last_good = datetime(checked.year, checked.month, checked.day, 12, tzinfo=UTC) + timedelta(
        days=settings.CHECK_DUE_DAYS
    )
    with time_machine.travel(last_good, tick=False):
        before = etag(visitor)
    with time_machine.travel(last_good + timedelta(days=1), tick=False):
        response = visitor.get(PAGE, headers={"if-none-match": before})
    assert response.status_code == 200


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("identity", ""),
        ("", ""),
        ("br;q=nonsense", ""),
        ("gzip;q=0.5, br;q=0.1", "br"),
    ],
)
def test_the_best_encoding_that_is_allowed(accepted: str, expected: str) -> None:
    assert preferred_encoding(accepted) == expected


CONDITIONS = [
    {"if-none-match": "*"},
    {"if-match": "*"},
    {"if-match": '"none"'},
    {"if-modified-since": "Wed, 01 Jan 2098 00:00:00 GMT"},
    {"if-unmodified-since": "Sat, 01 Jan 2000 00:00:00 GMT"},
]


@pytest.mark.parametrize("condition", CONDITIONS)
@pytest.mark.parametrize(("address", "status"), [("/pl/poradniki/nie-ma/", 404), ("/pl/punkty/1-old/", 301)])
def test_conditions_are_not_judged_where_there_is_no_page(
    visitor: Client, condition: dict[str, str], address: str, status: int
) -> None:
    assert visitor.get(address, headers=condition).status_code == status


@pytest.mark.parametrize(("condition", "status"), list(zip(CONDITIONS, (304, 200, 412, 304, 412), strict=True)))
def test_conditions_hold_where_there_is_a_page(visitor: Client, condition: dict[str, str], status: int) -> None:
    assert visitor.get(PAGE, headers=condition).status_code == status
