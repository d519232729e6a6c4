"""A picture that an editor uploads: shown with its words once published, kept as it was by its release."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from guides import models
from guides.releases import publishing
from guides.serving.live import live
from tests.html import Element, parse
from tests.small import empty, guide, small_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guide")]

__all__ = ["empty", "guide", "small_rows"]

GUIDE = "/pl/poradniki/nowe-haslo/"


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def png(colour: str) -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(file, "PNG")
    return SimpleUploadedFile("zdjęcie karty.png", file.getvalue(), "image/png")


def upload(file: SimpleUploadedFile, words: str = "Numer CAN stoi w rogu") -> models.Step:
    step = models.Step.objects.filter(guide__key="pz-haslo")[0]
    step.picture = file
    step.picture_alternative_pl = words
    step.picture_alternative_en = words
    step.full_clean()
    step.save()
    return step


def shown(client: Client) -> Element:
    publishing.publish("content")
    live.refresh()
    return parse(client.get(GUIDE, follow=True)).one("img")


def test_a_published_picture_is_shown_with_its_size_and_its_words(client: Client) -> None:
    upload(png("red"))
    picture = shown(client)
    assert (picture["alt"], picture["width"], picture["height"]) == ("Numer CAN stoi w rogu", "40", "30")
    response = client.get(picture["src"])
    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]
    response.close()


def test_a_new_upload_does_not_change_what_is_live(client: Client) -> None:
    upload(png("red"))
    before = shown(client)["src"]
    upload(png("blue"))
    assert parse(client.get(GUIDE, follow=True)).one("img")["src"] == before
    response = client.get(before)
    assert response.status_code == 200
    response.close()


def test_a_picture_without_words_is_not_published() -> None:
    step = upload(png("red"), words="")
    with pytest.raises(publishing.Refused) as refusal:
        publishing.publish("content")
    assert [(fault.kind, fault.key, fault.place) for fault in refusal.value.faults] == [
        ("guide", "pz-haslo", f"steps[{step.key}]"),
    ]


@pytest.mark.parametrize("name", ["notatka.png", "strona.html", "rysunek.svg"])
def test_what_is_no_picture_is_refused(name: str) -> None:
    field = models.Step._meta.get_field("picture").formfield()
    with pytest.raises(ValidationError):
        field.clean(SimpleUploadedFile(name, b"<script>alert(1)</script>", "image/png"))


def test_a_picture_that_is_not_there_is_404(client: Client) -> None:
    assert client.get("/pictures/nie-ma.png").status_code == 404


def test_a_picture_address_cannot_leave_its_folder(client: Client) -> None:
    assert client.get("/pictures/..%2F..%2Fdb.sqlite3").status_code == 404


@pytest.mark.parametrize("name", ["%2e%2e", "%2e", "folder", "none.png", "a%00b", "a" * 300])
def test_what_is_no_picture_is_not_found(client: Client, settings: Any, name: str) -> None:
    (settings.MEDIA_ROOT / "pictures" / "folder").mkdir(parents=True)
    assert client.get(f"/pictures/{name}").status_code == 404
