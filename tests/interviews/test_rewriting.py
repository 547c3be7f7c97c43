"""New versions of the words, with all that stands on them: the laws, on real rows."""

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import ValidationError
from django.db import connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts import sealing
from accounts.models import JournalEntry
from cmo.models import Evidence
from interviews import anchoring, rewriting, versions
from interviews.edits import Edit, rewrite
from interviews.models import Coding, Extract, Memo, Place, Replacement, Source
from interviews.spans import Span
from interviews.turns import find_turns
from tests import factories
from tests.interviews.test_edits import inside, plans

pytestmark = pytest.mark.django_db
SIGNS = "ab Ž🙂é"


def at(source: Source, words: str, new: str) -> Edit:
    """The edit of the first place of these words."""
    start = source.latest_text.text.index(words)
    return Edit(start, start + len(words), new)


def place(source: Source, replacement: Replacement, words: str, **fields: Any) -> Place:
    edit = at(source, words, "")
    return Place.objects.create(
        replacement=replacement, text=source.latest_text, start=edit.start, end=edit.end, **fields
    )


def replacement(study, label: str = "[room A]", kind: str = "place") -> Replacement:
    return Replacement.objects.create(
        study=study, type=kind, label=label, sealed=sealing.seal(study, "{}"), state="accepted"
    )


def rows(source: Source) -> list[tuple[Any, ...]]:
    """All that stands on the latest words."""
    latest = source.latest_text
    extracts = latest.extracts.order_by("pk").values_list(
        "pk", "start", "end", "quote", "prefix", "suffix", "speaker", "published"
    )
    places = latest.places.order_by("pk").values_list("pk", "start", "end", "applied")
    return [(latest.text, latest.turns), *extracts, *places]


def holds(source: Source) -> None:
    """What is always true of an extract."""
    latest = source.latest_text
    for extract in latest.extracts.all():
        assert extract.quote == latest.text[extract.start : extract.end] != ""
        around = anchoring.context(latest.text, extract.start, extract.end)
        assert (extract.prefix, extract.suffix) == around
        assert len(extract.prefix) <= 32


def test_everything_on_an_extract_survives_with_its_ids(study, alice):
    source, other = factories.source(study), factories.source(study, "30001")
    code, triad = factories.code(study), factories.configuration(study)
    extract = factories.extract(source, "sat in the same room", code, by=alice)
    elsewhere = factories.extract(other, "sat in the same room", code, by=alice)
    evidence = Evidence.objects.add(triad, by=alice, extract=extract, stance="supports")
    memo = Memo.objects.create(study=study, text="They sit together.", on=extract.pk, by=alice)
    coding = extract.codings.get()
    there = rows(other)

    result = rewriting.correct(source, [at(source, "Well, ", ""), at(source, "same room", "common room")], by=alice)

    extract.refresh_from_db()
    assert (extract.quote, extract.text) == ("sat in the common room", result.text)
    assert extract.suffix.startswith(", so you couldn’t")
    assert Coding.objects.get(pk=coding.pk).extract == extract
    assert Evidence.objects.get(pk=evidence.pk).extract == extract
    assert Memo.objects.get(pk=memo.pk).on == extract.pk
    assert (result.text.version, result.left, result.unprinted) == (2, [], [])
    assert rows(other) == there
    elsewhere.refresh_from_db()
    assert elsewhere.text.version == 1
    holds(source)
    entry = JournalEntry.objects.get(deed="corrected")
    assert (entry.by, entry.thing) == (alice, source.pk)


def test_turns_follow_the_words(study, alice):
    source = factories.source(study)
    rewriting.correct(source, [at(source, "awkward at first", "odd")], by=alice)
    text = source.latest_text
    assert text.spoken == find_turns(text.text, interviewers=["Interviewer"])
    assert [turn.interviewer for turn in text.spoken] == [True, False, True, False]


def test_an_extract_whose_words_are_all_gone_stays_behind_and_is_listed(study, alice):
    source = factories.source(study)
    extract = factories.extract(source, "It was, you know, awkward at first.", by=alice)
    result = rewriting.correct(source, [at(source, " It was, you know, awkward at first.", "")], by=alice)
    assert result.left == [extract]
    extract.refresh_from_db()
    assert (extract.text.version, extract.quote) == (1, "It was, you know, awkward at first.")

    rewriting.step_back(source, by=alice)
    extract.refresh_from_db()
    assert extract.text.version == 3
    holds(source)


