"""Checks: everything that is wrong with compiled content, all at once, each fault with the place to mend it.

Pure: no database. Errors stop a release, warnings do not.
"""

from collections.abc import Container, Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy as _

from guides.checking.translations import disagreements, translations
from guides.enums import GuideRole, HelpdeskRole, PageKey, TranslationState
from guides.questionnaire.replay import Flow
from guides.schema.content import Answer, Content, Point, PointSet, Question
from guides.schema.draft import Draft, PointsDraft
from guides.schema.faults import Fault, error, warning
from guides.schema.geography import in_poland
from guides.schema.kinds import Entry, Lists, Text, fields_of
from guides.schema.markup import INTERNAL_SCHEMES, OF_EACH_TEXT, dead_links, html_tags, targets, unclosed
from guides.search.languages import language_of

MOST_QUESTIONS = 5
# One action in each step is easier to follow than fewer steps with several; the longest guide needs eleven.
FEWEST_STEPS, MOST_STEPS = 3, 12


def check_content(content: Content, today: date, due_days: int) -> list[Fault]:
    """Every fault of `content`. A check older than `due_days` before `today` is overdue."""
    return [
        *_check_flow(content),
        *_check_targets(content),
        *_check_pages(content),
        *_check_roles(content),
        *_check_guides(content),
        *_check_texts(content),
        *_check_dates(content, today, due_days),
        *_check_forms(content),
    ]


def check_points(points: PointSet) -> list[Fault]:
    """Every fault of `points`."""
    return [*_check_points(points), *_check_texts_of("point", points.points, ())]


def check_draft(working_copy: Draft | PointsDraft, languages: tuple[str, ...]) -> list[Fault]:
    """What shows in the texts as editors wrote them: outdated translations, and those that disagree with the source."""
    found = []
    for text in translations(working_copy, languages):
        if text.state == TranslationState.OUTDATED:
            outdated = _("The translation (%(language)s) is outdated: the source changed after it.")
            found.append(warning(text.kind, text.key, outdated, text.place, language=text.language))
        found += _check_marks(text.kind, text.key, text.place, text.source)
        found += _check_marks(text.kind, text.key, text.place, text.text)
        if text.source.strip() and text.state != TranslationState.MISSING:
            for message, params in disagreements(text.source, text.text):
                found.append(warning(text.kind, text.key, message, text.place, **params))
    return found


def _check_marks(kind: str, key: str, place: str, text: str) -> list[Fault]:
    """What readers would see as a dead link, or as the signs of HTML."""
    dead = _("A link leads to “%(target)s”. Only addresses that begin with https:// are allowed, and our own.")
    tag = _("The text has HTML in it: “%(tag)s”. Readers would see that. Take it out.")
    sign = _("“%(sign)s” is opened and not closed. Readers see the sign.")
    targets, tags, signs = _marks_of(text)
    found = [error(kind, key, dead, place, target=target) for target in targets]
    found += [error(kind, key, tag, place, tag=each) for each in tags]
    return found + [warning(kind, key, sign, place, sign=each) for each in signs]


