"""A release taken back into the working copy: the working copy is then what the release was made from."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.management import call_command
from django.db import transaction
from django.db.models import ProtectedError
from django.db.models.signals import pre_delete
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from guides import models
from guides.models import Release
from guides.models.release import checksum
from guides.releases import candidates, publishing, restoring
from guides.schema import draft
from guides.schema.content import Damaged
from guides.working_copy import files, loading
from guides.working_copy.rows import checksum as hash_of
from guides.working_copy.rows import read_content
from tests.entries import put
from tests.graphs import guide, words

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("working_copy")]


def nothing_to_publish(kind: str = "content") -> bool:
    with pytest.raises(publishing.NothingToPublish):
        publishing.publish(kind)
    return True


def stored(source: draft.Draft) -> Release:
    """A release made from `source`; what visitors would read of it is not looked at."""
    text = msgspec.json.encode(source)
    number = Release.objects.count() + 1
    return Release(kind="content", number=number, source=text.decode(), source_checksum=checksum(text))


def test_publishing_after_taking_back_would_change_nothing() -> None:
    release = publishing.publish("content")
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Inny", minutes=99)
    models.Step.objects.filter(guide__key="pz-haslo").first().delete()
    models.Answer.objects.filter(key="telefon").delete()
    restoring.take_back(release)
    assert nothing_to_publish()


def test_only_rows_that_differ_are_written() -> None:
    release = publishing.publish("content")
    models.Topic.objects.filter(key="klopot").update(name_pl="Inny")
    report = restoring.take_back(release)
    assert (report.written, report.deleted, report.kept) == (["topic klopot"], [], [])


def test_a_deleted_row_comes_back_with_its_key_published() -> None:
    release = publishing.publish("content")
    models.Question.objects.get(key="co-masz").answers.all().delete()
    models.Page.objects.filter(key="fraud").delete()
    restoring.take_back(release)
    assert models.Page.objects.get(key="fraud").is_published
    assert {answer.is_published for answer in models.Question.objects.get(key="co-masz").answers.all()} == {True}


def test_rows_that_the_release_does_not_have_are_deleted_even_when_they_need_each_other() -> None:
    release = publishing.publish("content")
    topic = models.Topic.objects.create(key="inny", name_pl="Inny")
    one, other = (models.Guide.objects.create(key=key, topic=topic, title_pl=key) for key in ("jeden", "drugi"))
    for here, there in ((one, other), (other, one)):
        step = models.Step.objects.create(guide=here, title_pl="Krok")
        models.StepProblem.objects.create(step=step, label_pl="Nie działa", guide=there)
    outcome = models.Outcome.objects.create(key="nowy", guide=one, reason_pl="bo")
    models.Answer.objects.filter(key="telefon").update(outcome=outcome, next_question=None)
    report = restoring.take_back(release)
    assert set(report.deleted) == {"topic inny", "guide jeden", "guide drugi", "outcome nowy"}
    assert nothing_to_publish()


@contextmanager
def needed(model: type[Any], key: str) -> Iterator[None]:
    """Something outside the content needs this row."""

    def refuse(instance: Any, **_: Any) -> None:
        if instance.key == key:
            raise ProtectedError("needed", {instance})

    pre_delete.connect(refuse, sender=model)
    try:
        yield
    finally:
        pre_delete.disconnect(refuse, sender=model)


def test_a_row_that_something_else_needs_stays_and_is_named() -> None:
    release = publishing.publish("content")
    topic = models.Topic.objects.create(key="zostaje", name_pl="Zostaje")
    models.Guide.objects.create(key="znika", topic=topic, title_pl="Znika")
    with needed(models.Topic, "zostaje"):
        report = restoring.take_back(release)
    assert (report.deleted, report.kept) == (["guide znika"], ["topic zostaje"])


def test_address_words_that_were_exchanged_go_back() -> None:
    release = publishing.publish("content")
    one, other = models.Guide.objects.get(key="pz-haslo"), models.Guide.objects.get(key="pz-email")
    slugs = one.slug_pl, other.slug_pl
    models.Guide.objects.filter(pk=one.pk).update(slug_pl=None)
    models.Guide.objects.filter(pk=other.pk).update(slug_pl=slugs[0])
    models.Guide.objects.filter(pk=one.pk).update(slug_pl=slugs[1])
    restoring.take_back(release)
    assert nothing_to_publish()


def test_an_address_word_that_a_new_row_took_goes_back() -> None:
    release = publishing.publish("content")
    one = models.Guide.objects.get(key="pz-haslo")
    slug = one.slug_pl
    models.Guide.objects.filter(pk=one.pk).update(slug_pl="inny")
    models.Guide.objects.create(key="nowy", topic=one.topic, title_pl="Nowy", slug_pl=slug)
    restoring.take_back(release)
    assert nothing_to_publish()


def test_another_first_question_goes_back() -> None:
    release = publishing.publish("content")
    models.Question.objects.filter(first=True).update(first=False)
    models.Question.objects.filter(key="czym").update(first=True)
    restoring.take_back(release)
    assert nothing_to_publish()


def test_the_order_of_questions_goes_back() -> None:
    release = publishing.publish("content")
    models.Question.objects.filter(key="start").update(order=9999)
    restoring.take_back(release)
    assert nothing_to_publish()


def test_outdated_translations_go_back_as_they_were() -> None:
    one = models.Topic.objects.get(key="klopot")
    one.name_pl = "Inaczej nazwany"
    one.save()
    release = publishing.publish("content")
    before = read_content()
    one.name_en = "Named otherwise"
    one.save()
    restoring.take_back(release)
    assert models.Topic.objects.get(pk=one.pk).outdated()
    assert read_content() == before


def test_points_go_back() -> None:
    release = publishing.publish("points")
    models.Point.objects.filter(number=1).delete()
    models.Point.objects.filter(number=2).update(town="Zgierz")
    models.Point.objects.create(
        name="Nowy", source=models.PointSource.objects.all()[0], kind="zus", town="Łódź", latitude=51, longitude=19
    )
    restoring.take_back(release)
    assert nothing_to_publish("points")


def test_content_and_points_are_taken_back_apart() -> None:
    release = publishing.publish("content")
    models.Point.objects.filter(number=2).update(town="Zgierz")
    restoring.take_back(release)
    assert models.Point.objects.get(number=2).town == "Zgierz"


def test_a_damaged_source_changes_nothing() -> None:
    release = publishing.publish("content")
    Release.objects.filter(pk=release.pk).update(source=release.source.replace("hasło", "PIN"))
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Inny")
    release.refresh_from_db()
    with pytest.raises(Damaged):
        restoring.take_back(release)
    assert models.Guide.objects.get(key="pz-haslo").title_pl == "Inny"


def test_a_working_copy_that_changed_after_it_was_seen_stays() -> None:
    release = publishing.publish("content")
    seen = hash_of(read_content())
    models.Guide.objects.filter(key="pz-haslo").update(title_pl="Inny")
    with pytest.raises(restoring.WorkingCopyChanged):
        restoring.take_back(release, seen)
    assert models.Guide.objects.get(key="pz-haslo").title_pl == "Inny"


def test_a_failure_half_way_changes_nothing() -> None:
    release = publishing.publish("content")
    source = msgspec.json.decode(release.source, type=draft.Draft)
    source.topics[0].name["pl"] = "Inny"
    put(source.guides[0], topic="nie-ma")
    before = read_content()
    with pytest.raises(Exception, match="nie-ma"):
        restoring.take_back(stored(source))
    assert read_content() == before


# Small working copies, drawn at random.

KEYS = ["jeden", "drugi", "trzeci", "czwarty"]


@st.composite
def drafts(draw: st.DrawFn) -> draft.Draft:
    """Guides, outcomes and questions that refer to each other, in any number and order, with address words that move."""
    guides = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    slugs = draw(st.permutations(KEYS))
    questions = draw(st.lists(st.sampled_from(KEYS), unique=True))
    outcomes = draw(st.lists(st.sampled_from(KEYS), min_size=1, unique=True))
    text = st.sampled_from(["raz", "dwa dwa", "trzy"]).map(words)
    targets = [("outcome", key) for key in outcomes] + [("question", key) for key in questions]

    def step(name: str) -> draft.Step:
        key = draw(st.sampled_from(["", *guides]))
        problems = [draft.Problem(key="nie", label=draw(text), guide=key)] if key else []
        return draft.Step(key=name, title=draw(text), problems=problems)

    def answers() -> list[draft.Answer]:
        pairs = st.tuples(st.sampled_from(KEYS), st.sampled_from(targets))
        chosen = draw(st.lists(pairs, unique_by=lambda one: one[0]))
        return [
            draft.Answer(key=key, label=draw(text), question=to["question"], outcome=to["outcome"])
            for key, to in ((key, {"question": "", "outcome": "", kind: target}) for key, (kind, target) in chosen)
        ]

    return draft.Draft(
        sources=[draft.Source(key="s1", name=words("Źródło"))],
        topics=[draft.Topic(key="temat", order=1, name=draw(text))],
        guides=[
            guide(key, order=number, slug={"pl": slug}, title=draw(text), steps=[step(name) for name in draw(st.permutations("abc"))[: draw(st.integers(0, 3))]])
            for number, (key, slug) in enumerate(zip(guides, slugs, strict=False), 1)
        ],
        outcomes=[draft.Outcome(key=key, guide=draw(st.sampled_from(guides)), reason=draw(text)) for key in outcomes],
        questions=[
            draft.Question(key=key, first=number == 0, text=draw(text), answers=answers())
            for number, key in enumerate(questions)
        ],
    )  # fmt: skip


class Undone(Exception):
    pass


@contextmanager
def undone() -> Iterator[None]:
    """A transaction that leaves nothing behind, so that each example starts anew."""
    with pytest.raises(Undone), transaction.atomic():
        yield
        raise Undone


# On an empty working copy: examples would take minutes if each had to clear away the shipped content.
few = hypothesis_settings(max_examples=20, deadline=None)


@few
@pytest.mark.usefixtures("empty")
@given(drafts(), drafts())
def test_whatever_the_working_copy_was_it_is_what_the_release_was_made_from(
    one: draft.Draft, other: draft.Draft
) -> None:
    with undone():
        for wanted in (one, other):
            report = restoring.take_back(stored(wanted))
            assert read_content() == wanted
            assert report.kept == []


@few
@pytest.mark.usefixtures("empty")
@given(drafts())
def test_export_and_load_give_an_equal_release(tmp_path_factory: pytest.TempPathFactory, wanted: draft.Draft) -> None:
    folder = tmp_path_factory.mktemp("export")
    with undone():
        restoring.take_back(stored(wanted))
        before = candidates.prepare("content")
        files.write_content(read_content(), folder)
        restoring.take_back(stored(draft.Draft()))
        loading.load_content(files.read_content(folder), overwrite=True)
        after = candidates.prepare("content")
        assert after.draft == before.draft
        assert after.payload == before.payload


def test_published_exported_loaded_and_published_again_is_an_equal_release(tmp_path: Path) -> None:
    payloads = {kind: publishing.publish(kind).payload for kind in ("content", "points")}
    call_command("export_content", tmp_path, verbosity=0)
    Release.objects.all().delete()
    restoring.take_back(stored(draft.Draft()))
    points = msgspec.json.encode(draft.PointsDraft()).decode()
    restoring.take_back(Release(kind="points", number=1, source=points, source_checksum=checksum(points.encode())))
    assert not models.Guide.objects.exists() and not models.Point.objects.exists()
    call_command("load_content", tmp_path, overwrite=True, verbosity=0)
    assert {kind: publishing.publish(kind).payload for kind in ("content", "points")} == payloads
