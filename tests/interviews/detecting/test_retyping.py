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
    assert types("we saw a change in florence and florence okafor told me so", "florence") == ["person"]


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
        ("We are on the second floor of Moxley, that's a practice and they were kind.", "moxley", ["organisation"]),
        ("I rang Latchford, that's our contractor, and left word.", "latchford", ["organisation"]),
        ("So Pinfold Road – the practice, not where they park.", "pinfold road", ["organisation"]),
        ("Adwoa is away. I saw Dr Osei-Bonsu. AOB signed it.", "aob", ["person"]),
        ("youre not mine youre n e l f t so i rang nelft and spoke to a girl", "n e l f t", ["organisation"]),
        ("They moved to Wendlebury and she hated Wendlebury.", "wendlebury", ["place", "place"]),
        ("We had the Hartshorns round, and old Bert Hartshorn came.", "hartshorns", ["person"]),
        ("I asked Tony Buxton. Then Buxton laughed and left.", "buxton", ["person"]),
        ("She did her degree at Lincoln and stayed on.", "lincoln", ["organisation"]),
        ("My mother is under Salisbury for her eyes.", "salisbury", ["organisation"]),
        ("I'd a meeting at Ludgate Pym in the morning.", "ludgate pym", ["organisation"]),
        (
            "Our accountants, Ludgate Pym, wrote. The solicitors, Ockley Daunt, did not.",
            "ockley daunt",
            ["organisation"],
        ),
        ("I rang Hartnell & Dole Heating. Hartnell's never came.", "hartnell", ["organisation"]),
        ("The Harcourt Wing leaks. We moved out of the Harcourt.", "harcourt", ["organisation"]),
        ("we had a look round the prices and it was quiet up at jarrolds", "jarrolds", ["organisation"]),
        ("Sian Rhys Morgan came in. SRM wrote it up that night.", "srm", ["person"]),
        ("He trained at Otley General. Half of Otley is on our list.", "otley", ["place"]),
        ("We are with Cotter Street Surgery. She moved to Cotter Street.", "cotter street", ["place"]),
        ("Cotter Street rang me in the end.", "cotter street", ["organisation"]),
        ("He was treated at the Harbottle but he walked out.", "harbottle", ["organisation"]),
        ("I work for Severn Vale NHS Trust. The Severn was up that week.", "severn", ["place"]),
        ("I know Dr Lorraine Hill. Lorraine Hill wrote it.", "lorraine hill", ["person"]),
        ("Mrs Ward is in bed four. Deborah Ward, that is.", "deborah ward", ["person"]),
        ("I spoke to Sunita about it, Sunita Hill.", "sunita hill", ["person"]),
        ("Dr Shabnam Ashworth-Lee came. I asked Ashworth-Lee again.", "ashworth-lee", ["person"]),
        ("It was Silverdale Care Home. I was at Silverdale for years.", "silverdale", ["organisation"]),
    ],
)
def test_a_name_has_the_type_of_what_it_belongs_to_unless_its_place_tells_another(text, name, expected):
    assert types(text, name) == expected


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("She nursed at the Kidderminster and Ludlow before that.", "kidderminster and ludlow", "organisation"),
        ("It was Greater Glasgow and Clyde that paid for it.", "greater glasgow and clyde", "organisation"),
        ("She went on about the Edwin Rudge Suite all day.", "edwin rudge suite", "organisation"),
        ("We got it from the Maltby Fund in the end.", "maltby fund", "organisation"),
        ("The Friends of Oakwell Hospital paid.", "friends of oakwell hospital", "organisation"),
        ("A lady came from Age UK Somerset on Mondays.", "age uk somerset", "organisation"),
        ("so she lay in the harcourt wing for weeks", "harcourt wing", "organisation"),
        ("the head at ysgol bryn awel told us", "ysgol bryn awel", "organisation"),
        ("she had her babies at the b r i in march", "b r i", "organisation"),
        ("we go down by the river derwent on sundays", "river derwent", "place"),
        ("It was wee Morag who told us about it.", "wee morag", "person"),
        ("I rang Dr Van den Berg about the tablets.", "dr van den berg", "person"),
    ],
)
def test_a_name_is_whole(text, name, kind):
    assert types(text, name) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "We had Eccles cakes and a Victoria sponge on the table, she said.",
        "He wears a Harris tweed jacket to every meeting of the board.",
        "You will find it in Appendix D, under Table B.",
        "They sat in the Waiting Room, then in the Quiet Room, then in the Dining Room.",
        "There had been an SAI and every SAI is looked into.",
    ],
)
def test_what_is_called_after_somebody_and_names_nobody_is_left(text):
    assert find(text) == []
