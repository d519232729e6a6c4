"""“Something is wrong here”: a visitor's report on an office's entry, for the editors."""

from dataclasses import dataclass, replace
from typing import Any

from django.core import signing
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from guides.enums import ReportChoice
from guides.feedback import reports
from guides.letters.form import tidy
from guides.schema.content import Point
from guides.serving.links import THANKS
from guides.views.point import known_point
from guides.views.public import public_form
from guides.views.rendering import PublicRequest, Rendered, redirect

SOONEST = 3  # seconds in which nobody fills in the form
LATEST = 24 * 60 * 60  # seconds for which a form that was opened can be sent
HONEYPOT = "website"
_signer = signing.TimestampSigner(salt="guides.report")


@dataclass(frozen=True)
class Typed:
    """What was filled in, and what is wrong with it: by field, or with the sending itself (`problem`)."""

    choice: str = ""
    text: str = ""
    choice_problem: str = ""
    text_problem: str = ""
    problem: str = ""

    @property
    def is_good(self) -> bool:
        return not (self.choice_problem or self.text_problem or self.problem)


@public_form
def report(request: PublicRequest, number: int, slug: str) -> Rendered | HttpResponse:
    """The form, and what was typed into it."""
    if request.site.preview is not None:
        raise Http404  # a preview takes no reports
    found = known_point(request, number, slug, "report")
    if isinstance(found, HttpResponse):
        return found
    if not request.is_post:
        return _page(request, found, Typed(), thanks=THANKS in request.GET)
    return _take(request, found)


def _take(request: PublicRequest, found: Point) -> Rendered | HttpResponse:
    address = request.site.links.report(request.language, found.number)
    if request.POST.get(HONEYPOT):
        return redirect(address, flag=THANKS)  # a program's work; it learns nothing
    typed = _read(request, found)
    if not typed.is_good:
        return _page(request, found, typed, status=400)
    try:
        reports.store(found.number, typed.choice, typed.text, request.language)
    except reports.Full:
        problem = _("We already have many reports about this office today, and we will look at them. Thank you.")
        return _page(request, found, replace(typed, problem=problem), status=429)
    except reports.Unavailable:
        problem = _("We can’t store your report right now. Your text is still here: try again in a few minutes.")
        return _page(request, found, replace(typed, problem=problem), status=503)
    return redirect(address, flag=THANKS)


def _read(request: PublicRequest, found: Point) -> Typed:
    """What was typed, with what is wrong with it."""
    choice = request.POST.get("choice", "")
    text = "\n".join(" ".join(line.split()) for line in tidy(request.POST.get("text", "")).splitlines())
    text = text.strip()
    typed = Typed(choice if choice in ReportChoice.values else "", text)
    if not typed.choice:
        typed = replace(typed, choice_problem=_("Choose what is wrong."))
    if len(text) > reports.LONGEST:
        problem = _("Shorten the text to %(most)s characters. Now it has %(count)s.")
        typed = replace(typed, text_problem=problem % {"most": reports.LONGEST, "count": len(text)})
    elif reports.holds_pesel(text):
        typed = replace(typed, text_problem=_("Your text contains a number that looks like a PESEL. Take it out."))
    elif typed.choice == ReportChoice.OTHER and not text:
        typed = replace(typed, text_problem=_("Write in a few words what is wrong."))
    return typed if not typed.is_good else replace(typed, problem=_sending_problem(request, found))


def _sending_problem(request: PublicRequest, found: Point) -> str:
    """What is wrong with the signed time of the form: too soon for a person, too old, or not ours."""
    token = request.POST.get("time", "")
    try:
        if _signer.unsign(token, max_age=LATEST) != str(found.number):
            raise signing.BadSignature
    except signing.BadSignature:
        return _("This page has been open for a long time. Your text is still here: send it again.")
    try:
        _signer.unsign(token, max_age=SOONEST)
    except signing.SignatureExpired:
        return ""
    return _("That was very quick. Read your report once more and send it again.")


def _page(request: PublicRequest, found: Point, typed: Typed, *, thanks: bool = False, status: int = 200) -> Rendered:
    """The form with what was typed, or thanks. Never kept anywhere, since it carries a signed time."""
    links = request.site.links
    title = _("Thank you for the report") if thanks else _("Something is wrong here: %(name)s") % {"name": found.name}
    context: dict[str, Any] = {
        "point": found,
        "typed": typed,
        "thanks": thanks,
        "choices": [(choice.value, choice.label) for choice in ReportChoice],
        "most": reports.LONGEST,
        "honeypot": HONEYPOT,
        "time": _signer.sign(str(found.number)),
    }
    return Rendered(
        template="pages/report.html",
        kind="report",
        key=str(found.number),
        title=title,
        description=title,
        address_in=lambda code: links.report(code, found.number),
        context=context,
        status=status,
        noindex=True,
        no_store=True,
        has_error=not typed.is_good,
    )
