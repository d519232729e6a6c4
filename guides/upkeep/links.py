"""The check of official addresses: a job that asks each of them and keeps what became of it."""

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from guides.enums import BROKEN_LINKS, RISKY_LINKS, LinkState
from guides.jobs import queue
from guides.jobs.kinds import JobFailed, Progress, job
from guides.jobs.models import Job
from guides.models import Link
from guides.models.link import LONGEST_ADDRESS
from guides.upkeep.addresses import addresses_now
from guides.upkeep.asking import Asks, Clock, Round
from guides.upkeep.guarded import Asker
from guides.upkeep.verdicts import Verdict

CHECK = "check_links"
_SILENT = frozenset({LinkState.NAMELESS, LinkState.UNREACHABLE, LinkState.SLOW})
_FEWEST_TO_DOUBT = 3  # addresses, none of which is answered: then it is our own connection that is missing


def ask_to_check(user: Any) -> Job:
    """Let the worker ask all addresses."""
    return queue.enqueue(CHECK, {}, user)


@job(
    CHECK,
    _("Check the official addresses"),
    alone=True,
    every=timedelta(days=settings.LINKS_DAYS) if settings.LINKS_DAYS > 0 else None,
)
def check_links(progress: Progress, asker: Asks | None = None, clock: Clock | None = None) -> dict[str, Any]:
    """Ask every address of the working copy and keep the verdicts. Return how many there are of each."""
    addresses = [address for address in addresses_now() if len(address) <= LONGEST_ADDRESS]
    found: dict[str, Verdict] = {}
    for one in Round(asker or Asker(), settings.LINK_DOMAINS, clock).ask(addresses):
        if one is not None:
            found[one[0]] = one[1]
        progress(
            len(found), len(addresses), one[0] if one else _("Checking, with a second between two requests to a server")
        )
    if len(found) >= _FEWEST_TO_DOUBT and all(verdict.state in _SILENT for verdict in found.values()):
        raise JobFailed(gettext("No server answered at all: is this machine on the internet? Nothing was changed."))
    found = {address: found[address] for address in addresses}  # as they stand in the texts, not as they came
    keep(found, timezone.now())
    return {"lines": lines_of(found)}


def keep(found: dict[str, Verdict], now: datetime) -> None:
    """Put verdicts into the table, and take out of it the addresses that no text has any more."""
    with transaction.atomic():
        before = Link.objects.in_bulk(field_name="address")
        Link.objects.exclude(address__in=found).delete()
        for address, verdict in found.items():
            known = before.get(address)
            since = (known.failing_since if known else None) or now
            Link.objects.update_or_create(
                address=address,
                defaults={
                    "state": verdict.state,
                    "status": verdict.status,
                    "leads_to": verdict.leads_to[:LONGEST_ADDRESS],
                    "checked_at": now,
                    "failing_since": since if verdict.state in BROKEN_LINKS | RISKY_LINKS else None,
                },
            )


def lines_of(found: dict[str, Verdict]) -> list[str]:
    """How many addresses have each verdict, then those that somebody has to look at."""
    counts = Counter(verdict.state for verdict in found.values())
    lines = [f"{state.label}: {counts[state]}" for state in LinkState if counts[state]]
    for address, verdict in found.items():
        if verdict.state in (LinkState.WORKS, LinkState.MOVED):
            continue
        where = f" → {verdict.leads_to}" if verdict.leads_to else ""
        status = f" ({verdict.status})" if verdict.status else ""
        lines.append(f"{address}{where}: {verdict.state.label}{status}")
    return lines
