"""Many reports at once: all of them are stored, and a flood from one address closes the form for nobody else.

`DRILL_REPORTS=480 DRILL_FLOOD=5000` tries it in full.
"""

import os
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from guides.feedback import reports
from guides.models import ReaderReport
from guides.views import signed_time

ADDRESS = "/en/guides/new-password-profil-zaufany/report/"
CONNECTIONS = 16
REPORTS = int(os.environ.get("DRILL_REPORTS", "32"))
FLOOD = int(os.environ.get("DRILL_FLOOD", "60"))


def sender(number: int) -> str:
    return f"198.51.{number // 250}.{number % 250 + 1}"


def send_from(addresses: Iterable[str]) -> Counter[int]:
    """Send one report from each of these addresses over 16 connections; how many were answered with which status."""
    forms = [(address, signed_time.sign("guide/pz-haslo/wrong", reports.new_nonce())) for address in addresses]

    def send(form: tuple[str, str]) -> int:
        address, time = form
        data = {"time": time, "choice": "unclear", "text": "Nie rozumiem", "website": ""}
        try:
            answer = Client().post(
                ADDRESS,
                urlencode(data),
                content_type="application/x-www-form-urlencoded",
                headers={"origin": "http://testserver"},
                REMOTE_ADDR=address,
            )
            return answer.status_code
        finally:
            connections.close_all()

    later = timezone.now() + timedelta(seconds=20)  # by when the forms have been open for long enough
    with time_machine.travel(later), ThreadPoolExecutor(CONNECTIONS) as pool:
        return Counter(pool.map(send, forms))


@pytest.mark.django_db(transaction=True)
def test_reports_sent_at_once_are_all_stored_and_a_flood_stops_nobody_else(visitor: Client) -> None:
    reports.senders.clear()
    assert send_from(sender(number) for number in range(REPORTS)) == {302: REPORTS}
    assert ReaderReport.objects.count() == REPORTS
    flood = send_from(["203.0.113.66"] * FLOOD)
    assert flood == {302: settings.REPORTS_OF_SENDER, 429: FLOOD - settings.REPORTS_OF_SENDER}
    assert send_from([sender(REPORTS)]) == {302: 1}
