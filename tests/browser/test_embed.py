"""The help in a frame of somebody else's page, which is served here from another origin."""

from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Frame, Page, expect

from bench.first_view import GOAL, first_view
from tests.browser.conftest import Server, copy_of
from tests.browser.test_axe import CONTEXT, OPEN_AND_BARE, RULES
from tests.conftest import LANGUAGES

pytestmark = pytest.mark.browser

START = {"pl": "/pl/pomoc/", "en": "/en/help/"}
OUTCOME = {
    "pl": "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/",
    "en": "/en/help/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/",
}
OFFICES = {"pl": "/pl/punkty/?near=18-400", "en": "/en/points/?near=18-400"}
GUIDE = {"pl": "/pl/poradniki/punkt-potwierdzajacy/", "en": "/en/guides/pz-punkt/"}
WIDTHS = (280, 320, 390, 640, 1000)
PAGE = """<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>Gmina Przykładowo</title>
<meta name="viewport" content="width=device-width"></head>
<body style="margin:0;{style}"><main><h1>Gmina Przykładowo</h1>{body}<p id="after">Urząd Gminy</p></main></body></html>"""
# A fold's worth of the foreign page around the frame.
HEIGHT = 700


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The origin of a foreign site and its folder."""
    folder = tmp_path_factory.mktemp("foreign")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://localhost:{server.server_port}", folder
    server.shutdown()
    server.server_close()


Host = Callable[..., str]


@pytest.fixture
def host(foreign: tuple[str, Path]) -> Host:
    """Makes the foreign page that holds `body` and returns its address."""
    origin, folder = foreign

    def make(body: str, language: str = "pl", style: str = "") -> str:
        (folder / "index.html").write_text(PAGE.format(body=body, language=language, style=style))
        return f"{origin}/index.html"

    return make


def element(site: Server, path: str) -> str:
    """The custom element with our script."""
    return (
        f'<ikp-pomoc><a href="{site.url}{path}">Pomoc: Internetowe Konto Pacjenta</a></ikp-pomoc>'
        f'<script type="module" src="{site.url}/embed/ikp-pomoc-1.js" crossorigin="anonymous"></script>'
    )


def plain(site: Server, path: str, width: int | str = "100%") -> str:
    return f'<iframe src="{site.url}/embed{path}" title="Pomoc: IKP" width="{width}" height="600" style="border:0"></iframe>'


def inner(page: Page) -> Frame:
    """The frame, loaded."""
    handle = page.wait_for_selector("iframe")
    assert handle is not None
    frame = handle.content_frame()
    assert frame is not None
    frame.wait_for_selector("#main")
    return frame


def height_fits(page: Page) -> None:
    """The frame is as high as the page in it, so that nothing scrolls in it."""
    page.wait_for_function("document.querySelector('iframe').style.height !== '600px'")
    frame = inner(page)
    needed = frame.evaluate("Math.ceil(document.documentElement.getBoundingClientRect().height)")
    page.wait_for_function(f"document.querySelector('iframe').offsetHeight === {needed}")


def walk_by_keyboard(page: Page, frame: Frame) -> int:
    """Choose the first answer of each question with the keys alone, up to the outcome; the number of questions."""
    asked = 0
    while frame.locator('body[data-page="question"]').count():
        key = frame.locator("body").get_attribute("data-key")
        first = frame.locator("input[type=radio]").first
        for _ in range(12):
            page.keyboard.press("Tab")
            if first.evaluate("box => box === document.activeElement"):
                break
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
        frame.wait_for_selector(f'body:not([data-page="question"][data-key="{key}"]) #main')
        asked += 1
        assert asked < 12
    return asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_questionnaire_is_walked_to_its_end_by_keyboard(
    page: Page, site: Server, host: Host, language: str
) -> None:
    page.goto(host(element(site, START[language]), language))
    frame = inner(page)
    assert walk_by_keyboard(page, frame) > 1
    assert frame.locator("body").get_attribute("data-page") == "outcome"
    assert frame.locator("html").get_attribute("lang") == language
    height_fits(page)
    assert page.url.startswith("http://localhost:")  # the foreign page is still there


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_javascript_a_plain_frame_works_to_its_end(
    browser: Browser, site: Server, host: Host, language: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(host(plain(site, START[language]), language))
    frame = inner(page)
    for _ in range(12):
        if not frame.locator('body[data-page="question"]').count():
            break
        with page.expect_event("framenavigated"):
            frame.locator("input[type=radio]").first.check(force=True)
            frame.locator("button[type=submit]").click()
        frame.wait_for_load_state()
    expect(frame.locator("body")).to_have_attribute("data-page", "outcome")
    context.close()


def test_the_element_is_a_plain_link_until_its_script_comes(page: Page, site: Server, host: Host) -> None:
    page.route("**/ikp-pomoc-1.js", lambda route: route.abort())
    page.goto(host(element(site, START["pl"])))
    page.get_by_role("link", name="Pomoc: Internetowe Konto Pacjenta").click()
    page.wait_for_url(f"{site.url}{START['pl']}")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("paths", [START, OUTCOME, OFFICES, GUIDE], ids=["start", "outcome", "offices", "guide"])
def test_the_frame_grows_with_its_content_and_nothing_is_wider_than_it(
    page: Page, site: Server, host: Host, paths: dict[str, str], language: str
) -> None:
    page.goto(host(element(site, paths[language]), language))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": HEIGHT})
        height_fits(page)
        assert inner(page).evaluate("document.documentElement.scrollWidth") <= width, width


def test_the_next_page_in_the_frame_is_seen_from_its_top(page: Page, site: Server, host: Host) -> None:
    page.set_viewport_size({"width": 320, "height": 480})
    page.goto(host(element(site, OUTCOME["pl"])))
    height_fits(page)
    frame = inner(page)
    frame.locator("a[href*='/zmien/']").locator("visible=true").last.click()
    frame.wait_for_selector('body[data-page="question"]')
    page.wait_for_function("Math.abs(document.querySelector('iframe').getBoundingClientRect().top) < innerHeight / 2")


def test_links_to_other_places_take_the_whole_window(page: Page, site: Server, host: Host) -> None:
    page.goto(host(element(site, START["pl"])))
    inner(page).get_by_role("link", name="Wolę zadzwonić").click()
    page.wait_for_url(f"{site.url}/pl/kontakt/")


@pytest.mark.parametrize(("style", "dark"), [("color-scheme:light", False), ("color-scheme:dark", True)])
def test_light_and_dark_follow_the_page_around_the_frame(
    browser: Browser, site: Server, host: Host, style: str, dark: bool
) -> None:
    context = browser.new_context(color_scheme="null")  # an emulated one would reach into the frame
    page = context.new_page()
    page.goto(host(element(site, START["pl"]), style=style))
    frame = inner(page)
    assert frame.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") == dark
    context.close()


def test_no_cookie_and_nothing_wrong_in_the_console(page: Page, site: Server, host: Host) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.route("**/favicon.ico", lambda route: route.fulfill(status=204))
    page.goto(host(element(site, OUTCOME["pl"])))
    height_fits(page)
    assert (said, page.context.cookies()) == ([], [])


def test_a_page_of_the_site_itself_can_not_be_framed(page: Page, site: Server, host: Host) -> None:
    page.goto(host(f'<iframe src="{site.url}/pl/pomoc/" title="x"></iframe>'))
    page.wait_for_load_state("networkidle")
    assert not page.frames[1].locator("#main").count()


def test_a_site_that_the_setting_does_not_name_can_not_frame(
    browser: Browser, site: Server, host: Host, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMBED_ORIGINS", "https://bip.example.pl")
    with copy_of(site, tmp_path / "narrow") as narrow:
        page = browser.new_page()
        page.goto(host(plain(narrow, START["pl"])))
        page.wait_for_load_state("networkidle")
        assert not page.frames[1].locator("#main").count()
        page.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_in_the_frame(browser: Browser, site: Server, host: Host, language: str) -> None:
    context = browser.new_context(**CONTEXT, viewport={"width": 280, "height": HEIGHT})
    page = context.new_page()
    found = {}
    for path in (START[language], OUTCOME[language], OFFICES[language], GUIDE[language]):
        page.goto(host(element(site, path), language))
        frame = inner(page)
        frame.evaluate(OPEN_AND_BARE)
        frame.evaluate(AXE_SCRIPT)
        found[path] = frame.evaluate(RULES, None)
    context.close()
    assert {path: texts for path, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "path", [paths[language] for paths in (START, OUTCOME, OFFICES, GUIDE) for language in LANGUAGES]
)
def test_an_embed_is_as_light_as_a_page(site: Server, path: str) -> None:
    assert first_view(site.url, f"/embed{path}").together <= GOAL
