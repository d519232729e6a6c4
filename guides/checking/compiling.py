"""Working copy → what visitors read. Pure: a draft in, frozen content out.

It never fails on a draft that is merely wrong. Whether the content may go live is for `checks` to say, over what was
compiled here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import msgspec

from guides.checking.compiled_parts import Languages, Words, compile_opening, read_phrases
from guides.schema import content, draft


@dataclass(frozen=True)
class PictureFile:
    """Where an uploaded picture is served and its size in pixels."""

    url: str
    width: int
    height: int


FindPicture = Callable[[str], PictureFile | None]


def no_pictures(_name: str) -> None:
    """A FindPicture that finds none."""


def compile_content(
    working_copy: draft.Draft,
    languages: Languages,
    previous: content.Content | None = None,
    find_picture: FindPicture = no_pictures,
) -> content.Content:
    """Compile the whole working copy.

    `previous` is the last release, whose keys and slugs that have gone are kept as retired.
    """
    compiled = _Compiler(working_copy, languages, find_picture).compile()
    if previous is None:
        return _with_retired(compiled, content.Retired())
    return _with_retired(compiled, retire(previous, compiled))


def retire(previous: content.Content, current: content.Content) -> content.Retired:
    """What `previous` or any release before it had and `current` no longer has."""
    answers: dict[str, set[str]] = {key: set(gone) for key, gone in previous.retired.answers.items()}
    for question in previous.questions:
        answers.setdefault(question.key, set()).update(answer.key for answer in question.answers)
    for question in current.questions:
        if question.key in answers:
            answers[question.key] -= {answer.key for answer in question.answers}
    slugs: dict[str, dict[str, dict[str, str]]] = {}
    for language in current.languages:
        for kind, before, now in (
            ("guide", previous.guides, current.guides),
            ("method", previous.methods, current.methods),
            ("page", previous.pages, current.pages),
        ):
            known = dict(previous.retired.slugs.get(language, {}).get(kind, {}))
            known.update({item.slugs[language]: item.key for item in before if language in item.slugs})
            live = {item.slugs[language] for item in now}
            if gone := {slug: key for slug, key in sorted(known.items()) if slug not in live}:
                slugs.setdefault(language, {})[kind] = gone
    current_keys = {question.key for question in current.questions}
    return content.Retired(
        answers={key: tuple(sorted(gone)) for key, gone in sorted(answers.items()) if gone or key not in current_keys},
        slugs=slugs,
    )


def _with_retired(compiled: content.Content, retired: content.Retired) -> content.Content:
    return msgspec.structs.replace(compiled, retired=retired)


class _Compiler:
    def __init__(self, working_copy: draft.Draft, languages: Languages, find_picture: FindPicture) -> None:
        self.draft = working_copy
        self.languages = languages
        # Whoever reads a helpdesk's number on a phone can touch it, wherever it stands.
        self.words = Words(languages, [helpdesk.phone for helpdesk in working_copy.helpdesks if helpdesk.phone])
        self.find_picture = find_picture
        self.all_sources = {source.key: self.source(source) for source in working_copy.sources}
        self.things = {thing.key: thing for thing in working_copy.things}

    def compile(self) -> content.Content:
        firsts = [question.key for question in self.draft.questions if question.first]
        return content.Content(
            languages=self.languages.codes,
            first=firsts[0] if firsts else "",
            topics=tuple(content.Topic(key=topic.key, name=self.words.line(topic.name)) for topic in self.draft.topics),
            methods=tuple(self.method(method) for method in self.draft.methods),
            guides=tuple(self.guide(guide) for guide in self.draft.guides),
            questions=tuple(self.question(question) for question in self.draft.questions),
            outcomes=tuple(self.outcome(outcome) for outcome in self.draft.outcomes),
            helpdesks=tuple(self.helpdesk(helpdesk) for helpdesk in self.draft.helpdesks),
            pages=tuple(self.page(page) for page in self.draft.pages),
            sources=tuple(self.all_sources.values()),
        )

    def source(self, source: draft.Source) -> content.Source:
        return content.Source(
            key=source.key,
            name=self.words.line(source.name),
            published=source.published,
            url=source.url,
            reference=source.reference,
        )

    def sources(self, keys: Sequence[str]) -> tuple[content.Source, ...]:
        return tuple(self.all_sources[key] for key in keys if key in self.all_sources)

    def slugs(self, key: str, slug: draft.Words) -> dict[str, str]:
        return {code: slug.get(code) or key for code in self.languages.codes}

    def needs(self, needs: Iterable[draft.Need]) -> tuple[content.Need, ...]:
        return tuple(
            content.Need(
                thing=need.thing,
                kind=self.things[need.thing].kind,
                name=self.words.line(self.things[need.thing].name),
                explanation=self.words.optional_line(self.things[need.thing].note),
                note=self.words.optional_line(need.note),
            )
            for need in needs
            if need.thing in self.things
        )

    def method(self, method: draft.Method) -> content.Method:
        return content.Method(
            key=method.key,
            icon=method.icon,
            name=self.words.line(method.name),
            slugs=self.slugs(method.key, method.slug),
            summary=self.words.line(method.summary),
            description=self.words.prose(method.description),
            needs=self.needs(draft.Need(thing=thing) for thing in method.needs),
            sources=self.sources(method.sources),
            checked_on=method.checked_on,
            checked_by=self.words.optional_line(method.checked_by),
        )

    def guide(self, guide: draft.Guide) -> content.Guide:
        return content.Guide(
            key=guide.key,
            method=guide.method,
            topic=guide.topic,
            title=self.words.line(guide.title),
            slugs=self.slugs(guide.key, guide.slug),
            summary=self.words.line(guide.summary),
            search_words=read_phrases(guide.search_words),
            for_whom=self.words.line(guide.for_whom),
            result=self.words.line(guide.result),
            minutes=guide.minutes,
            time_note=self.words.optional_line(guide.time_note),
            cost=self.words.line(guide.cost),
            where=tuple(guide.where),
            visits_point=guide.visits_point,
            needs=self.needs(guide.needs),
            warning=self.words.optional_prose(guide.warning),
            addresses=tuple(
                content.Address(text=address.address, url=address.url, label=self.words.line(address.label))
                for address in guide.addresses
            ),
            steps=tuple(self.step(step) for step in guide.steps),
            sources=self.sources(guide.sources),
            checked_on=guide.checked_on,
            checked_by=self.words.optional_line(guide.checked_by),
        )

    def step(self, step: draft.Step) -> content.Step:
        picture = self.find_picture(step.picture) if step.picture else None
        return content.Step(
            title=self.words.line(step.title),
            detail=self.words.optional_prose(step.detail),
            minutes=step.minutes,
            link=step.link,
            unchecked=step.unchecked,
            picture=content.Picture(
                url=picture.url,
                width=picture.width,
                height=picture.height,
                alternative=self.words.line(step.picture_alternative),
            )
            if picture
            else None,
            problems=tuple(
                content.Problem(
                    label=self.words.line(problem.label),
                    advice=self.words.optional_prose(problem.advice),
                    guide=problem.guide,
                    question=problem.question,
                )
                for problem in step.problems
            ),
        )

    def question(self, question: draft.Question) -> content.Question:
        return content.Question(
            key=question.key,
            text=self.words.line(question.text),
            hint=self.words.optional_line(question.hint),
            answers=tuple(
                content.Answer(
                    key=answer.key,
                    label=self.words.line(answer.label),
                    hint=self.words.optional_line(answer.hint),
                    question=answer.question,
                    outcome=answer.outcome,
                    unsure=answer.unsure,
                )
                for answer in question.answers
            ),
        )

    def outcome(self, outcome: draft.Outcome) -> content.Outcome:
        return content.Outcome(
            key=outcome.key,
            guide=outcome.guide,
            reason=self.words.line(outcome.reason),
            reassurance=self.words.optional_line(outcome.reassurance),
            warning=self.words.optional_line(outcome.warning),
            call=self.words.optional_line(outcome.call),
            helpdesk=outcome.helpdesk,
            alternatives=tuple(
                content.Alternative(guide=alternative.guide, note=self.words.line(alternative.note))
                for alternative in outcome.alternatives
            ),
        )

    def helpdesk(self, helpdesk: draft.Helpdesk) -> content.Helpdesk:
        return content.Helpdesk(
            key=helpdesk.key,
            name=self.words.line(helpdesk.name),
            purpose=self.words.line(helpdesk.purpose),
            phone=helpdesk.phone,
            phone_note=self.words.optional_line(helpdesk.phone_note),
            email=helpdesk.email,
            website=helpdesk.website,
            opening=compile_opening(helpdesk.hours),
            hours_source=next(iter(self.sources([helpdesk.hours_source])), None) if helpdesk.hours_source else None,
            sources=self.sources(helpdesk.sources),
            checked_on=helpdesk.checked_on,
        )

    def page(self, page: draft.Page) -> content.Page:
        return content.Page(
            key=page.key,
            title=self.words.line(page.title),
            slugs=self.slugs(page.key, page.slug),
            summary=self.words.line(page.summary),
            lead=self.words.line(page.lead),
            body=self.words.optional_prose(page.body),
        )
