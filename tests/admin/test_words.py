"""One form of dates, one name of a language, and Polish that guesses nobody's gender."""

import re
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.utils import translation
from django.utils.formats import date_format

from guides.admin.django_words import COUNTED, SENTENCES
from guides.models import Guide, Step

MOMENT = datetime(2026, 11, 28, 13, 5, tzinfo=UTC)


@pytest.mark.parametrize(("language", "day"), [("pl", "28 listopada 2026"), ("en", "28 November 2026")])
def test_days_and_hours_have_one_form_in_a_language(language: str, day: str) -> None:
    with translation.override(language):
        shown = {
            date_format(MOMENT, f"{short}{kind}_FORMAT") for short in ("", "SHORT_") for kind in ("DATE", "DATETIME")
        }
    assert shown == {day, f"{day}, 13:05"}


def test_a_hint_at_both_genders_is_in_no_sentence_of_the_polish_desk() -> None:
    with translation.override("pl"):
        said = [translation.gettext(sentence) for sentence in SENTENCES] + [str(sentence) for sentence in COUNTED]
    assert [sentence for sentence in said if re.search(r"(?<!%)\(-?[a-ząęł]{1,3}\)", sentence)] == []
    assert not set(said) & {*SENTENCES}, "not translated"


def test_a_column_names_its_language_as_the_reader_calls_it() -> None:
    field = Guide._meta.get_field("title_en")
    with translation.override("pl"):
        assert str(field.verbose_name) == "tytuł (angielski)"
    with translation.override("en"):
        assert str(field.verbose_name) == "title (English)"


def test_a_step_is_named_without_the_marks_of_its_text() -> None:
    assert str(Step(title_pl="Naciśnij [[Zapisz]] na `pz.gov.pl`")) == "Naciśnij Zapisz na pz.gov.pl"


def test_the_page_of_one_app_is_the_start_page(desk: Client) -> None:
    response = desk.get("/admin/guides/")
    assert response.status_code == 302 and response.headers["Location"] == "/admin/"


def test_the_field_for_searching_a_list_is_called_in_polish(desk: Client) -> None:
    html = desk.get("/admin/guides/guide/").content.decode()
    assert '<label for="searchbar">Szukaj</label>' in html and 'alt="Search"' not in html
