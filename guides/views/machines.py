"""What machines ask for: where crawlers may go, whom to tell of a weakness, the pictures of social networks."""

from datetime import timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation

from guides.serving.live import live
from guides.serving.share_picture import picture
from guides.views.errors import read_only, unavailable
from guides.views.rendering import redirect, site_of
from guides.views.structured import WHOLE_SITE, lettering_of

_FOREVER = "public, max-age=31536000, immutable"
_DAY = "public, max-age=86400"
_VALID = timedelta(days=180)  # RFC 9116: less than a year


@read_only
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers leave alone. Previews also say so themselves."""
    text = f"User-agent: *\nDisallow: /admin/\nDisallow: /preview/\n\nSitemap: {settings.SITE_URL}/sitemap.xml\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": _DAY})


@read_only
def security(request: HttpRequest) -> HttpResponse:
    """security.txt (RFC 9116), where the operator names a contact."""
    contact = settings.SECURITY_EMAIL or settings.OPERATOR_EMAIL
    if not contact:
        raise Http404
    expires = (timezone.now() + _VALID).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: mailto:{contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        f"Preferred-Languages: {', '.join(code for code, _name in settings.LANGUAGES)}",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    text = "\n".join(lines) + "\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers={"Cache-Control": _DAY})


@read_only
def share_picture(request: HttpRequest, language: str, key: str, mark: str) -> HttpResponse:
    """The picture of a guide, or of the site; an address with an old mark leads to the picture of today."""
    snapshot = live.current()
    if snapshot is None:
        return unavailable()
    if language not in dict(settings.LANGUAGES) or (key != WHOLE_SITE and key not in snapshot.content.guide):
        raise Http404
    with translation.override(language):
        lettering = lettering_of(snapshot.content, language, key)
    if mark != lettering.mark:
        return redirect(site_of(snapshot).links.share_picture(language, key, lettering.mark))
    return HttpResponse(picture(lettering), content_type="image/png", headers={"Cache-Control": _FOREVER})
