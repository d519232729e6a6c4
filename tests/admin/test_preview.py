"""From the desk to a preview in one click."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from guides import models
from guides.releases import publishing
from guides.serving.live import live
from tests.html import kind, parse


@pytest.fixture
def published(working_copy: None) -> None:
    publishing.publish("content")
    publishing.publish("points")
    live.refresh()


def test_one_click_opens_the_page_of_the_row_in_a_preview(admin_client: Client, published: None) -> None:
    row = models.Guide.objects.get(key="pz-haslo")
    models.Guide.objects.filter(pk=row.pk).update(title_pl="Szkic")
    form = parse(admin_client.get(reverse("admin:guides_guide_change", args=[row.pk])))
    address = reverse("admin:preview:row", args=["guide", row.pk])
    assert address in [link.get("href") for link in form.all("a")]
    response = admin_client.get(address, follow=True, headers={"accept-language": "pl"})
    assert kind(parse(response)) == ("guide", "pz-haslo")
    assert parse(response).one("h1").text == "Szkic"


def test_the_link_works_for_a_colleague_without_an_account(
    admin_client: Client, client: Client, published: None
) -> None:
    address = admin_client.get(reverse("admin:preview:working-copy"))["Location"]
    assert client.get(address).status_code == 200


def test_a_new_row_that_is_not_live_has_a_preview(admin_client: Client, published: None) -> None:
    guide = models.Guide.objects.get(key="pz-haslo")
    steps = list(guide.steps.all())
    guide.pk, guide.key, guide.is_published = None, "nowy-poradnik", False
    guide.slug_pl = guide.slug_en = None
    guide._state.adding = True
    guide.save()
    for step in steps:
        step.pk, step.guide = None, guide
        step._state.adding = True
        step.save()
    response = admin_client.get(reverse("admin:preview:row", args=["guide", guide.pk]), follow=True)
    assert kind(parse(response)) == ("guide", "nowy-poradnik")


def test_an_older_release_is_previewed_from_its_page(admin_client: Client, published: None) -> None:
    first = models.Release.objects.get(kind="content")
    page = parse(admin_client.get(reverse("admin:guides_release_change", args=[first.pk])))
    address = reverse("admin:preview:release", args=[first.pk])
    assert address in [link.get("href") for link in page.all("a")]
    assert admin_client.get(address, follow=True).status_code == 200


def test_a_damaged_release_is_told_of_and_not_shown(admin_client: Client, published: None) -> None:
    first = models.Release.objects.get(kind="content")
    models.Release.objects.filter(pk=first.pk).update(payload="{}")
    response = admin_client.get(reverse("admin:preview:release", args=[first.pk]))
    assert response["Location"] == reverse("admin:guides_release_changelist")


@pytest.mark.parametrize(
    ("name", "arguments"),
    [("admin:preview:working-copy", []), ("admin:preview:row", ["guide", 1]), ("admin:preview:release", [1])],
)
def test_nobody_makes_a_preview_without_signing_in(
    client: Client, published: None, name: str, arguments: list[Any]
) -> None:
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 302
    assert response["Location"].startswith(reverse("admin:login"))
