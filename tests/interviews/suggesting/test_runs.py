"""Runs and decisions: what is learned from, who sees it, and that all of it can be undone."""

import re
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from accounts import jobs, undo
from accounts.history.refused import Refused
from accounts.models import Job, JournalEntry
from cmo.models import Evidence
from interviews import codebook, rewriting
from interviews.edits import Edit
from interviews.models import Coding, Extract, Source, Suggestion, SuggestionRun
from interviews.suggesting import asking, deciding, working
from interviews.suggesting.showing import cards
from tests import factories, steps
from tests.interviews.double.conftest import begin
from tests.interviews.suggesting.conftest import MONEY, a_run, interview, membership

State = Suggestion.State


def quotes(run) -> list[str]:
    """The words of its suggestions, by rank."""
    return [each.text.text[each.start : each.end] for each in run.suggestions.select_related("text")]


def first(run, number: int = 1) -> list:
    return [each.pk for each in run.suggestions.all()[:number]]


def ends(run) -> list[str]:
    return [each.state for each in run.suggestions.all()]


def test_it_names_what_was_left_uncoded_first(run):
    assert sorted(quotes(run)[:7]) == sorted([*MONEY[2:] * 5, *MONEY[:2]])
    assert (run.extracts, run.spread, len(run.sources), run.passages) == (8, 4, 5, 60)
    assert run.held == 0, "eight are too few to hold some back"


def test_extracts_that_were_held_back_are_found_again(study, sources, money, alice):
    for number in range(6):
        interview(study, str(30_000 + number), money)
    run = a_run(alice, money)
    assert (run.held, run.among, run.whole) == (20, 40, True)
    assert run.found >= 19
    assert run.by_chance < 10


def test_the_reasons_are_words_of_the_passage_that_extracts_have_too(run):
    learned_from = set(re.findall(r"\w+", " ".join(MONEY[:2]).lower()))
    alike = [
        each
        for each, words in zip(run.suggestions.select_related("text"), quotes(run), strict=True)
        if words == MONEY[2]
    ]
    for each in alike:
        told = {each.text.text[start:end].lower() for start, end in each.reasons}
        assert told & {"pooled", "budget", "ledger"}
        assert told <= learned_from
        assert all(each.start <= start < end <= each.end for start, end in each.reasons)


def test_what_interviewers_say_is_left_out(run):
    assert not any("And the pooled budget?" in words for words in quotes(run))


def test_no_passage_overlaps_one_with_the_code(run, money):
    for each in run.suggestions.all():
        there = Extract.objects.filter(codes=money, text=each.text_id, start__lt=each.end, end__gt=each.start)
        assert not there.exists()


def test_the_same_study_gives_the_same_suggestions(run, money, bob):
    again = a_run(bob, money)
    rows = [list(each.suggestions.values_list("text", "start", "end", "score", "reasons")) for each in (run, again)]
    assert rows[0] == rows[1]


def test_too_few_extracts_are_refused_with_a_sentence(study, bob, money):
    factories.extract(factories.source(study), "same room", money)
    with pytest.raises(ValidationError, match="too few extracts to learn from"):
        asking.begin(membership(study, bob), money, run=uuid4())


def test_a_run_that_comes_to_too_few_ends_with_the_sentence(study, bob, money):
    source = factories.source(study)
    for quote in ("How did", "partnership", "change", "referrals", "And then"):
        factories.extract(source, quote, money)
    job = jobs.run(asking.begin(membership(study, bob), money, run=uuid4()))
    assert (job.state, SuggestionRun.objects.count()) == (Job.State.FAILED, 0)
    assert "too few extracts" in job.problem


def test_a_run_asked_for_twice_is_made_once(sources, bob, money, study):
    member = membership(study, bob)
    job = asking.begin(member, money, run=uuid4())
    assert asking.begin(member, money, run=uuid4()) == job
    jobs.run(job)
    assert "suggested" in working.suggest(job), "and so is one that was broken off after it was written"
    assert SuggestionRun.objects.count() == 1


def test_who_may_not_code_any_more_gets_no_run(sources, bob, money, study):
    job = asking.begin(membership(study, bob), money, run=uuid4())
    study.admit(bob, "reader")
    assert jobs.run(job).state == Job.State.FAILED


