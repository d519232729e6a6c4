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
    assert problems == []


def test_the_app_of_codes_lets_in_and_a_recovery_code_in_its_place(
    context: BrowserContext, problems: list[str]
) -> None:
    page = context.new_page()
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto("/admin/login/")
    found = {"sign-in": faults_of(page)}
    type_password(page)
    found["second factor"] = faults_of(page)
    page.click("text=Ustaw aplikację")
    found["app of codes"] = faults_of(page)
    secret = page.locator("#content-main code").first.inner_text()
    page.fill("#id_code", code_of(secret))
    page.click("#content button[type=submit]")
    recovery = page.locator(".desk-codes code").first.inner_text()
    found["recovery codes"] = faults_of(page)
    page.click("text=Mam je zapisane")
    sign_out(page)
    type_password(page)
    found["second step"] = faults_of(page)
    assert not any(found.values()), found
    page.fill("#id_code", recovery)
    page.click("#content-main button[type=submit]")
    expect(page.locator(".desk-start")).to_be_visible()
    sign_out(page)
    type_password(page)
    for _attempt in range(10):
        page.fill("#id_code", "000000")
        page.click("#content-main button[type=submit]")
    expect(page.locator("#content-main .errornote")).to_be_visible()
    page.fill("#id_code", code_of(secret))
    with page.expect_navigation():
        page.click("#content-main button[type=submit]")
    expect(page.locator("#content-main .errornote")).to_be_visible()
    assert problems == []
