"""Uploaded pictures. Their names are hashes of their content, so they can be kept for ever.

The public address serves those of the live release only; a preview serves those that it shows, below its own address.
"""

import mimetypes
from collections.abc import Iterable

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest

from guides.schema.content import Picture
from guides.serving.live import live
from guides.serving.previews import BadLink, Busy, ExpiredLink, WithdrawnLink, read_token, turn
from guides.views.errors import read_only


@read_only
def picture(request: HttpRequest, name: str) -> FileResponse:
    """A picture of the live release."""
    snapshot = live.current()
    response = _served(name, snapshot.content.pictures.values() if snapshot else ())
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@read_only
def preview_picture(request: HttpRequest, token: str, name: str) -> FileResponse:
    """A picture of what a preview shows, for whoever holds its link."""
    try:
        with turn():
            pictures = read_token(token).snapshot.content.pictures
    except (BadLink, Busy, ExpiredLink, WithdrawnLink) as error:
        raise Http404 from error
    response = _served(name, pictures.values())
    response["Cache-Control"] = "private, no-store"
    return response


def _served(name: str, shown: Iterable[Picture]) -> FileResponse:
    """The file of this name, where one of the pictures `shown` has it."""
    if all(each.url != f"/pictures/{name}" for each in shown):
        raise Http404
    try:
        file = default_storage.open(f"pictures/{name}")
    except OSError as error:  # somebody has deleted it
        raise Http404 from error
    return FileResponse(file, content_type=mimetypes.guess_type(name)[0])
