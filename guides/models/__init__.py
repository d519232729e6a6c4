from guides.models.count import DailyCount
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
from guides.models.link import Link
from guides.models.notice import Notice
from guides.models.offices import ImportMapping, PointImport
from guides.models.page import Page
from guides.models.point import Point, PointSource, Service
from guides.models.preview import PreviewLink
from guides.models.questionnaire import Answer, Outcome, OutcomeAlternative, Question, Situation
from guides.models.release import Approval, Release, ReleaseIsImmutable
from guides.models.report import ReaderReport, SpentForm
from guides.models.version import Version

__all__ = [
    "Answer",
    "Approval",
    "DailyCount",
    "Guide",
    "GuideNeed",
    "Helpdesk",
    "ImportMapping",
    "Link",
    "Method",
    "Notice",
    "OfficialAddress",
    "Outcome",
    "OutcomeAlternative",
    "Page",
    "Point",
    "PointImport",
    "PointSource",
    "PreviewLink",
    "Question",
    "ReaderReport",
    "Release",
    "ReleaseIsImmutable",
    "Service",
    "Situation",
    "Source",
    "SpentForm",
    "Step",
    "StepProblem",
    "Thing",
    "Topic",
    "Version",
]
