"""Write to the helpdesk: what is asked, what becomes of it, and what the form turns away."""

import logging
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client, RequestFactory
from django.views.debug import ExceptionReporter
from hypothesis import given
from hypothesis import strategies as st

from guides.serving.live import Snapshot, live
from guides.views import keeping, writing
from guides.views.posting import LARGEST_BODY
from tests.conftest import LANGUAGES
from tests.html import Element, kind, parse

ADDRESSES = {"pl": "/pl/napisz/", "en": "/en/write/"}
FORM = "application/x-www-form-urlencoded"
HERE = {"origin": "http://testserver"}
FILLED = {
    "helpdesk": "ikp",
    "happened": "Wpisuję nazwę i widzę pustą stronę.",
    "since": "24 listopada 2026, około 10:30",
    "message": "Wystąpił błąd 50012",
    "way-pz": "refused",
    "way-edowod": "",
    "device": "android",
    "browser": "chrome",
    "version": "131.0.6778.204",
    "name": "Anna Nowak",
    "phone": "+48 500 123 456",
}


def send(client: Client, language: str = "pl", headers: dict[str, str] | None = None, **changed: str) -> Any:
    data = urlencode({**FILLED, **changed})
    return client.post(ADDRESSES[language], data, content_type=FORM, headers=HERE if headers is None else headers)


def mail(page: Element) -> str:
    return "".join(str(child) for child in page.one("textarea", id="letter").children).strip()


def values(page: Element) -> dict[str, str]:
    """What stands in the fields of the form."""
    form = page.one("main").one("form", method="post")
    found = {field["name"]: field.get("value") for field in form.all("input", type="text")}
    found |= {
        field["name"]: field["value"] for field in form.all("input", type="radio") if "checked" in field.attributes
    }
    found |= {area["name"]: "".join(map(str, area.children)).removeprefix("\n") for area in form.all("textarea")}
    for select in form.all("select"):
        found[select["name"]] = next(
            (option["value"] for option in select.all("option") if "selected" in option.attributes), ""
        )
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_mail_is_in_polish_whatever_the_language_of_the_page(visitor: Client, language: str) -> None:
    page = parse(send(visitor, language))
    assert kind(page) == ("write", "letter")
    assert page.one("textarea", id="letter")["lang"] == "pl"
    assert mail(page).startswith("Dzień dobry,")
    assert "Profil Zaufany: serwis nie przyjmuje hasła, PIN-u lub kodu" in mail(page)


def test_own_words_in_another_language_stay_and_are_marked(visitor: Client) -> None:
    text = mail(parse(send(visitor, "en", happened="I type my name and see an empty page.")))
    assert "Co się dzieje (własne słowa, język: angielski):\nI type my name and see an empty page." in text
    assert "wyrozumiałość" in text


def test_own_words_in_polish_typed_on_the_english_page_are_not_marked(visitor: Client) -> None:
    text = mail(parse(send(visitor, "en", words="pl")))
    assert "własne słowa" not in text and "wyrozumiałość" not in text


def test_a_reader_of_english_sees_what_the_mail_says(visitor: Client) -> None:
    meaning = parse(send(visitor, "en")).one("section", aria_labelledby="meaning-heading").text
    assert "Profil Zaufany: the password, PIN or code is not accepted" in meaning
    assert not parse(send(visitor, "pl")).all("section", aria_labelledby="meaning-heading")


def test_the_mail_goes_to_the_helpdesk_that_was_chosen(visitor: Client, serving: Snapshot) -> None:
    for helpdesk in serving.content.helpdesks:
        if helpdesk.email:
            page = parse(send(visitor, helpdesk=helpdesk.key))
            (button,) = [link for link in page.all("a") if link["href"].startswith("mailto:")]
            assert urlsplit(button["href"]).path == helpdesk.email


def test_secrets_are_taken_out_and_the_reader_is_warned(visitor: Client) -> None:
    response = send(visitor, happened="Mój PESEL 44051401359, hasło: Kotek12, kod 482 199", name="Anna 44 05 14 01359")
    page = parse(response)
    for secret in ("44051401359", "Kotek12", "482 199", "44 05 14 01359"):
        assert secret not in response.content.decode()
    assert "[usunięto: numer PESEL]" in mail(page)
    assert [item.text for item in page.one("div", class_="warn").all("li")] == [
        "numer PESEL – Co się dzieje?", "hasło – Co się dzieje?", "kod – Co się dzieje?", "numer PESEL – Imię i nazwisko",
    ]  # fmt: skip


