import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from interviews.ends import stepped
from interviews.models import Extract
from interviews.models.extracts import Meanwhile
from interviews.spans import Span
from interviews.turns import find_turns
from tests import factories

HTMX = {"HX-Request": "true"}
QUOTE = "we sat in the same room"


@pytest.fixture
def source(study):
    return factories.source(study)


@pytest.fixture
def extract(source, bob):
    return factories.extract(source, QUOTE, factories.code(source.study, "Trust"), by=bob)


def address(extract) -> str:
    return reverse("interviews:extract_ends", kwargs={"slug": extract.source.study.slug, "pk": extract.pk})


def ends(extract, start: int = 0, end: int = 0, **seen: int) -> dict[str, int]:
    told = {"start": extract.start + start, "end": extract.end + end, "version": 1}
    return told | {"seen_start": extract.start, "seen_end": extract.end} | seen


def test_the_words_follow_the_ends(as_user, bob, extract):
    answer = as_user(bob).post(address(extract), ends(extract, start=3, end=4), headers=HTMX)
    after = Extract.objects.get()
    assert (after.quote, after.start, after.end) == ("sat in the same room, so", extract.start + 3, extract.end + 4)
    assert after.prefix.endswith("Well, we ")
    assert after.suffix.startswith(" you")
    assert 'id="turn-2"' in answer.content.decode()
    assert extract.source.study.journal.latest("pk").deed == "moved the ends of"


def test_the_speaker_follows_the_beginning(as_user, bob, extract):
    start = extract.text.text.index("referrals?")
    as_user(bob).post(address(extract), ends(extract, start=start - extract.start))
    assert Extract.objects.get().speaker == "Interviewer"


def test_the_same_again_changes_nothing(as_user, bob, extract):
    for _ in range(2):
        assert as_user(bob).post(address(extract), ends(extract, end=4), headers=HTMX).status_code == 200
    assert extract.source.study.journal.filter(deed="moved the ends of").count() == 1


def test_the_later_one_is_told_and_shown_both(as_user, alice, bob, extract):
    as_user(alice).post(address(extract), ends(extract, end=4))
    answer = as_user(bob).post(address(extract), ends(extract, start=3), headers=HTMX)
    assert answer.status_code == 409
    told = answer.json()
    assert told == {
        "message": "Alice Marsh moved the ends of this extract meanwhile.",
        "who": "Alice Marsh",
        "start": extract.start,
        "end": extract.end + 4,
    }
    assert Extract.objects.get().quote == f"{QUOTE}, so"


def test_without_scripts_the_later_one_reads_both(as_user, alice, bob, extract):
    as_user(alice).post(address(extract), ends(extract, end=4))
    page = as_user(bob).post(address(extract), ends(extract, start=3), follow=True).content.decode()
    assert "Alice Marsh moved the ends of this extract meanwhile" in page
    assert "You meant “sat in the same room”" in page


@pytest.mark.parametrize(
    ("move", "words"),
    [
        ("start-1", "Well, we sat in the same room"),
        ("start+1", "sat in the same room"),
        ("end-1", "we sat in the same"),
        ("end+2", "we sat in the same room, so"),
    ],
)
def test_a_button_moves_one_end_by_words(as_user, bob, extract, move, words):
    answer = as_user(bob).post(address(extract), {"move": move})
    assert answer.status_code == 302
    assert Extract.objects.get().quote == words


def test_a_printed_form_is_not_lost(bob, extract):
    extract.print_as("we sat in … room", by=bob)
    with pytest.raises(ValidationError, match="printed form"):
        extract.resize(extract.start, extract.end - 5, seen=(extract.start, extract.end), by=bob)
    assert Extract.objects.get().quote == QUOTE


@pytest.mark.parametrize(("start", "end"), [(0, -23), (0, -100), (0, 100_000)])
def test_ends_without_words_are_refused(as_user, bob, extract, start, end):
    answer = as_user(bob).post(address(extract), ends(extract, start, end), headers=HTMX)
    assert answer.status_code == 422
    assert Extract.objects.get().quote == QUOTE


def test_ends_in_other_words_are_refused(as_user, bob, extract):
    answer = as_user(bob).post(address(extract), ends(extract, end=4) | {"version": 2}, headers=HTMX)
    assert answer.status_code == 422
    assert "corrected after you opened them" in answer.content.decode()


@pytest.mark.parametrize("sent", [{}, {"move": "start"}, {"move": "end+1; DROP"}, {"start": "x", "end": 3}])
def test_nonsense_is_refused(as_user, bob, extract, sent):
    assert as_user(bob).post(address(extract), sent, headers=HTMX).status_code == 422


def test_a_reader_may_not(as_user, rita, extract):
    assert as_user(rita).post(address(extract), ends(extract, end=4)).status_code == 403


def test_a_stranger_finds_nothing(as_user, charlie, extract):
    assert as_user(charlie).post(address(extract), ends(extract, end=4)).status_code == 404


def test_only_posting_is_allowed(as_user, bob, extract):
    assert as_user(bob).get(address(extract)).status_code == 405


def test_what_another_person_left_in_this_browser_is_not_sent(as_user, alice, bob, extract):
    sent = ends(extract, end=4) | {"person": str(alice.pk)}
    assert as_user(bob).post(address(extract), sent, headers=HTMX).status_code == 403


def test_a_deleted_extract_says_so(bob, extract):
    Extract.objects.all().delete()
    with pytest.raises(ValidationError, match="deleted meanwhile"):
        extract.resize(extract.start, extract.end + 1, seen=(extract.start, extract.end), by=bob)


def test_whoever_is_later_carries_what_is(bob, alice, extract):
    extract.resize(extract.start, extract.end + 4, seen=(extract.start, extract.end), by=alice)
    with pytest.raises(Meanwhile) as met:
        extract.resize(extract.start, extract.end + 8, seen=(extract.start, extract.end - 4 - 1), by=bob)
    assert met.value.held.quote == f"{QUOTE}, so"


TURNS = find_turns(factories.WORDS)


@given(st.sampled_from(["start", "end"]), st.integers(-80, 80).filter(bool))
def test_a_step_lands_at_a_word_and_leaves_one(which, steps):
    start = factories.WORDS.index(QUOTE)
    before = Span(start, start + len(QUOTE))
    after = stepped(factories.WORDS, TURNS, before, **{which: steps})
    words = factories.WORDS[after.start : after.end]
    assert words.strip() == words != ""
    assert any(turn.start <= after.start < turn.end for turn in TURNS)
    assert any(turn.start < after.end <= turn.end for turn in TURNS)


@given(st.sampled_from(["start", "end"]), st.integers(1, 3))
def test_a_step_and_back_is_where_one_was(which, steps):
    start = factories.WORDS.index(QUOTE)
    before = Span(start, start + len("we sat in the same room,"))
    there = stepped(factories.WORDS, TURNS, before, **{which: steps})
    assert stepped(factories.WORDS, TURNS, there, **{which: -steps}) == before
