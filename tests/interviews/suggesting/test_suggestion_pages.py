"""The pages of suggestions: asking for a run, the list of runs, a run, deciding, taking back."""

from uuid import uuid4

import pytest
from django.urls import reverse

from accounts import jobs
from accounts.models import Job
from interviews.models import Coding, Suggestion, SuggestionRun
from tests import factories
from tests.interviews.suggesting.conftest import MONEY, a_run, interview

State = Suggestion.State


def at(name: str, **given: object) -> str:
    return reverse(f"interviews:{name}", kwargs={"slug": "dementia-care", **given})


def pks(run) -> list[str]:
    return [str(pk) for pk in run.suggestions.values_list("pk", flat=True)]


# Asking


def test_a_run_is_asked_for_on_the_page_of_a_code_and_made_by_the_worker(as_user, bob, sources, money):
    client = as_user(bob)
    assert at("code_suggest", pk=money.pk) in client.get(at("code_detail", pk=money.pk)).content.decode()
    answer = client.post(at("code_suggest", pk=money.pk))
    job = Job.objects.get()
    assert answer.headers["Location"] == reverse("accounts:job_detail", args=["dementia-care", job.pk])
    assert "Looking for passages like “Money”" in client.get(at("suggestion_list")).content.decode()
    assert jobs.run(job).state == Job.State.DONE
    assert client.get(job.onward).status_code == 200
    assert "Looking for passages like" not in client.get(at("suggestion_list")).content.decode()


def test_too_few_extracts_are_told(as_user, bob, study):
    code = factories.code(study, "New")
    answer = as_user(bob).post(at("code_suggest", pk=code.pk))
    assert answer.status_code == 422
    assert "“New” has too few extracts to learn from" in answer.content.decode()
    assert not Job.objects.exists()


def test_a_reader_may_not_ask(as_user, rita, money):
    assert as_user(rita).post(at("code_suggest", pk=money.pk)).status_code == 403


def test_a_stranger_may_not_ask(as_user, charlie, money):
    assert as_user(charlie).post(at("code_suggest", pk=money.pk)).status_code == 404


def test_asking_is_a_post(as_user, bob, money):
    assert as_user(bob).get(at("code_suggest", pk=money.pk)).status_code == 405


def test_a_code_of_another_study_is_not_asked_for(as_user, bob, charlie):
    foreign = factories.code(charlie.memberships.get().study, "Foreign")
    assert as_user(bob).post(at("code_suggest", pk=foreign.pk)).status_code == 404


# The list


def test_all_runs_are_listed(as_user, rita, run):
    page = as_user(rita).get(at("suggestion_list")).content.decode()
    assert at("suggestion_run", pk=run.pk) in page
    assert "Bob Tanner" in page
    assert "too few to say" in page


def test_the_list_is_reached_from_the_codes(as_user, rita, study):
    assert at("suggestion_list") in as_user(rita).get(at("code_list")).content.decode()
    assert "No suggestions yet" in as_user(rita).get(at("suggestion_list")).content.decode()


def test_a_stranger_sees_no_list(as_user, charlie, study):
    assert as_user(charlie).get(at("suggestion_list")).status_code == 404


def test_the_list_is_not_posted(as_user, bob, study):
    assert as_user(bob).post(at("suggestion_list")).status_code == 405


# A run


def test_the_page_says_what_was_learned_from_and_how_good_it_was(as_user, rita, run):
    answer = as_user(rita).get(at("suggestion_run", pk=run.pk))
    page = answer.content.decode()
    assert "There were too few extracts to hold some back" in page
    assert "It learned from 8 extracts in 4 sources, and looked through 60 passages in 5." in page
    assert "asked for by Bob Tanner" in page
    assert "Accept</button>" not in page, "a reader decides nothing"


def test_a_passage_stands_with_its_reasons_and_its_source(as_user, bob, run):
    answer = as_user(bob).get(at("suggestion_run", pk=run.pk))
    card = next(card for card in answer.context["cards"] if card.words == MONEY[2])
    assert card.citation.endswith(", Area 1, Provider, Jul 2016]")
    assert card.speaker == "Respondent"
    assert "pooled" in [piece.words for piece in card.pieces if piece.spoke]
    page = answer.content.decode()
    assert "<mark>pooled</mark>" in page
    assert card.href in page.replace("&amp;", "&")
    assert as_user(bob).get(card.href).status_code == 200


def test_figures_are_said_plainly(as_user, rita, study, sources, money, alice):
    for number in range(6):
        interview(study, str(30_000 + number), money)
    page = as_user(rita).get(at("suggestion_run", pk=a_run(alice, money).pk)).content.decode()
    assert "Of 20 extracts it had not seen, " in page
    assert "were among the first 40 passages it named; by chance it would have been " in page
    assert "Whole interviews were held back" in page


def test_the_states_are_tabs(as_user, bob, run):
    client = as_user(bob)
    client.post(at("suggestion_decision", pk=run.pk), {"decision": "reject", "suggestion": pks(run)[:2]})
    answer = client.get(at("suggestion_run", pk=run.pk), {"state": "rejected"})
    assert [card.suggestion.rank for card in answer.context["cards"]] == [1, 2]
    assert "Rejected by Bob Tanner" in answer.content.decode()
    assert client.get(at("suggestion_run", pk=run.pk), {"state": "nonsense"}).context["state"] == State.OPEN


