import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction

from accounts import undo
from accounts.history import steps as past
from accounts.history.refused import Refused
from accounts.models import Change, ChangeWords, JournalEntry
from cmo.models import Evidence, Link
from interviews import codebook, rewriting
from interviews.edits import Edit
from interviews.models import Code, Coding, Extract, Memo, Participation, SourceText
from tests import factories, steps
from tests.history.state import everything


@pytest.fixture(autouse=True)
def cast(alice, bob, rita) -> None:
    steps.over()


@pytest.fixture
def source(study):
    made = factories.source(study)
    steps.over()
    return made


@pytest.fixture
def trust(study):
    code = factories.code(study, "Trust")
    steps.over()
    return code


def mark(source, quote, *codes, by):
    made = factories.extract(source, quote, *codes, by=by)
    steps.over()
    return made


def test_marking_and_coding_is_undone_as_one_step(study, source, trust, bob):
    before = everything()
    mark(source, "same room", trust, by=bob)
    assert steps.undo_last(study, bob).what == "coded an extract"
    assert everything() == before


def test_redo_brings_the_very_same_rows_back(study, source, trust, bob):
    mark(source, "same room", trust, by=bob)
    marked = everything()
    steps.undo_last(study, bob)
    assert steps.redo_last(study, bob).what == "coded an extract"
    assert everything() == marked


def test_words_of_an_extract_are_never_noted_and_come_back(study, source, bob):
    extract = mark(source, "same room", by=bob)
    Extract.objects.get().remove(by=bob)
    steps.over()
    noted = [*Change.objects.values_list("before", "after"), *ChangeWords.objects.values_list("before", "after")]
    assert "same room" not in str(noted)
    steps.undo_last(study, bob)
    again = Extract.objects.get(pk=extract.pk)
    assert (again.quote, again.prefix, again.suffix, again.speaker) == (
        extract.quote,
        extract.prefix,
        extract.suffix,
        extract.speaker,
    )


def test_a_deed_over_many_rows_is_one_step(study, source, trust, bob):
    before = everything()
    with transaction.atomic():
        for quote in ("same room", "awkward at first", "memory clinic"):
            factories.extract(source, quote, trust, by=bob)
    steps.over()
    assert Coding.objects.count() == 3
    steps.undo_last(study, bob)
    assert everything() == before


def test_undoing_goes_back_step_by_step_and_redoing_forth(study, source, bob):
    states = [everything()]
    extract = mark(source, "same room", by=bob)
    states.append(everything())
    for name in ("Trust", "Doubt"):
        extract.add_code(Code.objects.make(study, name, by=bob), by=bob)
        steps.over()
        states.append(everything())
    for state in reversed(states[:-1]):
        steps.undo_last(study, bob)
        assert everything() == state
    with pytest.raises(Refused, match="nothing of yours to undo"):
        steps.undo_last(study, bob)
    for state in states[1:]:
        steps.redo_last(study, bob)
        assert everything() == state
    with pytest.raises(Refused, match="nothing to redo"):
        steps.redo_last(study, bob)


def test_after_redoing_the_same_can_be_undone_again(study, source, trust, bob):
    before = everything()
    mark(source, "same room", trust, by=bob)
    for _ in range(3):
        steps.undo_last(study, bob)
        assert everything() == before
        steps.redo_last(study, bob)
    assert Coding.objects.count() == 1


def test_a_new_deed_ends_what_can_be_redone(study, source, trust, bob):
    mark(source, "same room", by=bob)
    steps.undo_last(study, bob)
    mark(source, "memory clinic", by=bob)
    assert past.last_redoable(study.memberships.get(user=bob)) is None


def test_what_changed_nothing_is_passed_over(study, source, bob):
    from accounts import journal

    mark(source, "same room", by=bob)
    journal.record(study, bob, "exported", study)
    steps.over()
    assert steps.undo_last(study, bob).what == "marked an extract"


