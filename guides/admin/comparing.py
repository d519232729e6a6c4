"""Any two releases of a kind, or the working copy, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.paginator import Page, Paginator
from django.template.defaultfilters import truncatechars
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guides.admin.changes import ShownRow, in_words
from guides.admin.journeys import ShownJourney, golden_journeys, journeys_in_words
from guides.enums import EDITED_KINDS, ReleaseKind
from guides.models import Release
from guides.releases import candidates, restoring, stored
from guides.schema.content import Damaged
from guides.schema.draft import Draft, PointsDraft
from guides.working_copy.diff import RowChange, difference
from guides.working_copy.rows import checksum

COPY = "copy"  # stands for the working copy
ROWS_ON_A_PAGE = 50


class CompareForm(forms.Form):
    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in EDITED_KINDS], widget=forms.HiddenInput)
    before = forms.ChoiceField(label=_("From"))
    after = forms.ChoiceField(label=_("To"))

    def __init__(self, kind: str, data: dict[str, Any], choices: list[tuple[str, str]]) -> None:
        super().__init__({"kind": kind, **data})
        for name in ("before", "after"):
            self.fields[name].choices = choices  # type: ignore[attr-defined]


@dataclass(frozen=True)
class Comparison:
    """The form with what was chosen, and what differs."""

    form: CompareForm
    kind: ReleaseKind
    problem: str = ""
    row_count: int = 0
    page: "Page[RowChange] | None" = None
    rows: list[ShownRow] = field(default_factory=list)
    journeys: list[ShownJourney] = field(default_factory=list)


def compare(query: Mapping[str, str]) -> Comparison:
    """What the query asks to compare; without an answer to a question of the form, what is likely meant."""
    kind = ReleaseKind(query["kind"]) if query.get("kind") in EDITED_KINDS else ReleaseKind.CONTENT
    stored = list(Release.objects.of_kind(kind).defer("payload", "source").order_by("-number"))
    choices = [(COPY, gettext("the working copy, as it is now")), *((str(one.pk), _label(one)) for one in stored)]
    form = CompareForm(kind, _chosen(query, stored), choices)
    if not form.is_valid():
        return Comparison(form, kind)
    before, after = form.cleaned_data["before"], form.cleaned_data["after"]
    try:
        rows = difference(_draft(kind, before), _draft(kind, after))
    except Damaged as error:
        return Comparison(form, kind, problem=str(error))
    page = Paginator(rows, ROWS_ON_A_PAGE).get_page(query.get("page"))
    journeys = _journeys(kind, before, after)
    return Comparison(form, kind, row_count=len(rows), page=page, rows=in_words(page), journeys=journeys)


def _chosen(query: Mapping[str, str], stored: list[Release]) -> dict[str, str]:
    after = query.get("after", COPY)
    if "before" in query:
        return {"before": query["before"], "after": after}
    # A release beside the one before it, the working copy beside what is live.
    chosen = next((one for one in stored if str(one.pk) == after), None)
    if chosen is None:
        before = next((one for one in stored if one.is_active), None)
    else:
        before = next((one for one in stored if one.number < chosen.number), chosen)
    return {"before": str(before.pk) if before else COPY, "after": after}


def _label(release: Release) -> str:
    when = date_format(timezone.localtime(release.published_at), "SHORT_DATETIME_FORMAT")
    parts = [str(release.number), when, truncatechars(release.note, 60), gettext("live") if release.is_active else ""]
    return " · ".join(filter(None, parts))


def _draft(kind: ReleaseKind, chosen: str) -> Draft | PointsDraft:
    return restoring.read(kind) if chosen == COPY else stored.decode_source(Release.objects.get(pk=chosen))


def _journeys(kind: ReleaseKind, before: str, after: str) -> list[ShownJourney]:
    if kind != ReleaseKind.CONTENT:
        return []
    try:
        old, new = (
            candidates.prepare(kind).compiled if chosen == COPY else stored.decode(Release.objects.get(pk=chosen))
            for chosen in (before, after)
        )
    except Damaged:
        return []
    return journeys_in_words(old, new, golden_journeys())


@dataclass(frozen=True)
class TakingBack:
    """What taking a release back would change in the working copy."""

    seen: str
    rows: list[ShownRow]
    row_count: int


def taking_back(release: Release, most_rows: int) -> TakingBack:
    """Raise Damaged when what the release was made from is not there any more."""
    present = restoring.read(release.kind)
    rows: list[RowChange] = difference(present, stored.decode_source(release))
    return TakingBack(checksum(present), in_words(rows[:most_rows]), len(rows))
