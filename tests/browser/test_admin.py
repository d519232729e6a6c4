"""The editors' admin in Chromium, under its content policy."""

import os
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request, expect

from tests.browser.conftest import Server, copy_of

pytestmark = pytest.mark.browser

DRILL = bool(os.environ.get("DRILL"))
NAME, PASSWORD = "ewa", "tylko-do-testu"
NEW_EDITOR = f"from guides.accounts.models import User; User.objects.create_superuser('{NAME}', '', '{PASSWORD}')"


@pytest.fixture(scope="module")
def editors_site(site: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A site with an editor, shared by tests that leave it as good as it was."""
    with copy_of(site, tmp_path_factory.mktemp("desk") / "site") as server:
        server.manage("shell", "-c", NEW_EDITOR)
        yield server


@pytest.fixture
def problems() -> list[str]:
    """What Chromium complained about on the pages of `desk`: violations, errors, requests to elsewhere."""
    return []


@pytest.fixture
def desk(browser: Browser, editors_site: Server, problems: list[str]) -> Iterator[Page]:
    """A browser in which a publisher has signed in."""
    context = browser.new_context(base_url=editors_site.url, locale="pl-PL", viewport={"width": 1280, "height": 900})
    host = urlsplit(editors_site.url).netloc

    def heard(said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            problems.append(said.text)

    def asked(request: Request) -> None:
        if urlsplit(request.url).netloc != host:
            problems.append(request.url)

    context.on("console", heard)
    context.on("weberror", lambda error: problems.append(str(error.error)))
    context.on("request", asked)
    page = context.new_page()
    page.goto("/admin/")
    page.fill("#id_username", NAME)
    page.fill("#id_password", PASSWORD)
    page.click("[type=submit]")
    expect(page.locator("#site-name")).to_be_visible()
    yield page
    context.close()


@pytest.fixture
def guide(desk: Page) -> str:
    """The address of the form of the guide pz-haslo."""
    desk.goto("/admin/guides/guide/?q=pz-haslo")
    desk.get_by_role("link", name="pz-haslo", exact=True).click()
    expect(desk.locator("#id_title_pl")).to_be_editable()
    return desk.url


def new_part(page: Page, prefix: str) -> Locator:
    """Add a part to the open form."""
    page.locator(f"#{prefix}-group .add-row a").click()
    return page.locator(f"#{prefix}-group").locator(".inline-related, tr.form-row").locator("visible=true").last


def publish(page: Page) -> None:
    page.goto("/admin/")
    page.locator('#content a.desk-button[href$="/release/publish/"]').click()
    page.locator("button.desk-button").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()


def test_no_page_breaks_the_content_policy(desk: Page, problems: list[str]) -> None:
    """Every list and the form behind it; in the drill also what all kinds have the same page for."""
    desk.set_viewport_size({"width": 320, "height": 800})
    desk.goto("/admin/")
    lists = [link.get_attribute("href") for link in desk.locator("#content-main th a").all()]
    hidden = ["stepproblem", "guideneed", "officialaddress", "outcomealternative"]
    lists += [f"/admin/guides/{name}/" for name in hidden]
    addresses = ["/admin/", "/admin/guides/", "/admin/guides/release/publish/", "/admin/password_change/"]
    addresses += [f"/admin/guides/question/flow/{view}" for view in ("", "map/", "paths/")]
    addresses += ["/admin/imports/", "/admin/imports/new/"]
    for address in lists:
        assert address is not None
        desk.goto(address)
        addresses += _pages_behind(desk, address)
    for address in addresses:
        response = desk.goto(address)
        assert response is not None and response.status == 200, address
        assert desk.evaluate("document.documentElement.scrollWidth") <= 320, address
    assert len(addresses) > (80 if DRILL else 30)
    assert problems == []


def _pages_behind(desk: Page, address: str) -> list[str]:
    """The pages that lead on from the open list."""
    adds = [f"{address}add/"] if desk.locator(".object-tools .addlink").count() else []
    row = desk.locator("#result_list tbody th a")
    if not row.count():
        return adds
    change = str(row.first.get_attribute("href")).split("?")[0]
    if not DRILL and "/guide/" not in address:
        return [change]
    # A release is made live and not deleted; jobs delete themselves.
    last = {"release": ["activate"], "job": []}.get(change.split("/")[3], ["delete"])
    views = [change.replace("/change/", f"/{view}/") for view in ("change", "history", *last)]
    return [f"{address}?q=a", *adds, *views]


FROM_WORD = """<html><head><style>p {color: red}</style></head><body><p class=MsoNormal>Ala <b>ma</b>
<a href="https://kot.pl"><span>kota</span></a></p><p class=MsoListParagraph><span>·&nbsp; </span>raz</p>
<p class=MsoListParagraph><span>·&nbsp; </span>dwa</p><p class=MsoNormal>koniec</p></body></html>"""
PASTE = """([selector, html]) => {
    const data = new DataTransfer();
    data.setData("text/html", html);
    const field = document.querySelector(selector);
    field.focus();
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
}"""


def _move_steps(desk: Page) -> None:
    """The second step comes to stand first and gets a problem; one added and removed again leaves no trace."""
    desk.locator("#steps-1 summary").first.click()
    desk.locator("#steps-1 .desk-up").first.click()
    desk.locator("#steps-group .add-row a").click()
    desk.locator("#steps-3 .desk-remove").click()
    desk.locator("#steps-1 .desk-add").click()
    desk.fill("#id_problems-0-label_pl", "Nie działa")
    desk.locator("[name=_continue]").click()
    expect(desk.locator("#steps-0 .desk-part-name")).to_have_text("Krok 1")
    expect(desk.locator("#steps-1 .desk-part-name")).to_have_text("Krok 0")
    expect(desk.locator(".inline-related.has_original:not(.empty-form)[id^=steps-]")).to_have_count(3)
    desk.locator('.desk-outline a[href="#steps-0"]').click()
    expect(desk.locator("#id_problems-0-label_pl")).to_be_visible()


def _write_marks(desk: Page) -> None:
    """The toolbar writes plain marks; what comes from Word becomes such."""
    detail = desk.locator("#id_steps-0-detail_pl")
    detail.focus()
    detail.locator("xpath=..").locator(".desk-mark-label").click()
    desk.keyboard.type("Dalej")
    desk.keyboard.press("End")
    detail.locator("xpath=..").locator(".desk-mark-link").click()
    expect(desk.locator("dialog.desk-link input")).to_be_focused()
    desk.keyboard.type("pz-haslo")
    expect(desk.locator("dialog.desk-link input")).to_have_value("pz-haslo")
    desk.locator("dialog .desk-target", has_text="Ustaw nowe").first.click()
    expect(detail).to_have_value("[[Dalej]][Ustaw nowe hasło do Profilu Zaufanego](guide:pz-haslo)")
    detail.fill("")
    desk.evaluate(PASTE, ["#id_steps-0-detail_pl", FROM_WORD])
    expect(detail).to_have_value("Ala **ma** [kota](https://kot.pl)\n\n- raz\n- dwa\n\nkoniec")


def test_a_guide_of_three_steps_keeps_what_was_moved(desk: Page, problems: list[str]) -> None:
    desk.goto("/admin/guides/guide/add/")
    for field in ("title", "summary", "for_whom", "result", "cost"):
        desk.fill(f"#id_{field}_pl", f"Nowe {field}")
        desk.fill(f"#id_{field}_en", f"New {field}")
    desk.locator(".field-topic .select2-selection").click()
    options = ".select2-results__option[aria-selected], .select2-results__option--selectable"
    desk.locator(options).locator("visible=true").first.click()
    for number in range(3):
        desk.locator("#steps-group .add-row a").locator("visible=true").first.click()
        desk.fill(f"#id_steps-{number}-title_pl", f"Krok {number}")
        desk.fill(f"#id_steps-{number}-title_en", f"Step {number}")
    desk.locator("[name=_continue]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    _move_steps(desk)
    # A fault jumps into view, out of a folded step.
    desk.fill("#id_steps-0-title_pl", "")
    desk.locator("#steps-0 summary").first.click()
    desk.locator("[name=_continue]").click()
    expect(desk.locator("#id_steps-0-title_pl")).to_be_focused()
    _write_marks(desk)
    # What is left behind: nothing.
    asked: list[str] = []
    desk.once("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    desk.goto("/admin/guides/guide/?q=nowe-title")
    assert asked == ["beforeunload"]
    desk.locator("#result_list tbody th a").first.click()
    desk.locator(".deletelink").click()
    desk.locator("#content [type=submit]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert problems == []


def test_a_form_stands_beside_its_outline_and_under_it_on_a_phone(desk: Page, guide: str) -> None:
    polish, english = desk.locator("#id_title_pl"), desk.locator("#id_title_en")
    assert polish.bounding_box()["y"] == english.bounding_box()["y"]  # type: ignore[index]
    desk.set_viewport_size({"width": 390, "height": 800})
    desk.reload()
    assert polish.bounding_box()["y"] < english.bounding_box()["y"]  # type: ignore[index]
    assert desk.evaluate("document.documentElement.scrollWidth") <= 390
    expect(desk.locator("[name=_continue]")).to_be_in_viewport()


def test_what_is_typed_is_seen_beside_the_form_and_saved_after_signing_in_over_it(
    desk: Page, guide: str, problems: list[str]
) -> None:
    title = desk.input_value("#id_title_pl")
    desk.click("[data-typed]")
    shown = desk.frame_locator(".desk-pane iframe")
    desk.fill("#id_title_pl", "Pisane teraz")
    expect(shown.locator("h1")).to_have_text("Pisane teraz")
    desk.focus("#id_title_en")
    expect(shown.locator("html")).to_have_attribute("lang", "en")
    desk.keyboard.press("Tab")
    desk.click(".desk-pane [data-close]")
    expect(desk.locator("[data-typed]")).to_be_focused()
    desk.context.clear_cookies()
    desk.click("[name=_continue]")
    for password in ("błędne", PASSWORD):
        desk.fill("dialog #id_username", NAME)
        desk.fill("dialog #id_password", password)
        desk.click("dialog [type=submit]")
        expect(desk.locator("dialog .errornote" if password != PASSWORD else ".messagelist .success")).to_be_visible()
    expect(desk.locator("#id_title_pl")).to_have_value("Pisane teraz")
    desk.fill("#id_title_pl", title)
    with desk.expect_navigation():  # the message of the save before is still there
        desk.click("[name=_continue]")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert problems == []


def test_an_added_answer_finds_its_outcome_by_typing(desk: Page, problems: list[str]) -> None:
    desk.goto("/admin/guides/question/")
    desk.locator("#result_list tbody th a").first.click()
    answer = new_part(desk, "answers")
    answer.locator(".field-outcome .select2-selection").click()
    desk.keyboard.type("pz-haslo")
    desk.locator(".select2-results__option--highlighted", has_text="pz-haslo").click()
    expect(answer.locator(".field-outcome .select2-selection__rendered")).to_contain_text("pz-haslo")
    assert problems == []


def test_a_changed_step_is_previewed_published_in_both_languages_and_taken_back(
    desk: Page, guide: str, editors_site: Server, problems: list[str]
) -> None:
    polish = str(desk.locator(".viewsitelink").get_attribute("href"))
    english = "/en/guides/pz-haslo/"
    desk.locator("#steps-0 summary").first.click()
    desk.fill("#id_steps-0-title_pl", "Zupełnie inny krok")
    desk.fill("#id_steps-0-title_en", "A quite different step")
    desk.locator("[name=_save]").first.click()
    expect(desk.locator(".messagelist .success")).to_be_visible()

    desk.goto(guide)
    desk.locator('.object-tools a[href*="/admin/preview/"]').click()
    expect(desk.locator(".preview-mark")).to_be_visible()
    expect(desk.locator(".steps")).to_contain_text("Zupełnie inny krok")
    desk.click('a[hreflang="en"]')
    expect(desk.locator(".steps")).to_contain_text("A quite different step")
    assert "Zupełnie inny krok" not in editors_site.get(polish)[1]

    publish(desk)
    assert editors_site.wait_for(lambda: "Zupełnie inny krok" in editors_site.get(polish)[1], 5)
    assert editors_site.wait_for(lambda: "A quite different step" in editors_site.get(english)[1], 5)

    desk.goto("/admin/guides/release/")
    desk.locator('#result_list a[href$="/activate/"]').first.click()
    desk.locator("#content [type=submit]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert editors_site.wait_for(lambda: "Zupełnie inny krok" not in editors_site.get(polish)[1], 5)
    assert problems == []


def test_publishing_works_without_javascript(browser: Browser, desk: Page, guide: str) -> None:
    desk.locator("#steps-0 summary").first.click()
    desk.fill("#id_steps-0-title_pl", "Jeszcze inny krok")
    desk.locator("[name=_save]").first.click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    state = desk.context.storage_state()
    context = browser.new_context(java_script_enabled=False, base_url=desk.url, storage_state=state)
    publish(context.new_page())
    context.close()


def test_a_box_of_the_picture_opens_the_question(desk: Page, problems: list[str]) -> None:
    desk.goto("/admin/guides/question/flow/")
    desk.locator("#question-czym .flow-frame").click(position={"x": 20, "y": 20})  # the answers lie on its middle
    expect(desk.locator("#id_text_pl")).to_have_value("Czym zwykle się logujesz albo chcesz się zalogować?")
    assert problems == []


def test_an_answer_of_the_picture_opens_where_it_leads(desk: Page, problems: list[str]) -> None:
    desk.goto("/admin/guides/question/flow/")
    desk.locator("#question-czym .flow-answer").nth(2).click()
    expect(desk.locator("h1")).to_have_text("Dokąd prowadzą odpowiedzi")
    expect(desk.locator("#content")).to_contain_text("E-dowód: dowód osobisty i PIN")
    assert problems == []


def test_the_picture_is_scrolled_with_the_keys(desk: Page) -> None:
    desk.goto("/admin/guides/question/flow/")
    expect(desk.locator("#question-start")).to_be_in_viewport()
    # Chromium drops keys that are pressed before it has painted the page.
    desk.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    desk.locator(".flow-region").press("End")
    expect(desk.locator("#question-start")).not_to_be_in_viewport()


def test_too_many_wrong_passwords_get_a_page_within_the_content_policy(browser: Browser, own_site: Server) -> None:
    own_site.manage("shell", "-c", NEW_EDITOR)
    context = browser.new_context(base_url=own_site.url, locale="pl-PL")
    page = context.new_page()
    problems: list[str] = []
    page.on("console", lambda said: problems.append(said.text) if "429" not in said.text else None)
    for _attempt in range(11):
        page.goto("/admin/login/")
        page.fill("#id_username", NAME)
        page.fill("#id_password", "błędne")
        page.click("[type=submit]")
    expect(page.locator("h1")).to_have_text("Zbyt wiele błędnych haseł")
    assert problems == []
    assert own_site.status("/pl/") == 200
    context.close()
