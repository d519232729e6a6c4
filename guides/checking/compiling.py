"""Working copy → what visitors read, in one walk over the entries. Pure: a draft in, content out.

It never fails on a draft that is merely wrong. Whether the content may go live is for `checks` to say, over what was
compiled here.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from guides.checking.compiled_parts import Languages, Texts, compile_opening
from guides.schema import content, draft
from guides.schema.kinds import Entry, PerLanguage, fields_of

FindPicture = Callable[[str], content.Picture | None]

# Fields that no release holds, with the value that leaves them out: lists are in order, what is outdated is shown as it
# is, and a sketch is kept out before.
_EDITORS_ONLY: dict[str, Any] = {"order": 0, "is_sketch": False, "outdated": {}}


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
    # Whoever reads a helpdesk's number on a phone can touch it, wherever it stands.
    texts = Texts(languages, [helpdesk.phone for helpdesk in working_copy.helpdesks if helpdesk.phone])
    lists: dict[str, Any] = {
        name: [compile_entry(entry, texts) for entry in getattr(working_copy, name)]
        for name in working_copy.__struct_fields__
    }
    pictures, openings = _pictures(working_copy, find_picture), _openings(working_copy)
    compiled = content.Content(languages=languages.codes, pictures=pictures, openings=openings, **lists)
    # Written out also where it is empty: equal content has equal bytes, whether there was a release before or not.
    retired = content.Retired() if previous is None else retire(previous, compiled)
    return msgspec.structs.replace(compiled, retired=retired)


def _pictures(working_copy: draft.Draft, find_picture: FindPicture) -> dict[str, content.Picture]:
    names = sorted({name for guide in working_copy.guides for step in guide.steps for name in step.picture.values()})
    return {name: picture for name in names if (picture := find_picture(name)) is not None}


def _openings(working_copy: draft.Draft) -> dict[str, content.Opening]:
    expressions = sorted({helpdesk.hours for helpdesk in working_copy.helpdesks})
    return {each: opening for each in expressions if (opening := compile_opening(each)) is not None}


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
            known.update({item.slug[language]: item.key for item in before if language in item.slug})
            live = {item.slug[language] for item in now}
            if gone := {slug: key for slug, key in sorted(known.items()) if slug not in live}:
                slugs.setdefault(language, {})[kind] = gone
    current_keys = {question.key for question in current.questions}
    return content.Retired(
        answers={key: tuple(sorted(gone)) for key, gone in sorted(answers.items()) if gone or key not in current_keys},
        slugs=slugs,
    )


def compile_entry(entry: Entry, texts: Texts) -> Any:
    """`entry` as visitors read it: its texts and those of its parts compiled, an address word in each language."""
    fields = fields_of(type(entry))
    changed: dict[str, Any] = {name: texts.compile(getattr(entry, name), field) for name, field in fields.texts.items()}
    for name in fields.parts:
        changed[name] = [compile_entry(part, texts) for part in getattr(entry, name)]
    if "slug" in fields.per_language:
        slug: PerLanguage = getattr(entry, "slug")  # noqa: B009 - mypy knows no slug of an Entry
        changed["slug"] = {code: slug.get(code) or entry.identity for code in texts.languages.codes}
    changed |= {name: nothing for name, nothing in _EDITORS_ONLY.items() if name in entry.__struct_fields__}
    return msgspec.structs.replace(entry, **changed)
