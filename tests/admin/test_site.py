"""The admin site as a whole: its own pages, its groups, and what it answers to addresses that somebody made up."""

import pytest
from django.test import Client
from django.urls import reverse

from guides import __version__, models
from tests.html import parse

BIG = 2**63  # no column holds it


def test_the_first_page_groups_what_belongs_together(desk: Client) -> None:
    captions = [caption.text for caption in parse(desk.get("/admin/")).one("div", id="content").all("caption")]
    assert {"Poradniki i pytania", "Punkty potwierdzające", "Co widzą czytelnicy", "Konta"} <= set(captions)


def test_every_model_stands_once_on_the_first_page(desk: Client) -> None:
    apps = desk.get("/admin/").context["app_list"]
    names = [model["object_name"] for app in apps for model in app["models"]]
    assert len(names) == len(set(names)) and {"Guide", "Point", "Release", "Job", "User"} <= set(names)


@pytest.mark.parametrize("name", ["preview:working-copy", "translations:list", "imports:list"])
def test_its_own_pages_are_for_editors_only(client: Client, db: None, name: str) -> None:
    answer = client.get(reverse(f"admin:{name}"))
    assert answer.status_code == 302 and answer["Location"].startswith("/admin/login/")


MADE_UP = [
    "guide/add/?topic=abc", f"guide/add/?topic={BIG}", "guide/add/?sources=abc", f"guide/add/?sources={BIG},1",
    "answer/add/?question=abc", "notice/add/?begins_at=abc", "source/add/?url=abc", f"guide/{BIG}/history/", f"guide/{BIG}/change/",
    f"guide/1/history/{BIG}/", f"release/{BIG}/activate/", f"release/compare/?kind=content&after={BIG}", "guide/add/?nonsense=1",
]  # fmt: skip


@pytest.mark.parametrize("address", MADE_UP)
def test_a_made_up_address_is_never_an_error_of_ours(published: models.Release, desk: Client, address: str) -> None:
    desk.raise_request_exception = False
    assert desk.get(f"/admin/guides/{address}").status_code in (200, 302, 404)


@pytest.mark.parametrize("sent", ["abc", "\x17"])
def test_what_is_no_number_of_a_row_is_told_at_its_field(guide: models.Guide, desk: Client, sent: str) -> None:
    page = desk.post("/admin/guides/guideneed/add/", {"guide": sent, "thing": sent})
    assert page.status_code == 200 and set(page.context["adminform"].form.errors) >= {"guide", "thing"}
    page = desk.post("/admin/guides/method/add/", {"needs": [sent]})
    assert page.status_code == 200 and "needs" in page.context["adminform"].form.errors


@pytest.mark.parametrize("name", ["outcomealternative", "step", "guide"])
def test_what_is_sent_for_a_row_that_is_gone_is_shown(guide: models.Guide, desk: Client, name: str) -> None:
    page = desk.post(f"/admin/guides/{name}/999/change/", {"note_pl": "To zostaje", "title_pl": "To zostaje"})
    assert page.status_code < 500 and "To zostaje" in page.content.decode()


def test_what_an_address_gives_for_an_empty_form_is_taken_where_it_fits(guide: models.Guide, desk: Client) -> None:
    page = desk.get(f"/admin/guides/guide/add/?topic={guide.topic_id}&method=abc")
    assert page.context["adminform"].form.initial == {"topic": str(guide.topic_id)}


def test_every_page_of_the_desk_names_the_version(desk: Client) -> None:
    assert __version__ in parse(desk.get("/admin/jobs/job/")).one("footer").text
