"""A first view over slow 4G: `python -m bench.slow_line [address of a running site]`. Needs Chromium.

Chromium as a small phone of 360 × 640 px with a processor four times as slow and a line of 150 ms and 1.6 Mbit/s,
nothing cached: when the largest element is painted, how much moves, and how long the longest task of the page takes.
"""

import sys

from playwright.sync_api import Browser, sync_playwright

from scripts.chromium import launch_options
from tests.browser.conftest import on_site

SCREEN = {"width": 360, "height": 640}
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
SLOWER = 4
LARGEST, MOVED, TASK = 1_000, 0.0, 50  # goals: milliseconds, share of the screen, milliseconds
PAGES = (
    "/pl/",
    "/pl/pomoc/",
    "/pl/poradniki/pz-haslo/",
    "/pl/punkty/?near=18-400",
    "/pl/szukaj/?q=haslo",
    "/pl/kontakt/",
)
ROUNDS = 3
# Before the page: what it paints, moves and works on.
WATCH = """
window.seen = {largest: 0, moved: 0, task: 0};
const watch = (type, take) => {
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({type, buffered: true});
};
watch("largest-contentful-paint", (entry) => { seen.largest = entry.startTime; });
watch("layout-shift", (entry) => { seen.moved += entry.value; });
watch("longtask", (entry) => { seen.task = Math.max(seen.task, entry.duration); });
"""


def seen(browser: Browser, address: str) -> dict[str, float]:
    """What a first visitor sees of the page, in milliseconds and shares of the screen."""
    context = browser.new_context(viewport=SCREEN, device_scale_factor=2, is_mobile=True)  # type: ignore[arg-type]
    page = context.new_page()
    devices = context.new_cdp_session(page)
    devices.send("Network.enable")
    devices.send("Network.emulateNetworkConditions", SLOW_4G)
    devices.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.add_init_script(WATCH)
    page.goto(address, wait_until="load")
    page.wait_for_function("seen.largest > 0")
    page.wait_for_timeout(500)  # scripts that begin after the page
    found: dict[str, float] = page.evaluate("seen")
    context.close()
    return found


def main(site: str) -> None:
    print("| page | largest paint | goal | moved | longest task |\n|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(**launch_options())
        for path in PAGES:
            # The best of some: what else the machine does can only slow it.
            rounds = [seen(browser, site + path) for _round in range(ROUNDS)]
            best = min(rounds, key=lambda one: one["largest"])
            moved, task = max(one["moved"] for one in rounds), min(one["task"] for one in rounds)
            told = f"{task:.0f} ms" if task > TASK else "none of 50 ms"
            print(f"| {path} | {best['largest']:.0f} ms | {LARGEST:,} ms | {moved:.3f} | {told} |")
        browser.close()


if __name__ == "__main__":
    on_site(main, sys.argv[1:])
