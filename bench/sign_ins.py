"""Public pages while eight people sign in with wrong names: `python -m bench.sign_ins [address]`.

Starts a site of its own where no address of one is given. Each round times pages alone, then the same pages while eight
connections of another process send a name that nobody has, each as soon as the last one is answered. What else the
machine does meets both alike. Prints medians and 95th percentiles, and their ratio; the goal is twice the time alone.
"""

import multiprocessing
import statistics
import sys
import threading
import time
from http.client import HTTPConnection
from multiprocessing.queues import SimpleQueue
from multiprocessing.synchronize import Event
from urllib.parse import urlencode, urlsplit

AT_ONCE, ROUNDS, PAGES, GOAL = 8, 5, 300, 2.0
ADDRESSES = ("/pl/", "/en/", "/pl/pomoc/", "/en/guides/", "/pl/kontakt/")
LOGIN = "/admin/login/"


def request(host: str, method: str, path: str, body: str = "", cookie: str = "") -> tuple[int, str]:
    """Status and cookie of an answer, over a connection of its own as nginx makes one."""
    connection = HTTPConnection(host, timeout=60)
    headers = {"Cookie": cookie, "Origin": f"http://{host}", "Content-Type": "application/x-www-form-urlencoded"}
    connection.request(method, path, body or None, headers)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, (answer.getheader("Set-Cookie") or "").partition(";")[0]


def send_wrong_names(host: str, begun: Event, over: Event, sent: "SimpleQueue[list[float]]") -> None:
    """Sign in with eight wrong names at once until it is over; puts the seconds that each took."""
    seconds: list[float] = []

    def send(sender: int) -> None:
        cookie = request(host, "GET", LOGIN)[1]
        token = cookie.partition("=")[2]
        while not over.is_set():
            name = f"nobody-{sender}-{time.monotonic_ns()}"
            began = time.perf_counter()
            form = {"username": name, "password": "not-the-password", "csrfmiddlewaretoken": token}
            status, _none = request(host, "POST", LOGIN, urlencode(form), cookie)
            assert status == 200, status
            seconds.append(time.perf_counter() - began)
            begun.set()

    threads = [threading.Thread(target=send, args=(sender,)) for sender in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    sent.put(seconds)


def time_pages(host: str) -> list[float]:
    """Milliseconds of each of so many pages, one after another."""
    found = []
    for number in range(PAGES):
        began = time.perf_counter()
        status, cookie = request(host, "GET", ADDRESSES[number % len(ADDRESSES)])
        found.append((time.perf_counter() - began) * 1000)
        assert (status, cookie) == (200, "")
    return found


def time_with_sign_ins(host: str) -> tuple[list[float], list[float]]:
    """Milliseconds of pages while others sign in, and seconds of the sign-ins."""
    context = multiprocessing.get_context("spawn")
    begun, over, sent = context.Event(), context.Event(), context.SimpleQueue()
    senders = context.Process(target=send_wrong_names, args=(host, begun, over, sent))
    senders.start()
    begun.wait(60)
    try:
        found = time_pages(host)
    finally:
        over.set()
    seconds = sent.get()
    senders.join()
    return found, seconds


def late(times: list[float]) -> float:
    """The 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


def measure(address: str) -> None:
    host = urlsplit(address).netloc
    time_pages(host)
    alone: list[float] = []
    busy: list[float] = []
    sign_ins: list[float] = []
    for _round in range(ROUNDS):
        alone += time_pages(host)
        found, seconds = time_with_sign_ins(host)
        busy += found
        sign_ins += seconds
    for name, times in (("alone", alone), (f"with {AT_ONCE} sign-ins at once", busy)):
        print(f"a page {name}: median {statistics.median(times):.1f} ms, 95 in 100 within {late(times):.1f} ms")
    ratio = statistics.median(busy) / statistics.median(alone)
    print(f"{len(sign_ins)} sign-ins, median {statistics.median(sign_ins):.2f} s, longest {max(sign_ins):.2f} s")
    print(f"ratio {ratio:.2f} of medians, {late(busy) / late(alone):.2f} of the 95th; goal {GOAL}")


if __name__ == "__main__":
    from tests.browser.conftest import on_site

    on_site(measure, sys.argv[1:])
