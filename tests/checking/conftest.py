from tests.messages import messages_as_written

__all__ = ["messages_as_written"]
