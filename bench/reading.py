"""How easy the shipped texts are to read: `python -m bench.reading` prints a row for each language."""

import os

import django


def main() -> None:
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from django.conf import settings

    from guides.publishing import files
    from guides.publishing.compiling import compile_content, site_languages
    from guides.publishing.plain_language import measure

    content = compile_content(files.read_content(settings.CONTENT_DIR), site_languages())
    print("| language | sentences | words | words to a sentence | over the goal |")
    print("|---|---|---|---|---|")
    for code, reading in measure(content, settings.SENTENCE_WORDS).items():
        print(
            f"| {code} | {reading.sentences} | {reading.words} | {reading.average:.1f} "
            f"| {reading.long} ({reading.share_long:.1%}) |"
        )


if __name__ == "__main__":
    main()
