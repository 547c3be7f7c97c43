"""Organisations by what they say they are, in speech-to-text without capitals; and branches of what every town has."""

import pytest

from interviews.detection import find


def organisations(text: str) -> list[str]:
    return [text[one.start : one.end] for one in find(text) if one.type == "organisation"]


@pytest.mark.parametrize(
    "name",
    [
        "rosewood surgery",
        "ivybridge care home",
        "gladstone road surgery",
        "elgar close surgery",
        "university of milnrow",
        "omagh teaching hospitals nhs trust",
        "larchmount nursing home",
        "isle of mull community hospital",
        "durham miners association",
        "st catherine's primary school",
        "ollerenshaw and sons",
        "pargeter funeral directors",
        "age uk ormskirk",
        "healthwatch elgin",
        "mind in grimsby",
        "citizens advice yeovil",
    ],
)
def test_an_organisation_is_found_whole_and_alone(name):
    text = f"yeah so what happened then was that i rang {name} and nobody picked up for an hour you know"
    assert organisations(text) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("it was hard apparently paisley hospital does it differently you know", ["paisley hospital"]),
        (
            "i left in the spring szymanski coaches got a bad report then szymanski coaches shut",
            ["szymanski coaches"] * 2,
        ),
        ("as far as the lights harcourt lane surgery is on the left", ["harcourt lane surgery"]),
        ("i was at calderdale council calderdale council has lost half its staff", ["calderdale council"] * 2),
        ("he had heart surgery and then the village school sent a card to the big hospital", []),
        ("mind in the end it was fine and mind you age is nothing", []),
        ("we had lovely room service and a nice care home really", []),
    ],
)
def test_words_before_an_organisation_are_no_part_of_it(text, names):
    assert organisations(text) == names


def test_the_word_that_many_lines_begin_with_is_a_label():
    text = "\n".join(
        f"res kirklees council {verb} it again last week" for verb in ("did", "lost", "changed", "sent", "had")
    )
    assert organisations(text) == ["kirklees council"] * 5


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "I was sent to Healthwatch Grimsby and Mind in Keighley that spring.",
            ["Healthwatch Grimsby", "Mind in Keighley"],
        ),
        ("They used Jones and Sons for the coffin.", ["Jones and Sons"]),
        ("We rang Turner Funeral Directors about it.", ["Turner Funeral Directors"]),
        ("Never mind, in Keighley it was better.", []),
    ],
)
def test_branches_and_firms_are_found_with_capitals(text, names):
    assert organisations(text) == names


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("the chaplain was dr lincoln gillian she said call me gillian", ["dr lincoln", "gillian", "gillian"]),
        ("i rang ms nunn-carter and shabnam nunn-carter rang back", ["ms nunn-carter", "shabnam nunn-carter"]),
        ("then eilidh grant-peters came in and said no", ["eilidh grant-peters"]),
        ("it was mr van der merwe who came with susan de souza", ["mr van der merwe", "susan de souza"]),
        ("not susan price susan preston i said", ["susan price", "susan preston"]),
    ],
)
def test_where_one_name_ends_and_another_begins(text, people):
    assert [text[one.start : one.end] for one in find(text) if one.type == "person"] == people