@pytest.mark.parametrize("change", [{"withdrawn": "2024-01"}, {"consent": Source.Consent.NONE}])
def test_what_is_not_to_be_used_is_neither_learned_from_nor_suggested(study, sources, money, bob, change):
    Source.objects.filter(pk=sources[0].pk).update(**change)
    interview(study, "31000", money)
    run = a_run(bob, money)
    assert sources[0].pk not in run.sources
    assert not run.suggestions.filter(text__source=sources[0]).exists()


# Accepting and rejecting


def test_what_is_accepted_becomes_an_extract_in_the_name_of_who_accepts(run, study, alice, money):
    assert deciding.accept(run, first(run), by=membership(study, alice)) == 1
    suggestion = run.suggestions.first()
    assert (suggestion.state, suggestion.decided_by, suggestion.marked) == (State.ACCEPTED, alice, True)
    coding = suggestion.coding
    assert (coding.by, coding.coder, coding.code) == (alice, "Alice Marsh", money)
    assert coding.made_with == f"suggestion: run of {run.made_at:%Y-%m-%d %H:%M}"
    assert coding.extract.quote == quotes(run)[0]
    told = JournalEntry.objects.filter(step=JournalEntry.objects.first().step, by=alice).values_list("deed", "count")
    assert {("accepted", 1), ("coded by suggestion", 1)} <= set(told)


def test_several_are_accepted_as_one_step_and_undone_as_one(run, study, bob):
    before = Coding.objects.count(), Extract.objects.count()
    steps.over()
    assert deciding.accept(run, first(run, 3), by=membership(study, bob)) == 3
    assert (Coding.objects.count(), Extract.objects.count()) == (before[0] + 3, before[1] + 3)
    steps.undo_last(study, bob)
    assert (Coding.objects.count(), Extract.objects.count()) == before
    assert set(ends(run)) == {State.OPEN}
    steps.redo_last(study, bob)
    assert ends(run)[:4] == [State.ACCEPTED] * 3 + [State.OPEN]
    assert all(each.coding for each in run.suggestions.filter(state=State.ACCEPTED))


def test_accepting_twice_says_that_there_is_nothing_to_decide(run, study, bob):
    member = membership(study, bob)
    deciding.accept(run, first(run), by=member)
    with pytest.raises(ValidationError, match="Tick some"):
        deciding.accept(run, first(run), by=member)
    with pytest.raises(ValidationError, match="Tick some"):
        deciding.reject(run, first(run), by=member)


def test_words_that_were_coded_meanwhile_are_not_coded_twice(run, study, bob, money, alice):
    best = run.suggestions.select_related("text")[0]
    Extract.objects.mark(best.text, best.start, best.end, by=alice, codes=[money])
    before = Coding.objects.count()
    deciding.accept(run, [best.pk], by=membership(study, bob))
    best.refresh_from_db()
    assert (best.state, best.coding, Coding.objects.count()) == (State.ACCEPTED, None, before)


def test_an_extract_that_was_there_gets_the_code_and_outlives_the_run(run, study, bob):
    best = run.suggestions.select_related("text")[0]
    held = Extract.objects.mark(best.text, best.start, best.end, by=bob)
    deciding.accept(run, [best.pk], by=membership(study, bob))
    best.refresh_from_db()
    assert (best.coding.extract, best.marked) == (held, False)
    deciding.take_back(run, by=membership(study, bob))
    assert Extract.objects.filter(pk=held.pk, codings=None).exists()


def test_what_is_rejected_is_not_suggested_again(run, study, bob, alice, money):
    gone = quotes(run)[0], run.suggestions.first().text_id
    assert deciding.reject(run, first(run), by=membership(study, bob)) == 1
    again = a_run(alice, money)
    assert gone not in [
        (words, each.text_id) for words, each in zip(quotes(again), again.suggestions.all(), strict=True)
    ]


def test_rejecting_is_undone_and_may_be_thought_over(run, study, bob):
    steps.over()
    member = membership(study, bob)
    deciding.reject(run, first(run, 2), by=member)
    steps.undo_last(study, bob)
    assert set(ends(run)) == {State.OPEN}
    deciding.reject(run, first(run, 1), by=member)
    deciding.accept(run, first(run, 1), by=member)
    assert ends(run)[0] == State.ACCEPTED


# Taking a run back


