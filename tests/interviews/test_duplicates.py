import random
import time

from hypothesis import given
from hypothesis import strategies as st

from interviews.intake.duplicates import LEAST, Fingerprint, Match, compare, find, fingerprint

WORDS = ["we", "sat", "in", "the", "same", "room", "and", "talked", "about", "money"]
LONG = 400  # words, enough for the sample


def speech(seed: int, words: int = LONG, stock: str = "a") -> str:
    """So many different-looking words, the same for the same seed; of another stock there is none in common."""
    chance = random.Random(seed)
    return " ".join(f"{stock}{chance.randrange(3000)}" for _ in range(words))


seeds = st.integers(min_value=0, max_value=10**9)
texts = st.builds(speech, seeds, st.integers(min_value=100, max_value=600))


@given(st.text())
def test_a_text_with_words_equals_itself(text: str) -> None:
    print_ = fingerprint(text)
    assert compare(print_, print_) == ("same" if print_.words else "")


@given(texts, st.text(max_size=300), st.text(max_size=300))
def test_a_text_with_text_around_it_still_holds_it(text: str, before: str, after: str) -> None:
    longer, shorter = fingerprint(f"{before}\n\n{text}\n\n{after}"), fingerprint(text)
    assert shorter.runs <= longer.runs
    assert compare(longer, shorter) in {"contains", "same"}


@given(texts, seeds)
def test_a_text_with_as_much_again_around_it_contains_it(text: str, seed: int) -> None:
    longer, shorter = f"{speech(seed, stock='b')}\n{text}\n{speech(seed, 900, stock='c')}", text
    assert compare(fingerprint(longer), fingerprint(shorter)) == "contains"


@given(seeds, seeds)
def test_unrelated_texts_never_match(one: int, other: int) -> None:
    assert compare(fingerprint(speech(one, stock="a")), fingerprint(speech(other, stock="b"))) == ""
    if one != other:
        assert compare(fingerprint(speech(one)), fingerprint(speech(other))) == ""


@given(st.lists(st.sampled_from(WORDS), max_size=120), st.lists(st.sampled_from(WORDS), max_size=120))
def test_what_one_is_to_the_other_the_other_is_to_the_one_turned_round(one: list[str], other: list[str]) -> None:
    turned = {"contains": "within", "within": "contains"}
    here, there = fingerprint(" ".join(one)), fingerprint(" ".join(other))
    assert compare(there, here) == turned.get(compare(here, there), compare(here, there))


@given(st.text())
def test_a_stored_fingerprint_is_the_same_again(text: str) -> None:
    assert Fingerprint.from_text(fingerprint(text).to_text()) == fingerprint(text)


@given(st.lists(texts, max_size=4), st.lists(texts, max_size=4))
def test_many_at_once_find_what_two_at_a_time_find(new: list[str], known: list[str]) -> None:
    prints = {number: fingerprint(text) for number, text in enumerate(new)}
    there = {f"known {number}": fingerprint(text) for number, text in enumerate(known)}
    pairs = [(a, b) for a in prints for b in [*there, *range(a)]]
    held = dict[int | str, Fingerprint]([*prints.items(), *there.items()])
    expected = {(a, compare(held[a], held[b]), b) for a, b in pairs if compare(held[a], held[b])}
    assert {(match.one, match.relation, match.other) for match in find(prints, there)} == expected


def test_labels_times_case_spaces_and_punctuation_do_not_count() -> None:
    one = f"Interviewer: {speech(1, 60)}\nRespondent: Don’t – we’ve a café; {speech(2, 60)}."
    other = f"[00:12:31] INT:\n\n{speech(1, 60).upper()}!\n\n**P1 (manager):** dont weve\na Cafe {speech(2, 60)}"
    assert fingerprint(one) == fingerprint(other)


def test_a_corrected_typing_error_and_a_line_at_the_head_leave_it_the_same() -> None:
    words = speech(3, 2000)
    corrected = words.split()
    corrected[700] = "corrected"
    assert compare(fingerprint("Transcript of 3 May 2016\n" + " ".join(corrected)), fingerprint(words)) == "same"


def test_an_anonymised_text_is_nearly_the_one_it_was_made_from() -> None:
    words = speech(4, 3000).split()
    masked = ["[name]" if place % 20 == 0 else word for place, word in enumerate(words)]
    assert compare(fingerprint(" ".join(masked)), fingerprint(" ".join(words))) == "nearly"


def test_a_pasted_interview_with_a_typing_error_stands_within_the_longer_file() -> None:
    words = speech(5, 1000).split()
    words[500] = "otherwise"
    longer = f"{speech(6, 1500)}\n{' '.join(words)}\n{speech(7, 1500)}"
    assert compare(fingerprint(speech(5, 1000)), fingerprint(longer)) == "within"


def test_a_phrase_in_common_is_not_a_text() -> None:
    phrase = "do you know what I mean by that"
    assert compare(fingerprint(f"{phrase} aa ab ac ad ae af ag"), fingerprint(f"{phrase} ba bb bc bd be bf bg")) == ""
    assert len(fingerprint(phrase).runs) < LEAST


def test_short_answers_are_the_same_only_word_for_word() -> None:
    assert compare(fingerprint("Yes, it did."), fingerprint("yes it did")) == "same"
    assert compare(fingerprint("Yes, it did."), fingerprint("Yes, it did not.")) == ""


def test_the_questions_of_every_interview_do_not_make_them_one() -> None:
    questions = [speech(seed, 40, stock="q") for seed in range(8)]
    interviews = {
        number: fingerprint(
            "\n".join(f"I: {ask}\nR: {speech(100 * number + turn, 12)}" for turn, ask in enumerate(questions))
        )
        for number in range(15)
    }
    assert compare(interviews[0], interviews[1])
    assert find(interviews, {}) == []


def test_new_texts_are_looked_for_among_the_known_and_among_the_new_before_them() -> None:
    words, other = speech(8), speech(9)
    new = {"a.docx": fingerprint(words), "b.txt": fingerprint(words.upper()), "c.txt": fingerprint(other)}
    known = {14376: fingerprint(f"{words}\n{speech(10, 900)}")}
    assert find(new, known) == [
        Match("a.docx", "within", 14376, 1.0, known=True),
        Match("b.txt", "same", "a.docx", 1.0, known=False),
        Match("b.txt", "within", 14376, 1.0, known=True),
    ]


def test_a_hundred_and_fifty_new_texts_beside_three_hundred_known_take_seconds() -> None:
    """0.4 s to find and 8 ms a fingerprint where it was written; the bound is wide for slower machines."""
    known = {number: fingerprint(speech(number, 8000)) for number in range(100)}
    many = {f"{number}+{turn}": each for number, each in known.items() for turn in range(3)}
    new = {number: fingerprint(speech(number, 4000)) for number in range(50, 125)}
    began = time.perf_counter()
    found = find({**new, **{f"again {number}": each for number, each in new.items()}}, many)
    assert time.perf_counter() - began < 5
    assert {match.relation for match in found} == {"within", "same"}
