from tests.messages import messages_as_written
from tests.small import empty, guide, point, published, small_rows

__all__ = ["empty", "guide", "messages_as_written", "point", "published", "small_rows"]
