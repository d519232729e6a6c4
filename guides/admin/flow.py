"""The questionnaire, seen: as a picture, as a text map, and as a table of every path. Of the working copy."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from guides import models
from guides.admin.faults import by_row
from guides.admin.way import way_url
from guides.enums import ReleaseKind
from guides.flowchart.flow import MOST_QUESTIONS, Address, WayAddress, draw, no_address
from guides.flowchart.outline import paths, text_map
from guides.questionnaire.replay import Flow
from guides.releases import candidates
from guides.schema.content import Content
from guides.schema.faults import Fault

FIT = "fit"
SIZES = {"100": _("as large as other text"), "75": "75%", "50": "50%", "25": "25%", FIT: _("as wide as the page")}
# For each view its end of the address, its name among the addresses, and its name for editors.
VIEWS = {
    "picture": ("flow/", "guides_question_flow", _("Picture")),
    "map": ("flow/map/", "guides_question_flow_map", _("Text map")),
    "paths": ("flow/paths/", "guides_question_flow_paths", _("Every path")),
}
_MODELS: dict[str, type[Any]] = {"question": models.Question, "outcome": models.Outcome}


class ViewForm(forms.Form):
    """What is shown, and how. What it does not know says nothing."""

    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES, required=False)
    start = forms.ChoiceField(label=_("Beginning with"), required=False)
    size = forms.ChoiceField(label=_("Size"), choices=list(SIZES.items()), required=False)

    def __init__(self, view: str, content: Content, sent: Any) -> None:
        own = get_language() or ""
        language = sent.get("language", own)
        language = language if language in content.languages else content.languages[0]
        size = sent.get("size", "100")
        start = sent.get("start", "")
        self.chosen = {
            "language": language,
            "start": start if start in content.question else "",
            "size": size if size in SIZES else "100",
        }
        super().__init__(initial=self.chosen)
        questions = [
            (question.key, f"{question.text.plain_in(language).value} ({question.key})")
            for question in content.questions
        ]
        field = self.fields["start"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("the first question")), *questions]
        if view != "picture":
            del self.fields["size"]


def flow_urls(desk: ModelAdmin[Any]) -> list[URLPattern]:
    """The three views, below the list of questions that `desk` shows."""

    def view_of(name: str) -> Any:
        def view(request: HttpRequest) -> HttpResponse:
            if not desk.has_view_permission(request):
                raise PermissionDenied
            return _show(desk, request, name)

        return desk.admin_site.admin_view(require_safe(view))

    return [way_url(desk), *(path(end, view_of(view), name=name) for view, (end, name, _label) in VIEWS.items())]


def _show(desk: ModelAdmin[Any], request: HttpRequest, view: str) -> HttpResponse:
    candidate = candidates.prepare(ReleaseKind.CONTENT)
    content = candidate.preview
    assert isinstance(content, Content)
    form = ViewForm(view, content, request.GET)
    faults = [fault for fault in candidate.errors if fault.kind in _MODELS]
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": _("The questionnaire, seen"),
        "subtitle": VIEWS[view][2],
        "views": [
            (f"{reverse(f'admin:{name}')}?{_query(form.chosen)}", label, key == view)
            for key, (_end, name, label) in VIEWS.items()
        ],
        "form": form,
        "chosen": form.chosen,
        "to_mend": by_row(faults),
        "fault_count": len(faults),
        "counts": {"questions": len(content.questions), "outcomes": len(content.outcomes)},
        **_CONTEXTS[view](content, faults, form.chosen, _addresses(desk, request), _ways(request, form.chosen)),
    }
    return TemplateResponse(request, f"admin/guides/question/flow_{view}.html", context)


def _query(chosen: dict[str, str]) -> str:
    return "&".join(f"{name}={value}" for name, value in chosen.items() if value)


def _addresses(desk: ModelAdmin[Any], request: HttpRequest) -> Address:
    """The pages on which questions and outcomes are changed, as far as this editor may see them."""
    found = {}
    for kind, model in _MODELS.items():
        if desk.admin_site.get_model_admin(model).has_view_permission(request):
            rows = model.objects.values_list("key", "pk")
            found.update({(kind, key): reverse(f"admin:guides_{kind}_change", args=[pk]) for key, pk in rows})
    return lambda kind, key: found.get((kind, key), "")


def _ways(request: HttpRequest, chosen: dict[str, str]) -> WayAddress:
    """The pages on which it is changed to what an answer leads; none for who may not change answers."""
    if not request.user.has_perm("guides.change_answer"):
        return no_address
    rows = models.Answer.objects.values_list("question__key", "key", "pk")
    found = {(question, key): pk for question, key, pk in rows}
    query = _query(chosen)

    def way(question: str, answer: str) -> str:
        pk = found.get((question, answer))
        return f"{reverse('admin:guides_question_way', args=[pk])}?{query}" if pk else ""

    return way


def _picture(
    content: Content, faults: list[Fault], chosen: dict[str, str], address: Address, way: WayAddress
) -> dict[str, Any]:
    start = chosen["start"]
    number = len(Flow(content).reachable(start)) if start else len(content.questions)
    if number > MOST_QUESTIONS:
        return {"picture": None, "number": number, "most": MOST_QUESTIONS}
    picture = draw(content, faults, chosen["language"], start, address, way)
    if chosen["size"] == FIT:
        return {"picture": picture, "width": "100%", "height": ""}
    part = int(chosen["size"]) / 100
    return {"picture": picture, "width": round(picture.width * part), "height": round(picture.height * part)}


def _map(
    content: Content, faults: list[Fault], chosen: dict[str, str], address: Address, way: WayAddress
) -> dict[str, Any]:
    return {"map": text_map(content, faults, chosen["language"], chosen["start"], address, way)}


def _paths(
    content: Content, faults: list[Fault], chosen: dict[str, str], address: Address, _way: WayAddress
) -> dict[str, Any]:
    return {"paths": paths(content, faults, chosen["language"], chosen["start"], address)}


_CONTEXTS = {"picture": _picture, "map": _map, "paths": _paths}
