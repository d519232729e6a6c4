"""The table of known situations: what people come with, and where their answers must lead."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from guides import models
from guides.admin.base import RowForm, WorkingCopyAdmin, in_all_languages
from guides.admin.journeys import end_in_words, journey_of
from guides.enums import ReleaseKind
from guides.models.base import KEY_LENGTH
from guides.questionnaire.replay import Flow, Pair, read_state, replay, write_state
from guides.questionnaire.situations import end_of
from guides.releases import candidates
from guides.schema.content import Content
from guides.serving.links import Links
from guides.working_copy.recording import recording

_PAIR = re.compile(r"[a-z0-9-]+\.[a-z0-9-]+")


def read_answers(typed: str) -> list[Pair]:
    """Pairs of keys in an address that was pasted, or in the answers as they are kept."""
    way = urlsplit(typed.strip()).path if "://" in typed else typed.strip()
    return read_state("/".join(segment for segment in re.split(r"[/\s]+", way) if _PAIR.fullmatch(segment)))


class SituationForm(RowForm):
    """A situation whose answers may be pasted as the address of a page."""

    def clean_answers(self) -> str:
        pairs = read_answers(self.cleaned_data["answers"])
        if not pairs:
            raise ValidationError(_("There are no answers in this. Paste the whole address of the page, as it stands."))
        known = set(models.Answer.objects.values_list("question__key", "key"))
        unknown = [".".join(pair) for pair in pairs if pair not in known]
        if unknown:
            message = _("The questionnaire has no such answers: %(unknown)s.")
            raise ValidationError(message, params={"unknown": ", ".join(unknown)})
        return write_state(pairs).rstrip("/")


class _Ends:
    """Where situations end in the working copy as it is now; compiled once for a request."""

    def __init__(self) -> None:
        content = candidates.prepare(ReleaseKind.CONTENT).compiled
        assert isinstance(content, Content)
        self.content, self.flow = content, Flow(content)

    def of(self, row: models.Situation) -> SafeString:
        end = end_of(self.flow, journey_of(row))
        words = end_in_words(self.content, end)
        if end.outcome == row.outcome.key:
            return format_html('<span class="desk-good-mark">✓ {}</span>', _("as it should"))
        return format_html("<strong>{}</strong>", words)


class _EndsList(ChangeList):
    """A list whose rows know where they end, found for the whole page at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        ends = _Ends()
        for row in self.result_list:
            row.desk_end = ends.of(row)


@admin.register(models.Situation)
class SituationAdmin(WorkingCopyAdmin):
    form = SituationForm
    list_display = ["name", "outcome", "ends"]
    list_select_related = ["outcome__guide"]
    list_per_page = 100
    search_fields = ["answers", *in_all_languages("name", "outcome__title", "outcome__guide__title"), "outcome__key"]
    autocomplete_fields = ["outcome"]
    fields = ["name", "answers", "in_words", "outcome", "ends", "order"]
    readonly_fields = ["in_words", "ends"]
    goes_on = False  # no release holds it

    def get_urls(self) -> list[URLPattern]:
        accept = self.admin_site.admin_view(require_POST(self.accept_view))
        return [path("accept/", accept, name="guides_situation_accept"), *super().get_urls()]

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        given = super().get_changeform_initial_data(request)
        outcome = models.Outcome.objects.filter(key=request.GET.get("leads", "")[:KEY_LENGTH]).first()
        return {**given, "outcome": outcome.pk} if outcome else given

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return _EndsList

    @admin.display(description=_("ends now"))
    def ends(self, row: Any) -> SafeString:
        if row.pk is None:
            return SafeString("–")
        return getattr(row, "desk_end", None) or _Ends().of(row)

    @admin.display(description=_("in words"))
    def in_words(self, row: models.Situation) -> SafeString:
        """Each answer with its question, as the working copy has them."""
        texts = {
            (answer.question.key, answer.key): (answer.question.text, answer.label)
            for answer in models.Answer.objects.select_related("question")
        }
        pairs = read_state(row.answers) if row.pk else []
        lines = (texts.get(pair, (".".join(pair), gettext("no such answer any more"))) for pair in pairs)
        return format_html("<ol>{}</ol>", format_html_join("", "<li>{} <strong>{}</strong></li>", lines))

    def address_on_site(self, links: Links, language: str, row: models.Situation) -> str | None:
        return links.question(language, replay(links.flow, read_state(row.answers)).state)

    def accept_view(self, request: HttpRequest) -> HttpResponse:
        """Let situations expect the outcomes at which they end now: the change was meant."""
        if not request.user.has_perm("guides.change_situation"):
            raise PermissionDenied
        content = candidates.prepare(ReleaseKind.CONTENT).compiled
        assert isinstance(content, Content)
        wanted = dict(_pairs_of(request.POST.getlist("accept")))
        rows = models.Situation.objects.filter(key__in=wanted).select_related("outcome")
        outcomes = models.Outcome.objects.in_bulk(list(set(wanted.values())), field_name="key")
        done = 0
        with recording(user=request.user):
            for row in rows:
                # What the page showed; where it ends elsewhere again, somebody has to look again.
                end = end_of(Flow(content), journey_of(row)).outcome
                if end and end == wanted[row.key] and end in outcomes:
                    row.outcome = outcomes[end]
                    row.save()
                    self.log_change(request, row, gettext("Accepted: it ends where it was meant to."))
                    done += 1
        if done < len(wanted):
            messages.warning(request, _("Some situations end elsewhere again and were left as they are. Look again."))
        if done:
            text = ngettext("%(n)s situation accepted as it is.", "%(n)s situations accepted as they are.", done)
            messages.success(request, text % {"n": done})
        return HttpResponseRedirect(f"{reverse('admin:guides_release_publish')}#release-{ReleaseKind.CONTENT}")


def _pairs_of(sent: list[str]) -> Iterator[tuple[str, str]]:
    """“situation outcome” of each, as the page sent it; both are keys."""
    for each in sent:
        situation, space, outcome = each.partition(" ")
        if space:
            yield situation, outcome
