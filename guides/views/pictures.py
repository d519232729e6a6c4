"""Uploaded pictures. Their names are hashes of their content, so they can be kept for ever."""

import mimetypes

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe


@require_safe
def picture(request: HttpRequest, name: str) -> FileResponse:
    path = f"pictures/{name}"
    if not default_storage.exists(path):
        raise Http404
    return FileResponse(
        default_storage.open(path),
        content_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        headers={"Cache-Control": "public, max-age=31536000, immutable"},
    )
