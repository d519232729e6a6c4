"""The publish page: what it shows before publishing, and that nobody publishes what they have not seen."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from guides.accounts.models import User
from guides.admin.publishing import PublishForm
from guides.models import Answer, Approval, Guide, Outcome, Page, Point, Release, Situation, Step
from guides.releases import publishing
from tests.admin.conftest import PUBLISH, press, shown

ENGLISH = {"accept-language": "en"}


@pytest.fixture
def second(db: None) -> Client:
    """The browser of another publisher."""
    client = Client(headers=ENGLISH)
    client.force_login(User.objects.create_superuser("druga"))
    return client


@pytest.fixture
def two_people(settings: Any) -> None:
    settings.PUBLISH_NEEDS_APPROVAL = True


def page(desk: Client, address: str = PUBLISH, **query: Any) -> str:
    return desk.get(address, query, headers=ENGLISH).content.decode()


def levels(response: Any) -> list[str]:
    return [message.level_tag for message in response.context["messages"]]


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def retitle(title: str) -> None:
    Guide.objects.filter(key="pz-haslo").update(title_pl=title)


# What changes


def test_a_changed_text_is_shown_word_by_word(desk: Client, published: Release) -> None:
    retitle("Nowe, lepsze hasło")
    html = page(desk)
    assert "Nowe<ins>" in html and ", lepsze</ins> hasło" in html


def test_both_languages_are_shown_with_their_names(desk: Client, published: Release) -> None:
    Guide.objects.filter(key="pz-haslo").update(title_pl="Inny", title_en="Other")
    html = page(desk)
    assert '<dd lang="pl">' in html and '<dd lang="en">' in html
    assert "Title (Polish)" in html and "Title (English)" in html


def test_a_new_step_is_named_as_new(desk: Client, published: Release, guide: Guide) -> None:
    Step.objects.create(guide=guide, order=9, title_pl="Zupełnie co innego", title_en="Quite another thing")
    assert "Step 4 (new)" in page(desk)


def test_a_value_is_replaced_as_a_whole(desk: Client, published: Release, guide: Guide) -> None:
    Outcome.objects.create(key="haslo-inne", guide=guide, reason_pl="Tak", order=20)
    Answer.objects.filter(key="zapomniane").update(outcome=Outcome.objects.get(key="haslo-inne"))
    html = page(desk)
    assert "(haslo)</del>" in html and "(haslo-inne)</ins>" in html
    assert "A new password (haslo-inne)" in html.replace("\xa0", " ")


def test_of_a_list_only_the_members_that_came_or_went_are_marked(
    desk: Client, published: Release, guide: Guide
) -> None:
    Guide.objects.filter(key="pz-haslo").update(phone=True)
    html = page(desk)
    assert "online, <ins>" in html and "by phone</ins>" in html


def test_a_changed_row_leads_to_its_form(desk: Client, published: Release, guide: Guide) -> None:
    retitle("Inny")
    assert [row.address for row in shown(desk).rows] == [f"/admin/guides/guide/{guide.pk}/change/"]


def test_a_removed_row_has_no_form(desk: Client, published: Release) -> None:
    Outcome.objects.create(key="inne", guide=Guide.objects.get(key="pz-haslo"), reason_pl="Tak", order=20)
    Answer.objects.filter(key="zapomniane").update(outcome=Outcome.objects.get(key="inne"))
    publishing.publish("content")
    Answer.objects.update(outcome=Outcome.objects.get(key="haslo"))
    Outcome.objects.get(key="inne").delete()
    removed = [row for row in shown(desk).rows if row.sign == "removed"]
    assert [(row.row.key, row.address) for row in removed] == [("inne", "")]


def test_pasted_tags_in_a_changed_text_are_shown_as_text(desk: Client, published: Release) -> None:
    retitle("<script>alert(1)</script>")
    assert "<script>alert" not in page(desk)


def test_the_first_release_shows_no_changes(desk: Client, guide: Guide) -> None:
    state = shown(desk)
    assert state.rows is None and state.action == PublishForm.PUBLISH


def test_a_release_whose_source_is_damaged_can_be_followed(desk: Client, published: Release) -> None:
    Release.objects.filter(pk=published.pk).update(source="{")
    retitle("Inny")
    assert shown(desk).rows is None
    press(desk)
    assert Release.objects.active("content").number == 2


def test_queries_do_not_grow_with_the_changes(desk: Client, published: Release, guide: Guide) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as queries:
            desk.get(PUBLISH)
        return len(queries)

    count()  # the points, which do not change here, are compiled once
    Page.objects.filter(key="home").update(title_pl="Inna", title_en="Other")
    one = count()
    Page.objects.update(title_pl="Inna", title_en="Other")
    assert count() == one


@pytest.fixture
def journeys(guide: Guide) -> None:
    """A golden table of one journey."""
    outcome = Outcome.objects.get(key="haslo")
    Situation.objects.create(name_pl="zapomniane", name_en="forgotten", answers="problem.zapomniane", outcome=outcome)


def test_a_rerouted_journey_is_shown_with_both_ends(
    desk: Client, published: Release, guide: Guide, journeys: None
) -> None:
    other = Outcome.objects.create(key="inne", guide=guide, reason_pl="Tak", order=20)
    Answer.objects.filter(key="zapomniane").update(outcome=other)
    (journey,) = shown(desk).journeys
    assert (journey.name, journey.before, journey.after) == ("zapomniane", "Nowe hasło (haslo)", "Nowe hasło (inne)")
    assert (journey.expected, journey.accept) == ("Nowe hasło (haslo)", "zapomniane inne")


def test_journeys_that_end_as_before_are_counted(desk: Client, published: Release, journeys: None) -> None:
    retitle("Inny")
    assert "All 1 known situations end where they did." in page(desk)


# Two editors at once


def test_of_two_editors_who_publish_at_once_one_is_told(desk: Client, second: Client, published: Release) -> None:
    retitle("Inny")
    seen = shown(second)
    press(desk, note="pierwsza")
    retitle("Jeszcze inny")
    response = press(second, state=seen)
    assert levels(response) == ["error"]
    assert "wydawca" in said(response) and "pierwsza" in said(response)
    assert Release.objects.filter(kind="content").count() == 2


def test_what_changed_since_the_page_was_opened_is_not_published_unseen(desk: Client, published: Release) -> None:
    retitle("Inny")
    seen = shown(desk)
    retitle("Podmieniony")
    response = press(desk, state=seen, note="to, co wpisano")
    assert levels(response) == ["error"]
    assert Release.objects.filter(kind="content").count() == 1
    state = response.context["states"][0]
    assert state.form["note"].value() == "to, co wpisano"
    press(desk, state=state)
    assert Release.objects.filter(kind="content").count() == 2


def test_a_change_of_points_does_not_disturb_the_content(desk: Client, published: Release) -> None:
    retitle("Inny")
    seen = shown(desk)
    Point.objects.update(town="Zgierz")
    assert levels(press(desk, state=seen)) == ["success"]


@pytest.mark.parametrize("left_out", ["active", "draft", "action"])
def test_without_what_the_page_showed_nothing_is_published(desk: Client, published: Release, left_out: str) -> None:
    retitle("Inny")
    assert levels(press(desk, **{left_out: ""})) == ["error"]
    assert Release.objects.filter(kind="content").count() == 1


# A second person's approval


def new_guide(like: Guide, **values: str) -> None:
    """A second guide, like the first one but for its key, addresses and these values."""
    step = like.steps.first()
    like.pk, like.key, like.slug_pl, like.slug_en, like.role = None, "nowy", "nowy", "new", ""
    for name, value in values.items():
        setattr(like, name, value)
    like.save(force_insert=True)
    step.pk, step.guide = None, like
    step.save(force_insert=True)


def test_a_new_guide_without_translation_goes_live_only_after_a_tick(
    desk: Client, published: Release, guide: Guide
) -> None:
    new_guide(guide, title_pl="Nowy poradnik", title_en="")
    assert [*shown(desk).untranslated] == ["Nowy poradnik"]
    assert "Nowe w" in press(desk).content.decode() and Release.objects.of_kind("content").count() == 1
    press(desk, as_it_is="on")
    assert Release.objects.of_kind("content").count() == 2


def test_a_guide_that_is_live_already_asks_for_no_tick(desk: Client, published: Release) -> None:
    Guide.objects.filter(key="pz-haslo").update(title_pl="Inny", title_en="")
    press(desk)
    assert Release.objects.of_kind("content").count() == 2


def test_where_two_people_publish_the_first_one_can_only_ask(
    desk: Client, published: Release, two_people: None
) -> None:
    retitle("Inny")
    assert shown(desk).action == "ask"
    assert levels(press(desk)) == ["error"]
    assert Release.objects.filter(kind="content").count() == 1


def test_who_asked_does_not_publish(desk: Client, published: Release, two_people: None) -> None:
    retitle("Inny")
    press(desk, action="ask")
    assert shown(desk).action == "wait"
    assert levels(press(desk)) == ["error"]
    assert Release.objects.filter(kind="content").count() == 1


def test_another_one_publishes_what_was_asked_for(
    desk: Client, second: Client, published: Release, publisher: User, two_people: None
) -> None:
    retitle("Inny")
    press(desk, action="ask", note="nowy tytuł")
    assert shown(second).form["note"].value() == "nowy tytuł"
    press(second)
    release = Release.objects.active("content")
    assert (release.number, release.published_by.username) == (2, "druga")
    assert release.approval.asked_by == publisher


def test_a_change_voids_what_was_asked_for(desk: Client, second: Client, published: Release, two_people: None) -> None:
    retitle("Inny")
    press(desk, action="ask")
    retitle("Podmieniony")
    assert shown(second).action == "ask"
    assert levels(press(second)) == ["error"]
    assert Release.objects.filter(kind="content").count() == 1


def test_who_asks_again_takes_the_place_of_the_first(
    desk: Client, second: Client, published: Release, two_people: None
) -> None:
    retitle("Inny")
    press(desk, action="ask")
    retitle("Podmieniony")
    press(second, action="ask")
    assert [approval.asked_by.username for approval in Approval.objects.all()] == ["druga"]
    press(desk)
    assert Release.objects.filter(kind="content").count() == 2


def test_what_somebody_without_an_account_asked_for_is_void(
    desk: Client, second: Client, published: Release, publisher: User, two_people: None
) -> None:
    retitle("Inny")
    press(desk, action="ask")
    Approval.objects.update(asked_by=None)
    assert shown(second).action == "ask"
    assert levels(press(second)) == ["error"]


def test_what_has_errors_is_not_asked_for(desk: Client, published: Release, two_people: None) -> None:
    Answer.objects.filter(key="zapomniane").update(outcome=None)
    assert levels(press(desk, action="ask")) == ["error"]
    assert not Approval.objects.exists()


def test_what_was_asked_for_one_kind_does_not_publish_the_other(
    desk: Client, second: Client, published: Release, two_people: None
) -> None:
    Point.objects.update(town="Zgierz")
    retitle("Inny")
    press(desk, "points", action="ask")
    assert levels(press(second)) == ["error"]
    assert levels(press(second, "points")) == ["success"]


def test_the_list_says_who_and_why(desk: Client, published: Release) -> None:
    retitle("Inny")
    press(desk, note="nowy tytuł")
    html = page(desk, "/admin/guides/release/").split('id="result_list"')[1]
    assert "wydawca" in html and "nowy tytuł" in html


def test_going_back_takes_two_where_publishing_does(
    desk: Client, second: Client, published: Release, two_people: None
) -> None:
    retitle("Inny")
    newer = publishing.publish("content")
    activate = f"/admin/guides/release/{published.pk}/activate/"
    for _time in range(2):  # asking again changes nothing
        desk.post(activate, {"note": "za wcześnie"})
    assert Release.objects.active("content") == newer
    assert "za wcześnie" in page(second, activate)
    second.post(activate)
    assert Release.objects.active("content") == published
    assert publishing.open_activation("content") is None


def test_going_back_alone_needs_nobody(desk: Client, published: Release) -> None:
    retitle("Inny")
    publishing.publish("content")
    desk.post(f"/admin/guides/release/{published.pk}/activate/")
    assert Release.objects.active("content") == published


def test_a_release_says_at_whose_request_it_was_made(
    desk: Client, second: Client, published: Release, two_people: None
) -> None:
    retitle("Inny")
    press(desk, action="ask")
    press(second)
    release = Release.objects.active("content")
    assert "wydawca" in page(second, f"/admin/guides/release/{release.pk}/change/").split('id="content-main"')[1]


# Comparing releases

COMPARE = "/admin/guides/release/compare/"


def test_any_two_releases_are_compared(desk: Client, published: Release) -> None:
    retitle("Drugi")
    publishing.publish("content")
    retitle("Trzeci")
    third = publishing.publish("content")
    html = page(desk, COMPARE, before=published.pk, after=third.pk)
    assert "Nowe hasło</del>" in html and "Trzeci</ins>" in html and "Drugi" not in html


def test_a_release_is_compared_with_the_one_before_it(desk: Client, published: Release) -> None:
    retitle("Drugi")
    second = publishing.publish("content")
    comparison = desk.get(COMPARE, {"after": second.pk}).context["comparison"]
    assert comparison.form["before"].value() == str(published.pk)
    assert comparison.row_count == 1


def test_without_a_choice_the_working_copy_is_compared_with_what_is_live(desk: Client, published: Release) -> None:
    retitle("Szkic")
    assert "Szkic</ins>" in page(desk, COMPARE)


def test_points_are_compared_with_points(desk: Client, published: Release) -> None:
    Point.objects.update(town="Zgierz")
    assert "Zgierz</ins>" in page(desk, COMPARE, kind="points")


def test_a_release_of_the_other_kind_is_no_choice(desk: Client, published: Release) -> None:
    points = Release.objects.active("points")
    comparison = desk.get(COMPARE, {"kind": "content", "before": points.pk}).context["comparison"]
    assert comparison.form.errors and comparison.page is None


@pytest.mark.parametrize(
    "query", [{"before": "x"}, {"after": "99999"}, {"kind": "x"}, {"page": "x"}, {"before": "copy", "after": "copy"}]
)
def test_odd_questions_get_a_page(desk: Client, published: Release, query: dict[str, str]) -> None:
    assert desk.get(COMPARE, query).status_code == 200


def test_a_damaged_source_is_said(desk: Client, published: Release) -> None:
    Release.objects.filter(pk=published.pk).update(source="{")
    assert desk.get(COMPARE).context["comparison"].problem


def test_comparing_needs_the_right_to_see_releases(client: Client, published: Release) -> None:
    client.force_login(User.objects.create_user("nikt", is_staff=True))
    assert client.get(COMPARE).status_code == 403


# Taking a release back


def take_back_address(release: Release) -> str:
    return f"/admin/guides/release/{release.pk}/take-back/"


def test_taking_back_shows_what_goes_and_asks(desk: Client, published: Release) -> None:
    retitle("Szkic")
    html = page(desk, take_back_address(published))
    assert "Szkic</del>" in html and "Nowe hasło</ins>" in html
    assert Guide.objects.get(key="pz-haslo").title_pl == "Szkic"


def test_taking_back_replaces_the_working_copy(desk: Client, published: Release) -> None:
    retitle("Szkic")
    seen = desk.get(take_back_address(published)).context["changes"].seen
    response = desk.post(take_back_address(published), {"draft": seen}, follow=True)
    assert levels(response) == ["success"]
    assert Guide.objects.get(key="pz-haslo").title_pl == "Nowe hasło"
    assert not shown(desk).differs


def test_what_changed_since_the_page_was_opened_is_not_lost(desk: Client, published: Release) -> None:
    retitle("Szkic")
    seen = desk.get(take_back_address(published)).context["changes"].seen
    retitle("Czyjaś praca")
    response = desk.post(take_back_address(published), {"draft": seen})
    assert levels(response) == ["error"]
    assert Guide.objects.get(key="pz-haslo").title_pl == "Czyjaś praca"


def test_nothing_is_taken_back_without_having_been_shown(desk: Client, published: Release) -> None:
    retitle("Szkic")
    desk.post(take_back_address(published))
    assert Guide.objects.get(key="pz-haslo").title_pl == "Szkic"


def test_a_release_that_is_what_stands_there_offers_nothing(desk: Client, published: Release) -> None:
    assert "<form" not in page(desk, take_back_address(published)).split('id="content-main"')[1]


def test_a_damaged_release_is_not_taken_back(desk: Client, published: Release) -> None:
    Release.objects.filter(pk=published.pk).update(source="{")
    retitle("Szkic")
    response = desk.post(take_back_address(published), {"draft": "x"}, follow=True)
    assert levels(response) == ["error"]
    assert Guide.objects.get(key="pz-haslo").title_pl == "Szkic"


@pytest.mark.parametrize("method", ["get", "post"])
def test_taking_back_needs_the_right_to_publish(editor: User, client: Client, published: Release, method: str) -> None:
    client.force_login(editor)
    assert getattr(client, method)(take_back_address(published)).status_code == 403


def test_taking_back_needs_the_right_to_change_what_it_replaces(client: Client, published: Release) -> None:
    user = User.objects.create_user("wydaje", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename="add_release"))
    client.force_login(user)
    assert client.get(take_back_address(published)).status_code == 403
