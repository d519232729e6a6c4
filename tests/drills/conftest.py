"""A small published site and an editor's browser."""

from tests.admin.conftest import desk, publisher
from tests.small import empty, guide, point, published, small_rows

__all__ = ["desk", "empty", "guide", "point", "published", "publisher", "small_rows"]
