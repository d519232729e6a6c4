"""Paper as it comes out of the printer: how many pages, what begins and ends them, and codes that a phone reads."""

import io
import os
from collections.abc import Iterator
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserType, Page
from pypdf import PdfReader

from guides.schema.content import Guide
from guides.serving.live import Snapshot
from tests.browser.conftest import Server
from tests.browser.fonts import DEJAVU, font_environment
from tests.conftest import LANGUAGES
from tests.shipped import links_of

pytestmark = pytest.mark.browser

MOST_ORDINARY = 2
MOST_LARGE = 5
MOST_TREE = 11  # the questions and ways, and the overview of all ways
ON_ONE_PAGE = 0.8  # the share of ordinary sheets, at least
FEWEST_WORDS = 40  # on the last sheet
NEAR = "18-400"
A4 = (595, 842)  # points
EACH = 1 if os.environ.get("DRILL") else 4  # one of so many guides is printed, and the longest


def printed_guides(shipped: Snapshot) -> list[Guide]:
    """All guides in the drill; else some, since each takes half a second to print."""
    guides = shipped.content.guides
    longest = max(guides, key=lambda guide: sum(len(str(step)) for step in guide.steps))
    return [guide for number, guide in enumerate(guides) if number % EACH == 0 or guide is longest]


def printed(page: Page, address: str) -> PdfReader:
    page.goto(address)
    return PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True)))


def fonts_of(paper: PdfReader) -> set[str]:
    """The names of the fonts that are used, without the mark of a part of a font."""
    resources: list[Any] = [page["/Resources"] for page in paper.pages]
    used = {str(font.get_object()["/BaseFont"]) for each in resources for font in each["/Font"].values()}
    return {name.rpartition("+")[2].rpartition("/")[2].partition("-")[0] for name in used}


def lonely_headings(page: Page, paper: PdfReader) -> list[str]:
    """Headings with which a page ends, cut off from what they head."""
    headings = {" ".join(text.split()) for text in page.locator("main :is(h1, h2, h3)").all_inner_texts()}
    found = []
    for sheet in paper.pages:
        # The last line is the number of the page.
        lines = [line for line in sheet.extract_text().splitlines() if line.strip()][:-1]
        if lines and " ".join(lines[-1].split()) in headings:
            found.append(lines[-1])
    return found


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_sheets_take_a_page_or_two(page: Page, shipped: Snapshot, language: str) -> None:
    pages: dict[str, int] = {}
    for guide in printed_guides(shipped):
        paper = printed(page, links_of(shipped).sheet(language, guide.key))
        assert tuple(map(round, paper.pages[0].mediabox[2:])) == A4
        assert fonts_of(paper) == {"LiberationSans"}
        assert lonely_headings(page, paper) == [], guide.key
        pages[guide.key] = len(paper.pages)
    assert max(pages.values()) <= MOST_ORDINARY, pages
    assert sum(count == 1 for count in pages.values()) >= ON_ONE_PAGE * len(pages), pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_nearest_points_make_no_sheet_longer_than_two_pages(page: Page, shipped: Snapshot, language: str) -> None:
    for guide in shipped.content.guides:
        if guide.office_service == "confirms":
            paper = printed(page, links_of(shipped).sheet(language, guide.key, NEAR))
            assert len(paper.pages) <= MOST_ORDINARY, guide.key
            assert lonely_headings(page, paper) == [], guide.key


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_in_large_print_stay_within_a_few_pages(page: Page, shipped: Snapshot, language: str) -> None:
    pages: dict[str, int] = {}
    for guide in printed_guides(shipped):
        paper = printed(
            page, links_of(shipped).large_sheet(language, guide.key, NEAR if guide.office_service == "confirms" else "")
        )
        assert lonely_headings(page, paper) == [], guide.key
        pages[guide.key] = len(paper.pages)
    assert max(pages.values()) <= MOST_LARGE, pages


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_whole_questionnaire_is_printed(page: Page, shipped: Snapshot, language: str) -> None:
    paper = printed(page, links_of(shipped).tree(language))
    assert len(paper.pages) <= MOST_TREE
    assert lonely_headings(page, paper) == []
    # The last way of all: nothing was cut off.
    assert f"{len(shipped.content.outcomes)}:" in " ".join(sheet.extract_text() for sheet in paper.pages)


