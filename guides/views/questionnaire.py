"""The questionnaire: one question to a page, and where it ends."""

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse

from guides.enums import CountKind
from guides.feedback.tally import tally
from guides.questionnaire.replay import AnsweredQuestion, Pair, Replay, read_state, replay, write_state
from guides.schema.content import Answer, Question
from guides.serving.links import CHANGED, GO, NEAR, PLACE
from guides.views.asked import PublicRequest, Rendered
from guides.views.location import asks_location
from guides.views.notices import calm_notices, notices_about, stopped_answers, ways_from, working_first
from guides.views.procedure import procedure
from guides.views.public import public
from guides.views.rendering import redirect


@dataclass(frozen=True)
class Given:
    """An answer given so far, with the address at which it is changed."""

    question: Question
    answer: Answer
    change: str


@asks_location
@public
def question(request: PublicRequest, state: str = "") -> Rendered | HttpResponse:
    """The open question of a state, or its outcome; a form's answer leads to the next state."""
    flow = request.site.snapshot.flow
    pairs = read_state(state)
    here = replay(flow, pairs)
    if here.question and (choice := _choice(request, here.question)):
        if request.site.preview is None:
            tally.count(CountKind.PASSED, here.question.key, request.language)
        return _lead(request, replay(flow, [*here.state, (here.question.key, choice.key)]))
    if tuple(pairs) != here.state:
        # Repeating an answer or giving it out of order loses nothing; other answers did not survive, and that is said.
        return _lead(request, here, lost=bool(here.unknown or here.pruned))
    if here.outcome:
        return _outcome(request, here)
    assert here.question is not None
    return _ask(request, here, here.question, chosen="", changing=False)


@public
def change(request: PublicRequest, key: str, state: str = "") -> Rendered | HttpResponse:
    """Ask one answered question again. The other answers stay where they still make sense."""
    flow = request.site.snapshot.flow
    here = replay(flow, read_state(state))
    answered = here.answered(key)
    if answered is None or tuple(read_state(state)) != here.state:
        return _lead(request, here, lost=bool(here.unknown or here.pruned))
    if choice := _choice(request, answered.question):
        return _lead(request, replay(flow, [*here.state, (key, choice.key)]))
    return _ask(request, here, answered.question, chosen=answered.answer.key, changing=True)


def _lead(request: PublicRequest, here: Replay, *, lost: bool = False) -> HttpResponse:
    """A redirect to the page of a state; `lost`: it tells that some answers are gone."""
    address = request.site.links.question(request.language, here.state)
    return redirect(_placed(request, address, **({CHANGED: "1"} if lost else {})))


def _where(request: PublicRequest) -> dict[str, str]:
    """The place that a link from elsewhere brought, which goes along to the offices at the end."""
    return {name: str(request.GET[name]) for name in (NEAR, PLACE) if request.GET.get(name)}


def _placed(request: PublicRequest, address: str, **others: str) -> str:
    query = urlencode({**_where(request), **others})
    return f"{address}?{query}" if query else address


def _choice(request: PublicRequest, question: Question) -> Answer | None:
    return question.answer(request.GET.get(question.key, ""))


def _given(request: PublicRequest, here: Replay, answered: Sequence[AnsweredQuestion]) -> list[Given]:
    links = request.site.links
    return [
        Given(
            one.question,
            one.answer,
            _placed(request, links.change(request.language, here.state, one.question.key)),
        )
        for one in answered
    ]


def _back(request: PublicRequest, here: Replay, before: Sequence[AnsweredQuestion]) -> str:
    """The question before, with its option still chosen; home from the first one."""
    links = request.site.links
    if not before:
        return links.home(request.language)
    return _placed(request, links.change(request.language, here.state, before[-1].question.key))


def _ask(request: PublicRequest, here: Replay, question: Question, *, chosen: str, changing: bool) -> Rendered:
    links, language, flow = request.site.links, request.language, request.site.snapshot.flow
    before = here.before(question.key)
    state: tuple[Pair, ...] = here.state

    def address(code: str) -> str:
        return links.change(code, state, question.key) if changing else links.question(code, state)

    text = question.text.plain_in(language).value
    error = GO in request.GET
    return Rendered(
        template="pages/question.html",
        kind="question",
        key=question.key,
        title=text,
        description=question.hint.plain_in(language).value if question.hint else text,
        address_in=lambda code: _placed(request, address(code)),
        context={
            "notices": calm_notices(request, ways_from(flow, [question.key])),
            "stopped_answers": stopped_answers(request, question),
            "question": question,
            "chosen": chosen,
            "error": error,
            "action": address(language),
            "where": _where(request),
            "field": question.key,
            "answered": _given(request, here, before),
            "back": _back(request, here, before),
            "number": len(before) + 1,
            "remaining": flow.longest[question.key] - 1,
            "guide_changed": CHANGED in request.GET,
            "changing": changing,
        },
        noindex=changing or bool(_where(request)),
        has_error=error,
    )


def _outcome(request: PublicRequest, here: Replay) -> Rendered:
    links, language, content = request.site.links, request.language, request.site.snapshot.content
    outcome = here.outcome
    assert outcome is not None
    guide, heading = content.guide[outcome.guide], content.heading(outcome)
    shown = procedure(request, guide, links.question(language, here.state), write_state(here.state))
    return Rendered(
        template="pages/outcome.html",
        kind="outcome",
        key=outcome.key,
        title=heading.plain_in(language).value,
        description=guide.summary.plain_in(language).value,
        # The switch of the language keeps what was found.
        address_in=lambda code: links.question(code, here.state) + shown["kept"],
        noindex=bool(shown["kept"]),
        context={
            **shown,
            "outcome": outcome,
            "heading": heading,
            "notices": notices_about(request, guide.method, guide.key, outcome.alternatives),
            "answered": _given(request, here, here.path),
            "back": _back(request, here, here.path),
            "guide_changed": CHANGED in request.GET,
            "alternatives": [
                {"guide": content.guide[alternative.guide], "note": alternative.note}
                for alternative in working_first(
                    request.site, outcome.alternatives, lambda one: content.guide[one.guide].method
                )
            ],
            "helpdesk": content.helpdesk.get(outcome.helpdesk),
            "sheet": links.sheet_of(language, here.state, shown["near"]),
            "phone_page": links.phone_of(language, here.state),
            # On paper; it does not tell what the person answered.
            "short": links.absolute(links.short(language, guide.key)),
        },
        # Short enough to type, and it does not tell what the person answered.
        printed_address=links.guide(language, guide.key),
        has_error=bool(shown["finder"] and shown["finder"].message),
    )