def test_nothing_is_taken_out_of_an_ordinary_mail(visitor: Client) -> None:
    page = parse(send(visitor, message="Kod błędu 50012, zadzwoń pod 19 239"))
    assert not page.all(class_="warn")
    assert "Kod błędu 50012, zadzwoń pod 19 239" in mail(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_form_says_what_is_missing_at_each_field_and_at_the_top(visitor: Client, language: str) -> None:
    page = parse(visitor.post(ADDRESSES[language], "", content_type=FORM, headers=HERE))
    assert page.one("title").text.startswith({"pl": "Błąd:", "en": "Error:"}[language])
    links = page.one(class_="govuk-error-summary").all("a")
    assert [link["href"] for link in links] == ["#helpdesk", "#happened", "#since"]
    for link in links:
        field = page.one(id=link["href"][1:])
        messages = [element.text for element in page.all("p", class_="govuk-error-message")]
        assert any(message.endswith(link.text) for message in messages)
        if field["id"] != "helpdesk":
            assert field["aria-invalid"] == "true"
            assert page.one(id=field["aria-describedby"].split()[-1]).text.endswith(link.text)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("happened", ""),
        ("happened", "   \r\n\t"),
        ("happened", "x" * 2001),
        ("message", "x" * 1001),
        ("since", ""),
        ("since", "x" * 101),
        ("version", "x" * 101),
        ("name", "x" * 101),
        ("name", "Anna �"),
        ("phone", "abc"),
        ("phone", "123"),
        ("phone", "1" * 16),
        ("phone", "44051401359"),
        ("way-pz", "<script>"),
        ("device", "abacus"),
        ("browser", "lynx"),
        ("helpdesk", "nfz"),
    ],
)
def test_what_is_wrong_is_told_and_all_that_was_typed_is_still_there(visitor: Client, name: str, value: str) -> None:
    changed: dict[str, Any] = {name: value}
    page = parse(send(visitor, **changed))
    assert kind(page) == ("write", "form")
    (link,) = page.one(class_="govuk-error-summary").all("a")
    assert link["href"] == f"#{name}"
    shown = values(page)
    for field, typed in {**FILLED, name: value}.items():
        if field == name and field in ("way-pz", "device", "browser", "helpdesk"):
            continue  # no such choice can be shown
        assert shown[field].split() == typed.split(), field


def test_hostile_text_is_shown_as_text(visitor: Client) -> None:
    hostile = '"><script>alert(1)</script></textarea><img src=x onerror=alert(1)>'
    page = parse(send(visitor, happened=hostile, name=hostile))
    assert not page.all("img")
    assert all(script.get("src") for script in page.all("script"))
    assert hostile in mail(page).replace("&lt;", "<").replace("&gt;", ">")


def test_no_line_of_the_text_becomes_a_header_of_the_mail(visitor: Client) -> None:
    page = parse(
        send(visitor, happened="a\r\nBcc: x@example.com&cc=y@example.com", name="A\r\nCc: z@example.com", message="")
    )
    (button,) = [link for link in page.all("a") if link["href"].startswith("mailto:")]
    assert "\n" not in button["href"] and "\r" not in button["href"]
    assert set(parse_qs(urlsplit(button["href"]).query)) == {"subject", "body"}
    assert "@" not in urlsplit(button["href"]).query


def test_signs_that_cannot_be_seen_are_left_out(visitor: Client) -> None:
    assert "ab c" in mail(parse(send(visitor, happened="a\x00\x1b\u202eb\u200b c")))


def test_a_mail_too_long_for_mail_programs_is_to_be_copied(visitor: Client) -> None:
    page = parse(send(visitor, happened="Nic się nie dzieje. " * 90))
    (button,) = [link for link in page.all("a") if link["href"].startswith("mailto:")]
    assert set(parse_qs(urlsplit(button["href"]).query)) == {"subject"}
    assert page.one("section", aria_labelledby="send-heading").all("ol")


def test_another_language_keeps_what_was_typed_and_finds_no_fault_yet(visitor: Client) -> None:
    page = parse(visitor.get(ADDRESSES["pl"]))
    (button,) = page.one("main").all("button", name="language")
    typed = {"message": "Coś <nie> działa", "language": button["value"]}
    other = parse(visitor.post(button["formaction"], urlencode(typed), content_type=FORM, headers=HERE))
    assert kind(other) == ("write", "form") and other.one("html")["lang"] == "en"
    assert values(other)["message"] == "Coś <nie> działa"
    assert not other.all(class_="govuk-error-message")


