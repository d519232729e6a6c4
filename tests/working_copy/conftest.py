from tests.messages import messages_as_written
from tests.small import empty, guide, small_rows

__all__ = ["empty", "guide", "messages_as_written", "small_rows"]