def test_each_undoes_their_own(study, source, trust, alice, bob):
    mine = mark(source, "same room", by=bob)
    theirs = mark(source, "memory clinic", by=alice)
    steps.undo_last(study, bob)
    assert list(Extract.objects.all()) == [theirs]
    assert mine.pk != theirs.pk


def test_an_analyst_may_not_undo_what_somebody_else_did(study, source, alice, bob):
    mark(source, "same room", by=alice)
    step = past.last_undoable(study.memberships.get(user=alice))
    with pytest.raises(PermissionDenied):
        undo.undo(step, study.memberships.get(user=bob))
    assert Extract.objects.exists()


def test_an_owner_may_undo_anybodys_step(study, source, alice, bob):
    mark(source, "same room", by=bob)
    undo.undo(past.last_undoable(study.memberships.get(user=bob)), study.memberships.get(user=alice))
    assert not Extract.objects.exists()


def test_a_reader_may_not(study, source, bob, rita):
    mark(source, "same room", by=bob)
    with pytest.raises(PermissionDenied):
        undo.undo(past.last_undoable(study.memberships.get(user=bob)), study.memberships.get(user=rita))


def test_a_step_of_another_study_is_not_there(study, source, bob, charlie):
    mark(source, "same room", by=bob)
    step = past.last_undoable(study.memberships.get(user=bob))
    with pytest.raises(JournalEntry.DoesNotExist):
        undo.undo(step, charlie.memberships.get())


def test_nothing_is_undone_twice(study, source, bob, alice):
    mark(source, "same room", by=bob)
    step = past.last_undoable(study.memberships.get(user=bob))
    steps.undo_last(study, bob)
    with pytest.raises(Refused, match="Bob Tanner has taken this back already"):
        undo.undo(step, study.memberships.get(user=alice))


def refused(study, user) -> str:
    steps.over()
    before, entries = everything(), JournalEntry.objects.count()
    with pytest.raises(Refused) as caught, transaction.atomic():
        steps.undo_last(study, user)
    assert everything() == before
    assert JournalEntry.objects.count() == entries
    return str(caught.value)


def test_refused_where_somebody_changed_it_since(study, source, alice, bob):
    extract = mark(source, "same room", by=bob)
    extract.describe(by=bob, sites=[], tracers=[], nowhere=True, claim="", quotable=True)
    steps.over()
    Extract.objects.get(pk=extract.pk).describe(
        by=alice, sites=[], tracers=[], nowhere=False, claim="observed", quotable=True
    )
    steps.over()
    assert refused(study, bob).startswith("Alice Marsh changed this extract on ")


def test_refused_where_somebody_built_on_it_since(study, source, trust, alice, bob):
    extract = mark(source, "same room", by=bob)
    extract.add_code(trust, by=alice)
    steps.over()
    assert refused(study, bob).startswith("Alice Marsh made a coding on this extract on ")


def test_refused_where_evidence_hangs_on_it(study, source, alice, bob):
    extract = mark(source, "same room", by=bob)
    Evidence.objects.add(factories.configuration(study), by=alice, extract=extract)
    steps.over()
    assert refused(study, bob).startswith("Alice Marsh made evidence on this extract on ")


def test_refused_where_what_it_needs_is_gone(study, source, alice, bob):
    code = Code.objects.make(study, "Trust", by=alice)
    steps.over()
    extract = mark(source, "same room", code, by=bob)
    extract.codings.get(code=code).remove(by=bob)
    steps.over()
    steps_of_alice = past.last_undoable(study.memberships.get(user=alice))
    undo.undo(steps_of_alice, study.memberships.get(user=alice))
    steps.over()
    assert refused(study, bob).startswith("Alice Marsh removed the code of this coding on ")


def test_refused_where_something_else_took_its_place(study, alice, bob):
    code = Code.objects.make(study, "Trust", by=bob)
    steps.over()
    code.revise(by=bob, name="Confidence")
    steps.over()
    Code.objects.make(study, "Trust", by=alice)
    steps.over()
    assert refused(study, bob) == "There is another code in its place by now. Move or rename that first."


