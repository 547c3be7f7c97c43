"""People, places and organisations in invented lines of speech-to-text, by what stands around them."""

import pytest

from interviews.anonymise.known import Entry, forms
from interviews.detection import find

KNOWN = "will garside rang and may oduya and mark tennant came "  # so that the text uses them as names
LIST = forms(
    [
        Entry("Will Garside", "person"),
        Entry("Hope Appiah", "person"),
        Entry("Joan Long", "person"),
        Entry("Freeman Hospital", "organisation"),
        Entry("The Heath", "organisation"),
        Entry("Walker", "place"),
        Entry("Kent and Medway", "organisation"),
        Entry("Queen Elizabeth", "organisation"),
        Entry("Nelft", "organisation"),
        Entry("Surrey County Council", "organisation"),
        Entry("Leeds General Infirmary", "organisation"),
        Entry("Priya Nair", "person"),
    ]
)


def found(text, known=()):
    return [text[one.start : one.end] for one in find(text, known=known)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("there was two of us will hes the young one", "will"),
        ("but will hes never been one for doctors", "will"),
        ("it was will talking and nobody else", "will"),
        ("i gave it to will on the friday", "will"),
        ("so i rang may she knew what to do", "may"),
        ("since may went off sick it has been chaos", "may"),
        ("i said to may you want to get that seen to", "may"),
        ("our lass may born and bred round here", "may"),
        ("our mark sorted it in the end", "mark"),
    ],
)
def test_the_words_after_a_verb_tell_a_name_from_it(text, name):
    assert found(KNOWN + text)[3:] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "the doctor will see you now",
        "they will be in by the evening",
        "you may never need it",
        "that may well be and it will ring back",
        "it was may or june",
        "we will bring it and she may bring hers",
        "how long will it be",
        "it will hopefully settle",
    ],
)
def test_will_and_may_as_verbs_are_left(text):
    assert found(KNOWN + text)[3:] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("she came home from the freeman on a friday", ["the freeman"]),
        ("i was up the heath for years", ["the heath"]),
        ("in the community team out of walker since then", ["walker"]),
        ("the k and m had no beds", ["k and m"]),
        ("out of the q e on friday", ["q e"]),
        ("he works for n e l f t now", ["n e l f t"]),
        ("they took him to the infirmary that night", ["the infirmary"]),
        ("the bank wanted mr p nair", ["mr p nair"]),
        ("will will tell you himself", ["will"]),
    ],
)
def test_every_form_that_follows_from_an_entry_is_found(text, words):
    assert [said.removeprefix("the ") for said in found(text, LIST)] == [said.removeprefix("the ") for said in words]


@pytest.mark.parametrize(
    "text",
    [
        "how long were you on there for",
        "she went on long term sick",
        "he got there at the crack of dawn",
        "you live in hope dont you",
        "it give us hope any road",
        "its good for the health of all of us",
        "he is a fast walker for his age",
        "then there is the n h s number",
    ],
)
def test_words_of_the_list_that_are_words_there_are_left(text):
    assert found(text, LIST) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("her name is spelt a n w a r a anwara that is", ["a n w a r a", "anwara"]),
        ("its p r z y b y l s k i on the letter", ["p r z y b y l s k i"]),
        ("in the wrong place because the d and g was nearer", ["d and g"]),
        ("the bank wanted mr d rahman to sign", ["mr d rahman"]),
        ("and dr o malley is the salaried one", ["dr o malley"]),
        ("so i said to mr k you wait there", ["mr k"]),
        ("mrs best came in and it was audrey best on the form", ["best", "audrey best"]),
        ("a lady mrs wood harriet wood she lived alone", ["mrs wood", "harriet wood"]),
        ("she was in the whiston for weeks", ["whiston"]),
        ("and the infirmary said no", ["infirmary"]),
        ("the general rang us back", ["general"]),
        ("auntie joy came down with a cake", ["auntie joy"]),
        ("nana faith is ninety two", ["nana faith", "ninety two"]),
        ("we live in settle now", ["settle"]),
        ("he moved to poplar after the war", ["poplar"]),
        ("they are from cork originally and he came from cork", ["cork"]),
        ("i cover harrow and a bit of hayward", ["harrow", "hayward"]),
        ("the team works out of clare in the week", ["clare"]),
    ],
)
def test_names_are_told_by_what_stands_before_them(text, names):
    assert found(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "he did his a and e training and the b and b was dear",
        "put the cork back in and the pool was out of bounds",
        "the doctor i saw and the miss a call you know",
        "they had him on the n i c u for the general public",
        "my nan will have a cup of tea",
        "they cover hope as a theme and live in paradise",
        "the g p and the o t and the h v came",
    ],
)
def test_letters_places_and_family_that_name_nobody_are_left(text):
    assert found(text) == []
