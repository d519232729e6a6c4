"""What is wrong with a request is said, with the right status, in the reader's language."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest
from django.test import Client

from guides.api.problems import EVERY_KIND
from guides.places.gazetteer import Gazetteer
from guides.schema.content import Content, Retired
from guides.schema.places import PlaceSet
from guides.serving.live import live
from tests.places.sample import sample, serve_places


def problem(client: Client, address: str, language: str = "en", method: str = "get") -> dict[str, Any]:
    response = getattr(client, method)(f"/api/v1{address}", headers={"accept-language": language})
    assert response["Content-Type"] == "application/problem+json"
    assert response["Cache-Control"] == "private, no-store"
    assert response["Content-Language"] == language
    body: dict[str, Any] = response.json()
    assert body["status"] == response.status_code
    return {**body, "key": body["type"].partition("/api/v1/problems#")[2]}


@pytest.mark.parametrize(
    ("address", "status", "key", "says"),
    [
        ("/offices?neer=18-400", 400, "unknown-parameter", "Do you mean “near”?"),
        ("/offices?utm_source=x", 400, "unknown-parameter", "The parameters here are: near, place, kind"),
        ("/releases?page=2", 400, "unknown-parameter", "The parameters here are: lang"),
        ("/offices?kind=zus&kind=nfz", 400, "repeated-parameter", "once only"),
        ("/offices?kind=bakery", 400, "wrong-value", "tax_office, zus"),
        ("/offices?open_at=yesterday", 400, "wrong-value", "2026-11-30T10:00:00+01:00"),
        ("/offices?open_at=2026-02-30T10:00:00Z", 400, "wrong-value", "“now”"),
        ("/offices?open_at=0001-01-01T00:00:00Z", 400, "wrong-value", "two years"),
        ("/offices?page=0", 400, "wrong-value", "a whole number from 1"),
        ("/offices?per_page=101", 400, "wrong-value", "from 1 to 100"),
        ("/offices?per_page=٣", 400, "wrong-value", "from 1 to 100"),
        ("/offices?lang=de", 400, "wrong-value", "pl, en"),
        ("/offices?teryt=1465", 400, "wrong-value", "six or seven digits"),
        ("/offices?near=44051401359", 400, "wrong-value", "never a PESEL"),
        ("/offices?near=", 400, "wrong-value", "postcode"),
        ("/offices?near=91,0", 404, "unknown-place", "Latitude lies between"),
        ("/offices?near=Xqzwv", 404, "unknown-place", "postcode"),
        ("/offices?near=Berlin", 404, "unknown-place", "kind=consulate"),
        ("/offices?place=146599-nigdzie", 404, "unknown-place", "postcode"),
        ("/offices?near=Nowa Wieś", 409, "several-places", "“place”"),
        ("/offices?teryt=999999", 404, "unknown-municipality", "eteryt.stat.gov.pl"),
        ("/offices?page=3", 404, "no-such-page", "The last page is 1"),
        ("/offices/77", 404, "unknown-office", "/p/"),
        ("/offices/9", 410, "gone-office", "Urząd, którego nie ma (Warszawa)"),
        ("/offices/one", 400, "wrong-value", "a whole number"),
        ("/guides/pz-hasla", 404, "unknown-guide", "Do you mean “pz-haslo”?"),
        ("/guides/qqq", 404, "unknown-guide", "/s/"),
        ("/guides/PZ!", 400, "wrong-value", "small letters"),
        ("/offices/", 404, "unknown-address", "no slash"),
        ("/nothing", 404, "unknown-address", "/api/v1/"),
    ],
)
def test_a_wrong_request_is_told_what_is_right(caller: Client, address: str, status: int, key: str, says: str) -> None:
    said = problem(caller, address)
    assert (said["status"], said["key"]) == (status, key)
    assert says in said["detail"].replace("\xa0", " ")


def test_what_is_right_is_said_in_polish_too(caller: Client) -> None:
    said = problem(caller, "/offices?kind=piekarnia", "pl")
    assert said["title"] == "Parametr ma niedozwoloną wartość"
    assert said["detail"].replace("\xa0", " ").startswith("„kind” nie może mieć wartości „piekarnia”.")


def test_the_parameter_of_the_language_wins_over_the_header(caller: Client) -> None:
    response = caller.get("/api/v1/offices?lang=pl&page=0", headers={"accept-language": "en"})
    assert response["Content-Language"] == "pl"


def test_places_that_may_be_meant_can_be_asked_for(caller: Client) -> None:
    choices = problem(caller, "/offices?near=Nowa Wieś")["choices"]
    assert 1 < len(choices) <= 8
    for choice in choices:
        assert set(choice) <= {"label", "near", "place"}  # no coordinates
    chosen = {name: value for name, value in choices[-1].items() if name != "label"}
    assert caller.get("/api/v1/offices", chosen).status_code in (200, 409)
    with_key = next(choice for choice in choices if "place" in choice)
    assert caller.get("/api/v1/offices", {"place": with_key["place"]}).status_code == 200


def test_a_district_that_may_be_meant_is_asked_for_by_its_name(caller: Client) -> None:
    choices = problem(caller, "/offices?near=Śródmieście")["choices"]
    assert {"near": "Warszawa Śródmieście", "place": "146501-warszawa"}.items() <= choices[0].items()


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(caller: Client, method: str) -> None:
    said = problem(caller, "/offices", method=method)
    assert (said["status"], said["key"]) == (405, "only-reading")
    assert getattr(caller, method)("/api/v1/offices")["Allow"] == "GET, HEAD, OPTIONS"


def test_a_withdrawn_guide_is_told_from_one_that_never_was(caller: Client, content: Content) -> None:
    assert live._snapshot is not None
    retired = Retired(slugs={"pl": {"guide": {"dawny-poradnik": "dawny"}}})
    live._snapshot = replace(live._snapshot, content=msgspec.structs.replace(content, retired=retired))
    said = problem(caller, "/guides/dawny")
    assert (said["status"], said["key"]) == (410, "withdrawn-guide")
    assert said["address"] == "http://localhost:8000/api/v1/guides"


def test_a_municipality_that_was_joined_to_others_is_told_from_one_that_never_was(caller: Client) -> None:
    places: PlaceSet = sample()[0]
    teryt = places.municipalities.teryt
    current = tuple(code != 146501 for code in teryt)
    dissolved = msgspec.structs.replace(places.municipalities, is_current=current)
    serve_places(Gazetteer(msgspec.structs.replace(places, municipalities=dissolved)))
    said = problem(caller, "/offices?teryt=146501")
    assert (said["status"], said["key"]) == (410, "dissolved-municipality")
    assert said["detail"].startswith("Warszawa")


def test_a_site_without_municipalities_says_so(visitor: Client) -> None:
    said = problem(visitor, "/offices?teryt=146501")
    assert (said["status"], said["key"]) == (404, "no-municipalities")


@pytest.mark.django_db
def test_before_the_first_publication_it_says_so(client: Client) -> None:
    live.forget()
    said = problem(client, "/offices")
    assert (said["status"], said["key"]) == (503, "nothing-published")


def test_each_kind_of_problem_has_an_address_that_explains_it(caller: Client) -> None:
    response = caller.get("/api/v1/problems", headers={"accept-language": "en"})
    assert response["Location"] == "/en/api/"
    page = caller.get("/en/api/").content.decode()
    assert all(f'id="{kind.key}"' in page for kind in EVERY_KIND)
