"""Whatever is asked: a clear page or a redirect with the right status, never a fault of ours."""

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from guides.serving.live import Snapshot, live
from tests.html import kind, parse

PAGES = ["/pl/", "/pl/pomoc/", "/pl/pomoc/start.login/", "/en/guides/", "/pl/punkty/", "/pl/kontakt/"]


@pytest.mark.parametrize(
    ("address", "language"),
    [
        ("/pl/nie-ma/", "pl"),
        ("/en/not-there/", "en"),
        ("/pl/poradniki/nie-ma/", "pl"),
        ("/en/methods/not-there/", "en"),
        ("/en/points/999999-x/", "en"),
        ("/pl/punkty/99999999999999999999-x/", "pl"),
        ("/pl/poradniki/%00/", "pl"),
        ("/pl/poradniki/" + "x" * 5000 + "/", "pl"),
        ("/de/", "pl"),
        ("/uk/pomoc/", "pl"),
        ("/pl/help/", "pl"),
        ("/wp-login.php", "pl"),
    ],
)
def test_an_unknown_address_is_a_helpful_404(visitor: Client, address: str, language: str) -> None:
    response = visitor.get(address)
    assert response.status_code == 404
    page = parse(response)
    assert kind(page) == ("error", "404")
    assert page.one("html")["lang"] == language
    assert [link for link in page.one("main").all("a") if "/pomoc/" in link["href"] or "/help/" in link["href"]]


def test_a_404_follows_the_browser_where_the_address_names_no_language(visitor: Client) -> None:
    response = visitor.get("/nie-ma", headers={"accept-language": "en"})
    assert parse(response).one("html")["lang"] == "en"


@pytest.mark.parametrize("address", PAGES)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_writing_to_a_page_is_answered_with_405(visitor: Client, address: str, method: str) -> None:
    response = getattr(visitor, method)(address)
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD, OPTIONS"
    assert kind(parse(response)) == ("error", "405")


def test_a_post_from_elsewhere_needs_no_token_to_get_its_405(serving: Snapshot) -> None:
    assert Client(enforce_csrf_checks=True).post("/pl/pomoc/").status_code == 405


@pytest.mark.parametrize("address", PAGES)
def test_head_has_the_headers_of_get_and_no_body(visitor: Client, address: str) -> None:
    head, get = visitor.head(address), visitor.get(address)
    assert head.status_code == 200
    assert head["ETag"] == get["ETag"]
    assert not head.content


@pytest.mark.parametrize("address", PAGES)
def test_options_names_the_methods(visitor: Client, address: str) -> None:
    response = visitor.options(address)
    assert response.status_code == 200
    assert response["Allow"] == "GET, HEAD, OPTIONS"


@pytest.mark.parametrize(("address", "expected"), [("/PL/Pomoc/", "/pl/pomoc/"), ("/pl//poradniki/", "/pl/poradniki/")])
def test_an_address_copied_with_capitals_or_doubled_slashes_leads_on(
    visitor: Client, address: str, expected: str
) -> None:
    assert visitor.get(address)["Location"] == expected


def test_a_point_is_found_by_its_number_alone(visitor: Client) -> None:
    assert visitor.get("/pl/punkty/1/")["Location"] == "/pl/punkty/1-zus-oddzial-w-bialymstoku/"


def test_an_address_without_its_last_slash_leads_on(visitor: Client) -> None:
    assert visitor.get("/pl/pomoc/start.login")["Location"] == "/pl/pomoc/start.login/"


@pytest.mark.parametrize("near", ["00-00", "999999", "🙂", "x" * 10_000, "%", "<script>", "79-000", "\x00", "-"])
def test_a_search_that_makes_no_sense_is_told_how_to_go_on(visitor: Client, near: str) -> None:
    response = visitor.get("/pl/punkty/", {"near": near})
    assert response.status_code == 200
    page = parse(response)
    assert not page.all("script", src="")
    assert page.one("input", **{"name": "near"})["value"] == near.replace("\x00", "")[:200] or near


def test_the_search_keeps_what_was_typed(visitor: Client) -> None:
    page = parse(visitor.get("/pl/punkty/", {"near": "Nigdzie <b>"}))
    assert page.one("input", **{"name": "near"})["value"] == "Nigdzie <b>"


def test_an_unknown_host_gets_400_and_no_page_of_ours(serving: Snapshot) -> None:
    response = Client().get("/pl/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()


def test_a_fault_of_ours_is_a_page_without_a_trace(serving: Snapshot, monkeypatch: pytest.MonkeyPatch) -> None:
    from guides.views import public

    def fail(*_args: object) -> str:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(public, "render", fail)
    response = Client(raise_request_exception=False).get("/pl/kontakt/?near=1")
    assert response.status_code == 500
    assert "secret detail" not in response.content.decode()
    assert "19 239" in response.content.decode().replace("\u00a0", " ").replace("&nbsp;", " ")


@pytest.mark.django_db
def test_before_the_first_release_the_site_says_to_come_back() -> None:
    response = Client().get("/pl/")
    assert response.status_code == 503
    assert response["Retry-After"]


class Shipped:
    """The shipped snapshot, with a short name for reports of failures."""

    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def __repr__(self) -> str:
        return "the shipped site"


@pytest.fixture(scope="module")
def whole_site(shipped: Snapshot) -> Shipped:
    return Shipped(shipped)


path_text = st.text(min_size=1, max_size=60)


@given(path=path_text, query=path_text)
def test_any_address_is_answered_without_a_fault(whole_site: Shipped, path: str, query: str) -> None:
    live._snapshot = whole_site.snapshot
    client = Client()
    for prefix in ("/", "/pl/", "/en/help/", "/pl/pomoc/start.login/", "/pl/punkty/"):
        address = prefix + path.replace("?", "").replace("#", "")
        response = client.get(address, {"near": query, "start": query})
        assert response.status_code in (200, 301, 302, 404), address


READ_ONLY = [
    "/", "/p/1", "/s/pz-haslo", "/g/146501", "/sitemap.xml", "/robots.txt", "/api/v1/places", "/pictures/x", "/healthz",
    "/readyz", "/preview/bad/",
]  # fmt: skip


@pytest.mark.parametrize("address", READ_ONLY)
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_what_can_only_be_read_takes_nothing(serving: Snapshot, address: str, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(address, headers={"accept-language": "pl"})
    assert response.status_code == 405
    assert response["Allow"] == "GET, HEAD"
    assert parse(response).one("html")["lang"] == "pl"


def test_a_missing_slash_is_added_and_what_was_typed_kept_by_nobody(visitor: Client) -> None:
    response = visitor.get("/pl/szukaj?q=zgubiony+telefon")
    assert (response.status_code, response["Location"]) == (301, "/pl/szukaj/?q=zgubiony+telefon")
    assert response["Cache-Control"] == "private, no-store"
    assert visitor.get("/pl/szukaj")["Location"] == "/pl/szukaj/"
