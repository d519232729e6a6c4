"""What Django costs by itself under our gunicorn: a view of two bytes, no middleware. Also gunicorn's settings."""

from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

from config.gunicorn import *  # noqa: F403 - the same workers, threads and log


def view(_request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("", view)]


def post_worker_init(_worker: Any) -> None:
    """There is no release to load."""


if __name__ == "bench.bare":  # and not gunicorn's reading of its settings
    settings.configure(SECRET_KEY="bench", ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], MIDDLEWARE=[])  # noqa: S106
    application = get_wsgi_application()
