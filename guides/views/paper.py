"""A guide taken along: the sheet to print, and the page that hands it over to a phone."""

from collections.abc import Callable
from urllib.parse import quote

from django.http import HttpResponse
from django.utils.translation import gettext as _

from guides.questionnaire.replay import Replay, read_state, replay
from guides.schema.content import Guide, Outcome
from guides.schema.kinds import Text
from guides.serving.links import CHANGED, NEAR, with_near
from guides.views.asked import PublicRequest, Rendered
from guides.views.guides import find_by_slug
from guides.views.procedure import helpdesk_for, procedure
from guides.views.public import public
from guides.views.rendering import redirect

LONGEST_IN_CODE = 600  # characters of an address; more make modules that are too fine for a cheap camera

# The address of something in a language; for a sheet: in which print, and near which place.
AddressIn = Callable[[str], str]
SheetIn = Callable[[str, bool, str], str]


@public
def guide_sheet(request: PublicRequest, slug: str, large: bool) -> Rendered | HttpResponse:
    """The sheet of a guide."""
    links = request.site.links
    make = links.large_sheet if large else links.sheet
    key = find_by_slug(request, "guide", slug, lambda key: make(request.language, key, request.GET.get(NEAR, "")))
    if isinstance(key, HttpResponse):
        return key
    return _sheet(
        request,
        request.site.snapshot.content.guide[key],
        None,
        large,
        lambda code, large, near: (links.large_sheet if large else links.sheet)(code, key, near),
        links.guide(request.language, key),
    )


@public
def outcome_sheet(request: PublicRequest, state: str, large: bool) -> Rendered | HttpResponse:
    """The sheet of an outcome: that of its guide, with what only these answers bring."""
    links = request.site.links
    here = _ended(request, state)
    if isinstance(here, HttpResponse):
        return here
    assert here.outcome is not None
    return _sheet(
        request,
        request.site.snapshot.content.guide[here.outcome.guide],
        here.outcome,
        large,
        lambda code, large, near: (links.large_sheet_of if large else links.sheet_of)(code, here.state, near),
        links.question(request.language, here.state),
    )


def _sheet(
    request: PublicRequest, guide: Guide, outcome: Outcome | None, large: bool, sheet_in: SheetIn, back: str
) -> Rendered:
    links, language, content = request.site.links, request.language, request.site.snapshot.content
    shown = procedure(request, guide, sheet_in(language, large, ""))
    near = shown["near"]
    helpdesk = content.helpdesk.get(outcome.helpdesk) if outcome else None
    heading = content.heading(outcome) if outcome else guide.title
    title = _("Sheet in large print: %(title)s") if large else _("Sheet to print: %(title)s")
    title %= {"title": heading.plain_in(language).value}
    return Rendered(
        template="print/sheet.html",
        kind="sheet",
        key=guide.key,
        title=title,
        description=title,
        # The switch of the language keeps what was found.
        address_in=lambda code: sheet_in(code, large, near),
        context={
            **shown,
            "outcome": outcome,
            "heading": heading,
            "helpdesk": helpdesk or helpdesk_for(content, guide),
            "large": large,
            "other_print": sheet_in(language, not large, near),
            "back": with_near(back, near),
            # The guide's own, also for an outcome: others may see the paper, and it does not tell the answers.
            "short": links.absolute(links.short(language, guide.key)),
        },
        noindex=True,
    )


@public
def guide_to_phone(request: PublicRequest, slug: str) -> Rendered | HttpResponse:
    """A guide handed over to a phone."""
    links, language = request.site.links, request.language
    key = find_by_slug(request, "guide", slug, lambda key: links.phone(language, key))
    if isinstance(key, HttpResponse):
        return key
    guide = request.site.snapshot.content.guide[key]
    return _to_phone(
        request,
        guide,
        guide.title,
        links.short(language, key),
        lambda code: links.phone(code, key),
        links.guide(language, key),
    )


@public
def outcome_to_phone(request: PublicRequest, state: str) -> Rendered | HttpResponse:
    """An outcome handed over to a phone, with its answers: they go from the reader to the reader."""
    links, language, content = request.site.links, request.language, request.site.snapshot.content
    here = _ended(request, state)
    if isinstance(here, HttpResponse):
        return here
    assert here.outcome is not None
    return _to_phone(
        request,
        content.guide[here.outcome.guide],
        content.heading(here.outcome),
        links.short_state(language, here.state),
        lambda code: links.phone_of(code, here.state),
        links.question(language, here.state),
    )


def _to_phone(
    request: PublicRequest, guide: Guide, heading: Text, short: str, address_in: AddressIn, back: str
) -> Rendered:
    links, language = request.site.links, request.language
    title = heading.plain_in(language).value
    to_type = links.short(language, guide.key)
    letter = f"{title}\r\n{links.absolute(back)}"
    return Rendered(
        template="pages/phone.html",
        kind="phone",
        key=guide.key,
        title=_("To your phone: %(title)s") % {"title": title},
        description=_("To your phone: %(title)s") % {"title": guide.summary.plain_in(language).value},
        address_in=address_in,
        context={
            "heading": heading,
            "back": back,
            # Too many answers for a code that a camera reads: the guide without them.
            "code": links.absolute(short if len(short) <= LONGEST_IN_CODE else to_type),
            "typed": links.absolute(to_type),
            "mail": f"mailto:?subject={quote(title)}&body={quote(letter)}",
        },
        noindex=True,
    )


def _ended(request: PublicRequest, state: str) -> Replay | HttpResponse:
    """The answers of an outcome; a redirect to their page where they do not end in one or are not in order."""
    pairs = read_state(state)
    here = replay(request.site.snapshot.flow, pairs)
    if here.outcome is None or tuple(pairs) != here.state:
        address = request.site.links.question(request.language, here.state)
        return redirect(address, flag=CHANGED if here.unknown or here.pruned else "")
    return here
