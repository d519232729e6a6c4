"""The small Markdown: what it makes, and what it lets nobody make."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.schema.markup import LONGEST_TEXT, dead_links, html_tags, targets, to_html, to_plain, typeset

POLISH = "aiouwz"


def line(text: str, language: str = "pl") -> str:
    return to_html(text, language, "pl", POLISH if language == "pl" else "", block=False)


def test_a_button_label_is_marked_as_polish_in_english_text() -> None:
    assert line("[[Zaloguj się]] (log in)", "en") == '<kbd class="label" lang="pl">Zaloguj się</kbd> (log in)'
    assert line("[[Zaloguj się]]") == '<kbd class="label">Zaloguj się</kbd>'


def test_an_address_is_something_to_type() -> None:
    assert line("`pz.gov.pl`") == '<span class="address">pz.gov.pl</span>'


def test_our_own_targets_stay_for_the_link_object() -> None:
    html = line("[hasło](guide:pz-haslo) [telefon](tel:19239)")
    assert targets(html) == ["guide:pz-haslo", "tel:19239"]


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        '<img src=x onerror="alert(1)">',
        "[x](http://pz.gov.pl)",
        "[[<b onclick=alert(1)>]]",
        '`"><script>`',
        "<o:p>Word</o:p>",
    ],
)
def test_hostile_text_is_shown_as_text_or_dropped(hostile: str) -> None:
    html = to_html(hostile, "pl", "pl", POLISH, block=True)
    assert "<script" not in html and "<img" not in html and "<b " not in html and "<o:" not in html
    assert not [target for target in targets(html) if target.startswith(("javascript", "data", "http:"))]


@given(st.text(max_size=200))
def test_any_text_gives_only_the_few_tags(text: str) -> None:
    html = to_html(text, "pl", "pl", POLISH, block=True)

    assert set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", html)) <= {"p", "ul", "ol", "li", "strong", "em", "a", "h2", "h3", "kbd", "span", "br"}  # fmt: skip
    assert " on" not in " ".join(re.findall(r"<[^>]*>", html))


@given(st.text(alphabet="azwiou AZ.,„”(ćł-", max_size=80))
def test_typesetting_changes_only_spaces_and_hyphens(text: str) -> None:
    typeset_text = typeset(text, POLISH)
    assert typeset_text.replace("\u00a0", " ").replace("\u2011", "-") == text
    assert len(typeset_text) == len(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Idź w stronę i z dowodem", "Idź w\u00a0stronę i\u00a0z\u00a0dowodem"),
        ("W domu", "W\u00a0domu"),
        ("zadzwoń: 19 239", "zadzwoń: 19\u00a0239"),
        ("+48 42 253 54 50", "+48\u00a042\u00a0253\u00a054\u00a050"),
        ("w ciągu 14 dni", "w\u00a0ciągu 14\u00a0dni"),
        ("e-mail i e-dowód", "e\u2011mail i\u00a0e\u2011dowód"),
        ("8:00–17:00", "8:00\u2060–\u206017:00"),
        ("kroki 2–6", "kroki 2\u2060–\u20606"),
        ("na przykład 18-400", "na przykład 18\u2011400"),
        ("kody z SMS-ów", "kody z\u00a0SMS\u2011ów"),
        ("2026-11-28", "2026-11-28"),
    ],
)
def test_no_line_ends_where_it_must_not(text: str, expected: str) -> None:
    assert typeset(text, POLISH) == expected


def test_a_helpdesks_phone_can_be_touched_wherever_it_stands() -> None:
    html = to_html(
        "Zadzwoń: **19 239** lub +48 42 253 54 50.",
        "pl",
        "pl",
        POLISH,
        block=True,
        phones=("19 239", "+48 42 253 54 50"),
    )
    assert targets(html) == ["tel:19239", "tel:+48422535450"]


def test_other_numbers_and_linked_ones_stay_as_they_are() -> None:
    html = to_html("Kod 119 239 i [19 239](tel:19239).", "pl", "pl", POLISH, block=True, phones=("19 239",))
    assert targets(html) == ["tel:19239"]


def test_a_mail_address_can_be_touched() -> None:
    assert targets(line("`ikp-pomoc@cez.gov.pl`")) == ["mailto:ikp-pomoc@cez.gov.pl"]


def test_plain_text_has_no_marks() -> None:
    marked = "## Krok\n\n- Naciśnij [[Dalej]] na `pz.gov.pl`.\n- **Nie** [tu](guide:x)."
    assert to_plain(marked) == "Krok Naciśnij Dalej na pz.gov.pl. Nie tu."


def translated(text: str, source: str = "") -> str:
    return to_html(text, "en", "pl", block=False, source=source, letters="ąćęłńóśźż")


def test_words_of_the_source_language_are_marked_in_a_translation() -> None:
    assert translated("Take your e-dowód along.") == 'Take your <span lang="pl">e‑dowód</span> along.'
    assert translated("The city of Łódź") == 'The city of <span lang="pl">Łódź</span>'


def test_what_a_translation_quotes_from_its_source_is_marked_as_a_whole() -> None:
    source = "Powiedz: „Proszę o wydruk”, najlepiej od razu."
    assert translated("Say ‘Proszę o wydruk’.", source) == 'Say ‘<span lang="pl">Proszę o wydruk</span>’.'


def test_the_source_itself_is_not_marked() -> None:
    assert "lang" not in to_html("e-dowód", "pl", "pl", POLISH, block=False, source="e-dowód", letters="ó")


@given(st.text(alphabet="abó -‘’„”<&", max_size=60), st.text(alphabet="abó -„”", max_size=60))
def test_marking_a_language_changes_no_word(text: str, source: str) -> None:
    marked = translated(text, source)
    assert re.sub(r"</?span[^>]*>", "", marked) == to_html(text, "en", "pl", block=False)


ADVERSARIAL = {
    "labels that never close": "[[" * 500_000,
    "links that never close": "[[a]](" * 150_000,
    "asterisks": "*" * 100_000,
    "strong and weak in turns": "**a*b" * 150_000,
    "list markers in a row": "- " * 500_000,
    "lists in lists": "\n".join("  " * depth + "- a" for depth in range(1000)),
    "headings": "## a\n" * 200_000,
    "a heading of spaces": "## " + " " * 1_000_000 + "{#a11y-",
    "lines": "a\n" * 500_000,
    "links": "[a](https://a.pl) " * 55_000,
    "phones": "19 239 " * 140_000,
    "names": "[a]{#a11y-" * 100_000,
}


@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=ADVERSARIAL.keys())
def test_only_the_beginning_of_an_enormous_text_is_rendered(text: str) -> None:
    begun = text[:LONGEST_TEXT] + ("…" if len(text) > LONGEST_TEXT else "")
    for block in (True, False):
        assert to_html(text, "pl", "pl", POLISH, block=block) == to_html(begun, "pl", "pl", POLISH, block=block)
    assert to_plain(text) == to_plain(begun)


def test_what_is_rendered_of_an_enormous_text_has_a_bound() -> None:
    for text in ADVERSARIAL.values():
        assert len(to_html(text, "en", "pl", POLISH, block=True, phones=("19 239",))) < 8 * LONGEST_TEXT


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal{margin:0}</style></head>
<body><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]-->
<p class=MsoNormal style='margin-bottom:0cm'><span style='font-family:"Calibri"'>Wejdź na <b>pz.gov.pl</b><o:p></o:p></span></p>
<script>alert(1)</script><img src="file:///C:/a.png" onerror=alert(1)></body></html>"""


