"""What can be wrong with a request, as problem details (RFC 9457)."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class ProblemKind:
    """A kind of problem: `key` stands in its address and never changes."""

    key: str
    status: int
    title: str | Promise


UNKNOWN_PARAMETER = ProblemKind("unknown-parameter", 400, _("There is no such parameter here"))
REPEATED_PARAMETER = ProblemKind("repeated-parameter", 400, _("A parameter was given more than once"))
WRONG_VALUE = ProblemKind("wrong-value", 400, _("A parameter has a value that it can’t have"))
SEVERAL_PLACES = ProblemKind("several-places", 409, _("Several places may be meant"))
UNKNOWN_PLACE = ProblemKind("unknown-place", 404, _("We don’t know this place"))
UNKNOWN_MUNICIPALITY = ProblemKind("unknown-municipality", 404, _("No municipality has this TERYT code"))
DISSOLVED_MUNICIPALITY = ProblemKind("dissolved-municipality", 410, _("This municipality was joined to others"))
NO_MUNICIPALITIES = ProblemKind("no-municipalities", 404, _("Municipalities are not loaded on this site"))
UNKNOWN_OFFICE = ProblemKind("unknown-office", 404, _("No office has this number"))
GONE_OFFICE = ProblemKind("gone-office", 410, _("This office is no longer on the list"))
UNKNOWN_GUIDE = ProblemKind("unknown-guide", 404, _("No guide has this key"))
WITHDRAWN_GUIDE = ProblemKind("withdrawn-guide", 410, _("This guide was withdrawn"))
NO_SUCH_PAGE = ProblemKind("no-such-page", 404, _("The list has fewer pages"))
UNKNOWN_ADDRESS = ProblemKind("unknown-address", 404, _("There is nothing at this address"))
ONLY_READING = ProblemKind("only-reading", 405, _("This can only be read"))
NOTHING_PUBLISHED = ProblemKind("nothing-published", 503, _("Nothing has been published yet"))

EVERY_KIND = (
    UNKNOWN_PARAMETER,
    REPEATED_PARAMETER,
    WRONG_VALUE,
    SEVERAL_PLACES,
    UNKNOWN_PLACE,
    UNKNOWN_MUNICIPALITY,
    DISSOLVED_MUNICIPALITY,
    NO_MUNICIPALITIES,
    UNKNOWN_OFFICE,
    GONE_OFFICE,
    UNKNOWN_GUIDE,
    WITHDRAWN_GUIDE,
    NO_SUCH_PAGE,
    UNKNOWN_ADDRESS,
    ONLY_READING,
    NOTHING_PUBLISHED,
)


class PlaceChoice(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A place that may be meant, and the parameters that ask for it; `place` is missing where the name is enough."""

    label: str
    near: str
    place: str = ""


class ProblemDetails(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """RFC 9457. `detail` says in the language asked for what is right; `address` leads to what is there instead."""

    type: str
    title: str
    status: int
    detail: str
    parameter: str = ""
    address: str = ""
    choices: list[PlaceChoice] = []


class RequestProblem(Exception):
    """A request that can't be answered as it is; `detail` says how to go on, in the active language."""

    def __init__(
        self,
        kind: ProblemKind,
        detail: str,
        *,
        parameter: str = "",
        address: str = "",
        choices: Sequence[PlaceChoice] = (),
    ) -> None:
        super().__init__(kind.key)
        self.kind = kind
        self.detail = detail
        self.parameter = parameter
        self.address = address
        self.choices = choices

    def details(self, type_: str) -> ProblemDetails:
        """As it is sent; `type_` is the address that explains the kind."""
        return ProblemDetails(
            type=type_,
            title=str(self.kind.title),
            status=self.kind.status,
            detail=self.detail,
            parameter=self.parameter,
            address=self.address,
            choices=list(self.choices),
        )