def test_a_run_is_taken_back_as_one(run, study, bob):
    before = Coding.objects.count(), Extract.objects.count()
    member = membership(study, bob)
    deciding.accept(run, first(run, 2), by=member)
    rejected = run.suggestions.all()[2].pk
    deciding.reject(run, [rejected], by=member)
    took = deciding.take_back(run, by=member)
    assert (took.codings, took.extracts, took.stay) == (2, 2, 0)
    assert (Coding.objects.count(), Extract.objects.count()) == before
    assert list(run.suggestions.values_list("pk", "state")) == [(rejected, State.REJECTED)]
    run.refresh_from_db()
    assert run.taken_back_by == bob
    with pytest.raises(ValidationError, match="was taken back"):
        deciding.take_back(run, by=member)


def test_taking_a_run_back_is_undone(run, study, bob):
    deciding.accept(run, first(run, 2), by=membership(study, bob))
    rows = list(run.suggestions.values())
    extracts = list(Extract.objects.order_by("pk").values())
    steps.over()
    deciding.take_back(run, by=membership(study, bob))
    steps.undo_last(study, bob)
    run.refresh_from_db()
    assert run.taken_back_at is None
    assert list(run.suggestions.values()) == rows
    assert list(Extract.objects.order_by("pk").values()) == extracts


def test_an_extract_that_is_evidence_keeps_its_words(run, study, bob):
    member = membership(study, bob)
    deciding.accept(run, first(run), by=member)
    extract = run.suggestions.first().coding.extract
    Evidence.objects.add(factories.configuration(study), by=bob, extract=extract)
    took = deciding.take_back(run, by=member)
    assert (took.codings, took.extracts, took.stay) == (1, 0, 1)
    assert Extract.objects.filter(pk=extract.pk, codings=None).exists()


def test_an_analyst_takes_back_only_what_he_asked_for(run, study, alice, bob):
    other = factories.member(study, "Dana Webb", "analyst")
    with pytest.raises(PermissionDenied):
        deciding.take_back(run, by=membership(study, other))
    deciding.take_back(run, by=membership(study, alice))


def test_a_run_is_undone_like_any_step_while_nobody_has_decided(sources, money, study, bob):
    steps.over()
    run = a_run(bob, money)
    steps.over()
    steps.undo_last(study, bob)
    assert not SuggestionRun.objects.exists()
    steps.redo_last(study, bob)
    deciding.accept(run, first(run), by=membership(study, bob))
    steps.over()
    with pytest.raises(Refused):
        undo.undo(JournalEntry.objects.exclude(redoes=None).get().step, membership(study, bob))


# Words that change, codes that merge


def test_suggestions_follow_words_that_change(run, study, bob, alice):
    best = run.suggestions.select_related("text__source")[0]
    source, text = best.text.source, best.text.text
    start = text.index("pooled", best.start)
    rewriting.correct(source, [Edit(0, 0, "Recorded in May. "), Edit(start, start + 6, "[fund A]")], by=alice)
    member = membership(study, bob)
    card = cards(member, [best])[0]
    assert card.words == text[best.start : best.end].replace("pooled", "[fund A]", 1)
    assert "pooled" not in [piece.words for piece in card.pieces if piece.spoke][:1]
    deciding.accept(run, [best.pk], by=member)
    best.refresh_from_db()
    assert best.coding.extract.quote == card.words
    assert best.coding.extract.text.version == 2


def test_names_that_were_taken_out_stand_in_no_suggestion(run, study, bob, alice):
    """A reason is a place: where a name stood, it is what stands there now."""
    best = run.suggestions.select_related("text__source")[0]
    start, end = best.reasons[0]
    source, name = best.text.source, best.text.text[start:end]
    rewriting.rewrite(source, [Edit(start, end, "[body A]")], by=alice, reason="names", seal=True)
    card = cards(membership(study, bob), [Suggestion.objects.select_related("text").get(pk=best.pk)])[0]
    assert card.pieces
    assert name not in [piece.words for piece in card.pieces if piece.spoke][:1]
    assert "[body A]" in card.words


def test_a_suggestion_whose_words_are_gone_is_told_and_not_accepted(run, study, bob, alice):
    best = run.suggestions.select_related("text__source")[0]
    rewriting.correct(best.text.source, [Edit(best.start, best.end, "")], by=alice)
    assert cards(membership(study, bob), [best])[0].pieces == ()
    with pytest.raises(ValidationError, match="are gone"):
        deciding.accept(run, [best.pk], by=membership(study, bob))


