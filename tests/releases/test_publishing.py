"""The door: what publishing lets through, refuses, keeps, and how it is undone."""

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.test import Client

from guides import models
from guides.models import Release, ReleaseIsImmutable
from guides.releases import candidates, publishing, stored
from guides.schema.content import Content, Damaged

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guide", "point")]


def live_title(key: str = "pz-haslo") -> str:
    active = Release.objects.active("content")
    assert active is not None
    compiled = stored.decode(active)
    assert isinstance(compiled, Content)
    return compiled.guide[key].title.plain["pl"]


def retitle(title: str, key: str = "pz-haslo") -> None:
    models.Guide.objects.filter(key=key).update(title_pl=title)


def test_publishing_makes_a_numbered_active_release() -> None:
    first = publishing.publish("content")
    retitle("Nowy tytuł")
    second = publishing.publish("content", note="tytuł")
    assert (first.number, second.number) == (1, 2)
    assert live_title() == "Nowy tytuł"
    assert list(Release.objects.of_kind("content").filter(is_active=True)) == [second]


def test_an_edit_is_not_live_before_it_is_published() -> None:
    publishing.publish("content")
    before = live_title()
    retitle("Szkic")
    assert live_title() == before


def test_a_broken_working_copy_is_refused_with_every_fault_named() -> None:
    publishing.publish("content")
    before = live_title()
    models.Answer.objects.filter(question__key="problem", key="zapomniane").update(outcome=None)
    retitle("")
    with pytest.raises(publishing.Refused) as refusal:
        publishing.publish("content")
    named = {(fault.kind, fault.key) for fault in refusal.value.faults}
    assert {("question", "problem"), ("guide", "pz-haslo")} <= named
    assert live_title() == before
    assert Release.objects.of_kind("content").count() == 1


def test_the_command_names_each_fault_and_fails(capsys: pytest.CaptureFixture[str]) -> None:
    retitle("")
    with pytest.raises(CommandError):
        call_command("publish", only="content")
    assert "guide pz-haslo, title: The text is empty." in capsys.readouterr().err


def test_publishing_without_a_change_makes_no_release() -> None:
    publishing.publish("content")
    with pytest.raises(publishing.NothingToPublish):
        publishing.publish("content")
    assert Release.objects.of_kind("content").count() == 1


def test_if_none_publishes_only_the_first_time() -> None:
    call_command("publish", "--if-none", verbosity=0)
    retitle("Szkic")
    call_command("publish", "--if-none", verbosity=0)
    assert Release.objects.of_kind("content").count() == 1


def test_an_older_release_is_activated_again() -> None:
    first = publishing.publish("content")
    before = live_title()
    retitle("Pomyłka")
    publishing.publish("content")
    publishing.activate(first)
    assert live_title() == before


def test_a_damaged_release_is_not_activated_and_the_active_one_stays() -> None:
    first = publishing.publish("content")
    retitle("Nowy tytuł")
    publishing.publish("content")
    Release.objects.filter(pk=first.pk).update(payload='{"languages": ["pl"]')
    first.refresh_from_db()
    with pytest.raises(Damaged):
        publishing.activate(first)
    assert live_title() == "Nowy tytuł"


def test_a_stored_release_cannot_be_changed() -> None:
    release = publishing.publish("content")
    release.payload = release.payload.replace("Nowe hasło", "PIN")
    with pytest.raises(ReleaseIsImmutable):
        release.save()


def test_a_published_key_is_frozen() -> None:
    publishing.publish("content")
    row = models.Question.objects.get(key="problem")
    row.key = "inny"
    with pytest.raises(ValidationError) as error:
        row.full_clean()
    assert "key" in error.value.message_dict


def test_an_unpublished_key_can_change() -> None:
    row = models.Question.objects.get(key="problem")
    row.key = "inny"
    row.full_clean()


def test_points_have_releases_of_their_own() -> None:
    publishing.publish("content")
    assert publishing.publish("points").number == 1
    models.Point.objects.update(phone="19 239")
    assert publishing.publish("points").number == 2
    assert Release.objects.of_kind("content").count() == 1


def test_what_a_rolled_back_release_published_stays_known() -> None:
    first = publishing.publish("content")
    models.Guide.objects.filter(key="pz-haslo").update(slug_pl="krotko-zyjacy")
    publishing.publish("content")
    publishing.activate(first)
    models.Guide.objects.filter(key="pz-haslo").update(slug_pl="trzeci")
    third = stored.decode(publishing.publish("content"))
    assert isinstance(third, Content)
    assert third.retired.slugs["pl"]["guide"]["krotko-zyjacy"] == "pz-haslo"


@pytest.mark.django_db(transaction=True)
def test_publish_page_and_publication_compile_once(
    guide: models.Guide, admin_client: Client, compilations: list[str]
) -> None:
    admin_client.get("/admin/guides/release/publish/")
    publishing.publish("content")
    admin_client.get("/admin/guides/release/publish/")
    assert sorted(compilations) == ["content", "points"]


@pytest.mark.django_db(transaction=True)
def test_after_a_publication_there_is_nothing_to_publish_whoever_compiles(guide: models.Guide) -> None:
    publishing.publish("content")
    with pytest.raises(publishing.NothingToPublish):
        publishing.publish("content")
    candidates.forget()
    with pytest.raises(publishing.NothingToPublish):
        publishing.publish("content")


def test_what_was_undone_by_the_database_is_not_published(compilations: list[str]) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        models.Guide.objects.filter(key="pz-haslo").update(title_pl="Nigdy")
        candidates.prepare("content")
        raise RuntimeError
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Zapisany")
    compiled = candidates.prepare("content").compiled
    assert isinstance(compiled, Content) and compiled.guide["pz-haslo"].title.plain["pl"] == "Zapisany"
