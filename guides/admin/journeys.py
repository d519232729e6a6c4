"""Known situations beside a release: which of them a change reroutes, in an editor's words."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import get_language, gettext

from guides import models
from guides.admin.faults import change_address
from guides.flowchart.flow import title
from guides.models.base import localized
from guides.questionnaire.situations import End, Journey, rerouted
from guides.schema.content import Content, PointSet


@dataclass(frozen=True)
class ShownJourney:
    """A golden journey that ends elsewhere, in words.

    `accept` is sent to let the table expect where it ends now; "" where it ends at no outcome.
    """

    name: str
    before: str
    after: str
    expected: str  # "" when it ends where it must
    address: str
    accept: str


def journey_of(row: models.Situation) -> Journey:
    """A row of the table as the checks read it."""
    names = {code: getattr(row, column) or "" for code, column in localized("name").items()}
    return Journey(
        number=row.order,
        name={code: name for code, name in names.items() if name},
        answers=tuple(row.answers.split("/")),
        outcome=row.outcome.key,
        key=row.key,
    )


def golden_journeys() -> tuple[Journey, ...]:
    """The table of known situations. One query."""
    return tuple(journey_of(row) for row in models.Situation.objects.select_related("outcome"))


def journeys_in_words(
    before: Content | PointSet | None, after: Content | PointSet, golden: Iterable[Journey]
) -> list[ShownJourney]:
    """The golden journeys that end elsewhere in `after`; none for points."""
    if not isinstance(after, Content):
        return []
    old = before if isinstance(before, Content) else None
    found = rerouted(old, after, golden)
    rows = models.Situation.objects.filter(key__in=[each.journey.key for each in found])
    addresses = {row.key: change_address(row) for row in rows} if found else {}
    return [
        ShownJourney(
            name=_name(changed.journey),
            before=end_in_words(old, changed.before) if old and changed.before else "",
            after=end_in_words(after, changed.after),
            expected="" if changed.is_golden else _outcome_in_words(after, changed.journey.outcome),
            address=addresses.get(changed.journey.key, ""),
            accept=""
            if changed.is_golden or not changed.after.outcome
            else f"{changed.journey.key} {changed.after.outcome}",
        )
        for changed in found
    ]


def _name(journey: Journey) -> str:
    language = get_language() or settings.LANGUAGE_CODE
    return journey.name.get(language) or journey.name.get(settings.LANGUAGE_CODE) or journey.key


def end_in_words(content: Content, end: End) -> str:
    """Where a journey ends, by its name and key."""
    language = get_language() or settings.LANGUAGE_CODE
    if end.outcome:
        return _outcome_in_words(content, end.outcome)
    if end.question:
        text = content.question[end.question].text.plain_in(language).value
        return gettext("the question “%(text)s” (%(key)s)") % {"text": text, "key": end.question}
    return gettext("nowhere")


def _outcome_in_words(content: Content, key: str) -> str:
    language = get_language() or settings.LANGUAGE_CODE
    name = title(content, ("outcome", key), language).value
    return name if name == key else f"{name} ({key})"