def test_stepping_back_brings_the_words_back_and_again_the_correction(study, alice):
    source = factories.source(study)
    factories.extract(source, "awkward at first", by=alice)
    before = rows(source)
    rewriting.correct(source, [at(source, "awkward", "rather odd")], by=alice, reason="misheard")
    corrected = rows(source)
    rewriting.step_back(source, by=alice)
    assert rows(source) == before
    rewriting.step_back(source, by=alice)
    assert rows(source) == corrected
    assert source.latest_text.version == 4


def test_a_source_that_was_never_changed_has_nothing_to_step_back_to(study, alice):
    with pytest.raises(ValidationError, match="never changed"):
        rewriting.step_back(factories.source(study), by=alice)


def test_a_correction_of_older_words_is_refused(study, alice, bob):
    source = factories.source(study)
    theirs = at(source, "awkward", "odd")
    rewriting.correct(source, [at(source, "same room", "office")], by=bob, version=1)
    with pytest.raises(ValidationError, match="changed meanwhile"):
        rewriting.correct(source, [theirs], by=alice, version=1)
    assert source.latest_text.version == 2


def test_a_change_that_changes_nothing_is_refused(study, alice):
    source = factories.source(study)
    with pytest.raises(ValidationError, match="Nothing was changed"):
        rewriting.correct(source, [at(source, "awkward", "awkward")], by=alice)


def test_a_printed_form_is_corrected_too_or_taken_away_and_listed(study, alice):
    source = factories.source(study)
    kept = factories.extract(source, "the memory clinic took the budget", by=alice)
    kept.print_as("the memory clinic … the budget", by=alice)
    lost = factories.extract(source, "you couldn’t just pass people on", by=alice)
    lost.print_as("you couldn’t … people on", by=alice)
    edits = [at(source, "couldn’t just pass people on", "could pass them on"), at(source, "budget", "money")]
    result = rewriting.correct(source, edits, by=alice)
    kept.refresh_from_db()
    lost.refresh_from_db()
    assert (kept.published, lost.published) == ("the memory clinic … the money", "")
    assert result.unprinted == [lost]


def test_sealed_versions_hold_nothing_in_clear_and_come_back_exactly(study, alice):
    source = factories.source(study)
    one = factories.extract(source, "in the same room, so you", by=alice)
    one.print_as("in the same room, so [one]", by=alice)
    factories.extract(source, "same", by=alice)  # narrower than what is replaced
    place(source, replacement(study), "same room")
    before = rows(source)
    result = rewriting.rewrite(source, [at(source, "same room", "[room A]")], by=alice, reason="", seal=True)
    old = source.texts.get(version=1)
    assert (old.text, old.turns, old.checksum) == ("", [], "")
    assert b"same" not in bytes(old.sealed)
    assert [each.quote for each in result.text.extracts.all()] == ["in the [room A], so you", "[room A]"]
    assert [each.published for each in result.text.extracts.all()] == ["in the [room A], so [one]", ""]
    assert versions.opened(study, old).text == before[0][0]
    holds(source)
    rewriting.step_back(source, by=alice)
    assert rows(source) == before


def test_what_was_changed_since_it_was_sealed_is_not_overwritten(study, alice):
    source = factories.source(study)
    extract = factories.extract(source, "in the same room, so you", by=alice)
    extract.print_as("in the same room …", by=alice)
    rewriting.rewrite(source, [at(source, "same room", "[room A]")], by=alice, reason="", seal=True)
    extract.refresh_from_db()
    extract.print_as("in the [room A], …", by=alice)
    new = factories.extract(source, "the [room A], so", by=alice)
    rewriting.step_back(source, by=alice)
    extract.refresh_from_db()
    new.refresh_from_db()
    assert extract.published == "in the same room, …"
    assert new.quote == "the same room, so"


def test_with_the_key_gone_the_words_go_for_good(study, alice):
    source = factories.source(study)
    sealing.destroy(study, by=alice)
    rewriting.rewrite(source, [at(source, "same room", "[room A]")], by=alice, reason="", seal=True)
    assert source.texts.get(version=1).text == ""
    with pytest.raises(sealing.Sealed, match="destroyed"):
        rewriting.step_back(source, by=alice)


