"""Places releases: stored once for equal places, checked beside the one in use, the newest kept."""

import msgspec
import pytest
from django.core.management import CommandError, call_command

from guides.models import Release
from guides.places.compiling import BadPlaces
from guides.releases import publishing
from guides.releases.places import MOST_KEPT, active_places, store
from guides.schema.content import Damaged
from guides.schema.places import MunicipalityTable, PlaceSet, decode_places, encode_places
from guides.serving.live import live
from tests.places.sample import PLACES, REGISTER, sample

pytestmark = pytest.mark.django_db


def places_named(note: str) -> PlaceSet:
    places = sample()[0]
    names = (note, *places.towns.name[1:])
    return msgspec.structs.replace(places, towns=msgspec.structs.replace(places.towns, name=names))


def test_loading_twice_is_loading_once():
    first, again = store(sample()[0]), store(sample()[0])
    assert first.release is not None and again.release is None
    assert Release.objects.of_kind("places").count() == 1
    assert (again.new, again.gone) == ([], [])


def test_another_file_is_another_release():
    store(sample()[0])
    stored = store(sample(with_terc=False)[0])
    assert stored.release is not None and stored.release.number == 2
    assert active_places() == sample(with_terc=False)[0]


def test_far_fewer_postcodes_than_before_are_refused_unless_they_are_wanted():
    places = sample()[0]
    store(places)
    fewer = PlaceSet(sources=("geonames",))
    with pytest.raises(BadPlaces, match="Is the file whole"):
        store(fewer)
    assert active_places() == places
    assert store(fewer, may_shrink=True).release is not None


def test_postcodes_alone_take_no_municipalities_away():
    places = sample()[0]
    store(places)
    with pytest.raises(BadPlaces, match="There are 0 municipalities in it"):
        store(msgspec.structs.replace(places, municipalities=MunicipalityTable()))
    assert active_places() == places


def test_only_the_newest_releases_are_kept():
    for number in range(MOST_KEPT + 2):
        store(places_named(f"Wieś {number}"))
    numbers = Release.objects.of_kind("places").values_list("number", flat=True)
    assert sorted(numbers) == list(range(3, MOST_KEPT + 3))


def test_an_older_release_is_made_live_again():
    first = store(sample()[0]).release
    store(places_named("Wieś"))
    assert first is not None
    publishing.activate(first)
    assert active_places() == sample()[0]


def test_a_damaged_release_is_not_made_live_again():
    first = store(sample()[0]).release
    store(places_named("Wieś"))
    Release.objects.filter(pk=first.pk).update(payload=first.payload.replace("Golnice", "Golnica"))
    with pytest.raises(Damaged):
        publishing.activate(Release.objects.get(pk=first.pk))


@pytest.mark.parametrize("damage", [b"", b"{}x", b'{"towns": {"name": ["a"]}}', b'{"postcodes": {"code": ["x"]}}'])
def test_what_is_no_places_release_is_refused(damage: bytes):
    with pytest.raises(Damaged):
        decode_places(damage)


def test_what_is_written_is_read_back():
    assert decode_places(encode_places(sample()[0])) == sample()[0]


def test_the_command_reports_what_it_did(capsys):
    call_command("load_places", PLACES, terc=REGISTER)
    said = capsys.readouterr().out
    assert "set aside, line" in said and "names no municipality" in said
    assert f"{len(sample()[0].towns.name):,} places" in said
    assert "Release 1 is live" in said
    call_command("load_places", PLACES, terc=REGISTER)
    assert "The same as before" in capsys.readouterr().out


@pytest.mark.parametrize("text", ["", "a;b;c\n", "\x89PNG\r\n"])
def test_the_command_refuses_another_file_and_loads_nothing(tmp_path, text):
    store(sample()[0])
    path = tmp_path / "PL.txt"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_places", path)
    assert active_places() == sample()[0]


def test_the_command_says_that_a_file_is_missing(tmp_path):
    with pytest.raises(CommandError, match="Nothing was loaded"):
        call_command("load_places", tmp_path / "PL.txt")


def test_importers_ask_the_places_in_use_before_anything_is_published():
    assert live.gazetteer().is_empty
    store(sample()[0])
    assert live.gazetteer().knows_postcode("59-700")
