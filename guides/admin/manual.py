"""The editors’ manual, read in the desk: docs/manual-*.md in the editor’s language, without its pictures."""

import re
from functools import cache
from typing import NamedTuple

from django.conf import settings
from django.contrib import admin
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from markdown_it import MarkdownIt

app_name = "manual"

_PICTURE = re.compile(r"^!\[.*$", re.MULTILINE)
_MARKDOWN = MarkdownIt("js-default")  # takes no HTML from the text


class Recipe(NamedTuple):
    """A section of the manual: its title, and its steps as HTML."""

    title: str
    html: SafeString


@cache
def read_manual(language: str) -> tuple[Recipe, ...]:
    """The manual in this language, its introduction first; empty where there is none."""
    file = settings.BASE_DIR / "docs" / f"manual-{language}.md"
    if not file.is_file():
        return ()
    parts = re.split(r"^##? ", _PICTURE.sub("", file.read_text("utf-8")), flags=re.MULTILINE)[1:]
    return tuple(_recipe(*part.split("\n", 1)) for part in parts)


def _recipe(title: str, text: str) -> Recipe:
    return Recipe(title.strip(), SafeString(_MARKDOWN.render(text)))  # of a file that ships with the site


def manual_view(request: HttpRequest) -> HttpResponse:
    """Show all recipes on one page."""
    found = read_manual(get_language() or "") or read_manual(settings.LANGUAGE_CODE)
    if not found:
        raise Http404
    introduction, *recipes = found
    shown = {"title": introduction.title, "introduction": introduction.html, "recipes": recipes}
    return TemplateResponse(request, "admin/manual.html", {**admin.site.each_context(request), **shown})


urlpatterns = [path("", admin.site.admin_view(manual_view), name="read")]