def test_going_back_from_the_mail_keeps_everything_but_the_secrets(visitor: Client) -> None:
    page = parse(send(visitor, "en", happened="First\nmy PIN 1234"))
    typed = {field["name"]: field["value"] for field in page.one("main").one("form").all("input", type="hidden")}
    back = visitor.post(ADDRESSES["en"], urlencode({**typed, "change": "1"}), content_type=FORM, headers=HERE)
    shown = values(parse(back))
    assert shown["happened"] == "First\nmy PIN [removed: PIN]"
    assert {name: shown[name] for name in FILLED if name != "happened"} == {
        name: value for name, value in FILLED.items() if name != "happened"
    }
    again = parse(visitor.post(ADDRESSES["en"], urlencode(shown), content_type=FORM, headers=HERE))
    assert kind(again) == ("write", "letter")


def test_the_helpdesk_named_in_the_address_is_chosen(visitor: Client) -> None:
    assert values(parse(visitor.get("/pl/napisz/?helpdesk=pz")))["helpdesk"] == "pz"
    assert "helpdesk" not in values(parse(visitor.get("/pl/napisz/?helpdesk=nfz")))


def test_the_contact_page_and_an_outcome_lead_here(visitor: Client) -> None:
    for address in (
        "/pl/kontakt/",
        "/pl/poradniki/pomoc-ikp/",
        "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/",
    ):
        targets = [link["href"] for link in parse(visitor.get(address)).all("a")]
        assert any(target.startswith("/pl/napisz/") for target in targets), address


# Nothing is kept


def test_an_answer_is_stored_nowhere_and_not_indexed(visitor: Client) -> None:
    for response in (send(visitor), send(visitor, happened="")):
        assert response["Cache-Control"] == "private, no-store"
        assert response["X-Robots-Tag"] == "noindex"
        assert "ETag" not in response
        assert not response.cookies
        assert parse(response).one("meta", **{"name": "robots"})["content"] == "noindex"
    assert not len(keeping.pages)


def test_nothing_that_was_typed_gets_into_the_log(visitor: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        send(visitor, happened="TAJEMNICA")
        send(visitor, happened="TAJEMNICA", headers={"origin": "https://evil.example"})
    assert "TAJEMNICA" not in caplog.text


def test_a_report_of_a_fault_holds_nothing_that_was_typed(
    serving: Snapshot, monkeypatch: pytest.MonkeyPatch, rf: RequestFactory
) -> None:
    def fail(*_args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(writing, "secrets_in", fail)
    body = urlencode({**FILLED, "happened": "TAJEMNICA"})
    request = rf.post(ADDRESSES["pl"], body, content_type=FORM, headers=HERE)
    with pytest.raises(RuntimeError) as raised:
        writing.write(request, language="pl")
    report = ExceptionReporter(request, raised.type, raised.value, raised.tb).get_traceback_text()
    assert "happened" in report
    assert "TAJEMNICA" not in report


# What is turned away


def test_it_needs_no_token(serving: Snapshot) -> None:
    assert send(Client(enforce_csrf_checks=True)).status_code == 200


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "http://testserver"}, 200),
        ({"origin": "http://localhost:8000"}, 200),  # SITE_URL
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, 403),
        ({"origin": "http://testserver.evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "null", "sec-fetch-site": "same-origin"}, 200),
        ({"origin": "null", "sec-fetch-site": "cross-site", "referer": "http://testserver/"}, 403),
        ({}, 403),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "none"}, 200),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"referer": "http://testserver/pl/napisz/"}, 200),
        ({"referer": "http://localhost:8000/pl/napisz/"}, 200),
        ({"referer": "https://evil.example/?http://testserver/"}, 403),
        ({"referer": "http://testserver@evil.example/"}, 403),
        ({"referer": "http://[broken"}, 403),
    ],
)
def test_only_our_own_page_may_send_it(visitor: Client, headers: dict[str, str], status: int) -> None:
    assert send(visitor, headers=headers).status_code == status


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_form_sent_from_elsewhere_gets_a_clear_page_without_what_it_held(visitor: Client, language: str) -> None:
    response = send(visitor, language, headers={"origin": "https://evil.example"}, happened="TAJEMNICA")
    page = parse(response)
    assert kind(page) == ("error", "403")
    assert page.one("html")["lang"] == language
    assert "TAJEMNICA" not in response.content.decode()
    assert response["Cache-Control"] == "private, no-store"
    assert [link for link in page.one("main").all("a") if link["href"] == ADDRESSES[language]]


