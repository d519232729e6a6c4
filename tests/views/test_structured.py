"""What search engines and social networks read of a page, held against schemas of what they ask for."""

import json
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema_rs
import pytest
from django.test import Client
from django.utils import timezone
from PIL import Image

from guides.enums import ReleaseKind
from guides.models import Guide, Release
from guides.releases import publishing
from guides.schema.content import Content
from guides.serving import share_picture
from guides.serving.share_picture import HEIGHT, WIDTH, Lettering
from guides.views.rendering import MOST_WITH_DATA, packed_size
from tests.grammars import NODE_MODULES, needs
from tests.html import Element, parse
from tests.site_pages import SitePages
from tests.small import empty, guide, point, published, small_rows

__all__ = ["empty", "guide", "point", "published", "small_rows"]

VOCABULARY = NODE_MODULES / "schema-dts"
SCRAPER = NODE_MODULES / "open-graph-scraper"
TYPESCRIPT = NODE_MODULES / "typescript" / "lib" / "tsc.js"
GUIDE = {"pl": "/pl/poradniki/nowe-haslo-profil-zaufany/", "en": "/en/guides/new-password-profil-zaufany/"}
ADDRESS = {"type": "string", "pattern": "^https?://[^ ]+$"}
TEXT = {"type": "string", "minLength": 1, "pattern": "^[^<>]+$"}
DAY = {"type": "string", "format": "date"}
PUBLISHER = {
    "type": "object",
    "properties": {"@type": {"const": "Organization"}, "name": TEXT, "url": ADDRESS},
    "required": ["@type", "name", "url"],
    "additionalProperties": False,
}
# What Google and schema.org ask of each type; a property that they do not know is a fault.
TYPES: dict[str, dict[str, Any]] = {
    "WebSite": {
        "properties": {"name": TEXT, "url": ADDRESS, "inLanguage": TEXT, "publisher": PUBLISHER, "potentialAction": {
            "type": "object", "properties": {"@type": {"const": "SearchAction"}, "target": {
                "properties": {"urlTemplate": {"pattern": "[{]search_term_string[}]"}}, "required": ["urlTemplate"]}},
            "required": ["@type", "target", "query-input"]}},
        "required": ["name", "url", "potentialAction"],
    },
    "Article": {
        "properties": {
            "headline": {**TEXT, "maxLength": 110}, "description": TEXT, "inLanguage": TEXT, "mainEntityOfPage": ADDRESS,
            "image": ADDRESS, "author": PUBLISHER, "publisher": PUBLISHER,
            "dateModified": DAY, "datePublished": DAY},
        "required": ["headline", "image", "author", "dateModified", "mainEntityOfPage"],
    },
    "BreadcrumbList": {
        "properties": {"itemListElement": {"type": "array", "minItems": 2, "items": {
            "type": "object",
            "properties": {"@type": {"const": "ListItem"}, "position": {"type": "integer"}, "name": TEXT, "item": ADDRESS},
            "required": ["@type", "position", "name", "item"], "additionalProperties": False}}},
        "required": ["itemListElement"],
    },
}  # fmt: skip
VALIDATORS = {
    name: jsonschema_rs.validator_for(
        {**schema, "properties": {**schema["properties"], "@type": {"const": name}}, "additionalProperties": False},
        validate_formats=True,
    )
    for name, schema in TYPES.items()
}


def told(page: Element) -> dict[str, dict[str, Any]]:
    """The things that a page describes, by their types, each of them valid."""
    blocks = [json.loads("".join(map(str, block.children))) for block in page.all("script", type="application/ld+json")]
    assert all(block["@context"] == "https://schema.org" for block in blocks)
    things = {thing["@type"]: thing for block in blocks for thing in block.get("@graph", ())}
    faults = [str(fault) for name, thing in things.items() for fault in VALIDATORS[name].iter_errors(thing)]
    assert not faults
    return things


def network(page: Element) -> dict[str, str]:
    """What social networks read."""
    return {meta["property"]: meta["content"] for meta in page.all("meta") if meta.get("property")}


@pytest.mark.parametrize(
    ("address", "types"),
    [
        ("/pl/", {"WebSite"}),
        (GUIDE["pl"], {"BreadcrumbList", "Article"}),
        (GUIDE["en"], {"BreadcrumbList", "Article"}),
        ("/pl/punkty/", {"BreadcrumbList"}),
        ("/en/points/1-zus-oddzial-w-bialymstoku/", {"BreadcrumbList"}),
        ("/pl/pomoc/", {"BreadcrumbList"}),
    ],
)
def test_pages_describe_themselves_validly(pages: SitePages, address: str, types: set[str]) -> None:
    assert told(pages.document(address)).keys() == types


