"""Guides and the questionnaire as the API hands them out."""

from django.utils import timezone
from django.utils.translation import gettext as _
from rapidfuzz import process

from guides.api import parameters, problems, shapes
from guides.api.asking import ApiRequest, cut_page
from guides.api.problems import RequestProblem
from guides.schema.content import Guide, Needed, Outcome, Problem, Question, Step
from guides.views.notices import working_first
from guides.views.rendering import site_of


def guide_list(request: ApiRequest) -> shapes.GuideList:
    """The guides, in the order of the site."""
    guides = request.snapshot.content.guides
    shown, links = cut_page(request, guides)
    return shapes.GuideList(total=len(guides), guides=[_summary(request, guide) for guide in shown], links=links)


def guide(request: ApiRequest) -> shapes.GuideAnswer:
    """One guide. Raise RequestProblem where there is none, or none any more."""
    key, content = request.values[parameters.KEY.name], request.snapshot.content
    found = content.guide.get(key)
    if found is None:
        raise _no_guide(request, key)
    return shapes.GuideAnswer(
        key=found.key,
        title=request.text(found.title),
        summary=request.text(found.summary),
        for_whom=request.text(found.for_whom),
        result=request.text(found.result),
        topic=found.topic,
        method=found.method or None,
        minutes=found.minutes,
        time_note=request.text_or_none(found.time_note),
        cost=request.text(found.cost),
        needs=[_need(request, need) for need in content.needs_of(found)],
        warning=request.text_or_none(found.warning),
        addresses=[
            shapes.GuideWebAddress(address=each.address, url=each.url, label=request.text(each.label))
            for each in found.addresses
        ],
        steps=[_step(request, step) for step in found.steps],
        sources=[
            shapes.GuideSource(
                name=request.text(source.name), published=source.published or None, url=source.url or None
            )
            for source in content.sources_of(found)
        ],
        checked_on=found.checked_on,
        notices=_notices(request, found.method),
        page=request.page(request.links.guide(request.language, found.key)),
        short_address=request.page(request.links.short(request.language, found.key)),
    )


def questionnaire(request: ApiRequest) -> shapes.Questionnaire:
    """All questions and where they lead."""
    content = request.snapshot.content
    return shapes.Questionnaire(
        first=content.first,
        page=request.page(request.links.start(request.language)),
        questions=[_question(request, question) for question in content.questions],
        outcomes=[_outcome(request, outcome) for outcome in content.outcomes],
    )


def _no_guide(request: ApiRequest, key: str) -> RequestProblem:
    content = request.snapshot.content
    everything = request.address("/guides")
    if key in content.withdrawn("guide").values():
        detail = _("What it said is no longer right, or is now in another guide. The list has them all.")
        return RequestProblem(problems.WITHDRAWN_GUIDE, detail, parameter="key", address=everything)
    by_slug = {slug: known for (_code, kind, slug), known in request.snapshot.slugs.items() if kind == "guide"}
    like = by_slug.get(key) or next(iter(process.extractOne(key, list(content.guide), score_cutoff=75) or ()), "")
    if like:
        detail = _("Do you mean “%(key)s”?") % {"key": like}
        return RequestProblem(
            problems.UNKNOWN_GUIDE, detail, parameter="key", address=request.address(f"/guides/{like}")
        )
    detail = _("Look the guide up in the list. Its key is in its short address, after /s/.")
    return RequestProblem(problems.UNKNOWN_GUIDE, detail, parameter="key", address=everything)


def _summary(request: ApiRequest, guide: Guide) -> shapes.GuideSummary:
    return shapes.GuideSummary(
        key=guide.key,
        title=request.text(guide.title),
        summary=request.text(guide.summary),
        topic=guide.topic,
        method=guide.method or None,
        minutes=guide.minutes,
        checked_on=guide.checked_on,
        notices=_notices(request, guide.method),
        page=request.page(request.links.guide(request.language, guide.key)),
        short_address=request.page(request.links.short(request.language, guide.key)),
        data=request.address(f"/guides/{guide.key}"),
    )


def _notices(request: ApiRequest, method: str) -> list[shapes.ServiceNotice]:
    """Those that are on and concern a way of logging in, or the whole of IKP."""
    return [
        shapes.ServiceNotice(
            kind=notice.kind,  # type: ignore[arg-type]  # a choice
            stops=notice.stops,
            method=notice.method or None,
            text=request.text(notice.text),
            begins_at=notice.begins_at,
            ends_at=notice.ends_at,
            source=notice.source,
            checked_at=notice.checked_at,
        )
        for notice in request.snapshot.board.on(timezone.now())
        if notice.method in ("", method)
    ]


def _need(request: ApiRequest, need: Needed) -> shapes.NeededThing:
    return shapes.NeededThing(
        kind=need.thing.kind,
        name=request.text(need.thing.name),
        note=request.text_or_none(need.note or need.thing.note),
    )


def _step(request: ApiRequest, step: Step) -> shapes.GuideStep:
    return shapes.GuideStep(
        key=step.key,
        title=request.text(step.title),
        detail=request.text_or_none(step.detail),
        minutes=step.minutes,
        link=step.link or None,
        unchecked=step.unchecked,
        problems=[_trouble(request, problem) for problem in step.problems],
    )


def _trouble(request: ApiRequest, problem: Problem) -> shapes.GuideProblem:
    links, language, content = request.links, request.language, request.snapshot.content
    leads = None
    if problem.guide in content.guide:
        leads = request.page(links.guide(language, problem.guide))
    elif problem.question in content.question:
        leads = request.page(links.question_from(language, problem.question))
    return shapes.GuideProblem(
        label=request.text(problem.label), advice=request.text_or_none(problem.advice), page=leads
    )


def _question(request: ApiRequest, question: Question) -> shapes.QuestionEntry:
    return shapes.QuestionEntry(
        key=question.key,
        text=request.text(question.text),
        hint=request.text_or_none(question.hint),
        answers=[
            shapes.AnswerChoice(
                key=answer.key,
                label=request.text(answer.label),
                hint=request.text_or_none(answer.hint),
                question=answer.question or None,
                outcome=answer.outcome or None,
            )
            for answer in question.answers
        ],
    )


def _outcome(request: ApiRequest, outcome: Outcome) -> shapes.OutcomeEntry:
    """What works now comes first among the alternatives."""
    content = request.snapshot.content
    site = site_of(request.snapshot)
    alternatives = working_first(site, outcome.alternatives, lambda one: content.guide[one.guide].method)
    return shapes.OutcomeEntry(
        key=outcome.key,
        guide=outcome.guide,
        title=request.text(request.snapshot.content.heading(outcome)),
        reason=request.text(outcome.reason),
        warning=request.text_or_none(outcome.warning),
        alternatives=[alternative.guide for alternative in alternatives],
        notices=_notices(request, content.guide[outcome.guide].method),
    )
