"""A picture that an editor uploads: made anew, shown with its words once published, kept as it was by its release."""

import io
import struct
import zlib
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import translation
from PIL import Image

from guides import models
from guides.models.pictures import BOX, MOST_BYTES, PictureFormField, make_ready
from guides.releases import publishing
from guides.serving.live import live
from tests.admin.conftest import desk, editor, publisher
from tests.admin.test_working_copy import save
from tests.html import Element, parse
from tests.small import empty, guide, small_rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("guide")]

__all__ = ["desk", "editor", "empty", "guide", "publisher", "small_rows"]

GUIDE = {"pl": "/pl/poradniki/nowe-haslo/", "en": "/en/guides/new-password/"}
ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


def picture_file(kind: str, size: tuple[int, int] = (40, 30), name: str = "zdjęcie karty.png", **options: Any) -> Any:
    file = io.BytesIO()
    Image.new("RGB", size, options.pop("colour", "red")).save(file, kind, **options)
    return SimpleUploadedFile(name, file.getvalue(), "image/png")


def png(colour: str) -> Any:
    return picture_file("PNG", colour=colour)


def from_phone() -> Any:
    """A JPEG that a phone took lying on its side: red above, with the place where it was taken."""
    picture = Image.new("RGB", (3000, 2000), "blue")
    picture.paste("red", (0, 0, 1500, 2000))  # after a turn to the right this half is above
    exif = Image.Exif()
    exif[ORIENTATION], exif[MAKER] = 6, "Telefon Ewy"
    exif.get_ifd(GPS).update({1: "N", 2: (52.0, 13.0, 46.0), 3: "E", 4: (21.0, 0.0, 42.0)})
    file = io.BytesIO()
    picture.save(file, "JPEG", exif=exif, comment=b"Warszawa")
    return SimpleUploadedFile("IMG_2026.jpg", file.getvalue(), "image/jpeg")


def huge_png() -> Any:
    """A PNG that says of itself to be 12,000 points wide and high; nothing of them follows."""
    head = struct.pack(">IIBBBBB", 12_000, 12_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 100)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    )
    return SimpleUploadedFile("plakat.png", b"\x89PNG\r\n\x1a\n" + body, "image/png")


def upload(file: Any, words: str = "Numer CAN stoi w rogu", language: str = "pl") -> models.Step:
    step = models.Step.objects.filter(guide__key="pz-haslo")[0]
    setattr(step, f"picture_{language}", file)
    step.picture_alternative_pl = words
    step.picture_alternative_en = words
    step.full_clean()
    step.save()
    return step


def shown(client: Client, language: str = "pl") -> Element:
    publishing.publish("content")
    live.refresh()
    return parse(client.get(GUIDE[language], follow=True)).one("img")


def served(client: Client, address: str) -> tuple[Any, bytes]:
    response: Any = client.get(address)
    assert response.status_code == 200, address
    return response, b"".join(response.streaming_content)


def test_a_published_picture_is_shown_with_its_size_and_its_words(client: Client) -> None:
    upload(png("red"))
    picture = shown(client)
    assert (picture["alt"], picture["width"], picture["height"]) == ("Numer CAN stoi w rogu", "40", "30")
    assert picture["loading"] == "lazy"
    response, _body = served(client, picture["src"])
    assert response["Content-Type"] == "image/png"
    assert "immutable" in response["Cache-Control"]


def test_a_phones_picture_is_served_upright_small_and_without_its_place(client: Client) -> None:
    file = from_phone()
    upload(file)
    _response, body = served(client, shown(client)["src"])
    with Image.open(io.BytesIO(body)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (640, 960))
        assert not picture.getexif()
        assert picture.info.keys() <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }
        assert (picture.getpixel((320, 100))[0] > 200, picture.getpixel((320, 860))[2] > 200) == (True, True)  # type: ignore[index]
    assert b"Exif" not in body
    assert b"Warszawa" not in body
    assert len(body) < 10_000


