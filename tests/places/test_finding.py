"""What people type leads to the place that they mean, or to a question; never silently to another town."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guides.enums import Precision
from guides.places.finding import State, find_place
from guides.places.gazetteer import Gazetteer
from guides.places.typed import fold_name
from guides.schema.geography import distance
from tests.places.queries import QUERIES, is_right, rank_of
from tests.places.sample import sample_gazetteer

BAR = 0.95


def test_scored_list_of_queries(gazetteer, point_set, capsys):
    wrong = []
    for query, key, rank in QUERIES:
        place = find_place(point_set, query, gazetteer)
        if not is_right(place, key, rank):
            wrong.append(f"{query!r}: {key} at {rank_of(place, key)} instead of {rank} ({place.state}, {place.name})")
    score = 1 - len(wrong) / len(QUERIES)
    with capsys.disabled():
        print(f"\n{len(QUERIES)} queries, {score:.1%} at the expected rank", *wrong, sep="\n  ")
    assert len(QUERIES) >= 80
    assert score >= BAR


def test_a_municipality_is_offered_beside_a_village_of_its_name_elsewhere(gazetteer, point_set):
    place = find_place(point_set, "Masłów", gazetteer)
    assert place.state == State.CHOOSE
    assert [(town.gmina, town.is_gmina) for town in place.towns] == [("Masłów", True), ("Trzebnica", False)]


@pytest.mark.parametrize("query", ["00-00", "999999", "🙂", "1" * 5000, "a" * 10_000, "\x00\x07", "...", "12"])
def test_what_is_neither_a_town_nor_a_postcode_is_said_to_be_so(gazetteer, point_set, query):
    place = find_place(point_set, query, gazetteer)
    assert place.state in (State.INVALID, State.EMPTY)
    assert not place.is_located


def test_control_characters_inside_a_name_do_no_harm(gazetteer, point_set):
    assert find_place(point_set, "Nowy\x00\tSącz\u200b", gazetteer).name == "Nowy Sącz"


def test_the_choice_in_an_address_wins_over_what_was_typed(gazetteer, point_set):
    place = find_place(point_set, "Nowa Wieś", gazetteer, "121304-nowa-wies")
    assert place.town is not None and place.town.gmina == "Kęty"


def test_an_unknown_choice_falls_back_to_what_was_typed(gazetteer, point_set):
    assert find_place(point_set, "Łomża", gazetteer, "999999-atlantyda").name == "Łomża"


def test_a_city_beside_villages_of_its_name_offers_them_too(gazetteer, point_set):
    place = find_place(point_set, "Opole", gazetteer)
    assert place.state == State.FOUND
    assert len(place.towns) > 0 and all(town.name == "Opole" for town in place.towns)


def test_several_places_of_one_name_are_told_apart_and_the_largest_comes_first(gazetteer, point_set):
    place = find_place(point_set, "Nowa Wieś", gazetteer)
    assert place.state == State.CHOOSE
    assert len({(town.gmina, town.powiat) for town in place.towns}) == len(place.towns) > 10
    sizes = [town.size for town in place.towns]
    assert sizes == sorted(sizes, reverse=True)


def test_a_misspelt_name_is_asked_about_and_not_located(gazetteer, point_set):
    place = find_place(point_set, "Wraszawa", gazetteer)
    assert place.state == State.SIMILAR
    assert not place.is_located


def test_a_postcode_with_its_town_is_where_that_town_is(gazetteer, point_set):
    golnice = find_place(point_set, "59-700 Golnice", gazetteer)
    town = find_place(point_set, "59-700 Bolesławiec", gazetteer)
    assert golnice.precision == town.precision == Precision.POSTCODE_AREA
    assert distance(golnice.latitude, golnice.longitude, town.latitude, town.longitude) > 5000


def test_a_postcode_that_the_gazetteer_lacks_is_found_where_an_office_has_it(gazetteer, point_set):
    known = next(point for point in point_set.points if not gazetteer.knows_postcode(point.postcode))
    assert find_place(point_set, known.postcode, gazetteer).state == State.FOUND


def test_a_postcode_that_does_not_exist_is_not_located(gazetteer, point_set):
    assert find_place(point_set, "99-999", gazetteer).state == State.UNKNOWN


def test_without_a_gazetteer_the_towns_of_the_points_are_known(point_set):
    assert find_place(point_set, "w Łomży", Gazetteer()).name == "Łomża"
    assert find_place(point_set, "Kraków, ul. Długa 5", Gazetteer()).name == "Kraków"
    assert find_place(point_set, "80-001", Gazetteer()).state == State.UNKNOWN
    assert find_place(point_set, "Nowa Wieś", Gazetteer()).state == State.UNKNOWN
    assert find_place(point_set, "Krakó", Gazetteer()).state == State.SIMILAR


@given(st.text(max_size=130))
def test_anything_typed_is_understood_or_refused(point_set, query):
    for gazetteer in (Gazetteer(), sample_gazetteer()):
        place = find_place(point_set, query, gazetteer)
        assert place.is_located == bool(place.latitude)


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold_name(fold_name(text)) == fold_name(text)