def test_every_guide_is_a_valid_article_with_its_own_picture_unless_it_is_too_heavy(
    pages: SitePages, content: Content
) -> None:
    pictures, heavy = set(), []
    for slug in (each.slug["pl"] for each in content.guides):
        page = pages.document(f"/pl/poradniki/{slug}/")
        if article := told(page).get("Article"):
            assert article["image"] == network(page)["og:image"]
            pictures.add(article["image"])
        else:
            heavy.append(packed_size(pages.get(f"/pl/poradniki/{slug}/").response.content.decode()))
    assert len(pictures) + len(heavy) == len(content.guides)
    assert len(heavy) < len(pictures) / 4 and all(size > MOST_WITH_DATA for size in heavy)


def publication_day(guide: Guide, client: Client) -> str:
    """Publish `guide` as checked today, and read since when its page says that it is there."""
    guide.checked_on = timezone.localdate()
    guide.save()
    publishing.publish(ReleaseKind.CONTENT)
    return str(told(parse(client.get("/pl/poradniki/pz-haslo/", follow=True)))["Article"]["datePublished"])


def test_an_article_has_the_day_of_its_first_release(published: Release, guide: Guide, client: Client) -> None:
    Release.objects.update(first_published={"pz-haslo": "2026-11-02"})  # as if that was then
    assert publication_day(guide, client) == "2026-11-02"


def test_a_new_article_is_of_the_day_of_its_publication(guide: Guide, client: Client) -> None:
    assert publication_day(guide, client) == timezone.localdate().isoformat()


