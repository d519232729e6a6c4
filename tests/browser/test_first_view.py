"""What a first visit loads fits into ten TCP segments and three requests, on every kind of page."""

import pytest

from bench.first_view import GOAL, MOST_REQUESTS, first_view
from tests.browser.conftest import Server, every_page

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("path", every_page())
def test_first_view_is_within_its_weight_and_requests(site: Server, path: str) -> None:
    view = first_view(site.url, path)
    assert view.together <= GOAL, view
    assert view.requests <= MOST_REQUESTS, view
