"""How long the gate takes: `python -m bench.gate` checks made-up questionnaires of growing size."""

import os
import time
from datetime import date

import django

ANSWERS = 10
SIZES = (10, 100, 1000)


def main() -> None:
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from guides.checking.checks import check_content
    from guides.schema.faults import errors
    from tests.graphs import compiled, frame, question

    print("| questions | answers | seconds | microseconds an answer |")
    print("|---|---|---|---|")
    for size in SIZES:
        questions = [
            question(f"q{number}", *([("question", f"q{number + 1}")] * ANSWERS), first=number == 0)
            for number in range(size)
        ]
        questions.append(question(f"q{size}", ("outcome", "o0")))
        content = compiled(frame(questions, ["o0"]))
        began = time.perf_counter()
        assert not errors(check_content(content, date(2026, 11, 23), 180))
        took = time.perf_counter() - began
        print(f"| {size} | {size * ANSWERS} | {took:.3f} | {took / size / ANSWERS * 1e6:.0f} |")


if __name__ == "__main__":
    main()