def test_refused_where_the_code_would_come_to_stand_under_itself(study, alice, bob):
    above, below = (Code.objects.make(study, name, by=bob) for name in ("A", "B"))
    below.move(parent=above, by=bob)
    steps.over()
    Code.objects.get(name="B").move(parent=None, by=bob)
    steps.over()
    Code.objects.get(name="A").move(parent=Code.objects.get(name="B"), by=alice)
    steps.over()
    assert "come to stand under itself" in refused(study, bob)


def test_nesting_that_was_turned_round_since_does_not_come_back(study, alice, bob):
    one, other = factories.configuration(study), factories.configuration(study)
    one.link("nested_in", other, by=bob).remove(by=bob)
    steps.over()
    one.link("nested_in", other, by=bob)
    steps.over()
    Link.objects.get().remove(by=bob)
    steps.over()
    other.link("nested_in", one, by=alice)
    steps.over()
    assert "nesting goes one way" in refused(study, bob)


def test_a_merger_is_undone_and_done_again(study, source, alice, bob):
    codes = [Code.objects.make(study, name, by=bob) for name in ("Trust", "Reliance")]
    Code.objects.make(study, "In people", by=bob, parent=codes[1])
    mark(source, "same room", *codes, by=bob)
    mark(source, "memory clinic", codes[1], by=alice)
    before = everything()
    codebook.merge(codes[1], into=codes[0], by=bob, meaning="both")
    merged = everything()
    steps.undo_last(study, bob)
    assert everything() == before
    steps.redo_last(study, bob)
    assert everything() == merged


def test_a_place_in_a_list_that_somebody_changed_since_stays(study, alice, bob):
    codes = [Code.objects.make(study, name, by=bob) for name in ("A", "B", "C")]
    steps.over()
    codes[0].step(1, by=bob)
    steps.over()
    Code.objects.get(name="C").step(-2, by=alice)
    steps.over()
    steps.undo_last(study, bob)
    assert Code.objects.get(name="C").position == 10


def test_words_that_people_wrote_come_back(study, bob):
    memo = Memo.objects.create(study=study, text="If they sit together, then they talk.", by=bob)
    steps.over()
    code = Code.objects.make(study, "Trust", by=bob, description="Relying on others")
    steps.over()
    code.revise(by=bob, description="Relying on one another", name="Reliance")
    steps.over()
    steps.undo_last(study, bob)
    code.refresh_from_db()
    assert (code.name, code.description) == ("Trust", "Relying on others")
    assert Memo.objects.get() == memo


def correct(source, old, new, by):
    text = source.latest_text
    start = text.text.index(old)
    rewriting.correct(source, [Edit(start, start + len(old), new)], by=by)
    steps.over()


def test_an_extract_comes_back_at_its_place_in_words_corrected_since(study, source, trust, alice, bob):
    extract = mark(source, "memory clinic", trust, by=bob)
    extract.remove(by=bob)
    steps.over()
    correct(source, "awkward", "rather awkward", alice)
    steps.undo_last(study, bob)
    again = Extract.objects.get()
    assert (again.quote, again.text) == ("memory clinic", source.latest_text)
    assert again.start == extract.start + len("rather ")
    assert again.text.text[again.start : again.end] == "memory clinic"


def test_marking_is_undone_though_the_words_were_corrected_since(study, source, trust, alice, bob):
    mark(source, "memory clinic", trust, by=bob)
    correct(source, "awkward", "rather awkward", alice)
    steps.undo_last(study, bob)
    assert not Extract.objects.exists()


