"""The table of known situations, at the desk."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from guides.models import Answer, Guide, Outcome, Release, Situation
from guides.working_copy.loading import load_situations
from tests.admin.conftest import PUBLISH, form_values, shown
from tests.html import parse

LIST = "/admin/guides/situation/"
ACCEPT = f"{LIST}accept/"


@pytest.fixture
def known(guide: Guide) -> Situation:
    outcome = Outcome.objects.get(key="haslo")
    return Situation.objects.create(
        name_pl="zapomniane", name_en="forgotten", answers="problem.zapomniane", outcome=outcome
    )


@pytest.fixture
def other(guide: Guide) -> Outcome:
    return Outcome.objects.create(key="inne", guide=guide, reason_pl="Tak", reason_en="Yes", order=20)


def turn(other: Outcome) -> None:
    Answer.objects.filter(key="zapomniane").update(outcome=other)


def test_a_meant_change_is_accepted_with_one_click(
    desk: Client, published: Release, known: Situation, other: Outcome
) -> None:
    turn(other)
    page = parse(desk.get(PUBLISH))
    assert "✗" not in page.text
    (button,) = (form for form in page.all("form") if form.get("action") == ACCEPT)
    (sent,) = (field.get("value") for field in button.all("input") if field.get("name") == "accept")
    assert desk.post(ACCEPT, {"accept": sent}).status_code == 302
    known.refresh_from_db()
    assert known.outcome == other
    (journey,) = shown(desk).journeys  # it still ends elsewhere than on the site
    assert journey.expected == ""


def test_what_ends_elsewhere_again_is_not_accepted(
    desk: Client, published: Release, known: Situation, other: Outcome
) -> None:
    assert desk.post(ACCEPT, {"accept": f"{known.key} inne"}).status_code == 302
    assert Situation.objects.get().outcome.key == "haslo"


def test_an_address_that_was_pasted_becomes_answers(desk: Client, guide: Guide) -> None:
    form = desk.get(f"{LIST}add/")
    values: dict[str, Any] = form_values(form) | {"name_pl": "zapomniane", "outcome": Outcome.objects.get().pk}
    address = "https://pomoc.example.org/preview/A1:b-C:x/pl/pomoc/problem.zapomniane/"
    assert desk.post(f"{LIST}add/", values | {"answers": address}).status_code == 302
    made = Situation.objects.get()
    assert (made.key, made.answers) == ("zapomniane", "problem.zapomniane")
    assert "✓" in parse(desk.get(LIST)).text
    assert "Nie pamiętam hasła" in parse(desk.get(f"{LIST}{made.pk}/change/")).text


@pytest.mark.parametrize("typed", ["problem.nie-ma", "https://example.org/", "nic"])
def test_answers_that_do_not_exist_are_refused(desk: Client, guide: Guide, typed: str) -> None:
    values = form_values(desk.get(f"{LIST}add/")) | {"name_pl": "x", "outcome": Outcome.objects.get().pk}
    response = desk.post(f"{LIST}add/", values | {"answers": typed})
    assert response.context["adminform"].form.errors.keys() == {"answers"}


def test_a_path_is_kept_as_a_situation(desk: Client, guide: Guide) -> None:
    links = [link.get("href") or "" for link in parse(desk.get("/admin/guides/question/flow/paths/")).all("a")]
    keep = next(link for link in links if link.startswith(f"{LIST}add/"))
    values = form_values(desk.get(keep))
    assert (values["answers"], values["outcome"]) == ("problem.zapomniane", Outcome.objects.get().pk)


def test_what_editors_made_of_the_table_stays_when_it_is_loaded_again(guide: Guide, tmp_path: Path, other: Any) -> None:
    line = "- {{key: {0}, number: 1, name: {{pl: {0}}}, answers: [problem.zapomniane], outcome: {1}}}\n"
    (tmp_path / "journeys.yaml").write_text(line.format("a", "haslo") + line.format("b", "nie-ma"), "utf-8")
    path = tmp_path / "journeys.yaml"
    assert load_situations(path).created == ["situation a"]  # the other one leads to what this site does not have
    row = Situation.objects.get()
    row.outcome = other
    row.save()
    assert load_situations(path).kept == ["situation a"]
    row.delete()
    assert load_situations(path).kept == ["situation a"]
