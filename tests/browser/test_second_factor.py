"""Signing in with two factors in Chromium, at a site that has a public address."""

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Server
from tests.browser.test_admin import NAME, NEW_EDITOR, PASSWORD
from tests.browser.test_desk_look import faults_of
from tests.totp import code_of

pytestmark = pytest.mark.browser

HOST = "ikp.localhost"  # not localhost itself; for Chromium it is this machine, and as safe as https


@pytest.fixture(scope="module")
def public_site(site: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("public") / "site"
    shutil.copytree(site.folder, folder, ignore=shutil.ignore_patterns("output"))
    server = Server(folder)
    server.start_prepared(SITE_URL=f"http://{HOST}:{server.port}", ALLOWED_HOSTS=f"{HOST},127.0.0.1")
    yield server
    server.stop()


@pytest.fixture
def problems() -> list[str]:
    """What Chromium complained about."""
    return []


@pytest.fixture
def context(browser: Browser, public_site: Server, problems: list[str]) -> Iterator[BrowserContext]:
    """A browser of an editor who has no second factor yet."""
    public_site.manage(
        "shell", "-c", f"from guides.accounts.models import User; User.objects.all().delete(); {NEW_EDITOR}"
    )
    made = browser.new_context(base_url=f"http://{HOST}:{public_site.port}", locale="pl-PL")
    made.on("console", lambda said: problems.append(said.text) if said.type in ("error", "warning") else None)
    yield made
    made.close()


def type_password(page: Page) -> None:
    page.goto("/admin/login/")
    page.fill("#id_username", NAME)
    page.fill("#id_password", PASSWORD)
    page.click("#login-form [type=submit]")


def sign_out(page: Page) -> None:
    page.click("#logout-form button")


def write_without_a_session(page: Page) -> None:
    """Save a guide after the session has ended: a dialog opens over its form."""
    page.goto("/admin/guides/guide/?q=pz-haslo")
    page.get_by_role("link", name="pz-haslo", exact=True).click()
    page.fill("#id_minutes", "17")
    page.context.clear_cookies()
    page.click("[name=_continue]")
    expect(page.locator("dialog #id_username")).to_be_focused()


def saved(page: Page) -> None:
    expect(page.locator(".messagelist .success")).to_be_visible()
    expect(page.locator("#id_minutes")).to_have_value("17")


def test_a_passkey_is_set_up_and_lets_in_alone(context: BrowserContext, problems: list[str]) -> None:
    page = context.new_page()
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    phone = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True}
    certain = {"isUserVerified": True, "automaticPresenceSimulation": True}
    session.send("WebAuthn.addVirtualAuthenticator", {"options": {**phone, **certain}})
    type_password(page)
    expect(page.locator("h1")).to_have_text("Drugi składnik logowania")
    page.goto("/admin/guides/guide/")
    expect(page.locator("h1")).to_have_text("Drugi składnik logowania")
    page.click("text=Dodaj klucz dostępu")
    page.click("#key-button")
    expect(page.locator(".desk-codes code")).to_have_count(10)
    page.click("text=Mam je zapisane")
    expect(page.locator(".desk-start")).to_be_visible()
    sign_out(page)
    page.goto("/admin/login/")
    page.click("#key-button")
    expect(page.locator(".desk-start")).to_be_visible()
    write_without_a_session(page)
    page.click("dialog #key-button")
    saved(page)
    assert problems == []


def set_up_app(page: Page) -> tuple[str, list[str]]:
    """Set up the app of codes and come to the desk; returns its secret and the recovery codes."""
    page.click("text=Ustaw aplikację")
    secret = page.locator("#content-main code").first.inner_text()
    page.fill("#id_code", code_of(secret))
    page.click("#content button[type=submit]")
    expect(page.locator(".desk-codes code")).to_have_count(10)
    codes = page.locator(".desk-codes code").all_inner_texts()
    page.click("text=Mam je zapisane")
    expect(page.locator(".desk-start")).to_be_visible()
    return secret, codes


