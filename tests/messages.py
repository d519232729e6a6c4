"""Messages of checks, as the tests name them."""

import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def messages_as_written(fresh_process: None) -> None:
    """Messages of checks in the language of the code, so that tests can name them."""
    translation.activate("en")
