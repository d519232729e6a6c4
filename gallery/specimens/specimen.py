"""What a specimen is, and the words that several of them use."""

from dataclasses import dataclass, field, replace
from typing import Any

from guides.schema.kinds import Text


@dataclass(frozen=True)
class Specimen:
    """One component in one state: `source` is the template that shows it, with its details open if it is `unfolded`."""

    title: str
    source: str
    context: dict[str, Any] = field(default_factory=dict)
    unfolded: bool = False


def included(title: str, component: str, **context: Any) -> Specimen:
    return Specimen(title, f'{{% include "components/{component}.html" %}}', context)


def unfolded(specimen: Specimen) -> Specimen:
    """The same with what its summaries hide."""
    return replace(specimen, unfolded=True)


def within(title: str, tag: str, look: str, component: str, **context: Any) -> Specimen:
    """A component that pages put into an element of their own."""
    inside = f'{{% include "components/{component}.html" %}}'
    return Specimen(title, f'<{tag} class="{look}">{inside}</{tag}>', context)


def uncovered(title: str, component: str, **context: Any) -> Specimen:
    """What is hidden until a script shows it, as it looks then. No script runs in the gallery."""
    inside = f'{{% include "components/{component}.html" %}}'
    return Specimen(title, f'{{% filter cut:" hidden" %}}{inside}{{% endfilter %}}', context)


def words(polish: str, english: str) -> Text:
    both = {"pl": polish, "en": english}
    return Text(plain=both, html=both)


LONG = words(
    "Dziewięćdziesięciokilkuletnia Konstantynopolitańczykowianeczka zapomniała hasła",
    "Somebody with a very long name has forgotten an extraordinarily incomprehensible password",
)
