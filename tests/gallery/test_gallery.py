"""The gallery shows every component, to developers only; no template is left over."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as configured
from django.test import Client

from gallery.specimens import specimens
from guides.schema.content import PointSet
from guides.serving.live import Snapshot, live
from tests.conftest import LANGUAGES
from tests.html import parse

TEMPLATES = Path(configured.BASE_DIR) / "templates"
# Masthead and footer so also on the gallery's own; what machines read has no look; codes and posters are pages of
# their own.
ON_EVERY_PAGE = {"masthead", "footer", "embed_foot", "for_machines", "poster", "site_codes"}
INCLUDED = re.compile(r"components/(\w+)\.html")
KEPT = re.compile(r'{% kept "components/(\w+)\.html"')


@pytest.fixture
def gallery_on(settings: Any) -> None:
    settings.ROOT_URLCONF = "gallery.urls"


def test_there_is_no_gallery_in_production(visitor: Client) -> None:
    assert visitor.get("/gallery/").status_code == 404
    assert visitor.get("/gallery/pl/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_specimen_is_shown(visitor: Client, serving: Snapshot, gallery_on: None, language: str) -> None:
    response = visitor.get(f"/gallery/{language}/")
    page = parse(response)
    assert response.status_code == 200
    shown = specimens(serving.content, serving.points.points[0], language)
    titles = [each.title for inside in shown.values() for each in inside]
    assert len(titles) == len(set(titles))
    assert set(titles) <= {heading.text for heading in page.all("h3")}
    assert page.all("meta", name="robots")[0]["content"] == "noindex"
    names = [element["id"] for element in page.all() if element.get("id")]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_landmarks_have_the_same_name(visitor: Client, gallery_on: None, language: str) -> None:
    page = parse(visitor.get(f"/gallery/{language}/"))
    landmarks = [*page.all("section"), *page.all("nav")]
    names = [element.get("aria-label") or element.get("aria-labelledby") for element in landmarks]
    assert all(names)
    assert len(names) == len(set(names))


def test_what_a_summary_hides_is_shown(visitor: Client, gallery_on: None) -> None:
    folded = [details for details in parse(visitor.get("/gallery/en/")).all("details") if details.all(class_="map")]
    assert any("open" in details.attributes for details in folded)


def test_a_release_without_points_has_a_gallery(
    visitor: Client, serving: Snapshot, gallery_on: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    pointless = Snapshot(serving.content, PointSet(), serving.stamps)
    monkeypatch.setattr(live, "_snapshot", pointless)
    assert visitor.get("/gallery/pl/").status_code == 200


def test_every_component_has_a_specimen(serving: Snapshot) -> None:
    shown = {
        name
        for inside in specimens(serving.content, serving.points.points[0], "pl").values()
        for each in inside
        for name in INCLUDED.findall(each.source)
    }
    # Those that a tag includes.
    tags = (Path(configured.BASE_DIR) / "guides" / "templatetags" / "site.py").read_text()
    shown |= set(INCLUDED.findall(tags))
    shown |= {name for each in shown for name in KEPT.findall((TEMPLATES / "components" / f"{each}.html").read_text())}
    components = {path.stem for path in (TEMPLATES / "components").glob("*.html")}
    assert components - shown == ON_EVERY_PAGE


def test_every_template_of_a_public_page_is_used() -> None:
    base = Path(configured.BASE_DIR)
    sources = [
        *TEMPLATES.rglob("*.html"),
        *(base / "guides").rglob("*.py"),
        *(base / "config").rglob("*.py"),
        base / "gallery" / "views.py",
    ]
    text = {path: path.read_text() for path in sources if "specimens" not in path.parts}
    unused = [
        path
        for folder in ("components", "pages", "errors", "print")
        for path in (TEMPLATES / folder).iterdir()
        if not any(f"{folder}/{path.name}" in source for other, source in text.items() if other != path)
    ]
    assert unused == []


def test_every_icon_is_used() -> None:
    base = Path(configured.BASE_DIR)
    files = [
        *TEMPLATES.rglob("*.html"),
        *(path for path in (base / "guides").rglob("*.py") if "specimens" not in path.parts),
        *(base / "guides" / "content").rglob("*.yaml"),
    ]
    text = "".join(path.read_text() for path in files)
    assert [path.stem for path in (TEMPLATES / "icons").iterdir() if not re.search(rf"\b{path.stem}\b", text)] == []
