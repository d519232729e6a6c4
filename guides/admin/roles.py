"""What the admin lets each role do: translators change translations only, administrators keep the accounts."""

from typing import TYPE_CHECKING, Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django import forms
from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from guides import roles
from guides.accounts.models import User
from guides.admin.inviting import InviteForm, show_link
from guides.admin.values import columns, columns_in

if TYPE_CHECKING:
    Anything = BaseModelAdmin[Any]
    Accounts = UserAdmin[User]
    Choice = forms.ModelMultipleChoiceField[Group]
else:  # generic for mypy only
    Anything = BaseModelAdmin
    Accounts = UserAdmin
    Choice = forms.ModelMultipleChoiceField


class ByRole(Anything):
    """Rows, or parts of rows, of which a translator may change the translations. For pages and for inlines."""

    def only_translates(self, request: HttpRequest) -> bool:
        """Whether the editor has a right to the translations, but none to the row."""
        return bool(columns_in(self.model, roles.languages_of(request.user))) and not super().has_change_permission(
            request
        )

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) or self.only_translates(request)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        fields = tuple(super().get_readonly_fields(request, obj))
        if not self.only_translates(request):
            return fields
        closed = {item.name for item in columns(self.model)} - columns_in(self.model, roles.languages_of(request.user))
        return (*fields, *sorted(closed))


class OnlySeen(Anything):
    """Rows that the site itself makes: nobody adds, changes or deletes one."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class RolesField(Choice):
    """Groups, the roles by their translated names."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return format_html("{} <span class=help>{}</span>", roles.name_of(obj.name), roles.about(obj.name))


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[Any, Any]]:
        return [(name, roles.name_of(name)) for name in roles.RIGHTS]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.filter(groups__name=self.value()) if self.value() else queryset


# Roles are what guides/roles.py makes them; of what allauth stores, nobody changes anything by hand.
admin.site.unregister([Group, EmailAddress, Authenticator, UserSession])


@admin.register(User)
class EditorAdmin(Accounts):
    """Accounts: who they are and their roles. Single rights are for superusers, who need none of this."""

    list_display = ["username", "first_name", "last_name", "email", "role_names", "is_active"]
    list_filter = [RoleFilter, "is_active"]
    fieldsets = [
        (None, {"fields": ["username"]}),
        (_("Who it is"), {"fields": ["first_name", "last_name", "email", "language", "wants_digest"]}),
        (_("What they may do"), {"fields": ["is_active", "groups"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    readonly_fields = ["last_login", "date_joined"]
    filter_horizontal = ()
    add_form = InviteForm
    add_fieldsets = [
        (None, {"fields": ["username", "first_name", "last_name", "email", "language", "groups"]}),
    ]

    def get_urls(self) -> list[Any]:
        link = self.admin_site.admin_view(self.invitation)
        return [path("<path:object_id>/invitation/", link, name="accounts_user_invitation"), *super().get_urls()]

    def invitation(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The link by which the owner of an account chooses a password."""
        user = self.get_object(request, unquote(object_id))
        if user is None:
            raise Http404
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        return show_link(request, user)

    def response_add(self, request: HttpRequest, obj: User, post_url_continue: str | None = None) -> HttpResponse:
        return redirect("admin:accounts_user_invitation", obj.pk)

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description=_("roles"))
    def role_names(self, user: User) -> str:
        names = [roles.name_of(group.name) for group in user.groups.all()]
        return ", ".join([str(_("superuser"))] if user.is_superuser else names) or "–"

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name != "groups":
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        # In the order of the roles, as which they were made.
        return RolesField(Group.objects.order_by("pk"), label=_("Roles"), required=False)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # A role is what lets one in; there is no second switch to forget.
        user = form.instance
        user.is_staff = user.is_superuser or user.groups.exists()
        user.save(update_fields=["is_staff"])

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)


def _may_touch(request: HttpRequest, user: Any) -> bool:
    """A superuser's account is changed by superusers only."""
    return user is None or not user.is_superuser or bool(getattr(request.user, "is_superuser", False))
