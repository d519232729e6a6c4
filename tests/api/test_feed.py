"""The feed of changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from xml.etree import ElementTree

import msgspec
import pytest
from django.test import Client

from guides.models import Release
from guides.models.release import checksum
from guides.schema.content import Content, Guide
from guides.schema.content import encode as encode_content
from guides.schema.kinds import Text
from guides.serving import changes
from guides.serving.changes import ChangeLog, carried_on, compare
from guides.serving.live import live
from tests.grammars import faults

GRAMMAR = Path(__file__).with_name("atom.rnc")
ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
FEEDS = {"pl": "/pl/zmiany.atom", "en": "/en/changes.atom"}


def with_guide(content: Content, key: str, **changed: object) -> Content:
    guides = [msgspec.structs.replace(each, **changed) if each.key == key else each for each in content.guides]
    return msgspec.structs.replace(content, guides=guides)


def retold(text: Text, language: str) -> Text:
    """A text with other words in one language."""
    return Text(plain={**text.plain, language: "Inaczej"}, html={**text.html, language: "Inaczej"})


def without(content: Content, key: str) -> Content:
    return msgspec.structs.replace(content, guides=[each for each in content.guides if each.key != key])


@pytest.fixture
def follower(visitor: Client, content: Content) -> Client:
    """A reader of a site whose second release added one guide, changed one in English and withdrew one."""
    guide = content.guide["pz-haslo"]
    before = without(with_guide(content, "pz-haslo", title=retold(guide.title, "en")), "pz-nazwa")
    gone = msgspec.structs.replace(guide, key="dawny")
    before = msgspec.structs.replace(before, guides=[*before.guides, gone])
    log = ChangeLog(newest=1, changes=tuple(compare(before, content, 1, MOMENT)))
    assert live._snapshot is not None
    live._snapshot = replace(live._snapshot, changes=log)
    return visitor


def entries(client: Client, language: str) -> dict[str, ElementTree.Element]:
    """The entries of a feed by their ids."""
    root = ElementTree.fromstring(client.get(FEEDS[language]).content.decode())  # noqa: S314 - ours
    return {entry.findtext(f"{ATOM}id", ""): entry for entry in root.findall(f"{ATOM}entry")}


def test_each_language_has_what_its_readers_see_anew(follower: Client) -> None:
    polish, english = (entries(follower, code) for code in FEEDS)
    assert set(polish) == {
        "tag:localhost,2026:pl/guide/pz-nazwa/1",
        "tag:localhost,2026:pl/guide/dawny/1",
    }
    assert {each.replace(":en/", ":pl/") for each in english} == {*polish, "tag:localhost,2026:pl/guide/pz-haslo/1"}
    titles = {entry.findtext(f"{ATOM}title", "").partition(":")[0] for entry in english.values()}
    assert titles == {"New", "Changed", "Withdrawn"}


def test_the_feeds_keep_to_the_grammar_of_atom(follower: Client, tmp_path: Path) -> None:
    files = [tmp_path / f"{language}.atom" for language in FEEDS]
    for file, address in zip(files, FEEDS.values(), strict=True):
        file.write_bytes(follower.get(address).content)
    assert files[0].read_text().count("<entry>") == 2
    assert faults(GRAMMAR, *files) == []
    (wrong := tmp_path / "wrong.atom").write_text(files[0].read_text().replace("<updated>", "<updated>on ", 1))
    assert len(faults(GRAMMAR, wrong)) == 1


@pytest.mark.parametrize("language", FEEDS)
def test_the_feed_has_all_that_atom_asks_for(follower: Client, language: str) -> None:
    response = follower.get(FEEDS[language], {"utm_source": "reader"})
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ElementTree.fromstring(response.content.decode())  # noqa: S314 - ours
    assert root.tag == f"{ATOM}feed"
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == language
    for parent in (root, *root.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(parent.findall(f"{ATOM}{name}")) == 1 and parent.findtext(f"{ATOM}{name}")
        assert datetime.fromisoformat(parent.findtext(f"{ATOM}updated", "")) == MOMENT
        links = {link.get("rel", "alternate"): link.get("href") for link in parent.findall(f"{ATOM}link")}
        assert follower.get(str(links["alternate"]).removeprefix("http://localhost:8000")).status_code == 200
    assert root.findtext(f"{ATOM}author/{ATOM}name") == "Klucz do IKP"
    links = {str(link.get("rel")): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"http://localhost:8000{FEEDS[language]}"


def test_an_unchanged_feed_is_not_sent_again(follower: Client) -> None:
    first = follower.get(FEEDS["pl"])
    again = follower.get(FEEDS["pl"], headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    assert follower.get(FEEDS["pl"]).content == first.content


def test_a_site_with_one_release_has_an_empty_feed_of_its_moment(visitor: Client) -> None:
    body = visitor.get(FEEDS["en"]).content.decode()
    assert "<entry>" not in body and "<updated>2026-11-23T08:00:00+00:00</updated>" in body


def test_what_readers_do_not_see_is_no_change(content: Content) -> None:
    guide: Guide = content.guide["pz-haslo"]
    checked = with_guide(content, guide.key, checked_on=MOMENT.date() - timedelta(days=5), order=guide.order + 1)
    assert list(compare(content, checked, 2, MOMENT)) == []


def test_pages_name_the_feed_of_their_language(visitor: Client) -> None:
    head = 'type="application/atom+xml"'
    assert head in visitor.get("/pl/").content.decode()
    assert f'href="{FEEDS["en"]}"' in visitor.get("/en/guides/").content.decode()


@pytest.mark.django_db
def test_releases_are_compared_once(content: Content) -> None:
    def release(number: int, whole: Content) -> None:
        payload = encode_content(whole).decode()
        Release.objects.create(kind="content", number=number, payload=payload, checksum=checksum(payload.encode()))

    release(1, content)
    assert carried_on(ChangeLog()) == ChangeLog(newest=1)
    release(2, without(content, "pz-haslo"))
    second = carried_on(ChangeLog(newest=1))
    assert [(change.guide, change.sign, change.release) for change in second.changes] == [("pz-haslo", "withdrawn", 2)]
    assert carried_on(second) is second
    release(3, content)
    third = carried_on(second)
    assert [(change.sign, change.release) for change in third.changes] == [("added", 3), ("withdrawn", 2)]
    assert [change.release for change in third.until(2)] == [2]
    assert changes.decode(changes.encode(third)) == third
    Release.objects.filter(number=2).update(checksum="0" * 64)
    assert carried_on(ChangeLog()).changes == ()  # what is damaged is passed over
