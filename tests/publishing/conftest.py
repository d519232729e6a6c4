import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def messages_as_written(fresh_process: None) -> None:
    """Messages of the gate in the language of the code, so that tests can name them."""
    translation.activate("en")