@pytest.mark.parametrize(
    ("address", "number"),
    [("/pl/kontakt/", "19 239"), ("/pl/punkty/1-x/", "22 560 16 00"), ("/en/points/podlaskie/", "22 560 16 00")],
)
def test_numbers_to_call_are_on_paper(page: Page, address: str, number: str) -> None:
    paper = printed(page, address)
    assert number in " ".join(sheet.extract_text() for sheet in paper.pages).replace("\xa0", " ")
    # A sheet that holds next to nothing is a waste.
    assert len(paper.pages[-1].extract_text().split()) > FEWEST_WORDS


@pytest.fixture(scope="module")
def plain_page(
    browser_type: BrowserType, browser_type_launch_args: dict[str, Any], site: Server, tmp_path_factory: Any
) -> Iterator[Page]:
    """A page on a machine that has neither Arial nor a font as wide."""
    environment = font_environment(tmp_path_factory.mktemp("dejavu"), *DEJAVU)
    browser = browser_type.launch(**{**browser_type_launch_args, "env": environment})
    yield browser.new_page(base_url=site.url)
    browser.close()


@pytest.mark.slow
@pytest.mark.parametrize("language", LANGUAGES)
def test_sheets_take_no_more_pages_where_arial_is_missing(plain_page: Page, shipped: Snapshot, language: str) -> None:
    links = links_of(shipped)
    pages = []
    for guide in printed_guides(shipped):
        paper = printed(plain_page, links.sheet(language, guide.key))
        assert fonts_of(paper) == {"DejaVuSans"}
        assert lonely_headings(plain_page, paper) == [], guide.key
        pages.append(len(paper.pages))
        large = printed(plain_page, links.large_sheet(language, guide.key))
        assert len(large.pages) <= MOST_LARGE, guide.key
    assert max(pages) <= MOST_ORDINARY
    assert pages.count(1) >= ON_ONE_PAGE * len(pages), pages


def test_the_questionnaire_takes_no_more_pages_where_arial_is_missing(plain_page: Page, shipped: Snapshot) -> None:
    assert len(printed(plain_page, links_of(shipped).tree("pl")).pages) <= MOST_TREE


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("print_", ["sheet", "large_sheet"])
def test_paper_is_black_on_white_and_nothing_of_the_screen_is_on_it(
    browser: Browser, site: Server, shipped: Snapshot, scheme: str, print_: str
) -> None:
    context = browser.new_context(color_scheme=scheme, base_url=site.url)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(getattr(links_of(shipped), print_)("pl", "pz-punkt"))
    page.emulate_media(media="print", color_scheme=scheme)  # type: ignore[arg-type]
    colours = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((element) => element.checkVisibility())
            .map((element) => getComputedStyle(element))
            .flatMap((style) => [style.color, style.backgroundColor])"""
    )
    assert set(colours) <= {"rgb(0, 0, 0)", "rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"}
    assert page.locator(".bar, form").locator("visible=true").count() == 0
    context.close()


@pytest.fixture
def dark(browser: Browser, site: Server) -> Iterator[Page]:
    context = browser.new_context(color_scheme="dark", viewport={"width": 320, "height": 640}, base_url=site.url)
    yield context.new_page()
    context.close()


def read_code(page: Page) -> list[str]:
    """What a phone reads on the page as it is shown."""
    picture = Image.open(io.BytesIO(page.locator("svg.qr").screenshot()))
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


@pytest.mark.parametrize(
    ("address", "short"),
    [
        ("/pl/poradniki/nowe-haslo-profil-zaufany/kartka/", "/s/pz-haslo"),
        ("/pl/poradniki/nowe-haslo-profil-zaufany/na-telefon/", "/s/pz-haslo"),
        (
            "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/na-telefon/",
            "/s/start.login/czym.pz/pz.haslo/mail.tak/numer.tak",
        ),
    ],
)
def test_a_phone_reads_the_short_address_also_in_the_dark(dark: Page, site: Server, address: str, short: str) -> None:
    dark.goto(address)
    # SITE_URL of `make run`, not the host that the browser asked.
    assert read_code(dark) == [f"http://localhost:{site.port}{short}"]


def test_the_button_prints(page: Page, shipped: Snapshot) -> None:
    page.add_init_script("window.print = () => { window.printed = true; };")
    page.goto(links_of(shipped).sheet("pl", "pz-haslo"))
    page.get_by_role("button", name="Drukuj").click()
    assert page.evaluate("window.printed")
