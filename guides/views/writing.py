"""Write to a helpdesk: a form, and the mail that is made of it. Nothing of it is kept."""

from typing import Any

from django.conf import settings
from django.http import Http404
from django.utils.translation import gettext as _

from guides.letters.form import LetterForm
from guides.letters.letter import KINDS, Answers, Secrets, compose, secrets_in, without_secrets
from guides.schema.content import Answer, Content
from guides.serving.links import GUIDE, HELPDESK, STEP, WHOM
from guides.views.asked import PublicRequest, Rendered
from guides.views.procedure import helpdesk_for
from guides.views.public import public_form

CHANGE = "change"  # the button that goes back from the mail to the form
LANGUAGE = "language"  # the one that takes what was typed along to another language
NARROW = 40  # characters in a line of the finished mail on a phone


@public_form
def write(request: PublicRequest) -> Rendered:
    """The empty form; what was sent, as a mail, or the form again with what is to be corrected."""
    content, language = request.site.snapshot.content, request.language
    if not request.is_post:
        return _ask(request, LetterForm(content, language, initial=_asked(request)))
    if LANGUAGE in request.POST:  # nobody has said yet that it is ready: no faults
        return _ask(request, LetterForm(content, language, initial=request.POST.dict()))
    form = LetterForm(content, language, request.POST.dict())
    if CHANGE in request.POST or not form.is_valid():
        return _ask(request, form)
    return _show(request, form)


def _asked(request: PublicRequest) -> dict[str, str]:
    """What the address of the form fills in: whom to write to, for whom, and the step that somebody cannot do."""
    content, query = request.site.snapshot.content, request.GET
    asked = {"helpdesk": query.get(HELPDESK, ""), "whom": query.get(WHOM, "")}
    guide, number = content.guide.get(query.get(GUIDE, "")), query.get(STEP, "")
    if guide and number.isascii() and number.isdecimal() and 0 < int(number[:3]) <= len(guide.steps):
        step = guide.steps[int(number[:3]) - 1]
        asked["happened"] = _("I follow the guide “%(guide)s”. I cannot do step %(number)s: “%(step)s”.") % {
            "guide": guide.title.plain_in(request.language).value,
            "number": int(number[:3]),
            "step": step.title.plain_in(request.language).value,
        }
        helpdesk = helpdesk_for(content, guide)
        asked["helpdesk"] = asked["helpdesk"] or (helpdesk.key if helpdesk else "")
    return asked


def _ask(request: PublicRequest, form: LetterForm) -> Rendered:
    content, links = request.site.snapshot.content, request.site.links
    if not form.helpdesks:
        raise Http404
    title = _("Write to the helpdesk")
    return Rendered(
        template="pages/write.html",
        kind="write",
        key="form",
        title=_("Error: %(title)s") % {"title": title} if form.errors else title,
        description=_(
            "Answer a few questions and get a complete e-mail in Polish "
            "to the helpdesk of IKP, Profil Zaufany or mObywatel."
        ),
        address_in=links.write,
        context={
            "form": form,
            "action": links.write(request.language),
            "helpdesks": [Answer(key=each.key, label=each.name, hint=each.purpose) for each in form.helpdesks],
            "chosen": form["helpdesk"].value(),
            "faults": [{"target": name, "problem": errors[0]} for name, errors in _in_order(form)],
            "urgent": content.main_helpdesk,
        },
        noindex=form.is_bound,
    )


def _in_order(form: LetterForm) -> list[tuple[str, Any]]:
    """The errors in the order in which their fields stand on the page."""
    shown = ["helpdesk", "words", "whom", "happened", "since", "message", *(way.name for way in form.ways)]
    return sorted(form.errors.items(), key=lambda error: shown.index(error[0]) if error[0] in shown else len(shown))


def _show(request: PublicRequest, form: LetterForm) -> Rendered:
    links, language = request.site.links, request.language
    answers = form.answers()
    secrets = secrets_in(answers, _known_numbers(request.site.snapshot.content))
    letter = compose(answers, secrets, settings.LANGUAGE_CODE)
    return Rendered(
        template="pages/letter.html",
        kind="write",
        key="letter",
        title=_("Your e-mail is ready"),
        description=_("The finished e-mail to the helpdesk, to copy, send or print."),
        address_in=links.write,
        context={
            "letter": letter,
            "rows": sum(1 + len(line) // NARROW for line in letter.body.split("\n")),
            "meaning": None if language == letter.language else compose(answers, secrets, language),
            "removed": [
                {"what": KINDS[kind], "where": form[name].label}
                for name, found in secrets.items()
                for kind in dict.fromkeys(secret.kind for secret in found)
            ],
            "action": links.write(language),
            "typed": _typed(form, answers, secrets),
        },
        noindex=True,
    )


def _typed(form: LetterForm, answers: Answers, secrets: Secrets) -> list[tuple[str, str]]:
    """Names and values of all fields, to change them once more: what was taken out does not travel again."""
    clean = without_secrets(answers, secrets)
    return [(name, getattr(clean, name) if name in secrets else form[name].value() or "") for name in form.fields]


def _known_numbers(content: Content) -> list[str]:
    return [helpdesk.phone for helpdesk in content.helpdesks if helpdesk.phone]
