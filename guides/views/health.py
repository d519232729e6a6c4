"""Whether the process lives, and what it serves."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_safe

from guides.enums import ReleaseKind
from guides.publishing.live import live


@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Which releases are served, and whether the database answers; 503 when nothing is served."""
    snapshot = live.current()
    served = {kind: snapshot.number(kind) if snapshot else None for kind in ReleaseKind.values}
    return JsonResponse(
        {"releases": served, "database": _database_answers()},
        status=200 if snapshot else 503,
        headers={"Cache-Control": "no-store"},
    )


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return False
    return True
