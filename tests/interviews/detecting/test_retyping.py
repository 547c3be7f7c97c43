"""One type for a name, by the whole text. Every text is invented."""

import pytest

from interviews.detection import find


def types(text, name):
    """The types under which a name was proposed, in order of place."""
    return [one.type for one in find(text) if text[one.start : one.end].lower() == name]


@pytest.mark.parametrize(
    "text", ["there's a place in devon and then devon said no", "he's from alexandria himself and he misses alexandria"]
)
def test_a_listed_place_that_somebody_is_in_is_a_place_everywhere(text):
    name = "devon" if "devon" in text else "alexandria"
    assert set(types(text, name)) == {"place"}


def test_a_first_name_stays_a_person_where_it_has_a_surname():
    assert "place" not in types("we saw a change in florence and florence okafor told me so", "florence")


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("I trained at Royal Preston Hospital. Preston rang on Friday.", "preston", ["organisation"]),
        ("She runs Thornbeck Medical Centre. Thornbeck were against it.", "thornbeck", ["organisation"]),
        ("We are with Cotter Street Surgery. I went to Cotter Street.", "cotter street", ["organisation"]),
        ("We are with Cotter Street Surgery. I fell on Cotter Street.", "cotter street", ["place"]),
        ("I saw Dr Ahmed at Gannow Road and she sent me home.", "gannow road", ["organisation"]),
        ("I lived at Gannow Road then, with my mother.", "gannow road", ["place"]),
        ("He did his training in Leicester – the university, I mean.", "leicester", ["organisation"]),
        ("We had letters from Moxley, the surgery up the hill.", "moxley", ["organisation"]),
        ("They moved to Wendlebury and she hated Wendlebury.", "wendlebury", ["place", "place"]),
        ("We had the Hartshorns round, and old Bert Hartshorn came.", "hartshorns", ["person"]),
        ("I asked Tony Buxton. Then Buxton laughed and left.", "buxton", ["person"]),
        ("Sian Rhys Morgan came in. SRM wrote it up that night.", "srm", ["person"]),
    ],
)
def test_a_name_has_the_type_of_what_it_belongs_to_unless_its_place_tells_another(text, name, expected):
    assert types(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("She nursed at the Kidderminster and Ludlow before that.", "kidderminster and ludlow", "organisation"),
        ("It was Greater Glasgow and Clyde that paid for it.", "greater glasgow and clyde", "organisation"),
        ("I rang Dr Van den Berg about the tablets.", "dr van den berg", "person"),
    ],
)
def test_a_name_is_whole(text, name, kind):
    assert types(text, name) == [kind]
