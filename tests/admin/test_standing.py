"""Whether visitors read a row as it is now, and where it is used: on lists, forms and in what is said after saving."""

import pytest
from django.test import Client

from guides import models
from guides.releases import publishing
from tests.admin.conftest import PUBLISH, form_values, shown
from tests.html import Element, parse
from tests.small import words

GUIDES = "/admin/guides/guide/"


@pytest.fixture
def english(published: models.Release, desk: Client) -> Client:
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return desk


def page(row: models.Guide) -> str:
    return f"{GUIDES}{row.pk}/change/"


def standing(desk: Client, row: models.Guide) -> str:
    """What the list says of one row."""
    rows = desk.get(f"{GUIDES}?q={row.key}").context["cl"].result_list
    return str(next(each.desk_standing for each in rows if each.pk == row.pk))


def test_a_row_says_how_it_stands_to_the_site(english: Client, guide: models.Guide) -> None:
    assert standing(english, guide) == "live"
    step = guide.steps.first()
    assert step is not None
    step.title_pl = "Inaczej"
    step.save()
    assert standing(english, guide) == "changed"
    assert "changed, not published" in english.get(page(guide)).content.decode()
    rows = english.get(f"/admin/guides/step/?guide__id__exact={guide.pk}").context["cl"].result_list
    assert [str(row.desk_standing) for row in rows] == ["changed", "live", "live"]
    guide.is_sketch = True
    guide.save()
    models.Guide.objects.create(key="nowy", topic=guide.topic, order=900, **words("title", "Nowy", "New"))
    assert standing(english, guide) == "sketch"
    assert standing(english, models.Guide.objects.get(key="nowy")) == "new"


def test_rows_that_differ_or_have_no_english_are_filtered(
    english: Client, guide: models.Guide, point: models.Point
) -> None:
    models.Step.objects.filter(guide=guide, order=1).update(title_en="")
    models.Point.objects.update(name="Inny urząd")
    for query in ("standing=differs", "without=en"):
        assert [row.key for row in english.get(f"{GUIDES}?{query}").context["cl"].result_list] == ["pz-haslo"]
    offices = english.get("/admin/guides/point/?standing=differs").context["cl"].result_list
    assert [row.pk for row in offices] == [point.pk]


def test_after_saving_the_ways_on_are_said(english: Client, guide: models.Guide) -> None:
    def said(**changed: str) -> Element:
        values = form_values(english.get(page(guide)))
        return parse(english.post(page(guide), values | changed, follow=True)).one("ul", class_="messagelist")

    assert "Nothing was changed" in said().text
    message = said(summary_pl="Inaczej")
    assert "Not on the site yet" in message.text
    assert [link["href"] for link in message.all("a")] == [
        f"/admin/preview/guide/{guide.pk}/",
        "/admin/guides/release/publish/",
    ]
    assert "Saved as a sketch" in said(is_sketch="on").text


def test_where_a_row_is_used_is_told(english: Client, guide: models.Guide) -> None:
    home = models.Page.objects.get(key="home")
    home.body_pl = "Zobacz [hasło](guide:pz-haslo)."
    home.save()
    used = [place.row for place in english.get(page(guide)).context["used_in"]]
    assert used == ["Outcome: A new password (haslo)", "Page: Page home"]
    rows = english.get(f"{GUIDES}?q=pz-haslo").context["cl"].result_list
    assert [len(row.desk_users) for row in rows] == [2]


def test_the_header_leads_on_and_a_search_counts_right(english: Client) -> None:
    page = english.get("/admin/guides/question/?q=a")
    assert [row.answer_count for row in page.context["cl"].result_list] == [2]  # found by both of its answers
    links = [link["href"] for link in parse(page).one("nav", class_="desk-everywhere").all("a")]
    assert links == ["/admin/preview/", "/admin/guides/release/publish/"]


def test_after_going_back_the_publish_page_says_what_was_withdrawn(
    english: Client, guide: models.Guide, published: models.Release
) -> None:
    guide.summary_pl = "Inaczej"
    guide.save()
    newest = publishing.publish("content")
    assert parse(english.get(PUBLISH)).all("div", class_="desk-withdrawn") == []
    english.post(f"/admin/guides/release/{published.pk}/activate/")
    said = parse(english.get(PUBLISH)).one("div", class_="desk-withdrawn")
    assert str(newest) in said.text and "by wydawca" in said.text
    assert [link["href"] for link in said.all("a")] == [
        f"/admin/guides/release/compare/?kind=content&before={published.pk}&after={newest.pk}",
        f"/admin/guides/release/{published.pk}/take-back/",
        f"/admin/guides/release/{newest.pk}/activate/",
    ]
    english.post(PUBLISH[:-8] + f"{published.pk}/take-back/", {"draft": shown(english).seen.draft})
    assert parse(english.get(PUBLISH)).all("div", class_="desk-withdrawn") == []
