"""Pages of text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from guides.models.base import Keyed, RecordedQuerySet, Translated, prose_field, slug_field, unique_slugs
from guides.models.guide import RICH_HELP


class Page(Translated, Keyed):
    """A page of text whose place in the site is fixed (`PageKey`)."""

    title = models.CharField(_("title"), max_length=120)
    slug = slug_field()
    summary = models.CharField(_("summary"), max_length=200, help_text=_("For search engines."))
    lead = prose_field(_("opening"), 600, help_text=_("One or two sentences under the title."))
    body = prose_field(_("text"), 15000, blank=True, help_text=RICH_HELP)

    objects = RecordedQuerySet.as_manager()

    class Meta(Keyed.Meta):
        ordering = ["key"]
        constraints = [*Keyed.Meta.constraints, *unique_slugs()]
        verbose_name = _("page")
        verbose_name_plural = _("pages")

    def __str__(self) -> str:
        return str(self.title)