def test_a_megabyte_is_turned_away_with_a_clear_page(visitor: Client) -> None:
    response = send(visitor, happened="x" * 1_000_000)
    assert kind(parse(response)) == ("error", "413")
    assert response.status_code == 413


def test_what_is_less_than_the_limit_is_shown_again(visitor: Client) -> None:
    page = parse(send(visitor, happened="x" * (LARGEST_BODY - 2000)))
    assert kind(page) == ("write", "form")


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (urlencode(FILLED), "application/x-www-form-urlencoded; charset=utf-16"),
        ("&".join(f"a{number}=1" for number in range(2000)), FORM),
        ('{"happened": "x"}', "application/json"),
        (
            '--x\r\nContent-Disposition: form-data; name="f"; filename="f"\r\n\r\nx\r\n--x--',
            "multipart/form-data; boundary=x",
        ),
    ],
)
def test_what_no_form_of_ours_sends_gets_a_clear_page(visitor: Client, body: str, content_type: str) -> None:
    response = visitor.post(ADDRESSES["pl"], body, content_type=content_type, headers=HERE)
    assert response.status_code == 400
    assert kind(parse(response)) == ("error", "400")


@pytest.mark.parametrize("body", [b"happened=%FF%FE&helpdesk=ikp", b"happened=\xff\xfe&helpdesk=ikp", b"%&%&=&&&"])
def test_bytes_that_are_no_text_lead_back_to_the_form(visitor: Client, body: bytes) -> None:
    page = parse(visitor.generic("POST", ADDRESSES["pl"], body, content_type=FORM, headers=HERE))
    assert kind(page) == ("write", "form")
    assert page.all(class_="govuk-error-summary")


def test_a_field_sent_twice_counts_once(visitor: Client) -> None:
    body = urlencode([*FILLED.items(), ("happened", "Drugi raz")])
    page = parse(visitor.post(ADDRESSES["pl"], body, content_type=FORM, headers=HERE))
    assert "Drugi raz" in mail(page)


def test_other_methods_are_told_what_is_allowed(visitor: Client) -> None:
    response = visitor.put(ADDRESSES["pl"])
    assert response.status_code == 405
    assert response["Allow"] == visitor.options(ADDRESSES["pl"])["Allow"] == "GET, HEAD, OPTIONS, POST"


class Shipped:
    def __init__(self, snapshot: Snapshot) -> None:
        self.snapshot = snapshot

    def __repr__(self) -> str:
        return "the shipped site"


@pytest.fixture(scope="module")
def whole_site(shipped: Snapshot) -> Shipped:
    return Shipped(shipped)


@given(st.dictionaries(st.sampled_from([*FILLED, "words", "change"]), st.text(max_size=40)))
def test_whatever_is_sent_is_answered(whole_site: Shipped, data: dict[str, str]) -> None:
    live._snapshot = whole_site.snapshot
    body = urlencode({**FILLED, **data}, errors="replace")
    response = Client().post(ADDRESSES["en"], body, content_type=FORM, headers=HERE)
    assert response.status_code == 200


def test_the_step_that_somebody_cannot_do_is_filled_in(visitor: Client, serving: Snapshot) -> None:
    step = serving.content.guide["pz-haslo"].steps[2].title.plain_in("pl").value
    form = parse(visitor.get("/pl/napisz/", {"guide": "pz-haslo", "step": "3"})).one("form", method="post")
    assert f"kroku 3: „{step}”" in form.one("textarea", id="happened").text.replace("\u00a0", " ")
    assert values(parse(visitor.get("/pl/napisz/", {"guide": "pz-haslo", "step": "3"})))["helpdesk"] == "pz"


@pytest.mark.parametrize("query", [{"guide": "pz-haslo", "step": "99"}, {"guide": "x", "step": "1"}, {"step": "²"}])
def test_a_step_that_does_not_exist_fills_in_nothing(visitor: Client, query: dict[str, str]) -> None:
    form = parse(visitor.get("/pl/napisz/", query)).one("form", method="post")
    assert form.one("textarea", id="happened").text.strip() == ""


def test_the_mail_for_somebody_else_says_so(visitor: Client) -> None:
    assert values(parse(visitor.get("/pl/napisz/", {"whom": "other"})))["whom"] == "other"
    letter = parse(send(visitor, whom="other")).one("textarea", id="letter").text
    assert "Pomagam innej osobie" in letter
