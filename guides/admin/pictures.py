"""Pictures in forms: a thumbnail, the limits, a box to remove one; served to editors before they are published."""

import mimetypes
from typing import Any

from django.contrib.admin.widgets import AdminFileWidget
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guides.models.pictures import FOLDER, name_of


class PictureWidget(AdminFileWidget):
    """Shows the picture that there is, and takes another in its place or none."""

    template_name = "admin/guides/picture.html"
    clear_checkbox_label = _("Remove this picture")  # type: ignore[assignment]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        context["widget"]["picture"] = name_of(value) if self.is_initial(value) else ""
        return context


@require_safe
def serve_picture(request: HttpRequest, name: str) -> FileResponse:
    """A stored picture, published or not, for those who see steps."""
    if not request.user.has_perm("guides.view_step"):
        raise PermissionDenied
    try:
        file = default_storage.open(f"{FOLDER}{name}")
    except (OSError, ValueError) as error:  # there is none, or it is a folder, or no name that a file could have
        raise Http404 from error
    return FileResponse(
        file,
        content_type=mimetypes.guess_type(name)[0] or "application/octet-stream",
        headers={"Cache-Control": "private, no-store", "X-Content-Type-Options": "nosniff"},
    )
