"""The editors' desk. Importing it registers every page."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from guides.admin import guide, jobs, notice, point, preview_links, questionnaire, release, report

__all__ = ["guide", "jobs", "notice", "point", "preview_links", "questionnaire", "release", "report"]

admin.site.site_header = _("Klucz do IKP – editors")
admin.site.site_title = _("Klucz do IKP – editors")
admin.site.index_title = _("What do you want to change?")
