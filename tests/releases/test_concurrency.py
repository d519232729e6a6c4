"""Several people and processes at once, on the real database with real connections."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db import connection

from guides import models
from guides.models import Release
from guides.releases import publishing, stored
from guides.schema.content import Content
from guides.working_copy.recording import recording

pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("working_copy"),
]


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """Run the actions in threads that start together; results, or the exceptions, in their order."""
    barrier = Barrier(len(actions))

    def run(action: Callable[[], Any]) -> Any:
        barrier.wait()
        try:
            return action()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(run, actions))


def test_of_two_who_publish_at_once_one_is_told_that_nothing_is_left_to_publish() -> None:
    results = at_once(*[lambda: publishing.publish("content")] * 4)
    published = [result for result in results if isinstance(result, Release)]
    assert len(published) == 1
    assert all(isinstance(result, Release | publishing.NothingToPublish) for result in results), results
    assert Release.objects.of_kind("content").filter(is_active=True).count() == 1


def test_a_release_holds_a_change_of_many_rows_whole_or_not_at_all() -> None:

    def retitle(title: str) -> None:
        with recording():
            models.Page.objects.update(title_pl=title)
            for guide in models.Guide.objects.order_by("pk"):
                models.Guide.objects.filter(pk=guide.pk).update(title_pl=title)
            models.Topic.objects.update(name_pl=title)

    retitle("Jeden")
    results = at_once(
        lambda: retitle("Dwa"), lambda: publishing.publish("content"), lambda: publishing.publish("points")
    )
    assert not [result for result in results if isinstance(result, Exception)]
    compiled = stored.decode(Release.objects.get(kind="content", number=1))
    assert isinstance(compiled, Content)
    retitled = [*(one.title for one in (*compiled.guides, *compiled.pages)), *(topic.name for topic in compiled.topics)]
    assert len({text.plain["pl"] for text in retitled}) == 1


def test_points_saved_at_once_get_numbers_of_their_own() -> None:
    source = models.PointSource.objects.first()

    def save(name: str) -> models.Point:
        point = models.Point(kind="zus", name=name, town="Łódź", source=source, latitude=51.8, longitude=19.5)
        point.save()
        return point

    results = at_once(*[lambda number=number: save(f"Punkt {number}") for number in range(8)])
    assert all(isinstance(result, models.Point) for result in results), results
    assert len({result.number for result in results}) == 8
