"""Publishing in the admin, and going back."""

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from guides.accounts.models import User
from guides.admin.faults import by_row
from guides.admin.publishing import PublishForm
from guides.models import Answer, Guide, GuideNeed, Page, Point, Question, Release, Step, StepProblem, Thing
from guides.releases import candidates, publishing
from guides.serving.live import live
from tests.admin.conftest import PUBLISH, press, shown


def activate_address(release: Release) -> str:
    return f"/admin/guides/release/{release.pk}/activate/"


def publish_again(title: str) -> Release:
    Guide.objects.filter(key="pz-haslo").update(title_pl=title)
    return publishing.publish("content")


def damage(release: Release) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE guides_release SET payload = %s WHERE id = %s", ["{", release.pk])


def live_title() -> str:
    live.refresh()
    snapshot = live.current()
    assert snapshot is not None
    return snapshot.content.guide["pz-haslo"].title.plain["pl"]


def test_publishing_makes_the_working_copy_live(desk: Client, published: Release) -> None:
    Guide.objects.filter(key="pz-haslo").update(title_pl="Zmienione")
    press(desk, note="nowy tytuł")
    snapshot = live.current()
    assert snapshot is not None
    assert snapshot.content.guide["pz-haslo"].title.plain["pl"] == "Zmienione"


def test_a_release_says_who_made_it_and_why(desk: Client, published: Release, publisher: User) -> None:
    Guide.objects.filter(key="pz-haslo").update(title_pl="Zmienione")
    press(desk, note="nowy tytuł")
    release = Release.objects.get(kind="content", number=2)
    assert (release.published_by, release.note) == (publisher, "nowy tytuł")


def test_publishing_one_kind_leaves_the_other_alone(desk: Client, published: Release) -> None:
    Guide.objects.filter(key="pz-haslo").update(title_pl="Zmienione")
    Point.objects.update(town="Zgierz")
    press(desk, "points")
    assert live_title() == "Nowe hasło"


def test_the_page_offers_nothing_to_publish_when_nothing_differs(desk: Client, published: Release) -> None:
    response = desk.get(PUBLISH)
    assert [state.differs for state in response.context["states"]] == [False, False]
    assert b"<button" not in response.content.split(b'id="content-main"')[1]


def test_nothing_to_publish_is_said(desk: Client, published: Release) -> None:
    response = press(desk)
    assert [message.level_tag for message in response.context["messages"]] == ["info"]
    assert Release.objects.filter(kind="content").count() == 1


def test_a_broken_working_copy_is_refused(desk: Client, published: Release) -> None:
    Answer.objects.filter(key="zapomniane").update(outcome=None)
    press(desk)
    assert Release.objects.filter(kind="content").count() == 1


def test_the_page_names_the_fault_and_links_to_its_row(desk: Client, published: Release) -> None:
    Answer.objects.filter(key="zapomniane").update(outcome=None)
    html = desk.get(PUBLISH, headers={"accept-language": "en"}).content.decode()
    question = Question.objects.get()
    assert "Dead end: the answer leads nowhere." in html
    assert f'href="/admin/guides/question/{question.pk}/change/#answers-0"' in html


def test_a_refused_note_is_not_lost(desk: Client, published: Release) -> None:
    Answer.objects.filter(key="zapomniane").update(outcome=None)
    response = press(desk, note="to, co wpisano")
    assert response.context["states"][0].form["note"].value() == "to, co wpisano"


def test_warnings_do_not_stop(desk: Client, published: Release) -> None:
    Guide.objects.filter(key="pz-haslo").update(title_en="")
    response = desk.get(PUBLISH)
    assert response.context["states"][0].warning_count > 0
    assert response.context["states"][0].action == PublishForm.PUBLISH


def test_an_unknown_kind_publishes_nothing(desk: Client, published: Release) -> None:
    response = press(desk, "everything", shown(desk))
    assert response.status_code == 200
    assert Release.objects.count() == 2


def test_a_damaged_last_release_is_named_and_does_not_stop_the_next(desk: Client, published: Release) -> None:
    publish_again("Drugie")
    damage(Release.objects.get(kind="content", number=2))
    state = shown(desk)
    assert state.active_is_damaged
    assert "release" in {fault.kind for fault in state.candidate.faults}
    press(desk, state=state)
    assert Release.objects.get(is_active=True, kind="content").number == 3
    assert live_title() == "Drugie"


def test_an_older_release_is_made_live_again(desk: Client, published: Release) -> None:
    publish_again("Drugie")
    desk.post(activate_address(published))
    assert live_title() == "Nowe hasło"


def test_going_back_asks_first(desk: Client, published: Release) -> None:
    publish_again("Drugie")
    response = desk.get(activate_address(published))
    assert response.status_code == 200
    assert live_title() == "Drugie"


def test_a_damaged_release_is_not_made_live(desk: Client, published: Release) -> None:
    publish_again("Drugie")
    damage(published)
    response = desk.post(activate_address(published), follow=True)
    assert [message.level_tag for message in response.context["messages"]] == ["error"]
    assert live_title() == "Drugie"


def test_publishing_needs_the_permission(editor: User, client: Client, published: Release) -> None:
    client.force_login(editor)
    assert client.post(PUBLISH, {"kind": "content"}).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_going_back_needs_the_permission(editor: User, client: Client, published: Release, method: str) -> None:
    client.force_login(editor)
    assert getattr(client, method)(activate_address(published)).status_code == 403


def test_a_stranger_is_sent_to_sign_in(client: Client, db: None) -> None:
    response = client.get(PUBLISH)
    assert response.headers["Location"] == f"/admin/login/?next={PUBLISH}"


def test_a_release_cannot_be_changed_added_or_deleted(desk: Client, published: Release) -> None:
    change = reverse("admin:guides_release_change", args=[published.pk])
    desk.post(change, {"note": "inna"})
    assert desk.post(reverse("admin:guides_release_add")).status_code == 403
    assert desk.post(reverse("admin:guides_release_delete", args=[published.pk]), {"post": "yes"}).status_code == 403
    assert Release.objects.get(pk=published.pk).note == ""


def test_a_release_is_shown_without_its_payload(desk: Client, published: Release) -> None:
    response = desk.get(reverse("admin:guides_release_change", args=[published.pk]))
    assert b"nowe-haslo" not in response.content


def addresses_of_faults() -> list[str]:
    return [fault.address for row in by_row(candidates.prepare("content").faults) for fault in row.faults]


def test_a_fault_in_a_step_leads_to_that_step(guide: Guide) -> None:
    step = guide.steps.all()[1]
    Step.objects.filter(pk=step.pk).update(title_pl="")
    assert f"/admin/guides/guide/{guide.pk}/change/#steps-1" in addresses_of_faults()


def test_a_fault_in_a_steps_problem_leads_to_it_in_the_guides_form(guide: Guide) -> None:
    first, second = guide.steps.all()[:2]
    StepProblem.objects.create(step=first, label_pl="Nie działa", guide=guide)
    StepProblem.objects.create(step=second, label_pl="", guide=guide)
    assert f"/admin/guides/guide/{guide.pk}/change/#problems-1" in addresses_of_faults()


def test_a_fault_in_a_thing_leads_to_the_thing(guide: Guide) -> None:
    thing = Thing.objects.create(key="pesel", kind="code", name_pl="")
    GuideNeed.objects.create(guide=guide, thing=thing)
    assert f"/admin/guides/thing/{thing.pk}/change/" in addresses_of_faults()


def test_a_missing_page_leads_to_adding_it(guide: Guide) -> None:
    Page.objects.filter(key="fraud").delete()
    assert "/admin/guides/page/add/?key=fraud" in addresses_of_faults()


def test_no_first_question_leads_to_the_list(guide: Guide) -> None:
    Question.objects.update(first=False)
    assert "/admin/guides/question/" in addresses_of_faults()
