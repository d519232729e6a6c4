"""Faults: what is wrong with content, each with the place to mend it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong.

    `kind` and `key` name the row to mend ("guide", "pz-haslo"), `place` the part of it ("steps[open-the-page].title").
    """

    severity: Severity
    kind: str
    key: str
    message: Promise
    params: dict[str, Any] = field(default_factory=dict)
    place: str = ""

    @property
    def text(self) -> str:
        """The message in the active language."""
        return str(self.message) % self.params if self.params else str(self.message)

    def __str__(self) -> str:
        row = f"{self.kind} {self.key}".strip() + (f", {self.place}" if self.place else "")
        return f"{row}: {self.text}"


def errors(faults: list[Fault]) -> list[Fault]:
    """Those that stop a release."""
    return [fault for fault in faults if fault.severity == Severity.ERROR]


def error(kind: str, key: str, message: Any, place: str = "", **params: Any) -> Fault:
    """A fault that stops a release."""
    return Fault(Severity.ERROR, kind, key, message, params, place)


def warning(kind: str, key: str, message: Any, place: str = "", **params: Any) -> Fault:
    """A fault that a release may have."""
    return Fault(Severity.WARNING, kind, key, message, params, place)