def test_refused_where_its_words_are_gone(study, source, alice, bob):
    extract = mark(source, "you know, ", by=bob)
    extract.remove(by=bob)
    steps.over()
    correct(source, "you know, ", "", alice)
    assert "taken out of the interview since" in refused(study, bob)


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (lambda study, source, by: correct(source, "awkward", "odd", by), "page “Correct” of the source steps back"),
        (lambda study, source, by: source.remove(by=by), "words of an interview are not"),
        (
            lambda study, source, by: source.revise(
                by=by, tracers=[], participations=[], interviewers=[], withdrawn="2017"
            ),
            "A withdrawal is not",
        ),
    ],
)
def test_what_is_undone_elsewhere_is_refused_with_the_way_there(study, source, alice, deed, sentence):
    deed(study, source, alice)
    steps.over()
    assert sentence in refused(study, alice)


def test_details_of_a_source_are_undone_with_the_marks_in_its_turns(study, source, bob):
    before = everything()
    source.revise(
        by=bob,
        tracers=list(study.tracers.all()),
        participations=[Participation(speaker="Interviewer", role="Nurse")],
        interviewers=["Respondent"],
        summary="About referrals",
    )
    steps.over()
    assert everything() != before
    steps.undo_last(study, bob)
    assert everything() == before


def test_when_names_are_taken_out_the_words_of_the_history_go(study, source, alice, bob):
    code = Code.objects.make(study, "Nuala’s trust", by=bob)
    steps.over()
    code.revise(by=bob, name="Trust")
    steps.over()
    assert "Nuala" in str(list(ChangeWords.objects.values_list("before", "after")))
    start = source.latest_text.text.index("memory clinic")
    rewriting.rewrite(source, [Edit(start, start + 13, "[clinic]")], by=alice, reason="Names", seal=True)
    steps.over()
    assert not ChangeWords.objects.filter(study=study.pk).exists()
    assert "sealed when names were taken out" in refused(study, bob)


def test_codings_are_undone_after_names_were_taken_out(study, source, trust, alice, bob):
    mark(source, "same room", trust, by=bob)
    start = source.latest_text.text.index("memory clinic")
    rewriting.rewrite(source, [Edit(start, start + 13, "[clinic]")], by=alice, reason="Names", seal=True)
    steps.over()
    steps.undo_last(study, bob)
    assert not Extract.objects.exists()


def test_with_a_source_the_words_written_about_it_leave_the_history(study, source, alice, bob):
    extract = mark(source, "same room", by=bob)
    extract.print_as("same […]", by=bob)
    steps.over()
    other = Code.objects.make(study, "Trust", by=bob)
    steps.over()
    source.remove(by=alice)
    assert (
        list(
            ChangeWords.objects.filter(study=study.pk)
            .exclude(change__row=other.pk)
            .exclude(change__kind__startswith="tracers.")
            .exclude(change__kind="interviews.Participant")
        )
        == []
    )
    assert ChangeWords.objects.filter(change__row=other.pk).exists()


def test_a_restricted_analyst_undoes_only_what_he_may_see(study, bob):
    there = factories.source(study, "30001", site="A2")
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    steps.over()
    mark(there, "same room", by=sam)
    membership = study.memberships.get(user=sam)
    membership.site_access.all().delete()
    steps.over()
    with pytest.raises(PermissionDenied):
        undo.undo_last(membership)
    membership.site_access.create(site=study.sites.get(code="A2"))
    steps.undo_last(study, sam)
    assert not Extract.objects.exists()


def test_the_history_is_append_only(study, source):
    for statement in ("UPDATE accounts_change SET after = NULL", "DELETE FROM accounts_change WHERE study IS NOT NULL"):
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_with_the_study_its_history_goes(study, source, bob):
    mark(source, "same room", by=bob)
    study.delete()
    assert not Change.objects.exclude(study=None).exists()
    assert not ChangeWords.objects.exists()
    assert SourceText.objects.count() == 0


def test_sql_by_hand_is_noted_too(study, trust):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE interviews_code SET hue = 7")
    change = Change.objects.last()
    assert (change.kind, change.row, change.before, change.after) == (
        "interviews.Code",
        trust.pk,
        {"hue": 1},
        {"hue": 7},
    )
