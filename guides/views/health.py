"""What those who run the site ask: whether the process lives, what it serves."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse, JsonResponse

from guides.enums import ReleaseKind
from guides.serving.live import live
from guides.views.errors import read_only


@read_only
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@read_only
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
            # A table, since “SELECT 1” does not open the file, which may be damaged.
            cursor.execute("SELECT MAX(id) FROM django_migrations")
    except Error:
        return False
    return True
