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


def guide_list(asked: ApiRequest) -> shapes.GuideList:
    """The guides, in the order of the site."""
    guides = asked.snapshot.content.guides
    shown, links = cut_page(asked, guides)
    return shapes.GuideList(total=len(guides), guides=[_summary(asked, guide) for guide in shown], links=links)


def guide(asked: ApiRequest) -> shapes.GuideAnswer:
    """One guide. Raise RequestProblem where there is none, or none any more."""
    key, content = asked.values[parameters.KEY.name], asked.snapshot.content
    found = content.guide.get(key)
    if found is None:
        raise _no_guide(asked, key)
    return shapes.GuideAnswer(
        key=found.key,
        title=asked.text(found.title),
        summary=asked.text(found.summary),
        for_whom=asked.text(found.for_whom),
        result=asked.text(found.result),
        topic=found.topic,
        method=found.method or None,
        minutes=found.minutes,
        time_note=asked.text_or_none(found.time_note),
        cost=asked.text(found.cost),
        needs=[_need(asked, need) for need in content.needs_of(found)],
        warning=asked.text_or_none(found.warning),
        addresses=[
            shapes.GuideWebAddress(address=each.address, url=each.url, label=asked.text(each.label))
            for each in found.addresses
        ],
        steps=[_step(asked, step) for step in found.steps],
        sources=[
            shapes.GuideSource(name=asked.text(source.name), published=source.published or None, url=source.url or None)
            for source in content.sources_of(found)
        ],
        checked_on=found.checked_on,
        notices=_notices(asked, found.method),
        page=asked.page(asked.links.guide(asked.language, found.key)),
        short_address=asked.page(asked.links.short(asked.language, found.key)),
    )


def questionnaire(asked: ApiRequest) -> shapes.Questionnaire:
    """All questions and where they lead."""
    content = asked.snapshot.content
    return shapes.Questionnaire(
        first=content.first,
        page=asked.page(asked.links.start(asked.language)),
        questions=[_question(asked, question) for question in content.questions],
        outcomes=[_outcome(asked, outcome) for outcome in content.outcomes],
    )


def _no_guide(asked: ApiRequest, key: str) -> RequestProblem:
    content = asked.snapshot.content
    everything = asked.address("/guides")
    if key in content.withdrawn("guide").values():
        detail = _("What it said is no longer right, or is now in another guide. The list has them all.")
        return RequestProblem(problems.WITHDRAWN_GUIDE, detail, parameter="key", address=everything)
    by_slug = {slug: known for (_code, kind, slug), known in asked.snapshot.slugs.items() if kind == "guide"}
    like = by_slug.get(key) or next(iter(process.extractOne(key, list(content.guide), score_cutoff=75) or ()), "")
    if like:
        detail = _("Do you mean “%(key)s”?") % {"key": like}
        return RequestProblem(problems.UNKNOWN_GUIDE, detail, parameter="key", address=asked.address(f"/guides/{like}"))
    detail = _("Look the guide up in the list. Its key is in its short address, after /s/.")
    return RequestProblem(problems.UNKNOWN_GUIDE, detail, parameter="key", address=everything)


def _summary(asked: ApiRequest, guide: Guide) -> shapes.GuideSummary:
    return shapes.GuideSummary(
        key=guide.key,
        title=asked.text(guide.title),
        summary=asked.text(guide.summary),
        topic=guide.topic,
        method=guide.method or None,
        minutes=guide.minutes,
        checked_on=guide.checked_on,
        notices=_notices(asked, guide.method),
        page=asked.page(asked.links.guide(asked.language, guide.key)),
        short_address=asked.page(asked.links.short(asked.language, guide.key)),
        data=asked.address(f"/guides/{guide.key}"),
    )


def _notices(asked: ApiRequest, method: str) -> list[shapes.ServiceNotice]:
    """Those that are on and concern a way of logging in, or the whole of IKP."""
    return [
        shapes.ServiceNotice(
            kind=notice.kind,  # type: ignore[arg-type]  # a choice
            stops=notice.stops,
            method=notice.method or None,
            text=asked.text(notice.text),
            begins_at=notice.begins_at,
            ends_at=notice.ends_at,
            source=notice.source,
            checked_at=notice.checked_at,
        )
        for notice in asked.snapshot.board.on(timezone.now())
        if notice.method in ("", method)
    ]


def _need(asked: ApiRequest, need: Needed) -> shapes.NeededThing:
    return shapes.NeededThing(
        kind=need.thing.kind, name=asked.text(need.thing.name), note=asked.text_or_none(need.note or need.thing.note)
    )


def _step(asked: ApiRequest, step: Step) -> shapes.GuideStep:
    return shapes.GuideStep(
        key=step.key,
        title=asked.text(step.title),
        detail=asked.text_or_none(step.detail),
        minutes=step.minutes,
        link=step.link or None,
        unchecked=step.unchecked,
        problems=[_trouble(asked, problem) for problem in step.problems],
    )


def _trouble(asked: ApiRequest, problem: Problem) -> shapes.GuideProblem:
    links, language, content = asked.links, asked.language, asked.snapshot.content
    leads = None
    if problem.guide in content.guide:
        leads = asked.page(links.guide(language, problem.guide))
    elif problem.question in content.question:
        leads = asked.page(links.question_from(language, problem.question))
    return shapes.GuideProblem(label=asked.text(problem.label), advice=asked.text_or_none(problem.advice), page=leads)


def _question(asked: ApiRequest, question: Question) -> shapes.QuestionEntry:
    return shapes.QuestionEntry(
        key=question.key,
        text=asked.text(question.text),
        hint=asked.text_or_none(question.hint),
        answers=[
            shapes.AnswerChoice(
                key=answer.key,
                label=asked.text(answer.label),
                hint=asked.text_or_none(answer.hint),
                question=answer.question or None,
                outcome=answer.outcome or None,
            )
            for answer in question.answers
        ],
    )


def _outcome(asked: ApiRequest, outcome: Outcome) -> shapes.OutcomeEntry:
    """What works now comes first among the alternatives."""
    content = asked.snapshot.content
    site = site_of(asked.snapshot)
    alternatives = working_first(site, outcome.alternatives, lambda one: content.guide[one.guide].method)
    return shapes.OutcomeEntry(
        key=outcome.key,
        guide=outcome.guide,
        title=asked.text(asked.snapshot.content.heading(outcome)),
        reason=asked.text(outcome.reason),
        warning=asked.text_or_none(outcome.warning),
        alternatives=[alternative.guide for alternative in alternatives],
        notices=_notices(asked, content.guide[outcome.guide].method),
    )
