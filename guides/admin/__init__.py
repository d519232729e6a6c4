"""The editors' desk. Importing it registers every page."""

from guides.admin import guide, jobs, notice, point, preview_links, questionnaire, release, report, tasks

__all__ = ["guide", "jobs", "notice", "point", "preview_links", "questionnaire", "release", "report", "tasks"]