@pytest.mark.parametrize(
    ("file", "part"),
    [
        (huge_png(), "24 megapixels"),
        (SimpleUploadedFile("rysunek.png", b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "no picture"),
        (SimpleUploadedFile("strona.html", b"<script>alert(1)</script>"), "no picture"),
        (picture_file("GIF"), "a GIF"),
        (picture_file("BMP"), "a BMP"),
        (SimpleUploadedFile("pół.jpg", from_phone().read()[:2000]), "damaged"),
        (SimpleUploadedFile("duży.png", png("red").read() + b"0" * MOST_BYTES), "10 MB"),
    ],
    ids=["144 megapixels", "svg", "html", "gif", "bmp", "cut off", "heavy"],
)
def test_what_pages_can_not_show_is_refused_and_says_how_to_go_on(file: Any, part: str) -> None:
    file.seek(0)
    with translation.override("en"), pytest.raises(ValidationError) as refusal:
        PictureFormField().clean(file)
    with translation.override("en"):
        assert part in refusal.value.messages[0].replace("\xa0", " ")


def test_the_type_is_told_by_the_content(client: Client) -> None:
    upload(picture_file("WEBP", name="z-telefonu.png"))
    address = shown(client)["src"]
    assert address.endswith(".webp")
    assert served(client, address)[0]["Content-Type"] == "image/webp"


def test_gaps_stay_and_a_wide_picture_fits_the_page() -> None:
    file = io.BytesIO()
    Image.new("RGBA", (4000, 1000), (255, 0, 0, 0)).save(file, "PNG")
    with Image.open(make_ready(SimpleUploadedFile("a.png", file.getvalue()))) as picture:
        assert (picture.mode, picture.width) == ("RGBA", BOX[0])
        assert picture.getpixel((5, 5))[3] == 0  # type: ignore[index]


def test_a_new_upload_does_not_change_what_is_live_and_is_not_public(client: Client, desk: Client) -> None:
    upload(png("red"))
    before = shown(client)["src"]
    new = upload(png("blue")).picture.name
    assert parse(client.get(GUIDE["pl"], follow=True)).one("img")["src"] == before
    served(client, before)
    assert client.get(f"/{new}").status_code == 404
    assert client.get(f"/admin/guides/step/{new}").status_code == 302  # to the sign-in
    served(desk, f"/admin/guides/step/{new}")


def test_a_preview_shows_what_is_not_published(client: Client, desk: Client) -> None:
    upload(png("blue"))
    home = desk.get("/admin/preview/")["Location"].removesuffix("/pl/").removesuffix("/en/")
    address = parse(client.get(f"{home}{GUIDE['pl']}")).one("img")["src"]
    assert address.startswith(home)
    response, _body = served(client, address)
    assert response["Cache-Control"] == "private, no-store"
    assert client.get(address.replace("/preview/", "/preview/x")).status_code == 404


def test_a_picture_that_is_replaced_or_removed_is_public_no_more(client: Client, desk: Client) -> None:
    guide = upload(png("red")).guide
    first = shown(client)["src"]
    assert save(desk, guide, **{"steps-0-picture_pl": png("blue")}).status_code == 302
    second = shown(client)["src"]
    assert client.get(first).status_code == 404
    served(client, second)
    assert save(desk, guide, **{"steps-0-picture_pl-clear": "on"}).status_code == 302
    publishing.publish("content")
    live.refresh()
    assert client.get(second).status_code == 404
    assert not parse(client.get(GUIDE["pl"], follow=True)).all("figure")


def test_each_language_has_its_picture_and_else_that_of_the_source(client: Client) -> None:
    polish = upload(png("red")).picture_pl.name  # type: ignore[attr-defined]
    assert shown(client, "en")["src"] == f"/{polish}"
    english = upload(png("blue"), language="en").picture_en.name  # type: ignore[attr-defined]
    assert shown(client, "en")["src"] == f"/{english}"
    assert parse(client.get(GUIDE["pl"], follow=True)).one("img")["src"] == f"/{polish}"


def test_the_form_shows_the_picture_its_limits_and_a_way_to_remove_it(desk: Client) -> None:
    step = upload(png("red"))
    page = parse(desk.get(f"/admin/guides/guide/{step.guide_id}/change/"))
    served(desk, page.one("div", class_="desk-picture-now").one("img")["src"])
    assert page.one("input", name="steps-0-picture_pl-clear")["type"] == "checkbox"
    assert "24" in page.one("div", id="id_steps-0-picture_pl_helptext").text
    assert page.one("input", id="id_steps-0-picture_en")["accept"] == "image/png,image/jpeg,image/webp"


def test_the_same_picture_is_stored_once() -> None:
    first, second = upload(png("red")).picture.name, upload(png("red")).picture.name
    assert first == second


def test_a_picture_without_words_is_not_published() -> None:
    step = upload(png("red"), words="")
    with pytest.raises(publishing.Refused) as refusal:
        publishing.publish("content")
    assert [(fault.kind, fault.key, fault.place) for fault in refusal.value.faults] == [
        ("guide", "pz-haslo", f"steps[{step.key}]"),
    ]


def test_a_picture_address_cannot_leave_its_folder(client: Client) -> None:
    assert client.get("/pictures/..%2F..%2Fdb.sqlite3").status_code == 404


@pytest.mark.parametrize("name", ["nie-ma.png", "%2e%2e", "%2e", "folder", "a%00b", "a" * 300])
@pytest.mark.parametrize("below", ["/pictures/", "/admin/guides/step/pictures/"])
def test_what_is_no_picture_is_not_found(desk: Client, settings: Any, below: str, name: str) -> None:
    (settings.MEDIA_ROOT / "pictures" / "folder").mkdir(parents=True)
    assert desk.get(f"{below}{name}").status_code == 404
