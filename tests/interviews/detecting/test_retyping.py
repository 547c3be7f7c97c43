import pytest

from interviews.detection import find


def kinds(text, name):
    return {one.type for one in find(text) if text[one.start : one.end].lower() == name}


@pytest.mark.parametrize(
    "text", ["there's a place in devon and then devon said no", "he's from alexandria himself and he misses alexandria"]
)
def test_a_listed_place_that_somebody_is_in_is_a_place_everywhere(text):
    name = "devon" if "devon" in text else "alexandria"
    assert kinds(text, name) == {"place"}


def test_a_first_name_stays_a_person_where_it_has_a_surname():
    assert "place" not in kinds("we saw a change in florence and florence okafor told me so", "florence")
