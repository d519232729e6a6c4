"""Where a request comes from."""

from typing import Any

import pytest

from guides.privacy.addresses import address_of


@pytest.mark.parametrize(
    ("direct", "forwarded", "expected"),
    [
        ("127.0.0.1", "198.51.100.7", "198.51.100.7"),
        ("10.0.0.2", "203.0.113.1, 198.51.100.7", "198.51.100.7"),  # what stands before was made up
        ("203.0.113.9", "198.51.100.7", "203.0.113.9"),  # not our proxy
        ("", "198.51.100.7", "198.51.100.7"),  # a socket of this machine
        ("127.0.0.1", "nonsense", "127.0.0.1"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
    ],
)
def test_only_the_proxy_is_believed(settings: Any, direct: str, forwarded: str, expected: str) -> None:
    settings.BEHIND_PROXY = True
    assert address_of({"REMOTE_ADDR": direct, "HTTP_X_FORWARDED_FOR": forwarded}) == expected


def test_without_a_proxy_nothing_that_was_sent_is_believed() -> None:
    assert address_of({"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "198.51.100.7"}) == "127.0.0.1"
