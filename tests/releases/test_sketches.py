"""Guides marked as not ready, from the working copy to what is published and previewed."""

import pytest

from guides import models
from guides.accounts.models import User
from guides.enums import ReleaseKind
from guides.releases import publishing, stored
from guides.schema.content import Content
from guides.serving import previews


@pytest.fixture
def sketch(guide: models.Guide) -> models.Guide:
    """A new guide without steps, an outcome of it and an answer that leads there, after a first release."""
    publishing.publish(ReleaseKind.CONTENT)
    made = models.Guide.objects.create(key="szkic", topic=guide.topic, is_sketch=True, title_pl="Szkic")
    outcome = models.Outcome.objects.create(key="szkic", guide=made, reason_pl="Bo tak")
    question = models.Question.objects.get(key="problem")
    models.Answer.objects.create(question=question, order=1, key="szkic", outcome=outcome, label_pl="Szkic")
    return made


def urgent_fix(words: str = "Pilna poprawka") -> Content:
    """What is live after something else was mended and published."""
    models.Topic.objects.filter(key="hasla").update(name_pl=words)
    compiled = stored.decode(publishing.publish(ReleaseKind.CONTENT))
    assert isinstance(compiled, Content)
    assert compiled.topic["hasla"].name.plain["pl"] == words
    return compiled


def test_a_sketch_alone_is_nothing_to_publish(sketch: models.Guide) -> None:
    with pytest.raises(publishing.NothingToPublish):
        publishing.publish(ReleaseKind.CONTENT)


def test_no_sketch_stops_an_urgent_fix_or_goes_live_with_it(sketch: models.Guide) -> None:
    live = urgent_fix()
    assert "szkic" not in live.guide
    assert "szkic" not in live.outcome


def test_the_keys_of_what_was_left_out_are_not_frozen(sketch: models.Guide) -> None:
    urgent_fix()
    for model in (models.Guide, models.Outcome, models.Answer):
        assert not model.objects.get(key="szkic").is_published


def test_a_live_sketch_keeps_its_form_through_several_publications(guide: models.Guide) -> None:
    publishing.publish(ReleaseKind.CONTENT)
    models.Guide.objects.filter(key=guide.key).update(is_sketch=True, title_pl="Na brudno")
    assert urgent_fix().guide[guide.key].title.plain["pl"] == "Nowe hasło"
    assert urgent_fix("Znowu pilna").guide[guide.key].title.plain["pl"] == "Nowe hasło"


def test_a_sketch_goes_live_once_it_is_ready(guide: models.Guide) -> None:
    publishing.publish(ReleaseKind.CONTENT)
    models.Guide.objects.filter(key=guide.key).update(is_sketch=True, title_pl="Na brudno")
    urgent_fix()
    models.Guide.objects.filter(key=guide.key).update(is_sketch=False)
    compiled = stored.decode(publishing.publish(ReleaseKind.CONTENT))
    assert isinstance(compiled, Content)
    assert compiled.guide[guide.key].title.plain["pl"] == "Na brudno"


def test_previews_show_sketches(sketch: models.Guide, admin_user: User) -> None:
    assert "szkic" in previews.read_token(previews.make_token(admin_user)).snapshot.content.guide
