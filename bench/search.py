"""How well and how long search answers: `python -m bench.search`.

The score is that of tests/search/queries.yaml (open), held_out.yaml and third.yaml over what is shipped; `--misses`
prints what of the open part is not first. Times are taken over twenty thousand made-up points.
"""

import os
import random
import sys
import time
import tracemalloc
from collections.abc import Callable
from typing import Any

import django
import msgspec

POINTS = 20_000
TOWNS = 2_500
GOAL_INDEX, GOAL_QUERY = 100.0, 5.0  # milliseconds, for each language and for each query


def milliseconds(run: Callable[[], Any]) -> float:
    began = time.process_time()
    run()
    return (time.process_time() - began) * 1000


def made_up_points(some: Any) -> Any:
    """Points of made-up towns, with names and streets like those of the shipped ones."""
    draw = random.Random(5)  # noqa: S311 - made-up points
    syllables = ["bia", "cho", "dą", "gó", "jel", "ka", "ło", "mie", "no", "ra", "szcz", "wi", "ży", "bó", "ny"]
    ends = ["ów", "owo", "ice", "in", "sk", "anka", "no"]
    towns = ["".join(draw.choices(syllables, k=3)).capitalize() + draw.choice(ends) for _town in range(TOWNS)]
    points = []
    for number in range(1, POINTS + 1):
        like, town = draw.choice(some.points), draw.choice(towns)
        street = f"ul. {draw.choice(towns)}ska {number % 90}"
        postcode = f"{number % 100:02}-{number % 1000:03}"
        name = f"Urząd {draw.choice(['Skarbowy', 'Gminy', 'Miejski'])} w {town}u"
        points.append(
            msgspec.structs.replace(like, number=number, name=name, town=town, street=street, postcode=postcode)
        )
    return msgspec.structs.replace(some, points=tuple(points))


def print_score(search: Any, guides: Any) -> None:
    from guides.search.finding import phrases_of
    from guides.text import fold
    from tests.search import scoring

    print("| queries | number | right answer first | among three |\n|---|---|---|---|")
    parts = {"open": scoring.OPEN, "held out": scoring.HELD_OUT, "all": scoring.ALL}
    known = {
        (code, fold(phrase))
        for guide in guides
        for code, words in guide.search_words.items()
        for phrase in phrases_of(words)
    }
    # What an editor wrote down word for word tells little.
    unknown = tuple(row for row in scoring.HELD_OUT if (row.language, fold(row.typed)) not in known)
    parts["held out, and no search words of a guide"] = unknown
    parts["a third set"] = scoring.THIRD
    scores = {
        name: scoring.score(rows, lambda language, typed: scoring.answers(search, language, typed))
        for name, rows in parts.items()
    }
    for name, score in scores.items():
        print(f"| {name} | {len(parts[name])} | {score.first:.1%} | {score.among_three:.1%} |")
    print("", *(scores["open"].misses if "--misses" in sys.argv else ()), sep="\n")


def main() -> None:
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from django.conf import settings

    from guides.checking.compiled_parts import site_languages
    from guides.checking.compiling import compile_content
    from guides.checking.compiling_offices import compile_points
    from guides.search.compiling import points_with_forms, with_forms
    from guides.search.finding import Search
    from guides.text import slugify_name
    from guides.working_copy import files
    from tests.search import scoring

    languages = site_languages()
    content = with_forms(compile_content(files.read_content(settings.CONTENT_DIR), languages))
    shipped = compile_points(files.read_points(settings.CONTENT_DIR, languages.codes), languages, slugify_name)
    shipped = points_with_forms(shipped, languages.codes)
    points = points_with_forms(made_up_points(shipped), languages.codes)
    print_score(Search(content, shipped), content.guides)
    search = Search(content, points)

    print("| what | milliseconds of CPU | goal |\n|---|---|---|")
    for code in content.languages:
        print(f"| index of {code} | {milliseconds(lambda code=code: search.index(code)):.0f} | {GOAL_INDEX:.0f} |")
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    search.offices  # noqa: B018 - made when first asked for
    memory = (tracemalloc.get_traced_memory()[0] - before) / 1e6
    tracemalloc.stop()
    again = Search(content, points)
    print(f"| index of {POINTS:,} points ({memory:.1f} MB) | {milliseconds(lambda: again.offices):.0f} | |")
    queries = [(row.language, row.typed) for row in scoring.ALL]
    queries += [("pl", f"urząd skarbowy {point.town}") for point in points.points[:200]]
    queries += [("pl", "urząd"), ("pl", "urząd skarbowy"), ("pl", " ".join(["telefon"] * 30))]
    for code, query in queries[:1] + queries[-1:]:
        search.find(code, query)
    took = sorted(milliseconds(lambda code=code, query=query: search.find(code, query)) for code, query in queries)
    print(f"| a query, median of {len(took)} | {took[len(took) // 2]:.2f} | {GOAL_QUERY:.0f} |")
    print(f"| a query, the slowest | {took[-1]:.2f} | |")


if __name__ == "__main__":
    main()
