"""Sketches: guides that are not ready yet, kept out of a publication without standing in its way. Pure."""

from collections.abc import Collection, Mapping
from typing import Any

import msgspec
from django.utils.translation import gettext_lazy as _

from guides.schema.draft import Draft, Guide
from guides.schema.faults import Fault, error, warning
from guides.schema.kinds import Entry, fields_of
from guides.schema.markup import unlinked

Gone = Mapping[str, Collection[str]]  # kind → the keys that are left out
# Texts lead to a question by another name than entries do.
_SCHEMES = {"guide": "guide", "question": "help"}


def has_sketches(working_copy: Draft) -> bool:
    return any(guide.is_sketch for guide in working_copy.guides)


def without_sketches(working_copy: Draft, live: Collection[str], source: Draft | None) -> tuple[Draft, list[Fault]]:
    """The working copy as it may go live, and what that keeps from visitors.

    `live` are the guides of the newest release, and `source` is what it was made from, None where that can't be read.
    A sketch that is live keeps its form in `source`; another is left out, with everything that leads to it.
    """
    kept = {guide.key: guide for guide in source.guides if guide.key in live} if source else {}
    guides: list[Guide] = []
    faults: list[Fault] = []
    for guide in working_copy.guides:
        if guide.is_sketch:
            faults.append(_what_happens(guide.key, live, kept))
        guides.append(kept.get(guide.key, guide) if guide.is_sketch else guide)
    settled = msgspec.structs.replace(working_copy, guides=guides)
    gone = _left_out(settled, {guide.key for guide in guides if guide.is_sketch and guide.key not in live})
    lists: dict[str, list[Entry]] = {}
    for name in settled.__struct_fields__:
        lists[name] = []
        for entry in getattr(settled, name):
            kind, key = type(entry).__name__.lower(), entry.identity
            if key not in gone.get(kind, ()):
                entry, places = _pruned(entry, gone)
                lists[name].append(entry)
                leads = _("What leads from here to a guide that is not ready yet is left out of the publication.")
                faults += [warning(kind, key, leads, place) for place in places]
            elif kind != "guide":
                only = _("It leads only to a guide that is not ready yet, so it is left out of the publication.")
                faults.append(warning(kind, key, only))
    return msgspec.structs.replace(settled, **lists), faults


def _what_happens(key: str, live: Collection[str], kept: Collection[str]) -> Fault:
    if key not in live:
        message = _("The guide is not ready yet: it is left out of the publication, with what leads to it.")
        return warning("guide", key, message, "is_sketch")
    if key in kept:
        return warning("guide", key, _("The guide is not ready yet: its last published form stays."), "is_sketch")
    unknown = _("The guide is not ready yet, and its last published form can’t be read. Make it ready.")
    return error("guide", key, unknown, "is_sketch")


def _left_out(working_copy: Draft, guides: Collection[str]) -> Gone:
    """These guides, the outcomes that lead to them, and the questions whose every answer leads to those."""
    outcomes = {outcome.key for outcome in working_copy.outcomes if outcome.guide in guides}
    gone: dict[str, Collection[str]] = {"guide": guides, "outcome": outcomes, "question": set()}
    while True:
        questions = {
            question.key
            for question in working_copy.questions
            if question.answers and all(_leads_to(answer, gone) for answer in question.answers)
        }
        if questions == gone["question"]:
            return gone
        gone["question"] = questions


def _leads_to(part: Entry, gone: Gone) -> bool:
    return any(getattr(part, kind, "") in keys for kind, keys in gone.items())


def _pruned(entry: Entry, gone: Gone, above: str = "") -> tuple[Any, list[str]]:
    """`entry` without what leads to what is gone, and the paths at which that stood. Words of a link stay."""
    targets = {f"{scheme}:{key}" for kind, scheme in _SCHEMES.items() for key in gone[kind]}
    changed: dict[str, Any] = {}
    places: list[str] = []
    fields = fields_of(type(entry))
    for name in fields.texts:
        words = getattr(entry, name) or {}
        without = {code: unlinked(text, targets) for code, text in words.items()}
        if without != words:
            changed[name] = without
            places.append(above + name)
    for name in fields.parts:
        changed[name] = []
        for part in getattr(entry, name):
            path = f"{above}{name}[{part.identity}]"
            if _leads_to(part, gone):
                places.append(path)
                continue
            part, inner = _pruned(part, gone, f"{path}.")
            changed[name].append(part)
            places += inner
    return msgspec.structs.replace(entry, **changed), places
