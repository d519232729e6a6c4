"""What a public form accepts: a small, readable request from a page of ours (without a cookie, so without a token)."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.utils.translation import gettext as _

from guides.views.errors import error_page

# Many times the longest that a form of ours takes, percent-encoded; more is turned away unread.
LARGEST_BODY = 200_000  # bytes
FORM = "application/x-www-form-urlencoded"


def refusal(request: HttpRequest, language: str) -> HttpResponse | None:
    """The page that turns a POST away, in the active language; None if it can be answered.

    Nothing of what was sent gets into that page or into the log.
    """
    if not is_own(request):
        return _turned_away(
            language,
            403,
            _("This was sent from another website"),
            _(
                "Our form can only be sent from our own page. We have kept nothing of what was sent. "
                "Open the page and fill in the form there."
            ),
            form=request.path,
        )
    if _length(request) > LARGEST_BODY:
        return _too_large(language)
    if request.content_type != FORM and _length(request):
        return _unreadable(language)
    try:
        request.POST  # noqa: B018 - reads the body
    except RequestDataTooBig:
        return _too_large(language)
    except (BadRequest, SuspiciousOperation, UnreadablePostError):
        return _unreadable(language)
    return None


def is_own(request: HttpRequest) -> bool:
    """Whether a page of this site has sent the request (docs/decisions/0012-public-forms-without-a-token.md)."""
    own = {_origin(settings.SITE_URL), _origin(f"{request.scheme}://{request.get_host()}")}
    origin = request.headers.get("Origin", "null")
    if origin != "null":
        return origin in own
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    return _origin(request.headers.get("Referer", "")) in own


def _origin(address: str) -> str:
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    return f"{parts.scheme}://{parts.netloc}".lower()


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0  # Django reads nothing then


def _too_large(language: str) -> HttpResponse:
    return _turned_away(
        language,
        413,
        _("This is too long to send"),
        _("Go back with your browser’s button: what you typed should still be there. Shorten it and send it again."),
    )


def _unreadable(language: str) -> HttpResponse:
    return _turned_away(
        language,
        400,
        _("We could not read what was sent"),
        _("Go back with your browser’s button and send the form again."),
    )


def _turned_away(language: str, status: int, heading: str, message: str, form: str = "") -> HttpResponse:
    response = error_page(language, status, heading, message, form)
    response["Cache-Control"] = "private, no-store"
    return response
