"""A preview is walked like the real site, below an address of its own that nobody can guess."""

import logging
from collections.abc import Callable

from django.conf import settings
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from guides.schema.content import Damaged
from guides.serving.links import Links
from guides.serving.previews import BadLink, Busy, ExpiredLink, Preview, WithdrawnLink, read_token, turn
from guides.views.asked import Rendered, Site
from guides.views.errors import error_page, read_only
from guides.views.rendering import redirect, render

log = logging.getLogger(__name__)
WAIT = 2  # seconds


Run = Callable[[Site], Rendered | HttpResponse]


def serve_preview(language: str, token: str, run: Run, laid: tuple[Preview, Links] | None = None) -> HttpResponse:
    """Serve what a view returns from the preview behind `token`, or from `laid`; never stored, never indexed."""
    try:
        with turn():
            response = _respond(language, token, run) if laid is None else _render(language, *laid, run)
    except Busy:
        response = _ask_to_wait(language)
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _ask_to_wait(language: str) -> HttpResponse:
    """A page that tries again by itself: who reads the site comes before those who look at drafts."""
    response = error_page(
        language,
        503,
        _("The preview is being prepared"),
        _("Somebody else is looking at a preview at this moment. This page tries again by itself."),
    )
    response["Refresh"] = response["Retry-After"] = str(WAIT)
    return response


def _respond(language: str, token: str, run: Run) -> HttpResponse:
    try:
        preview = read_token(token)
    except ExpiredLink:
        return error_page(
            language,
            410,
            _("This preview has expired"),
            _("Preview links work for a short time only. Ask an editor for a new one; the site itself is here."),
        )
    except WithdrawnLink:
        return error_page(
            language,
            410,
            _("This preview was withdrawn"),
            _("Its link does not work any more. Ask an editor for a new one; the site itself is here."),
        )
    except BadLink:
        return error_page(
            language,
            404,
            _("There is no such preview"),
            _("The link is not complete or was changed. Copy it once more, whole, or ask an editor for a new one."),
        )
    except Damaged:
        return error_page(
            language,
            409,
            _("This release can’t be shown"),
            _("What we have stored of it is damaged. None of it is live."),
        )
    except Error:
        return error_page(
            language,
            503,
            _("A preview is not possible now"),
            _("The database does not answer. What is live goes on; try the preview again later."),
        )
    snapshot = preview.snapshot
    links = Links(snapshot.content, snapshot.points, snapshot.flow, prefix=f"/preview/{token}")
    return _render(language, preview, links, run)


def _render(language: str, preview: Preview, links: Links, run: Run) -> HttpResponse:
    site = Site(preview.snapshot, links, preview.notices(timezone.now()), preview)
    try:
        rendered = run(site)
        if not isinstance(rendered, Rendered):
            return rendered
        return HttpResponse(render(site, language, rendered), status=rendered.status)
    except (Http404, AssertionError):
        raise
    except Exception:
        # A working copy may have any fault, and no page promises to be drawn with every one of them.
        if not preview.faults and not preview.is_typed:
            raise
        log.info("A page can't be previewed", exc_info=True)
        if preview.is_typed:
            return error_page(
                language,
                409,
                _("This can’t be shown yet"),
                _("Something that the page needs is missing. Go on writing; saving says what it is."),
            )
        return error_page(
            language,
            409,
            _("This page can’t be previewed yet"),
            _("These faults have to be mended first: %(faults)s")
            % {"faults": "; ".join(str(fault) for fault in preview.faults[:5])},
        )


@read_only
def preview_home(request: HttpRequest, token: str) -> HttpResponse:
    """Lead to the home page of a preview."""
    response = redirect(f"/preview/{token}{reverse(f'{settings.LANGUAGE_CODE}:home')}")
    response["Cache-Control"] = "no-store"
    return response
