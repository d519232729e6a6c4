"""How easy the shipped texts are to read: `python -m bench.reading`.

Prints for each language all texts together, then each guide: words to a sentence, the share of sentences over the goal,
and the readability index of the language (bench/readability.py). The goals are in docs/plain-language.md.
"""

import os
from collections import defaultdict

import django

from bench.readability import NAMES, index


def main() -> None:
    os.environ.setdefault("SECRET_KEY", "bench")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()

    from django.conf import settings

    from guides.checking.compiled_parts import site_languages
    from guides.checking.compiling import compile_content
    from guides.checking.plain_language import all_sentences, words_of
    from guides.working_copy import files

    content = compile_content(files.read_content(settings.CONTENT_DIR), site_languages())
    found: dict[tuple[str, str], list[list[str]]] = defaultdict(list)
    for kind, key, _place, language, sentence in all_sentences(content, settings.SENTENCE_WORDS):
        words = words_of(sentence)
        found[language, ""].append(words)
        if kind == "guide":
            found[language, key].append(words)

    print("| language | texts | sentences | words | words to a sentence | over 20 words | index |")
    print("|---|---|---|---|---|---|---|")
    for key in ("", *(guide.key for guide in content.guides)):
        for language, limit in settings.SENTENCE_WORDS.items():
            sentences = found[language, key]
            words = [word for sentence in sentences for word in sentence]
            long = sum(len(sentence) > limit for sentence in sentences) / len(sentences)
            print(
                f"| {language} | {key or 'all'} | {len(sentences)} | {len(words)} | {len(words) / len(sentences):.1f} "
                f"| {long:.1%} | {NAMES[language]} {index(language, len(sentences), words):.1f} |"
            )


if __name__ == "__main__":
    main()