def test_a_stranger_sees_no_run(as_user, charlie, run):
    assert as_user(charlie).get(at("suggestion_run", pk=run.pk)).status_code == 404


def test_a_run_over_hidden_sources_is_not_found(as_user, study, run):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    client = as_user(sam)
    assert client.get(at("suggestion_run", pk=run.pk)).status_code == 404
    assert client.post(at("suggestion_decision", pk=run.pk), {"accept": pks(run)[0]}).status_code == 404
    assert client.post(at("suggestion_return", pk=run.pk)).status_code == 404
    assert "Money" not in client.get(at("suggestion_list")).content.decode()


def test_a_run_is_not_posted(as_user, bob, run):
    assert as_user(bob).post(at("suggestion_run", pk=run.pk)).status_code == 405


def test_the_number_of_queries_does_not_grow(as_user, bob, run, django_assert_max_num_queries):
    client = as_user(bob)
    state = {"state": "accepted"}
    client.post(at("suggestion_decision", pk=run.pk), {"decision": "accept", "suggestion": pks(run)[:1]})
    for query in ({}, state):
        client.get(at("suggestion_run", pk=run.pk), query)
    with django_assert_max_num_queries(30) as few:
        client.get(at("suggestion_run", pk=run.pk), state)
    number = len(few)
    client.post(at("suggestion_decision", pk=run.pk), {"decision": "accept", "suggestion": pks(run)[1:12]})
    with django_assert_max_num_queries(number):
        client.get(at("suggestion_run", pk=run.pk), state)


# Deciding


def test_one_is_accepted_in_its_place(as_user, bob, run):
    one = pks(run)[0]
    answer = as_user(bob).post(at("suggestion_decision", pk=run.pk), {"accept": one}, headers={"HX-Request": "true"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Accepted by Bob Tanner" in page
    assert 'id="count-accepted" hx-swap-oob="true">1<' in page
    assert Coding.objects.get(suggestions=one).coder == "Bob Tanner"


def test_those_ticked_are_accepted_without_scripts(as_user, bob, run):
    sent = {"decision": "accept", "suggestion": pks(run)[:3]}
    answer = as_user(bob).post(f"{at('suggestion_decision', pk=run.pk)}?state=open&page=1", sent, follow=True)
    assert "3 suggestions accepted." in answer.content.decode()
    assert run.suggestions.filter(state=State.ACCEPTED).count() == 3


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Choose whether"),
        ({"decision": "perhaps"}, "Choose whether"),
        ({"decision": "accept"}, "Tick some suggestions first"),
        ({"decision": "reject", "suggestion": ["nonsense", str(uuid4())]}, "Tick some suggestions first"),
        ({"accept": "nonsense"}, "Tick some suggestions first"),
    ],
)
def test_what_cannot_be_decided_is_told(as_user, bob, run, sent, said):
    answer = as_user(bob).post(at("suggestion_decision", pk=run.pk), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_suggestions_of_another_run_are_not_decided_here(as_user, bob, run, money):
    other = a_run(bob, money)
    answer = as_user(bob).post(at("suggestion_decision", pk=run.pk), {"accept": pks(other)[0]})
    assert answer.status_code == 422
    assert not other.suggestions.exclude(state=State.OPEN).exists()


def test_a_reader_may_not_decide(as_user, rita, run):
    assert as_user(rita).post(at("suggestion_decision", pk=run.pk), {"accept": pks(run)[0]}).status_code == 403


def test_a_stranger_may_not_decide(as_user, charlie, run):
    assert as_user(charlie).post(at("suggestion_decision", pk=run.pk), {"accept": pks(run)[0]}).status_code == 404


def test_deciding_is_a_post(as_user, bob, run):
    assert as_user(bob).get(at("suggestion_decision", pk=run.pk)).status_code == 405


# Taking back


def test_a_run_is_taken_back(as_user, bob, run):
    client = as_user(bob)
    client.post(at("suggestion_decision", pk=run.pk), {"accept": pks(run)[0]})
    open_ = run.suggestions.filter(state=State.OPEN).count()
    answer = client.post(at("suggestion_return", pk=run.pk), follow=True)
    page = answer.content.decode()
    assert f"The run was taken back: {open_} open suggestions and 1 coding went." in page
    assert "taken back" in client.get(at("suggestion_list")).content.decode()
    assert SuggestionRun.objects.get().taken_back_by == bob
    again = client.post(at("suggestion_return", pk=run.pk))
    assert again.status_code == 422
    assert "was taken back" in again.content.decode()


def test_who_did_not_ask_for_it_and_is_no_owner_may_not_take_it_back(as_user, study, run):
    dana = factories.member(study, "Dana Webb", "analyst")
    assert as_user(dana).post(at("suggestion_return", pk=run.pk)).status_code == 403
    assert "Take this run back" not in as_user(dana).get(at("suggestion_run", pk=run.pk)).content.decode()


def test_a_reader_may_not_take_a_run_back(as_user, rita, run):
    assert as_user(rita).post(at("suggestion_return", pk=run.pk)).status_code == 403


def test_a_stranger_may_not_take_a_run_back(as_user, charlie, run):
    assert as_user(charlie).post(at("suggestion_return", pk=run.pk)).status_code == 404


def test_taking_back_is_a_post(as_user, bob, run):
    assert as_user(bob).get(at("suggestion_return", pk=run.pk)).status_code == 405