def test_html_pasted_from_word_is_shown_as_text_with_nothing_of_it_working() -> None:
    html = to_html(WORD, "pl", "pl", POLISH, block=True)
    assert set(re.findall(r"<\s*/?\s*([a-zA-Z0-9]+)", html)) == {"p"}
    assert "&lt;script&gt;" in html
    assert "Wejdź" in html


def test_parts_of_a_statement_have_names() -> None:
    html = to_html("## Status {#a11y-status}\n\nOd [2026-11-25]{#a11y-data-publikacja}, [Ola]{#a11y-osoba}.", "pl", "pl", POLISH, block=True)  # fmt: skip
    assert '<h2 id="a11y-status">Status</h2>' in html
    assert '<time id="a11y-data-publikacja" datetime="2026-11-25">2026-11-25</time>' in html
    assert '<span id="a11y-osoba">Ola</span>' in html


@pytest.mark.parametrize("name", ["main", "finder", "a11y-", "A11Y-x", 'a11y-x"onclick="y', "a11y-" + "x" * 41])
def test_no_text_takes_another_name(name: str) -> None:
    assert 'id="' not in to_html(f"## Tytuł {{#{name}}}\n\n[słowo]{{#{name}}}", "pl", "pl", POLISH, block=True)


def test_names_are_no_part_of_the_plain_text() -> None:
    assert to_plain("## Status {#a11y-status}\n\n[zgodny]{#a11y-ocena}") == "Status zgodny"


@pytest.mark.parametrize("text", ["SMS-a", "SMS-ów", "PIN-u", "e-Zdrowia", "e-Health"])
def test_an_ending_or_a_single_letter_is_not_parted_from_its_word(text: str) -> None:
    assert typeset(text, POLISH) == text.replace("-", "\u2011")


@pytest.mark.parametrize("target", ["http://pz.gov.pl/haslo", "javascript:alert", "pz.gov.pl", "HTTP://a.pl", "//a.pl"])
def test_links_that_readers_could_not_follow_are_found(target: str) -> None:
    assert dead_links(f"Zobacz [tę stronę]({target}).") == [target]


@pytest.mark.parametrize("target", ["https://pz.gov.pl", "guide:pz-haslo", "tel:+48422535450", "contact:"])
def test_links_that_readers_can_follow_are_not_named(target: str) -> None:
    assert dead_links(f"Zobacz [tę stronę]({target}).") == []


def test_tags_of_html_are_found_and_signs_of_comparison_are_not() -> None:
    assert html_tags('<p class="MsoNormal"><b>Word</b></p>') == ['<p class="MsoNormal">', "<b>", "</b>", "</p>"]
    assert html_tags("2 < 3 i 5 > 4, <3") == []
