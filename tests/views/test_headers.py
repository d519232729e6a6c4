"""What Mozilla's Observatory asks of headers, of every kind of answer; and the answer to HEAD."""

import os
import subprocess
import sys
from collections.abc import Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as site_settings
from django.test import Client

from config.worker import answer
from guides.serving.live import Snapshot

# Meant for programs and pages of others.
OPEN = ("/api/", "/embed/")
KINDS = [
    "/", "/pl/", "/en/guides/", "/pl/nie-ma/", "/pl/pomoc/start.login", "/pl/punkty/?near=Kielce", "/pl/szukaj/?q=haslo",
    "/robots.txt", "/sitemap.xml", "/.well-known/security.txt", "/healthz", "/readyz", "/favicon.ico", "/pictures/x.png",
    "/api/v1/offices", "/api/v1/offices?nonsense=1", "/api/v1/places?q=Kiel", "/embed/pl/", "/embed/ikp-pomoc-1.js",
    "/preview/bad/pl/", "/s/pz-haslo", "/p/1", "/share/pl/x-1.png", "/count/pl/start/x.gif", "/pl/zmiany.atom",
    "/static/file.css", "/static/nothing.css", "/admin/login/", "/admin/guides/",
]  # fmt: skip


def faults(address: str, headers: Mapping[str, str]) -> list[str]:
    """Which rules an answer over https breaks."""
    policy = headers.get("Content-Security-Policy", "")
    rules = dict.fromkeys(policy.split("; "))
    is_open = address.startswith(OPEN)
    holds = {
        "nosniff": headers.get("X-Content-Type-Options") == "nosniff",
        "HSTS": headers.get("Strict-Transport-Security", "").startswith("max-age=31536000"),
        "referrer": headers.get("Referrer-Policy") == "same-origin",
        "CSP: nothing by default": "default-src 'none'" in rules,
        "CSP: nothing unsafe": "unsafe" not in policy and "http:" not in policy and "data:" not in policy,
        "CSP: base": "base-uri 'none'" in rules,
        "CSP: forms": "form-action 'self'" in rules or "form-action 'none'" in rules,
        "frames": address.startswith("/embed/") or "frame-ancestors 'none'" in rules,
        "CORS": is_open or "Access-Control-Allow-Origin" not in headers,
        "CORP": headers.get("Cross-Origin-Resource-Policy") in ("same-origin", *(["cross-origin"] if is_open else [])),
        "COOP": headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "permissions": "camera=()" in headers.get("Permissions-Policy", ""),
    }
    return [rule for rule, held in holds.items() if not held]


@pytest.fixture
def https(serving: Snapshot, settings: Any, tmp_path: Path) -> Client:
    """A visitor of the site as it is at an address with https."""
    settings.SECURE_HSTS_SECONDS, settings.SECURE_SSL_REDIRECT = 31536000, True
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "file.css").write_text("p {}")
    return Client()


@pytest.mark.django_db
@pytest.mark.parametrize("address", KINDS)
def test_every_kind_of_answer_keeps_the_rules(https: Client, address: str) -> None:
    response = https.get(address, secure=True)
    assert faults(address, response.headers) == []
    for cookie in response.cookies.values():
        assert cookie["secure"] and cookie["path"] == "/admin/" and cookie["samesite"] == "Lax", cookie
    response.close()


def test_http_leads_to_https_and_says_nothing_else(https: Client) -> None:
    response = https.get("/pl/kontakt/?x=1")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/pl/kontakt/?x=1")
    assert response["Content-Security-Policy"].startswith("default-src 'none'")


@pytest.mark.parametrize("status", [HTTPStatus.BAD_REQUEST, HTTPStatus.REQUEST_URI_TOO_LONG])
def test_what_the_server_answers_by_itself_keeps_the_rules(settings: Any, status: HTTPStatus) -> None:
    settings.SECURE_HSTS_SECONDS = 31536000
    answer.cache_clear()
    try:
        head = answer(status).partition(b"\r\n\r\n")[0].decode()
    finally:
        answer.cache_clear()
    headers = dict(line.split(": ", 1) for line in head.split("\r\n")[1:])
    assert faults("/", headers) == []


@pytest.mark.slow
def test_django_has_nothing_to_say_against_the_settings_of_production() -> None:
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DATABASE_URL", "VAR_DIR", "POLL_SECONDS", "DJANGO_SETTINGS_MODULE")
    }
    environment |= {"SECRET_KEY": "".join(map(chr, range(33, 120))), "SITE_URL": "https://pomoc.example.org"}
    environment |= {"ALLOWED_HOSTS": "pomoc.example.org", "OPERATOR_NAME": "Urząd", "OPERATOR_ADDRESS": "Łódź"}
    environment |= {"OPERATOR_EMAIL": "a@example.org", "DJANGO_SETTINGS_MODULE": "config.settings"}
    call = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    told = subprocess.run(call, cwd=site_settings.BASE_DIR, env=environment, capture_output=True, text=True)
    assert told.returncode == 0, told.stderr
    assert "no issues" in told.stdout
