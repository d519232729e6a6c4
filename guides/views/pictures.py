"""Uploaded pictures. Their names are hashes of their content, so they can be kept for ever."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest

from guides.views.errors import read_only


@read_only
def picture(request: HttpRequest, name: str) -> FileResponse:
    try:
        file = default_storage.open(f"pictures/{name}")
    except (OSError, ValueError) as error:  # there is none, or it is a folder, or no name that a file could have
        raise Http404 from error
    return FileResponse(
        file,
        content_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
