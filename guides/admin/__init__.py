"""The editors' desk. Importing it registers every page."""

from guides.admin import (
    counts,
    digest,
    guide,
    jobs,
    link,
    notice,
    point,
    preview_links,
    questionnaire,
    release,
    report,
    situation,
    tasks,
)

__all__ = [
    "counts",
    "digest",
    "guide",
    "jobs",
    "link",
    "notice",
    "point",
    "preview_links",
    "questionnaire",
    "release",
    "report",
    "situation",
    "tasks",
]
