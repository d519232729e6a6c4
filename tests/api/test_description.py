"""The API against its own description: schemathesis draws requests from it, right ones and wrong ones."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client
from hypothesis import HealthCheck, settings, strategies
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.schemas import OpenApiSchema

from config.wsgi import application
from guides.api.asking import BASE
from guides.api.description import describe

pytestmark = pytest.mark.slow

EXAMPLES = 500 if os.environ.get("DRILL") else 8

CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {"mode": "all", "with-security-parameters": False},
        "phases": {"coverage": {"enabled": True}},
        # What is right by its form may name an office that is gone, or a municipality that was joined to others.
        "checks": {
            "positive_data_acceptance": {"expected-statuses": [200, 404, 409, 410]},
            "negative_data_rejection": {"expected-statuses": [400, 404, 405]},
        },
    }
)


def near_now() -> strategies.SearchStrategy[str]:
    """Moments for which hours can be told: a description has no word for “at most two years from now”."""
    now = datetime.now(UTC)
    days = strategies.integers(-300, 300)
    return days.map(lambda count: (now + timedelta(days=count)).isoformat(timespec="seconds"))


schemathesis.openapi.format("date-time", near_now())


def described() -> OpenApiSchema:
    """The description as it is served, and the site that it is of."""
    loaded = schemathesis.openapi.from_dict(msgspec.json.decode(msgspec.json.encode(describe())), config=CONFIG)
    loaded.app, loaded.location = application, f"{BASE}/openapi.json"
    return loaded


schema = described()


@pytest.fixture
def unwatched() -> Iterator[None]:
    """As Django's own test client: nobody looks after connections to a database that is not used."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), print_blob=False, database=None
)
def test_what_is_answered_is_what_is_described(people: Client, unwatched: None, case: schemathesis.Case) -> None:
    case.call_and_validate(headers={"Accept-Encoding": "identity"})
