"""What is typed in a form, shown as a page of the site: nothing of it is stored."""

from typing import Any

from django.test import Client
from django.urls import reverse

from guides.accounts.models import User
from guides.models import Guide, Point, PreviewLink, Version
from tests.admin.conftest import form_values
from tests.admin.test_working_copy import page
from tests.html import parse


def show(desk: Client, guide: Guide, **typed: Any) -> Any:
    """The page of a guide with these values in its form."""
    sent = form_values(desk.get(page(guide))) | typed
    return desk.post(reverse("admin:preview:typed", args=["guide", guide.pk]), sent)


def test_a_page_shows_what_is_typed_and_nothing_is_stored(desk: Client, published: None, guide: Guide) -> None:
    versions, links = Version.objects.count(), PreviewLink.objects.count()
    response = show(desk, guide, title_pl="Pisane teraz", **{"steps-1-title_pl": "Pisany krok"})
    shown = parse(response)
    assert shown.one("h1").text == "Pisane teraz"
    assert "Pisany krok" in shown.one("ol", class_="steps").text
    assert not Guide.objects.filter(title_pl="Pisane teraz").exists()
    assert (Version.objects.count(), PreviewLink.objects.count()) == (versions, links)


def test_steps_come_in_the_order_typed_without_those_removed(desk: Client, published: None, guide: Guide) -> None:
    first, second, third = guide.steps.all()
    moved = {"steps-0-order": "2", "steps-1-order": "1", "steps-2-DELETE": "on"}
    new = {"steps-TOTAL_FORMS": 4, "steps-3-title_pl": "Nowy na końcu", "steps-3-mark": "new-steps-3"}
    problem = {"problems-0-at": "new-steps-3", "problems-0-label_pl": "Nie idzie", "problems-0-guide": guide.pk}
    new |= {"problems-TOTAL_FORMS": 2, "problems-1-at": "new-steps-3", "problems-1-label_pl": "Jeszcze donikąd"}
    text = parse(show(desk, guide, **moved, **new, **problem)).one("ol", class_="steps").text
    places = [text.index(each) for each in (second.title_pl, first.title_pl, "Nowy na końcu", "Nie idzie")]
    assert places == sorted(places)
    assert third.title_pl not in text
    assert "Jeszcze donikąd" not in text  # a new part comes with what it needs


def test_a_language_is_chosen_and_links_lead_to_a_preview_of_what_is_saved(
    desk: Client, published: None, guide: Guide
) -> None:
    shown = parse(show(desk, guide, title_en="Typed now", _language="en"))
    assert shown.one("h1").text == "Typed now"
    led = desk.get(next(link.get("href") for link in shown.one("main").all("a") if "/preview/at/" in link.get("href")))
    assert led.url.startswith("/preview/")
    assert desk.get(led.url).status_code == 200


def test_a_new_guide_is_shown_from_its_first_words(desk: Client, published: None) -> None:
    sent = form_values(desk.get(reverse("admin:guides_guide_add")))
    sent |= {"title_pl": "Zupełnie nowy", "steps-TOTAL_FORMS": 1, "steps-0-title_pl": "Pierwszy krok"}
    shown = parse(desk.post(reverse("admin:preview:typed-new", args=["guide"]), sent))
    assert shown.one("h1").text == "Zupełnie nowy"
    assert "Pierwszy krok" in shown.one("ol", class_="steps").text


def test_what_is_faulty_stays_as_it_is_stored(desk: Client, published: None, guide: Guide) -> None:
    response = show(desk, guide, minutes="dużo", title_pl="Mimo to", **{"steps-0-link": "http://"})
    assert parse(response).one("h1").text == "Mimo to"


def test_without_any_topic_there_is_no_page_of_a_guide(desk: Client, empty: None) -> None:
    response = desk.post(reverse("admin:preview:typed-new", args=["guide"]), {"title_pl": "Bez niczego"})
    assert response.status_code == 404


def test_hours_of_an_office_are_shown_as_typed(desk: Client, published: None, point: Point) -> None:
    address = reverse("admin:guides_point_change", args=[point.pk])
    sent = form_values(desk.get(address)) | {
        "opening_hours": "Mo-Fr 07:11-15:00",
        "hours_seen": "Mo-Fr 07:11-15:00",
    }
    assert "7:11" in parse(desk.post(reverse("admin:preview:typed", args=["point", point.pk]), sent)).one("main").text


def test_only_who_may_change_a_row_sees_it_so(client: Client, guide: Guide) -> None:
    client.force_login(User.objects.create_user("nikt", is_staff=True))
    assert client.post(reverse("admin:preview:typed", args=["guide", guide.pk]), {}).status_code == 403