def test_schema_org_knows_every_word_and_each_stands_where_it_belongs(pages: SitePages, tmp_path: Path) -> None:
    """By schema-dts, which is made from the vocabulary of schema.org, and the compiler of TypeScript."""
    needs("node", VOCABULARY)
    office = "/en/points/1-zus-oddzial-w-bialymstoku/"
    blocks = [
        json.loads("".join(map(str, block.children)), object_hook=without_annotations)
        for address in ("/en/", GUIDE["pl"], "/pl/sposoby/bank/", office, "/pl/punkty/podlaskie/")
        for block in pages.document(address).all("script", type="application/ld+json")
    ]
    assert "GovernmentOffice" in [block.get("@type") for block in blocks]
    wrong = [{"@type": "Article", "headlines": "x"}, {"@type": "Article", "author": {"@type": "BreadcrumbList"}}]
    lines = [f'import type {{ Graph, Thing, WithContext }} from "{VOCABULARY.resolve()}/dist/schema";']
    lines += [
        f"export const right{n}: Graph | WithContext<Thing> = {json.dumps(block)};" for n, block in enumerate(blocks)
    ]
    # Where the next line is right all the same, the compiler says so.
    lines += [
        f"// @ts-expect-error\nexport const wrong{n}: Thing = {json.dumps(block)};" for n, block in enumerate(wrong)
    ]
    (file := tmp_path / "blocks.ts").write_text("\n".join(lines))
    compiled = subprocess.run(
        ["node", TYPESCRIPT, "--noEmit", "--strict", "--skipLibCheck", file],
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert (compiled.stdout, compiled.stderr, compiled.returncode) == ("", "", 0)


def without_annotations(thing: dict[str, Any]) -> dict[str, Any]:
    """A thing without what schema.org writes of an action in short (“query-input”), which is no word of its vocabulary."""
    return {name: value for name, value in thing.items() if not name.endswith("-input")}


def test_breadcrumbs_end_with_the_page_itself(pages: SitePages) -> None:
    steps = told(pages.document(GUIDE["pl"]))["BreadcrumbList"]["itemListElement"]
    assert [urlsplit(step["item"]).path for step in steps] == ["/pl/", "/pl/poradniki/", GUIDE["pl"]]


def test_a_title_ends_no_block_of_data(pages: SitePages) -> None:
    assert "<" not in "".join(
        map(str, pages.document(GUIDE["pl"]).all("script", type="application/ld+json")[0].children)
    )


def test_networks_get_what_they_ask_for(pages: SitePages) -> None:
    page = pages.document(GUIDE["en"])
    read = network(page)
    assert read["og:url"] == page.one("link", rel="canonical")["href"]
    assert (read["og:type"], read["og:locale"]) == ("article", "en_GB")
    assert read["og:title"] and read["og:description"] and read["og:site_name"]


SHARED = {
    "type": "object",
    "properties": {
        "success": {"const": True},
        "ogTitle": TEXT,
        "ogType": {"enum": ["article", "website"]},
        "ogUrl": ADDRESS,
        "ogDescription": TEXT,
        "ogSiteName": TEXT,
        "ogLocale": {"enum": ["pl_PL", "en_GB"]},
        "twitterCard": {"const": "summary_large_image"},
        "ogImage": {"minItems": 1, "maxItems": 1, "items": {
            "properties": {"url": ADDRESS, "width": {"const": str(WIDTH)}, "height": {"const": str(HEIGHT)}, "alt": TEXT},
            "required": ["url", "width", "height", "alt"]}},
    },
    "required": ["ogTitle", "ogType", "ogUrl", "ogDescription", "ogSiteName", "ogLocale", "ogImage"],
    "additionalProperties": False,
}  # fmt: skip
READ_SHARED = """
const read = require(process.argv[1]);
const pages = JSON.parse(require("node:fs").readFileSync(0, "utf8"));
Promise.all(pages.map(async (html) => (await read({ html, onlyGetOpenGraphInfo: true })).result))
    .then((results) => console.log(JSON.stringify(results)));
"""


def test_a_reader_of_open_graph_finds_all_that_networks_show(pages: SitePages) -> None:
    """By open-graph-scraper; a page without a title or with another size of the picture is told."""
    needs("node", SCRAPER)
    addresses = ("/pl/", GUIDE["pl"], GUIDE["en"], "/en/points/1-zus-oddzial-w-bialymstoku/", "/pl/sposoby/bank/")
    documents = [pages.get(address).response.content.decode() for address in addresses]
    faulty = [documents[0].replace("og:title", "og:titles"), documents[0].replace('content="1200"', 'content="12"')]
    read = subprocess.run(
        ["node", "-e", READ_SHARED, SCRAPER],
        check=True, capture_output=True, text=True, timeout=60, input=json.dumps(documents + faulty),
    )  # fmt: skip
    told_of = [
        [str(fault) for fault in jsonschema_rs.iter_errors(SHARED, result)] for result in json.loads(read.stdout)
    ]
    assert told_of[: len(documents)] == [[]] * len(documents)
    assert all(told_of[len(documents) :])


@pytest.mark.parametrize("address", ["/pl/punkty/?near=18-400", "/embed/pl/pomoc/", "/pl/nie-ma/"])
def test_what_is_not_to_be_found_describes_nothing(visitor: Client, address: str) -> None:
    page = parse(visitor.get(address))
    assert not network(page) and not page.all("script", type="application/ld+json")


def picture_of(visitor: Client, address: str) -> str:
    return urlsplit(network(parse(visitor.get(address)))["og:image"]).path


def test_a_picture_is_drawn_once_and_kept(visitor: Client, settings: Any, tmp_path: Any, monkeypatch: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    address = picture_of(visitor, GUIDE["pl"])
    response = visitor.get(address)
    assert (response["Content-Type"], response["Cache-Control"]) == (
        "image/png", "public, max-age=31536000, immutable",
    )  # fmt: skip
    with Image.open(BytesIO(response.content)) as drawn:
        assert (drawn.format, drawn.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(response.content) < 100_000
    monkeypatch.setattr(share_picture, "draw", None)
    assert visitor.get(address).content == response.content


def test_where_nothing_can_be_kept_it_is_drawn_all_the_same(settings: Any, tmp_path: Any) -> None:
    (tmp_path / "share").write_text("a file in the place of the folder")
    settings.MEDIA_ROOT = tmp_path
    assert share_picture.picture(Lettering("Tytuł", "Klucz", "Pomoc", "example.pl")).startswith(b"\x89PNG")


def test_an_old_address_of_a_picture_leads_to_that_of_today(visitor: Client) -> None:
    address = picture_of(visitor, GUIDE["pl"])
    old = address.rpartition("-")[0] + "-0123456789ab.png"
    assert visitor.get(old)["Location"] == address
    assert visitor.get(address.replace("pz-haslo", "nie-ma")).status_code == 404
    assert visitor.get(address.replace("/pl/", "/xx/")).status_code == 404


def test_another_title_is_another_picture() -> None:
    first = Lettering("Tytuł", "Klucz", "Pomoc", "example.pl")
    assert first.mark != Lettering("Tytuł.", "Klucz", "Pomoc", "example.pl").mark


def test_the_longest_title_fits_and_has_its_letters(content: Content) -> None:
    titles = [text for each in content.guides for text in each.title.plain.values()]
    longest = max(titles, key=len)
    size, lines = share_picture._fitted(longest)
    assert " ".join(lines) == longest and size > min(share_picture._SIZES)
    assert share_picture._fitted("bardzo " * 200)[1][-1].endswith("…")
    font = share_picture._font(40, bold=True)
    missing = font.getmask("\uffff").getbbox(), font.getlength("\uffff")
    letters = {letter for title in titles for letter in title if not letter.isspace()} | set("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ")
    assert all((font.getmask(letter).getbbox(), font.getlength(letter)) != missing for letter in letters)
