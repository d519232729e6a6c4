"""What the logs may not hold: the secret part of a preview's link. Its number, which tells links apart, stays."""

import logging
import re

_SECRET = re.compile(r"(/preview/(?:\d{1,12}(?=[:/\s]|$))?)[^/\s\"']*")


def without_secret(text: str) -> str:
    """The text, links to previews cut down to their numbers."""
    return _SECRET.sub(r"\1", text)


def hide_secrets(record: logging.LogRecord) -> bool:
    """Cut the links in a record; for a filter of Django's, which keeps every record."""
    message = record.getMessage()
    if "/preview/" in message:
        record.msg, record.args = without_secret(message), ()
    return True
