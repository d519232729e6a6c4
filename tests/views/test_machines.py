"""What machines ask for by addresses of their own, and who runs the site."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from guides.checking.operator import check_operator, missing_operator
from tests.html import parse


@pytest.fixture
def operated(settings: Any) -> None:
    settings.SITE_URL = "https://pomoc.example.pl"
    settings.OPERATOR_NAME, settings.OPERATOR_EMAIL = "Fundacja Przykład", "biuro@example.pl"
    settings.OPERATOR_ADDRESS = "ul. Prosta 1, 00-001 Warszawa"


@pytest.mark.usefixtures("operated")
def test_a_weakness_is_told_to_the_operator(visitor: Client, settings: Any) -> None:
    response = visitor.get("/.well-known/security.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
    assert fields["Contact"] == "mailto:biuro@example.pl"
    assert fields["Canonical"] == "https://pomoc.example.pl/.well-known/security.txt"
    left = datetime.strptime(fields["Expires"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC) - datetime.now(UTC)
    assert timedelta(days=100) < left < timedelta(days=365)
    settings.SECURITY_EMAIL = "bezpieczenstwo@example.pl"
    assert "bezpieczenstwo@" in visitor.get("/.well-known/security.txt").content.decode()


def test_without_a_contact_there_is_no_such_file(visitor: Client) -> None:
    assert visitor.get("/.well-known/security.txt").status_code == 404


@pytest.mark.usefixtures("operated")
def test_readers_see_who_runs_the_site(visitor: Client) -> None:
    footer = parse(visitor.get("/pl/")).one("footer").text
    assert "Fundacja Przykład" in footer and "biuro@example.pl" in footer
    assert "ul. Prosta 1, 00-001 Warszawa" in parse(visitor.get("/en/about/")).one("main").text
    assert "Fundacja Przykład" in visitor.get("/pl/").content.decode().split("application/ld+json")[1]
    assert missing_operator() == () == tuple(check_operator())


def test_what_is_missing_of_the_operator_is_named(settings: Any) -> None:
    settings.OPERATOR_NAME = "Fundacja Przykład"
    assert missing_operator() == ("OPERATOR_ADDRESS", "OPERATOR_EMAIL")
    assert [message.id for message in check_operator()] == ["guides.W010"] * 2


def test_crawlers_stay_out_of_the_desk_and_of_previews(visitor: Client) -> None:
    assert {"Disallow: /admin/", "Disallow: /preview/"} <= set(visitor.get("/robots.txt").content.decode().splitlines())
