import pytest

from guides.places.gazetteer import Gazetteer
from tests.places.sample import sample_gazetteer


@pytest.fixture
def gazetteer() -> Gazetteer:
    """The gazetteer of the tests' own rows."""
    return sample_gazetteer()