@lru_cache(maxsize=OF_EACH_TEXT)
def _marks_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Dead links, tags and unclosed signs of a text."""
    return tuple(dead_links(text)), tuple(html_tags(text)), tuple(unclosed(text))


def _check_forms(content: Content) -> Iterator[Fault]:
    """Languages whose words search knows in no other form, though it could: the dictionary was not there."""
    for language in content.languages:
        if language_of(language).forms and language in content.forms and not content.forms[language]:
            message = _(
                "Search finds words of the language “%(language)s” only as they are written: its dictionary is missing."
            )
            yield warning("search", "", message, language=language)


def _check_flow(content: Content) -> Iterator[Fault]:
    flow = Flow(content)
    has_first = content.first in content.question
    if not has_first:
        yield error("question", "", _("No question is marked as the first."))
    # Without a first question nobody can tell what is not reached; all other faults are named.
    reached = set(flow.reachable(content.first)) if has_first else set(content.question)
    ended: set[str] = set()
    for question in content.questions:
        if not question.answers:
            yield error("question", question.key, _("Dead end: the question has no answers."))
        if question.key not in reached:
            yield error("question", question.key, _("No way leads to this question."))
        for answer in question.answers:
            yield from _check_answer(content, question, answer)
            if question.key in reached:
                ended.add(answer.outcome)
        if question.answers and not question.answers[-1].unsure:
            yield warning("question", question.key, _("The last answer is not an “I don’t know”."))
    for outcome in content.outcomes:
        if outcome.key not in ended and not outcome.kept:
            message = _("No answer leads to this outcome. Let one lead to it, delete it, or keep it for old links.")
            yield error("outcome", outcome.key, message, "kept")
    for cycle in _cycles(flow):
        message = _("Cycle: the questions %(questions)s lead back to themselves.")
        yield error("question", cycle[0], message, questions=" → ".join([*cycle, cycle[0]]))
    depth = flow.longest.get(content.first, 0)
    if depth > MOST_QUESTIONS:
        message = _("Somebody can be asked %(depth)s questions; the goal is %(goal)s at most.")
        yield warning("question", content.first, message, depth=depth, goal=MOST_QUESTIONS)


def _check_answer(content: Content, question: Question, answer: Answer) -> Iterator[Fault]:
    place = f"answers[{answer.key}]"
    if not answer.question and not answer.outcome:
        yield error("question", question.key, _("Dead end: the answer leads nowhere."), place)
    elif answer.question and answer.outcome:
        yield error("question", question.key, _("The answer leads to a question and to an outcome."), place)
    elif answer.question and answer.question not in content.question:
        message = _("The answer leads to the question “%(target)s”, which does not exist.")
        yield error("question", question.key, message, place, target=answer.question)
    elif answer.outcome and answer.outcome not in content.outcome:
        message = _("The answer leads to the outcome “%(target)s”, which does not exist.")
        yield error("question", question.key, message, place, target=answer.outcome)


def _cycles(flow: Flow) -> list[list[str]]:
    """The questions of each cycle that a depth-first walk meets, each cycle once, in the order of the walk."""
    done: set[str] = set()
    found: list[list[str]] = []
    for start in flow.content.question:
        if start in done:
            continue
        trail = [start]
        stack = [iter(flow.next_questions(start))]
        position = {start: 0}
        while stack:
            after = next(stack[-1], None)
            if after is None:
                stack.pop()
                key = trail.pop()
                del position[key]
                done.add(key)
            elif after in position:
                found.append(trail[position[after] :])
            elif after not in done:
                position[after] = len(trail)
                trail.append(after)
                stack.append(iter(flow.next_questions(after)))
    return found


def _check_targets(content: Content) -> Iterator[Fault]:
    for outcome in content.outcomes:
        for guide in (outcome.guide, *(alternative.guide for alternative in outcome.alternatives)):
            if guide not in content.guide:
                yield error("outcome", outcome.key, _("The guide “%(target)s” does not exist."), target=guide)
        if outcome.helpdesk and outcome.helpdesk not in content.helpdesk:
            message = _("The helpdesk “%(target)s” does not exist.")
            yield error("outcome", outcome.key, message, target=outcome.helpdesk)
    for guide_ in content.guides:
        if guide_.method and guide_.method not in content.method:
            yield error("guide", guide_.key, _("The login method “%(target)s” does not exist."), target=guide_.method)
        if guide_.topic not in content.topic:
            yield error("guide", guide_.key, _("The topic “%(target)s” does not exist."), target=guide_.topic)


def _check_pages(content: Content) -> Iterator[Fault]:
    for key in PageKey.values:
        if key not in content.page:
            yield error("page", key, _("This page is missing."))
    for kind, items in (("guide", content.guides), ("method", content.methods), ("page", content.pages)):
        for language in content.languages:
            seen: dict[str, str] = {}
            for item in items:
                other = seen.setdefault(item.slug[language], item.key)
                if other != item.key:
                    message = _("The address word “%(slug)s” also belongs to “%(other)s”.")
                    yield error(kind, item.key, message, f"slug.{language}", slug=item.slug[language], other=other)


def _check_roles(content: Content) -> Iterator[Fault]:
    """Each role belongs to one row: pages would have nothing to show."""
    for kind, items, roles in (
        ("guide", content.guides, GuideRole),
        ("helpdesk", content.helpdesks, HelpdeskRole),
    ):
        for role in roles:
            owners = [item.key for item in items if item.role == role]
            if not owners:
                yield error(kind, "", _("Nothing has the role “%(role)s”. Pages need it."), role=role.label)
            for key in owners[1:]:
                message = _("The role “%(role)s” also belongs to “%(other)s”.")
                yield error(kind, key, message, "role", role=role.label, other=owners[0])


def _check_guides(content: Content) -> Iterator[Fault]:
    for guide in content.guides:
        if not guide.steps:
            yield error("guide", guide.key, _("The guide has no steps."))
        elif not FEWEST_STEPS <= len(guide.steps) <= MOST_STEPS:
            message = _("The guide has %(number)s steps; three to twelve are easiest to follow.")
            yield warning("guide", guide.key, message, number=len(guide.steps))
        if not guide.where:
            yield error("guide", guide.key, _("Say where it takes place: online, in person or by phone."))
        if not guide.sources:
            yield warning("guide", guide.key, _("No source is given."))
        for address in guide.addresses:
            yield from _check_https("guide", guide.key, address.url, f"addresses[{address.address}].url")
        for step in guide.steps:
            place = f"steps[{step.key}]"
            yield from _check_https("guide", guide.key, step.link, place)
            if not content.pictures.keys().isdisjoint(step.picture.values()) and step.picture_alternative is None:
                yield error("guide", guide.key, _("The picture has no description in words."), place)
            for problem in step.problems:
                yield from _check_problem(content, guide.key, place, problem.guide, problem.question)
    for source in content.sources:
        yield from _check_https("source", source.key, source.url, "url")
    for helpdesk in content.helpdesks:
        yield from _check_https("helpdesk", helpdesk.key, helpdesk.website, "website")


def _check_problem(content: Content, key: str, place: str, guide: str, question: str) -> Iterator[Fault]:
    if not guide and not question:
        yield error("guide", key, _("“This step does not work” leads nowhere."), place)
    elif guide == key:
        yield error("guide", key, _("“This step does not work” leads back to the same guide."), place)
    elif guide and guide not in content.guide:
        yield error("guide", key, _("The guide “%(target)s” does not exist."), place, target=guide)
    elif question and question not in content.question:
        yield error("guide", key, _("The question “%(target)s” does not exist."), place, target=question)


def _check_https(kind: str, key: str, url: str, place: str) -> Iterator[Fault]:
    if url and (urlsplit(url).scheme != "https" or not urlsplit(url).hostname):
        yield error(kind, key, _("The link “%(url)s” is not a whole https address."), place, url=url)


def _check_texts(content: Content) -> Iterator[Fault]:
    known: dict[str, Container[str]] = {
        "guide": content.guide,
        "method": content.method,
        "page": content.page,
        "help": content.question,
        "points": {""},
        "contact": {""},
        "write": {key for helpdesk in content.helpdesks if helpdesk.email for key in ("", helpdesk.key)},
    }
    for name, each in fields_of(Lists).parts.items():
        kind, items = each.__name__.lower(), getattr(content, name)
        yield from _check_texts_of(kind, items, content.languages)
        for item in items:
            for place, text in texts_of(item):
                for target in {target for html in text.html.values() for target in targets(html)}:
                    scheme, _colon, key = target.partition(":")
                    if scheme in INTERNAL_SCHEMES and key not in known[scheme]:
                        yield error(
                            kind,
                            item.key,
                            _("A link leads to “%(target)s”, which does not exist."),
                            place,
                            target=target,
                        )


def _check_texts_of(kind: str, items: Any, languages: tuple[str, ...]) -> Iterator[Fault]:
    for item in items:
        key = str(getattr(item, "key", "") or getattr(item, "number", ""))
        for place, text in texts_of(item):
            source = next(iter(text.plain))
            if not text.plain[source].strip():
                yield error(kind, key, _("The text is empty."), place)
            for language in languages:
                if language not in text.plain:
                    yield warning(kind, key, _("The translation (%(language)s) is missing."), place, language=language)


def texts_of(item: Entry, above: str = "") -> Iterator[tuple[str, Text]]:
    """Every `Text` of a compiled entry and its parts, with the path to it, such as "steps[open-the-page].title"."""
    fields = fields_of(type(item))
    for name in fields.texts:
        if (text := getattr(item, name)) is not None:
            yield above + name, text
    for name in fields.parts:
        for part in getattr(item, name):
            yield from texts_of(part, f"{above}{name}[{part.identity}].")


def _check_dates(content: Content, today: date, due_days: int) -> Iterator[Fault]:
    for kind, items in (("guide", content.guides), ("method", content.methods), ("helpdesk", content.helpdesks)):
        for item in items:
            if item.checked_on is None:
                yield warning(kind, item.key, _("It does not say when it was checked."))
            elif (item.next_check_on or item.checked_on + timedelta(days=due_days)) < today:
                message = _("The check of %(day)s is overdue.")
                yield warning(kind, item.key, message, day=item.checked_on.isoformat())


def _check_points(points: PointSet) -> Iterator[Fault]:
    for point in points.points:
        key = str(point.number)
        if point.kind != "consulate" and not _is_in_poland(point):
            yield error("point", key, _("The coordinates lie outside Poland."))
        if point.source not in points.source:
            yield error("point", key, _("The source “%(target)s” does not exist."), target=point.source)
        for service in (points.services[place] for place in point.services):
            yield from _check_https("point", key, service.url, f"services.{service.kind}")
        yield from _check_https("point", key, point.website, "website")


def _is_in_poland(point: Point) -> bool:
    """Whether the coordinates lie in Poland; where they are not known, nothing speaks against it."""
    if point.latitude is None or point.longitude is None:
        return True
    return in_poland(point.latitude, point.longitude)
