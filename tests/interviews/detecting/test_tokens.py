from hypothesis import given
from hypothesis import strategies as st

from interviews.detecting.tokens import cut


def test_a_possessive_is_not_part_of_the_name():
    words = cut("Whitlock's car and O'Dowd's dog")
    assert [(token.word, token.clitic) for token in words.tokens if token.clitic] == [
        ("Whitlock", "'s"),
        ("O'Dowd", "'s"),
    ]


def test_a_full_stop_after_a_title_ends_no_sentence():
    opening = [token.word for token in cut("We met Dr. Bell. Then J. Smith left.").tokens if token.opens]
    assert opening == ["We", "Then"]


def test_speech_to_text_and_shouting_are_seen():
    assert cut("so then i went home and that was it really for the day").lower
    assert cut("SO THEN I WENT HOME AND THAT WAS IT").lower
    assert not cut("So then I went home with Mary. That was it.").lower


def test_stretches_follow_each_other():
    text = "Moira: Thanks, Jim.\n" + "so we went on and on " * 8 + "\nMoira: Well, Jim."
    stretches = list(cut(text).stretches())
    assert [lower for *_, lower in stretches] == [False, True, False]


@given(st.text())
def test_words_stand_where_they_say(text):
    words = cut(text)
    assert all(text[token.start : token.end] == token.word for token in words.tokens)
    covered = [at for first, last, _ in words.stretches() for at in range(first, last + 1)]
    assert covered == list(range(len(words.tokens)))
