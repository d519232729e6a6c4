"""Notices in the running site: every worker shows them, Chromium and axe find nothing wrong, the database may go."""

import pytest
from playwright.sync_api import Browser

from tests.browser.conftest import Server
from tests.browser.test_axe import CONTEXT, findings
from tests.browser.test_every_page import too_wide
from tests.conftest import LANGUAGES

pytestmark = pytest.mark.browser

PUT_UP = """
from guides.models import Method, Notice
Notice.objects.create(method=Method.objects.get(key="pz"), text_pl="Trwa [[Naprawa]].", text_en="It is being repaired.",
    source="https://www.gov.pl/komunikat")
Notice.objects.create(kind="fraud", text_pl="Uwaga na SMS-y.", source="https://cert.pl/ostrzezenie")
"""
PAGES = {
    "pl": ["/pl/", "/pl/pomoc/", "/pl/pomoc/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/", "/pl/sposoby/pz/"],
    "en": ["/en/", "/en/help/", "/en/help/start.login/czym.pz/pz.haslo/mail.tak/numer.tak/", "/en/methods/pz/"],
}


def test_a_notice_is_on_every_workers_pages_and_stays_without_the_database(own_site: Server, browser: Browser) -> None:
    own_site.manage("shell", "-c", PUT_UP)
    outcome = PAGES["pl"][2]

    def shown_by_all() -> bool:
        return all("Naprawa" in own_site.get(outcome)[1] for _ in range(20))

    assert own_site.wait_for(shown_by_all, 5), own_site.log()
    for language in LANGUAGES:
        assert_nothing_is_wrong(browser, own_site, language)

    for file in own_site.folder.glob("db.sqlite3*"):
        file.unlink()
    assert shown_by_all()
    own_site.stop()
    own_site.start()
    assert shown_by_all()


def assert_nothing_is_wrong(browser: Browser, site: Server, language: str) -> None:
    context = browser.new_context(base_url=site.url, viewport={"width": 320, "height": 640}, **CONTEXT)
    page = context.new_page()
    for address in PAGES[language]:
        page.goto(address)
        assert page.locator("[class~=warn], [class~=note]").count() >= 1, address
        assert too_wide(page) == [], address
        assert findings(page) == [], address
    context.close()
