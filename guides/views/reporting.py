"""“Something is wrong here” and “Did this help?”: what readers say of offices and guides, for the editors."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from guides.enums import HELPED, WRONG_WITH_GUIDE, WRONG_WITH_OFFICE, ReportChoice, ReportSubject
from guides.feedback import reports
from guides.letters.form import tidy
from guides.privacy.addresses import address_of
from guides.privacy.masking import mask
from guides.schema.content import Guide, Point, Step
from guides.serving.links import ANSWER, GUIDE, STEP, THANKS
from guides.views import signed_time
from guides.views.asked import PublicRequest, Rendered
from guides.views.guides import find_by_slug
from guides.views.point import known_point
from guides.views.public import public_form
from guides.views.rendering import redirect

HONEYPOT = "website"
MASKED = "masked"  # the value of THANKS where something of the text was covered


@dataclass(frozen=True, kw_only=True)
class ReportPrompt:
    """What a form asks about, and how."""

    subject: ReportSubject
    key: str
    choices: Sequence[ReportChoice]
    address_in: Callable[[str], str]
    title: str
    soonest: int  # seconds in which nobody fills it in
    point: Point | None = None
    guide: Guide | None = None
    step: Step | None = None
    known_numbers: tuple[str, ...] = ()

    @property
    def is_verdict(self) -> bool:
        return self.choices == HELPED

    @property
    def signed(self) -> str:
        """What the signed time of its form is for."""
        return f"{self.subject}/{self.key}/{'helped' if self.is_verdict else 'wrong'}"


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
    """The form about an office, and what was typed into it."""
    found = known_point(request, number, slug, "report")
    if isinstance(found, HttpResponse):
        return found
    prompt = ReportPrompt(
        subject=ReportSubject.OFFICE,
        key=str(number),
        choices=WRONG_WITH_OFFICE,
        address_in=lambda code: request.site.links.report(code, number),
        title=_("Something is wrong here: %(name)s") % {"name": found.name},
        soonest=3,
        point=found,
        known_numbers=found.phones,
    )
    return _serve(request, prompt)


def _about_guide(request: PublicRequest, slug: str, *, verdict: bool) -> Rendered | HttpResponse:
    links, content, language = request.site.links, request.site.snapshot.content, request.language
    address = links.helped if verdict else links.report_guide
    key = _sent_guide(request) or find_by_slug(request, "guide", slug, partial(address, language))
    if isinstance(key, HttpResponse):
        return key
    guide = content.guide[key]
    title = _("Did this help? %(name)s") if verdict else _("Something is wrong here: %(name)s")
    prompt = ReportPrompt(
        subject=ReportSubject.GUIDE,
        key=key,
        choices=HELPED if verdict else WRONG_WITH_GUIDE,
        address_in=lambda code: address(code, key),
        title=title % {"name": guide.title.plain_in(language).value},
        soonest=1 if verdict else 3,
        guide=guide,
        step=None if verdict else _step(request, guide),
        known_numbers=tuple(helpdesk.phone for helpdesk in content.helpdesks if helpdesk.phone),
    )
    return _serve(request, prompt)


@public_form
def report_guide(request: PublicRequest, slug: str) -> Rendered | HttpResponse:
    """The form about what is wrong with a guide or one of its steps."""
    return _about_guide(request, slug, verdict=False)


@public_form
def helped(request: PublicRequest, slug: str) -> Rendered | HttpResponse:
    """Whether a guide helped, with one line if somebody wants to say more."""
    return _about_guide(request, slug, verdict=True)


def _sent_guide(request: PublicRequest) -> str:
    """The guide that a form names by its key: had it been renamed meanwhile, a redirect would lose what was sent."""
    key = request.POST.get(GUIDE, "") if request.is_post else ""
    return key if key in request.site.snapshot.content.guide else ""


def _step(request: PublicRequest, guide: Guide) -> Step | None:
    """The step that a link names by its number, or a form by its key."""
    if request.is_post:
        return next((step for step in guide.steps if step.key == request.POST.get(STEP)), None)
    number = request.GET.get(STEP, "")[:3]
    if number.isascii() and number.isdecimal() and 0 < int(number) <= len(guide.steps):
        return guide.steps[int(number) - 1]
    return None


def _serve(request: PublicRequest, prompt: ReportPrompt) -> Rendered | HttpResponse:
    if request.site.preview is not None:
        raise Http404  # a preview takes no reports
    if request.is_post:
        return _take(request, prompt)
    chosen = request.GET.get(ANSWER, "")
    typed = Typed(chosen if chosen in prompt.choices else "")
    return _page(request, prompt, typed, thanks=request.GET.get(THANKS, ""))


def _take(request: PublicRequest, prompt: ReportPrompt) -> Rendered | HttpResponse:
    address = prompt.address_in(request.language)
    if request.POST.get(HONEYPOT):
        return redirect(address, flag=THANKS)  # a program's work; it learns nothing
    form = signed_time.read(request.POST.get("time", ""), prompt.signed, prompt.soonest)
    typed = _read(request, prompt, form)
    if not typed.is_good:
        return _page(request, prompt, typed, status=400)
    text = mask(typed.text, prompt.known_numbers)
    step = prompt.step.key if prompt.step else ""
    said = reports.Said(prompt.subject, prompt.key, ReportChoice(typed.choice), text, request.language, step)
    try:
        reports.store(said, form.nonce, address_of(request.http.META))
    except reports.TooMany:
        problem = _("Many reports came from your network today. Your text is still here: send it again tomorrow.")
        return _page(request, prompt, replace(typed, problem=problem), status=429)
    except reports.Unavailable:
        problem = _("We can’t store your report right now. Your text is still here: try again in a few minutes.")
        return _page(request, prompt, replace(typed, problem=problem), status=503)
    return redirect(f"{address}?{THANKS}={MASKED}") if text != typed.text else redirect(address, flag=THANKS)


def _read(request: PublicRequest, prompt: ReportPrompt, form: signed_time.CheckedToken) -> Typed:
    """What was typed, with what is wrong with it."""
    choice = request.POST.get("choice", "")
    text = "\n".join(" ".join(line.split()) for line in tidy(request.POST.get("text", "")).splitlines())
    text = text.strip()
    typed = Typed(choice if choice in prompt.choices else "", text, problem=form.problem)
    if not typed.choice:
        problem = _("Choose an answer.") if prompt.is_verdict else _("Choose what is wrong.")
        typed = replace(typed, choice_problem=problem)
    if len(text) > reports.LONGEST:
        problem = _("Shorten the text to %(most)s characters. Now it has %(count)s.")
        typed = replace(typed, text_problem=problem % {"most": reports.LONGEST, "count": len(text)})
    elif typed.choice == ReportChoice.OTHER and not text:
        typed = replace(typed, text_problem=_("Write in a few words what is wrong."))
    if typed.choice_problem or typed.text_problem:
        typed = replace(typed, problem="")  # one thing at a time: the page that comes now has a new time
    return typed


def _page(
    request: PublicRequest, prompt: ReportPrompt, typed: Typed, *, thanks: str = "", status: int = 200
) -> Rendered:
    """The form with what was typed, or thanks. Never kept anywhere, since it carries a signed time."""
    title = _("Thank you for the report") if thanks and not prompt.is_verdict else prompt.title
    title = _("Thank you for your answer") if thanks and prompt.is_verdict else title
    context: dict[str, Any] = {
        "asked": prompt,
        "action": prompt.address_in(request.language),
        "typed": typed,
        "thanks": thanks,
        "masked": thanks == MASKED,
        "choices": [(choice.value, choice.label) for choice in prompt.choices],
        "most": reports.LONGEST,
        "honeypot": HONEYPOT,
        "time": signed_time.sign(prompt.signed, reports.new_nonce()),
    }
    return Rendered(
        template="pages/report.html",
        kind="report",
        key=prompt.key,
        title=title,
        description=title,
        address_in=prompt.address_in,
        context=context,
        status=status,
        noindex=True,
        no_store=True,
        has_error=not typed.is_good,
    )
