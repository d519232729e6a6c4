"""What lists and forms of the working copy say of a row: whether visitors read it as it is now, where it is used."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from guides.admin.faults import RowPlace, change_address, find
from guides.enums import Standing
from guides.letters.letter import language_name
from guides.models.base import localized, translated_texts
from guides.releases.standing import has_standing, keys_that_differ, standings
from guides.schema.faults import warning
from guides.working_copy.kinds import CONTENT_SHAPES, SHAPE_OF, Shape
from guides.working_copy.recording import WAYS
from guides.working_copy.usage import Named, usage

if TYPE_CHECKING:
    RowAdmin = admin.ModelAdmin[Any]
else:  # generic for mypy only
    RowAdmin = admin.ModelAdmin


class StandingFilter(admin.SimpleListFilter):
    """Rows that visitors do not read as they are now."""

    title = _("publication")
    parameter_name = "standing"
    DIFFERS = "differs"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(self.DIFFERS, _("differs from the site"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if self.value() != self.DIFFERS:
            return queryset
        shape = SHAPE_OF[queryset.model]
        return queryset.filter(**{f"{shape.identity}__in": keys_that_differ(shape)})


class TranslationFilter(admin.SimpleListFilter):
    """Rows with a text that has no translation, in themselves or in a part."""

    title = _("translation")
    parameter_name = "without"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
        return [(code, gettext("missing: %(language)s") % {"language": language_name(code)}) for code in others]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        code = self.value()
        if code not in dict(settings.LANGUAGES) or code == settings.LANGUAGE_CODE:
            return queryset
        return queryset.filter(pk__in=_untranslated(SHAPE_OF[queryset.model], code))


def _untranslated(shape: Shape, code: str) -> set[Any]:
    """Primary keys of rows with a text that is missing in a language; those above them, of parts."""
    lacking = Q(pk__in=[])
    for name in translated_texts(shape.model):
        source, text = (localized(name)[each] for each in (settings.LANGUAGE_CODE, code))
        lacking |= (Q(**{text: ""}) | Q(**{f"{text}__isnull": True})) & Q(**{f"{source}__gt": ""})
    found = set(shape.model._base_manager.filter(lacking).values_list("pk", flat=True))
    for child, link in shape.children.values():
        parts = child.model._base_manager.filter(pk__in=_untranslated(child, code))
        found |= set(parts.values_list(link, flat=True))
    return found


class _StandingList(ChangeList):
    """A list whose rows know their standing, found for the whole page at once."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list: Any = list(self.result_list)
        desk: Any = self.model_admin
        found, used = standings(self.result_list), desk.users_of(self.result_list)
        for row in self.result_list:
            row.desk_standing, row.desk_users = found.get(row.pk), used.get(row.pk, ())


def badge(standing: Standing | None) -> SafeString:
    """A standing as a word with a sign and a colour."""
    if standing is None:
        return SafeString("–")
    return format_html('<span class="desk-standing desk-is-{}">{}</span>', standing.value, standing.label)


class ShowsStanding(RowAdmin):
    """Lists and forms that say how a row stands to the site, and what to do after saving."""

    def _is_published_from_here(self) -> bool:
        return has_standing(self.model)

    def _is_used(self) -> bool:
        """Whether entries of the content can refer to such rows."""
        return SHAPE_OF[self.model] in CONTENT_SHAPES.values()

    def users_of(self, rows: list[Any]) -> dict[int, tuple[Named, ...]]:
        """By primary key the entries that use these rows."""
        if not self._is_used():
            return {}
        shape, found = SHAPE_OF[self.model], usage()
        return {row.pk: found.get((shape.name, shape.identity_of(row)), ()) for row in rows}

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> Any:
        return _StandingList if self._is_published_from_here() else super().get_changelist(request, **kwargs)

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        columns = list(super().get_list_display(request))
        if not self._is_published_from_here():
            return columns
        used = ["used_in"] if self._is_used() else []
        return [columns[0], "standing", *columns[1:], *used]

    def get_list_filter(self, request: HttpRequest) -> list[Any]:
        filters = list(super().get_list_filter(request))
        if not self._is_published_from_here():
            return filters
        more: list[Any] = [] if WAYS[self.model][1] else [StandingFilter]
        if translated_texts(self.model):
            more.append(TranslationFilter)
        return [*more, *filters]

    @admin.display(description=_("on the site"))
    def standing(self, row: Any) -> SafeString:
        return badge(row.desk_standing)

    @admin.display(description=_("used in"))
    def used_in(self, row: Any) -> SafeString:
        if not row.desk_users:
            return SafeString("–")
        return format_html('<a href="{}#used-in">{}</a>', change_address(row), len(row.desk_users))

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        row = kwargs.get("obj")
        if row is not None and row.pk and self._is_published_from_here():
            context["standing"] = badge(standings([row]).get(row.pk))
            context["used_in"] = _in_words(self.users_of([row])[row.pk]) if self._is_used() else None
        return super().render_change_form(request, context, *args, **kwargs)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        message = super().construct_change_message(request, form, formsets, add)
        request.changed_nothing = not add and not message  # type: ignore[attr-defined]
        return message

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        request.saved_row = obj  # type: ignore[attr-defined]
        return super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        request.saved_row = obj  # type: ignore[attr-defined]
        return super().response_change(request, obj)

    def message_user(self, request: Any, message: Any, level: Any = messages.INFO, *args: Any, **kwargs: Any) -> None:
        """Where Django says that a row was saved, say what that means for visitors, and what to do next."""
        row = getattr(request, "saved_row", None)
        if row is not None and level == messages.SUCCESS and self._is_published_from_here():
            message = saved_in_words(request, row)
        super().message_user(request, message, level, *args, **kwargs)


def _in_words(users: tuple[Named, ...]) -> list[RowPlace]:
    """The entries that use a row, by the names and addresses of their forms."""
    return [place for place in find([warning(*user, "") for user in users]) if place.row]


def saved_in_words(request: HttpRequest, row: Any) -> SafeString:
    """That a row was saved, what that means for visitors, and what to do next."""
    name = f"{capfirst(row._meta.verbose_name)}: {row}"
    if getattr(request, "changed_nothing", False):
        return format_html("{}. {}", name, _("Nothing was changed, so nothing was saved."))
    if getattr(row, "is_sketch", False):
        said: Any = _("Saved as a sketch: a publication leaves it out.")
    else:
        said = pgettext_lazy("message", "Saved. Not on the site yet:")
    preview = reverse("admin:preview:row", args=[row._meta.model_name, row.pk])
    links = format_html('<a href="{}">{}</a>', preview, _("preview"))
    if any(request.user.has_perm(f"guides.{right}_release") for right in ("view", "add")):
        publish = reverse("admin:guides_release_publish")
        links = format_html('{} · <a href="{}">{}</a>', links, publish, pgettext_lazy("link", "publish"))
    return format_html("{}. {} {}.", name, said, links)
