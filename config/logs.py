"""What the logs may not hold: the secret part of a preview's link, whose number stays, and what people answered."""

import logging
import re

from django.core.exceptions import BadRequest
from django.http import UnreadablePostError
from django.http.multipartparser import MultiPartParserError

from config.languages import LANGUAGES

_SECRET = re.compile(r"(/preview/(?:\d{1,12}(?=[:/\s]|$))?)[^/\s\"']*")
_HELP = "|".join(f"{one.code}/{one.address_words['help']}" for one in LANGUAGES)
# The answers stand in the path: in that of a question or an outcome, and in its short address.
_ANSWERS = re.compile(rf"(/(?:{_HELP})/)[^\s\"']+|(/s/)[^\s\"'/]*\.[^\s\"']*", re.I)


def without_secret(text: str) -> str:
    """The text, links to previews cut down to their numbers and addresses with answers to what they begin with."""
    return _ANSWERS.sub(lambda found: f"{found[1] or found[2]}...", _SECRET.sub(r"\1", text))


def hide_secrets(record: logging.LogRecord) -> bool:
    """Cut the addresses in a record; for a filter of Django's, which keeps every record."""
    message = record.getMessage()
    if (clean := without_secret(message)) != message:
        record.msg, record.args = clean, ()
    return True


def is_worth_a_line(record: logging.LogRecord) -> bool:
    """Leave out who went or was cut off while sending, and the trace of a body that is no form; for a filter."""
    error = record.exc_info[1] if record.exc_info else None
    if isinstance(error, BadRequest | MultiPartParserError):
        record.exc_info = None
    return not isinstance(error, UnreadablePostError)