def test_what_was_rejected_stays_so_when_words_change(run, study, bob, alice, money):
    best = run.suggestions.select_related("text__source")[0]
    deciding.reject(run, [best.pk], by=membership(study, bob))
    rewriting.correct(best.text.source, [Edit(0, 0, "Recorded in May. ")], by=alice)
    again = a_run(bob, money)
    there = again.suggestions.filter(text__source=best.text.source, start=best.start + 17)
    assert again.suggestions.filter(text__version=2).exists()
    assert not there.exists()


def test_runs_go_over_when_their_code_is_merged(run, study, bob, money):
    into = factories.code(study, "Budgets")
    codebook.merge(money, into=into, by=bob)
    run.refresh_from_db()
    assert run.code == into


# Who sees what


@pytest.fixture
def sam(study):
    """Sees Area 2 alone."""
    return factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])


def test_a_restricted_analyst_learns_from_given_sites_alone(study, sources, money, sam):
    here = [interview(study, str(40_000 + n), money if n < 3 else None, site="A2") for n in range(4)]
    run = a_run(sam, money)
    assert (run.extracts, set(run.sources)) == (6, {source.pk for source in here})
    assert {each.text.source_id for each in run.suggestions.select_related("text")} <= {source.pk for source in here}


def test_a_run_over_hidden_sources_is_hidden(study, run, sam, bob, rita):
    """What it learned from them shows in the words that spoke."""
    assert not SuggestionRun.objects.visible_to(membership(study, sam)).exists()
    assert not Suggestion.objects.visible_to(membership(study, sam)).exists()
    assert SuggestionRun.objects.visible_to(membership(study, rita)).exists()


def test_a_run_is_seen_by_those_who_see_all_of_its_sources(study, sources, money, sam):
    for number in range(4):
        interview(study, str(40_000 + number), money, site="A2")
    run = a_run(sam, money)
    eve = factories.member(study, "Eve Cole", "analyst", sites=list(study.sites.filter(code__in=["A1", "A2"])))
    ned = factories.member(study, "Ned Cole", "analyst", sites=[study.sites.get(code="A1")])
    assert SuggestionRun.objects.visible_to(membership(study, eve)).get() == run
    assert not SuggestionRun.objects.visible_to(membership(study, ned)).exists()
    membership(study, sam).site_access.all().delete()
    assert not SuggestionRun.objects.visible_to(membership(study, sam)).exists()


@pytest.mark.parametrize("who", ["alice", "bob", "dana"])
def test_nothing_is_learned_from_or_suggested_in_what_is_coded_blind(study, sources, money, alice, bob, who):
    """Neither for the two, who are to judge by themselves, nor for anybody else, who would see their marks."""
    dana = factories.member(study, "Dana Webb", "analyst")
    interview(study, "31000", money)
    begin(sources[4], bob, dana, alice)
    factories.extract(sources[4], MONEY[2], money, by=dana)
    run = a_run({"alice": alice, "bob": bob, "dana": dana}[who], money)
    assert (run.extracts, sources[4].pk in run.sources) == (10, False)
    assert not run.suggestions.filter(text__source=sources[4]).exists()


def test_suggestions_in_a_source_that_goes_blind_are_put_away(study, run, sources, alice, bob):
    dana = factories.member(study, "Dana Webb", "analyst")
    member = membership(study, dana)
    here = run.suggestions.filter(text__source=sources[4])
    accepted = here[0].pk
    deciding.accept(run, [accepted], by=membership(study, alice))
    begin(sources[4], bob, dana, alice)
    assert not Suggestion.objects.visible_to(member).filter(text__source=sources[4]).exists()
    told = SuggestionRun.objects.visible_to(member).with_counts(member).get()
    assert told.accepted == 0
    with pytest.raises(ValidationError, match="Tick some"):
        deciding.accept(run, [here[1].pk], by=member)


def test_runs_of_another_study_are_not_here(run, charlie):
    theirs = charlie.memberships.select_related("study", "user").get()
    assert not SuggestionRun.objects.visible_to(theirs).exists()
    assert not Suggestion.objects.visible_to(theirs).exists()
    with pytest.raises(ValidationError, match="Tick some"):
        deciding.accept(run, first(run), by=theirs)