def test_a_deed_that_breaks_off_leaves_everything_as_it_was(study, alice, settings):
    source = factories.source(study)
    factories.extract(source, "same room", by=alice)
    place(source, replacement(study), "same room")
    before = rows(source)
    settings.SEALING_KEYS = [Fernet.generate_key()]  # sealing comes last, and fails with another key
    with pytest.raises(sealing.Sealed, match="not the one"):
        rewriting.rewrite(source, [at(source, "same room", "[room A]")], by=alice, reason="", seal=True)
    assert rows(source) == before
    assert source.texts.count() == 1


def test_of_places_that_come_to_be_one_the_inner_is_listed(study, alice):
    source = factories.source(study)
    outer = place(source, replacement(study), "same room")
    inner = place(source, replacement(study, "[x]"), "room", state="rejected")
    result = rewriting.rewrite(source, [at(source, "same room", "[room A]")], by=alice, reason="", seal=True)
    assert result.left_places == [inner]
    assert [each.pk for each in result.text.places.all()] == [outer.pk]
    assert not Place.objects.undecided().exists()
    rewriting.step_back(source, by=alice)
    assert {each.pk for each in source.latest_text.places.all()} == {outer.pk, inner.pk}
    assert not source.latest_text.places.filter(applied=True).exists()


@st.composite
def cases(draw) -> tuple[str, list[Edit], list[Span]]:
    text = draw(st.text(SIGNS, min_size=2, max_size=40).filter(lambda text: text.strip()))
    spans = draw(st.lists(st.tuples(st.integers(0, len(text) - 1), st.integers(1, len(text))), max_size=5))
    return text, draw(plans(text)), [Span(start, end) for start, end in spans if start < end]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(case=cases(), seal=st.booleans())
def test_the_laws_hold_on_real_rows(study, alice, case: tuple[str, list[Edit], Sequence[Span]], seal: bool) -> None:
    text, changes, spans = case
    if rewrite(text, changes) == text:
        return
    with transaction.atomic():
        source = Source.objects.bring_in(study, printed_id="law", text=text, by=None, turns=find_turns(text))
        made = [Extract.objects.mark(source.latest_text, span.start, span.end, by=None) for span in spans]
        before = rows(source)
        result = rewriting.rewrite(source, changes, by=alice, reason="", seal=seal)
        assert result.text.extracts.count() + len(result.left) == len(made)
        holds(source)
        after = source.latest_text
        assert after.spoken == () or after.spoken[-1].end <= len(after.text)
        rewriting.step_back(source, by=alice)
        holds(source)
        now = {extract.pk: extract for extract in source.latest_text.extracts.all()}
        assert source.latest_text.text == text
        assert now.keys() == {extract.pk for extract in made}
        if seal:
            assert rows(source) == before
        for extract in made:
            there = now[extract.pk]
            assert there.start <= extract.start < extract.end <= there.end
            deleted = any(not edit.words for edit in changes)
            if not deleted and not inside(extract.start, changes) and not inside(extract.end, changes):
                assert (there.start, there.end) == (extract.start, extract.end)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_of_two_people_at_once_the_second_is_told(study, alice, bob):
    source = factories.source(study)
    edits = [at(source, "awkward", "odd")]

    def correct(by) -> str:
        try:
            rewriting.correct(Source.objects.get(pk=source.pk), edits, by=by, version=1)
        except ValidationError as error:
            return error.messages[0]
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(correct, [alice, bob]))
    assert answers[0] == ""
    assert "changed meanwhile" in answers[1]
    assert source.texts.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_extract_sent_while_the_words_change_is_not_made_of_the_old_ones(study, alice, bob):
    source = factories.source(study)
    text = source.latest_text

    def mark() -> str:
        try:
            Extract.objects.mark(text, 0, 5, by=bob)
        except ValidationError as error:
            return error.messages[0]
        finally:
            connections.close_all()
        return ""

    with ThreadPoolExecutor(1) as pool:
        with transaction.atomic():
            rewriting.rewrite(source, [at(source, "awkward", "odd")], by=alice, reason="", seal=True)
            waiting = pool.submit(mark)
            with pytest.raises(TimeoutError):
                waiting.result(timeout=0.5)
        assert "changed meanwhile" in waiting.result(timeout=20)
    assert not Extract.objects.exists()
