"""What is shipped to run the site elsewhere, as far as it can be read without the machines that it is for."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

DEPLOY = Path(settings.BASE_DIR) / "deploy"


@pytest.fixture(scope="module")
def compose() -> Any:
    return yaml.safe_load((DEPLOY / "compose.yaml").read_text())


def test_one_container_prepares_and_works_the_others_only_serve(compose: Any) -> None:
    services = compose["services"]
    assert "command" not in services["site"]  # that of the image, `scripts/start.py`
    assert services["replica"]["command"] == ["python", "scripts/start.py", "web"]
    assert services["replica"]["depends_on"]["site"]["condition"] == "service_healthy"


def test_volumes_that_are_named_are_there(compose: Any) -> None:
    named = {
        volume.partition(":")[0]
        for service in compose["services"].values()
        for volume in service.get("volumes", ())
        if volume[0] not in "./$"
    }
    assert named == set(compose["volumes"])


def test_every_variable_is_a_setting(compose: Any) -> None:
    known = (Path(settings.BASE_DIR) / "config" / "settings.py").read_text()
    for name in compose["services"]["site"]["environment"]:
        assert f'"{name}"' in known, name


@pytest.mark.parametrize("name", ["site", "replica"])
def test_our_containers_can_do_little(compose: Any, name: str) -> None:
    service = compose["services"][name]
    assert service["read_only"] and service["cap_drop"] == ["ALL"]
    assert "ports" not in service  # only the proxy is reached from outside


def test_a_release_is_visible_everywhere_within_five_seconds() -> None:
    """What the poller takes and what a proxy keeps, of the settings as they are without any variable."""
    text = (Path(settings.BASE_DIR) / "config" / "settings.py").read_text()
    assert 'env.float("POLL_SECONDS", 2.0)' in text and 'env.int("SHARED_SECONDS", 2)' in text


def test_the_proxy_takes_in_what_an_import_may_be() -> None:
    assert settings.IMPORT_LARGEST_FILE < 16 * 2**20
    assert "client_max_body_size 16m;" in (DEPLOY / "nginx.conf").read_text()