def send_code(page: Page, code: str) -> None:
    page.fill("#id_code", code)
    with page.expect_navigation():
        page.click("#content-main button[type=submit]")


def test_a_code_of_the_app_lets_in_or_a_recovery_code_in_its_place(
    context: BrowserContext, problems: list[str]
) -> None:
    page = context.new_page()
    type_password(page)
    secret, codes = set_up_app(page)
    for code in (code_of(secret, 1), codes[0]):
        sign_out(page)
        type_password(page)
        send_code(page, code)
        expect(page.locator(".desk-start")).to_be_visible()
    write_without_a_session(page)
    page.fill("dialog #id_username", NAME)
    page.fill("dialog #id_password", PASSWORD)
    page.click("dialog form:has(#id_password) [type=submit]")
    page.fill("dialog #id_code", codes[1])
    page.click("dialog form:has(#id_code) [type=submit]")
    saved(page)
    assert problems == []


def test_who_is_locked_out_is_let_in_by_a_reset_and_sets_up_anew(
    context: BrowserContext, public_site: Server, problems: list[str]
) -> None:
    page = context.new_page()
    type_password(page)
    secret, _codes = set_up_app(page)
    sign_out(page)
    type_password(page)
    for _attempt in range(10):
        send_code(page, "000000")
    send_code(page, code_of(secret, 1))
    expect(page.locator("#content-main .errornote")).to_be_visible()
    public_site.manage("reset_factors", NAME)
    type_password(page)
    expect(page.locator("h1")).to_have_text("Drugi składnik logowania")
    set_up_app(page)
    assert problems == []


INVITED = """
from django.contrib.auth.models import Group
from guides.accounts.models import User
from guides.admin.inviting import link_for
from guides.enums import Role
user = User.objects.create_user("nowa", is_staff=True)
user.groups.add(Group.objects.get(name=Role.EDITOR.value))
print(link_for(user))
"""


def test_from_the_link_of_an_invitation_to_the_first_saved_text(
    context: BrowserContext, public_site: Server, problems: list[str]
) -> None:
    link = public_site.manage("shell", "-c", INVITED).split()[-1]
    page = context.new_page()
    page.goto(link[link.index("/admin/") :])
    page.fill("#id_new_password1", PASSWORD)
    page.fill("#id_new_password2", PASSWORD)
    page.click("#content-main button[type=submit]")
    expect(page.locator(".messagelist .success")).to_contain_text("nowa")
    page.fill("#id_username", "nowa")
    page.fill("#id_password", PASSWORD)
    page.click("#login-form [type=submit]")
    set_up_app(page)
    page.goto("/admin/guides/guide/?q=pz-haslo")
    page.get_by_role("link", name="pz-haslo", exact=True).click()
    page.fill("#id_title_pl", "Ustaw nowe hasło dziś")
    page.locator("[name=_save]").first.click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.get_by_role("link", name="pz-haslo", exact=True).click()
    expect(page.locator("#id_title_pl")).to_have_value("Ustaw nowe hasło dziś")
    assert problems == []


def test_pages_of_signing_in_are_legible_and_fit_a_phone(context: BrowserContext) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/admin/login/")
    found = {"sign-in": faults_of(page)}
    type_password(page)
    found["second factor"] = faults_of(page)
    page.click("text=Ustaw aplikację")
    found["app of codes"] = faults_of(page)
    page.fill("#id_code", code_of(page.locator("#content-main code").first.inner_text()))
    page.click("#content button[type=submit]")
    expect(page.locator(".desk-codes code")).to_have_count(10)
    found["recovery codes"] = faults_of(page)
    page.click("text=Mam je zapisane")
    sign_out(page)
    type_password(page)
    found["second step"] = faults_of(page)
    assert not any(found.values()), found
