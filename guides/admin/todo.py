"""What the start page says is to be done: kinds of tasks, each registered beside what it is about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.urls import reverse


class Urgency(StrEnum):
    """How a task is shown."""

    NOW = "now"
    SOON = "soon"
    LATER = "later"


@dataclass(frozen=True)
class Task:
    """A line of the list: what is to be done, as a sentence with its count, and the page on which it is done.

    `address` is empty where it is done outside of the desk; `note` then says where.
    """

    text: str
    address: str = ""
    urgency: Urgency = Urgency.SOON
    note: str = ""


Find = Callable[[HttpRequest], Iterable[Task]]

_KINDS: dict[str, tuple[int, Find]] = {}


def finds_tasks(order: int) -> Callable[[Find], Find]:
    """Register a function that finds what one editor has to do; what has a smaller `order` stands above."""

    def register(find: Find) -> Find:
        _KINDS[find.__qualname__] = (order, find)
        return find

    return register


def tasks_for(request: HttpRequest) -> list[Task]:
    """Everything that there is to do for whoever asks, the most urgent first."""
    in_order = sorted(_KINDS.values(), key=lambda kind: kind[0])
    return [task for _order, find in in_order for task in find(request)]


def list_of(model: type[Any], query: str = "") -> str:
    """The address of the list of a model, with filters."""
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{address}?{query}" if query else address
