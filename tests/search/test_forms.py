"""Forms of words: worked out for a release, looked up while it is served."""

import pytest

from guides.checking.checks import check_content
from guides.schema.content import Content
from guides.search import inflecting, languages
from guides.search.compiling import with_forms
from guides.search.forms import Forms
from guides.search.inflecting import inflect
from guides.serving.live import Snapshot


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("hasło", "hasla haslem hasel haslami haslach"),
        ("kodem", "kod kodu kodzie kody kodow"),
        ("cudzoziemcy", "cudzoziemiec cudzoziemca cudzoziemcow cudzoziemcom"),
        ("zgubiony", "zgubilam zgubilem zgubic zgubiono zgubione"),
        ("Łomża", "lomzy lomze lomza"),
        ("Zakopane", "zakopanem zakopanego"),
        ("e-dowód", "edowodem edowodu"),
        ("mObywatel", "mobywatela mobywatelem"),
        ("ZUS", "zusie zusu"),
    ],
)
def test_polish_words_are_found_in_every_form(word: str, forms: str) -> None:
    found = {form for alike in inflect("pl", [word]).values() for form in alike.split()}
    assert found >= set(forms.split())


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("password", "passwords"),
        ("cities", "city"),
        ("expired", "expire expires expiring"),
        ("stopped", "stop stopping"),
        ("stolen", "steal stole"),
        ("children", "child"),
    ],
)
def test_english_words_are_found_in_every_form(word: str, forms: str) -> None:
    found = {form for alike in inflect("en", [word]).values() for form in alike.split()}
    assert found >= {word, *forms.split()}


def test_a_denied_form_is_another_word() -> None:
    assert not [form for form in " ".join(inflect("pl", ["zgubić"]).values()).split() if form.startswith("nie")]


def test_a_process_to_come_asks_for_no_word_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    for _process in range(2):
        monkeypatch.setattr(inflecting, "_known", {})
        monkeypatch.setattr(inflecting, "_recalled", set())
        found = inflect("pl", ["hasło", "kodem"])
        monkeypatch.setattr(inflecting, "_ask", lambda module, words: {})
    assert found and "hasla" in " ".join(found.values())


def test_kept_words_that_are_damaged_are_asked_for_again(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = inflecting._kept("guides.search.polish")
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text('{"hasło"')
    monkeypatch.setattr(inflecting, "_known", {})
    monkeypatch.setattr(inflecting, "_recalled", set())
    assert inflect("pl", ["hasło"])


def test_a_language_without_forms_is_searched_by_whole_words() -> None:
    assert inflect("de", ["Passwörter"]) == {}
    assert Forms("de", {}).forms("passworter") == ("passworter",)


def test_each_word_of_a_table_is_found_under_its_own_forms_only() -> None:
    forms = Forms("pl", {"mam": "mam mama miec", "mama mamy": "mama mamy mame"})
    assert forms.by_form(["mam", "mamy"]) == {
        "mam": ("mam",),
        "mama": ("mam", "mamy"),
        "miec": ("mam",),
        "mamy": ("mamy",),
        "mame": ("mamy",),
    }


def test_the_dictionary_is_in_no_process_that_serves(shipped: Snapshot) -> None:
    import sys

    assert shipped.search.find("pl", "hasłami").hits
    assert "morfeusz2" not in sys.modules


def test_without_the_dictionary_search_compares_whole_words_and_the_check_warns(
    content: Content, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    broken = languages.Language(forms="guides.search.not_there")
    monkeypatch.setitem(languages._LANGUAGES, "pl", broken)
    monkeypatch.setattr(inflecting, "_known", {})
    compiled = with_forms(content)
    assert compiled.forms["pl"] == {}
    assert compiled.forms["en"]
    assert "not_there" in caplog.text
    from datetime import date

    faults = [fault for fault in check_content(compiled, date(2026, 11, 28), 365) if fault.kind == "search"]
    assert [(fault.severity, fault.params["language"]) for fault in faults] == [("warning", "pl")]


def test_the_shipped_content_has_forms_in_each_language(content: Content) -> None:
    assert set(content.forms) == set(content.languages)
    assert all(content.forms.values())
