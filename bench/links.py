"""500 official addresses on 100 hosts asked over TLS: `python -m bench.links`.

The hosts are one server of this machine, whose name server and numbers are the bench's own. A host is asked for its
robots.txt and five addresses, a second between two requests, so that nothing can be done in less than five seconds.
"""

import os
import ssl
import sys
import time
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

HOSTS, EACH = 100, 5
GOAL = 20.0  # seconds


@dataclass
class Noting:
    """An asker that notes when it was asked."""

    asker: Any
    moments: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def ask(self, url: Any, most_bytes: int = 0) -> Any:
        self.moments[url.host].append(time.monotonic())
        return self.asker.ask(url, most_bytes)

    def shortest(self) -> float:
        """Seconds between two requests to one host, at the least."""
        return min(later - sooner for each in self.moments.values() for sooner, later in pairwise(each))


def asked() -> tuple[Noting, list[Any]]:
    """All addresses asked once, with what became of them."""
    import trustme

    from guides.upkeep.asking import Round
    from tests.upkeep.server import Handler, Servers, serving

    authority, context = trustme.CA(), ssl.create_default_context()
    authority.configure_trust(context)
    addresses = [f"https://host-{host}.gov.pl/{number}" for number in range(EACH) for host in range(HOSTS)]
    with serving(authority, "*.gov.pl") as port:
        noting = Noting(Servers(port, port, []).asker(context, timeout=15.0, deadline=30.0))
        found = [one for one in Round(noting, ["gov.pl"]).ask(addresses) if one is not None]
        Handler.over.set()
    return noting, found


def main() -> None:
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    start, processor = time.perf_counter(), time.process_time()
    noting, found = asked()
    took, processor = time.perf_counter() - start, time.process_time() - processor
    states = Counter(verdict.state.value for _address, verdict in found)
    print(f"{len(found)} addresses on {len(noting.moments)} hosts: {took:.1f} s")
    print(f"of the processor, the server's part with it: {processor:.1f} s")
    print(f"verdicts: {dict(states)}; between two requests to a host at least {noting.shortest():.2f} s")
    missed = took > GOAL or noting.shortest() < 0.99 or states != {"works": HOSTS * EACH}
    print(f"goals: {GOAL:.0f} s, a second between two requests, every verdict right: {'missed' if missed else 'met'}")
    sys.exit(missed)


if __name__ == "__main__":
    main()
