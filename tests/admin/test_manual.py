"""The manual in the desk, in the editor's language; and words for languages and for yes and no."""

import re
from html import unescape

import pytest
from django.test import Client
from django.utils.translation import trans_real

from guides import models
from guides.admin.manual import read_manual
from guides.models.base import field_in_words
from tests.conftest import LANGUAGES
from tests.html import parse


def test_both_manuals_have_the_same_recipes_with_as_many_steps() -> None:
    polish, english = read_manual("pl"), read_manual("en")
    assert [each.html.count("<li>") for each in polish] == [each.html.count("<li>") for each in english]
    assert len(polish) > 15


LABEL = re.compile(r"<em>([^<]+)</em>")
VARIABLE = re.compile(r"%\(\w+\)s")


def plain(text: str) -> str:
    return " ".join(text.split()).casefold().rstrip("?:…")


def sayings(language: str) -> set[str]:
    """All that pages of the desk say in a language, Django's own words too."""
    known = {}
    for each in reversed(trans_real.translation("pl")._catalog._catalogs):  # type: ignore[attr-defined]
        known.update(each)
    # Sources are English, with a context before them or a plural beside.
    sources = {(key[0] if isinstance(key, tuple) else key).rpartition("\x04")[2] for key in known}
    return {plain(text) for text in (sources if language == "en" else known.values())}


def is_said(label: str, said: set[str]) -> bool:
    """Whether a page may say this: as it is, with a name in the place of a variable, or with a name behind it."""
    if label in said:
        return True
    # A text of little but variables would be anything.
    texts = [VARIABLE.sub("…", text) for text in said if "%(" in text and len(VARIABLE.sub("", text).strip()) > 2]
    whole = (re.escape(text).replace("…", ".+") for text in texts)
    return any(re.fullmatch(form, label) for form in whole) or any(
        text.startswith((f"{label} …", f"{label}: …")) for text in texts
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_it_tells_to_press_is_on_the_screen_word_for_word(language: str) -> None:
    labels = {plain(unescape(label)) for each in read_manual(language) for label in LABEL.findall(each.html)}
    said = sayings(language)
    assert len(labels) > 50
    assert [label for label in labels if not is_said(label, said)] == []


def test_it_is_read_in_the_desk_and_each_recipe_is_reached_from_its_head(desk: Client) -> None:
    answer = desk.get("/admin/manual/")
    found = parse(answer)
    body = answer.content.decode()
    assert found.one("html")["lang"] == "pl"
    names = re.findall(r'href="#(recipe-\d+)"', body)
    assert names == re.findall(r'<h2 id="(recipe-\d+)"', body)
    assert len(names) == len(read_manual("pl")) - 1
    assert "Naciśnij <em>Ustaw aplikację</em>" in body
    assert "screenshots" not in body
    assert "![" not in body


def test_it_follows_the_switch_of_the_language(desk: Client) -> None:
    desk.post("/admin/language/", {"language": "en"})
    assert "Press <em>Set up the app</em>" in desk.get("/admin/manual/").content.decode()


def test_help_and_the_start_page_lead_to_it(desk: Client, guide: models.Guide) -> None:
    for page in ("/admin/", "/admin/guides/guide/", f"/admin/guides/guide/{guide.pk}/change/"):
        assert 'href="/admin/manual/"' in desk.get(page).content.decode(), page


def test_a_field_names_its_language_in_words(desk: Client, guide: models.Guide) -> None:
    body = desk.get(f"/admin/guides/guide/{guide.pk}/change/").content.decode()
    assert re.search(r"\[(pl|en)\]", body) is None
    assert field_in_words(models.Guide._meta.get_field("title_pl")) in body


def test_icons_say_yes_and_no_in_the_language_of_the_desk(desk: Client, guide: models.Guide) -> None:
    body = desk.get("/admin/guides/question/").content.decode() + desk.get("/admin/guides/guide/").content.decode()
    assert re.search(r'alt="(Tak|Nie)"', body)
    assert 'alt="True"' not in body
    assert 'alt="False"' not in body
