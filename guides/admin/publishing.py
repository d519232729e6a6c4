"""The publish page: what stands in the way of a release, what it would change, and who may publish it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.validators import MaxLengthValidator
from django.utils.translation import gettext_lazy as _

from guides.admin.changes import ShownRow, in_words
from guides.admin.faults import RowToMend, by_row
from guides.admin.journeys import ShownJourney, golden_journeys, journeys_in_words
from guides.checking.translations import translations
from guides.enums import EDITED_KINDS, ReleaseKind, TranslationState
from guides.models import Approval, Release
from guides.releases import candidates, publishing, stored
from guides.schema.content import Content, Damaged, PointSet
from guides.schema.faults import Severity
from guides.working_copy.diff import difference

# More changed rows than these are on the page that compares releases.
MOST_ROWS = 60


class PublishForm(forms.Form):
    PUBLISH, ASK = "publish", "ask"

    kind = forms.ChoiceField(choices=[(kind.value, kind.label) for kind in EDITED_KINDS])
    action = forms.ChoiceField(choices=[(PUBLISH, PUBLISH), (ASK, ASK)])
    # What the page showed: nobody publishes what they have not seen.
    active = forms.IntegerField(min_value=0)
    draft = forms.CharField(max_length=64)
    note = forms.CharField(
        label=_("What has changed, and why"),
        validators=[MaxLengthValidator(300)],  # max_length would let browsers cut what is pasted
        required=False,
        help_text=_("For the list of releases. Visitors do not see it."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    as_it_is = forms.BooleanField(label=_("Publish these guides as they are"), required=False)

    @property
    def seen(self) -> candidates.Seen:
        return candidates.Seen(self.cleaned_data["active"], self.cleaned_data["draft"])


@dataclass(frozen=True)
class Withdrawn:
    """A newer release than the one that visitors read: its changes were withdrawn by going back."""

    newest: Release
    by: str  # "" where it is not known


@dataclass(frozen=True)
class ReleaseState:
    """What the publish page shows of one kind of release."""

    label: str
    form: PublishForm
    active: Release | None
    active_is_damaged: bool
    candidate: candidates.Candidate
    differs: bool
    errors: Sequence[RowToMend]
    warnings: Sequence[RowToMend]
    rows: Sequence[ShownRow] | None  # None when it can't be told what changes
    row_count: int
    journeys: Sequence[ShownJourney]
    journey_count: int
    approval: Approval | None
    approval_holds: bool
    withdrawn: Withdrawn | None
    untranslated: Sequence[str]  # titles of guides new to the site that lack a translation
    action: str  # what this editor may do now: "publish", "ask", "wait" or nothing
    may_return: bool  # send the open request back

    @property
    def kind(self) -> str:
        return str(self.form["kind"].value())

    @property
    def seen(self) -> candidates.Seen:
        return self.candidate.seen_beside(self.active)

    @property
    def error_count(self) -> int:
        return len(self.candidate.errors)

    @property
    def warning_count(self) -> int:
        return len(self.candidate.faults) - self.error_count

    @property
    def meant(self) -> list[str]:
        """What is sent to accept every situation that ends elsewhere."""
        return [journey.accept for journey in self.journeys if journey.accept]


def state_of(kind: ReleaseKind, user: Any, sent: PublishForm | None) -> ReleaseState:
    """The working copy of this kind, compiled and checked now. `sent` keeps what the editor typed."""
    candidate = candidates.prepare(kind)
    # What it holds is read for each use and let go: of 20,000 offices, thirty megabytes each time.
    lean = Release.objects.defer("payload", "source")
    active = lean.filter(kind=kind, is_active=True).select_related("published_by").first()
    live, is_damaged = _decode(active)
    golden = golden_journeys() if kind == ReleaseKind.CONTENT else ()
    journeys = journeys_in_words(live, candidate.compiled, golden)
    untranslated = _new_and_untranslated(live, candidate)
    del live  # as large as all that is served; what follows needs as much again
    changed = _changed_rows(active, candidate)
    approval = publishing.open_approval(kind)
    warnings = [fault for fault in candidate.faults if fault.severity == Severity.WARNING]
    return ReleaseState(
        label=str(kind.label),
        form=_form(kind, sent, approval),
        active=active,
        active_is_damaged=is_damaged,
        candidate=candidate,
        differs=candidate.differs_from(active),
        errors=by_row(candidate.errors),
        warnings=by_row(warnings),
        rows=None if changed is None else in_words(changed[:MOST_ROWS]),
        row_count=len(changed or ()),
        journeys=journeys,
        journey_count=len(golden),
        approval=approval,
        approval_holds=approval is not None and approval.draft == candidate.draft_checksum,
        withdrawn=_withdrawn(active),
        untranslated=untranslated,
        action=_action(candidate, active, approval, user),
        may_return=approval is not None and user.has_perm("guides.add_release") and approval.asked_by_id != user.pk,
    )


def untranslated_guides(kind: ReleaseKind) -> list[str]:
    """Titles of the guides that a publication would bring to the site with a translation missing."""
    live, _is_damaged = _decode(Release.objects.filter(kind=kind, is_active=True).first())
    return _new_and_untranslated(live, candidates.prepare(kind))


def _new_and_untranslated(live: Content | PointSet | None, candidate: candidates.Candidate) -> list[str]:
    if not isinstance(live, Content) or not isinstance(candidate.compiled, Content):
        return []
    known = {guide.key for guide in live.guides}
    new = {guide.key: guide for guide in candidate.compiled.guides if guide.key not in known}
    codes = [code for code, _name in settings.LANGUAGES]
    texts = translations(candidate.draft, codes) if new else ()
    lacking = {text.key for text in texts if text.kind == "guide" and text.state == TranslationState.MISSING}
    return [guide.title.plain_in(codes[0]).value for key, guide in new.items() if key in lacking]


def _withdrawn(active: Release | None) -> Withdrawn | None:
    """What going back to an older release has withdrawn, and who went back."""
    if active is None:
        return None
    newer = Release.objects.of_kind(active.kind).filter(number__gt=active.number).defer("payload", "source")
    newest = newer.order_by("-number").first()
    if newest is None:
        return None
    logged = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(Release), object_id=str(active.pk), action_flag=CHANGE
    )
    going_back = logged.filter(action_time__gte=active.activated_at).select_related("user").order_by("action_time")
    entry = going_back.first()
    return Withdrawn(newest, str(entry.user) if entry else "")


def _form(kind: ReleaseKind, sent: PublishForm | None, approval: Approval | None) -> PublishForm:
    if sent is not None and sent.data.get("kind") == kind:
        return PublishForm(sent.data, auto_id=f"id_{kind}_%s")
    note = approval.note if approval else ""
    return PublishForm(initial={"kind": str(kind), "note": note}, auto_id=f"id_{kind}_%s")


def _decode(active: Release | None) -> tuple[Content | PointSet | None, bool]:
    try:
        return stored.decode(Release.objects.get(pk=active.pk)) if active else None, False
    except Damaged:
        return None, True


def _changed_rows(active: Release | None, candidate: candidates.Candidate) -> Any:
    if active is None:
        return None
    try:
        return difference(stored.decode_source(Release.objects.get(pk=active.pk)), candidate.draft)
    except Damaged:
        return None


def _action(candidate: candidates.Candidate, active: Release | None, approval: Approval | None, user: Any) -> str:
    if candidate.errors or not candidate.differs_from(active):
        return ""
    if not user.has_perm("guides.add_release"):
        mine = approval is not None and approval.asked_by_id == user.pk and approval.draft == candidate.draft_checksum
        return "wait" if mine else PublishForm.ASK
    if not settings.PUBLISH_NEEDS_APPROVAL:
        return PublishForm.PUBLISH
    if approval is None or approval.draft != candidate.draft_checksum or approval.asked_by_id is None:
        return PublishForm.ASK
    return PublishForm.PUBLISH if publishing.is_seconded(approval, candidate, user) else "wait"
