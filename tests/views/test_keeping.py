"""Answers that a process repeats before anything else is done for a request."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.contrib.sessions.middleware import SessionMiddleware
from django.test import Client

from guides.schema.kinds import Text
from guides.serving.live import Snapshot, live
from guides.serving.notices import Board, CurrentNotice
from guides.views import keeping, public

PAGE = "/pl/kontakt/"


def headers_of(response: Any) -> dict[str, Any]:
    """Its headers; the directives of its policy are in no order. Of a length that is nothing a 304 may say nothing."""
    headers = {name: value for name, value in response.items() if (name, value) != ("Content-Length", "0")}
    return {**headers, "Content-Security-Policy": set(headers["Content-Security-Policy"].split("; "))}


@pytest.fixture
def repeating(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """A visitor after another one, of whom a page was kept; nothing else can be answered any more."""
    visitor.get(PAGE)
    monkeypatch.setattr(public, "_respond", None)
    return visitor


def test_what_is_kept_is_found_before_anything_else_is_worked_out(repeating: Client) -> None:
    assert repeating.get(PAGE).status_code == 200


@pytest.mark.parametrize("has_page", [False, True])
def test_a_repeated_answer_has_every_header_of_the_first(visitor: Client, has_page: bool) -> None:
    headers = {"if-none-match": visitor.get(PAGE)["ETag"]} if has_page else {}
    keeping.forget()
    first = visitor.get(PAGE, headers=headers)
    visitor.get(PAGE)
    again = visitor.get(PAGE, headers=headers)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert headers_of(again) == headers_of(first)
    assert {"Content-Security-Policy", "Permissions-Policy", "X-Frame-Options", "ETag"} <= headers_of(again).keys()


def test_who_names_another_host_is_turned_away_all_the_same(repeating: Client) -> None:
    assert repeating.get(PAGE, headers={"host": "evil.example"}).status_code == 400


def test_only_what_the_visitor_has_is_called_unchanged(repeating: Client) -> None:
    etag = repeating.get(PAGE)["ETag"]
    assert repeating.get(PAGE, headers={"if-none-match": f"W/{etag}"}).status_code == 304


@pytest.mark.parametrize("headers", [{"if-none-match": '"other"'}, {"if-match": '"other"'}])
def test_other_conditions_are_weighed_anew(repeating: Client, headers: dict[str, str]) -> None:
    with pytest.raises(TypeError):  # of what can't be answered any more
        repeating.get(PAGE, headers=headers)


@pytest.mark.parametrize("method", ["head", "post"])
def test_only_what_is_read_is_repeated(repeating: Client, method: str) -> None:
    response = None
    try:
        response = getattr(repeating, method)(PAGE)
    except TypeError:
        return
    assert response.status_code == 405


def test_a_new_release_ends_what_is_repeated(visitor: Client, serving: Snapshot) -> None:
    before = visitor.get(PAGE)["ETag"]
    live._snapshot = replace(serving, stamps=serving.stamps[:1])
    assert visitor.get(PAGE)["ETag"] != before


def test_a_notice_that_begins_ends_what_is_repeated(visitor: Client, serving: Snapshot) -> None:
    noon = datetime(2026, 12, 1, 12, tzinfo=UTC)
    words = {"pl": "IKP nie działa"}
    notice = CurrentNotice(
        number=1,
        kind="outage",
        text=Text(plain=words, html=words),
        begins_at=noon,
        source="https://example.org",
        checked_at=noon,
    )
    live._snapshot = serving.beside(Board(notices=(notice,)), serving.gazetteer)
    with time_machine.travel(noon - timedelta(seconds=1), tick=False):
        assert words["pl"] not in visitor.get("/pl/").text
    with time_machine.travel(noon, tick=False):
        assert words["pl"] in visitor.get("/pl/").text


def test_what_was_typed_is_repeated_to_nobody(people: Client) -> None:
    people.get("/pl/punkty/?near=Warszawa")
    people.get("/pl/szukaj/?q=haslo")
    assert not len(keeping._answers_to_queries)


def test_unknown_parameters_drive_nothing_out(visitor: Client) -> None:
    visitor.get(f"{PAGE}?utm_source=x")
    assert not len(keeping._answers_to_queries)


def test_a_public_page_passes_nothing_of_the_desk(visitor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SessionMiddleware, "process_request", None)
    assert visitor.get(PAGE).status_code == 200
    with pytest.raises(TypeError):
        visitor.get("/admin/")
