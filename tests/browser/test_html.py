"""The HTML of every kind of page is valid: html-validate and the Nu checker find nothing. Each runs once for all pages."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from bench.first_view import fetch
from tests.browser.conftest import BASE_DIR, Server, every_page
from tests.grammars import NU_CHECKER, needs

pytestmark = pytest.mark.browser

HTML_VALIDATE = BASE_DIR / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"


@pytest.fixture(scope="module")
def saved(site: Server, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The HTML of every kind of page in a file; the address of each file."""
    folder = tmp_path_factory.mktemp("html")
    addresses = {}
    for number, address in enumerate(every_page()):
        file = folder / f"{number:03}.html"
        file.write_bytes(fetch(site.url + address, "identity")[0])
        addresses[str(file)] = address
    return addresses


def test_html_validate_finds_nothing(saved: dict[str, str], tmp_path: Path) -> None:
    needs("node", HTML_VALIDATE)
    report = tmp_path / "report.json"
    subprocess.run(
        ["node", HTML_VALIDATE, "--config", BASE_DIR / ".htmlvalidate.json", "--formatter", f"json={report}", *saved],
        check=False, capture_output=True, timeout=120,
    )  # fmt: skip
    found = [
        f"{saved[result['filePath']]}:{message['line']} {message['ruleId']}: {message['message']}"
        for result in json.loads(report.read_text())
        for message in result["messages"]
    ]
    assert found == []


def test_the_nu_checker_finds_nothing(saved: dict[str, str]) -> None:
    needs("java", NU_CHECKER)
    # It exits with 1 where it has found something, and writes its report to the error stream.
    result = subprocess.run(
        ["java", "-jar", NU_CHECKER, "--format", "json", "--exit-zero-always", *saved],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    messages: list[dict[str, Any]] = json.loads(result.stderr)["messages"]
    found = [
        f"{saved[message['url'].removeprefix('file:')]}:{message.get('lastLine')} {message['message']}"
        for message in messages
        # It guesses the language of a page by its words and overlooks `lang` on the Polish names in a list of offices.
        if not message["message"].startswith("This document appears to be written in")
    ]
    assert found == []
