from guides.models.guide import (
    Guide,
    GuideNeed,
    Helpdesk,
    Method,
    OfficialAddress,
    Source,
    Step,
    StepProblem,
    Thing,
    Topic,
)
from guides.models.notice import Notice
from guides.models.offices import ImportMapping, PointImport
from guides.models.page import Page
from guides.models.point import Point, PointSource, Service
from guides.models.preview import PreviewLink
from guides.models.questionnaire import Answer, Outcome, OutcomeAlternative, Question
from guides.models.release import Approval, Release, ReleaseIsImmutable
from guides.models.report import PointReport
from guides.models.version import Version

__all__ = [
    "Answer",
    "Approval",
    "Guide",
    "GuideNeed",
    "Helpdesk",
    "ImportMapping",
    "Method",
    "Notice",
    "OfficialAddress",
    "Outcome",
    "OutcomeAlternative",
    "Page",
    "Point",
    "PointImport",
    "PointReport",
    "PointSource",
    "PreviewLink",
    "Question",
    "Release",
    "ReleaseIsImmutable",
    "Service",
    "Source",
    "Step",
    "StepProblem",
    "Thing",
    "Topic",
    "Version",
]
