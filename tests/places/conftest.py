import pytest

from tests.places.sample import load_sample


@pytest.fixture
def gazetteer(db):
    """The gazetteer of the test's own rows."""
    load_sample()
