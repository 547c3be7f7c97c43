"""The register of what contradicts, answered in place; two rivals side by side."""

import csv
import io

import pytest

from cmo.models import Evidence
from tests import factories, steps
from tests.cmo.litany import HTMX, url
from tests.history.state import everything


@pytest.fixture
def against(configuration, extract):
    return Evidence.objects.add(configuration, by=None, extract=extract, stance="contradicts", comment="Not at all")


@pytest.fixture
def rival(configuration, counterpart):
    return configuration.link("rival_of", counterpart, by=None, note="Pay, or the letter")


def main(answer):
    return " ".join(answer.content.decode().split("<main")[1].split())


ANSWER = {"answer": "situate", "note": "Only where the clinic is far."}


def test_reader_sees_all_that_contradicts(as_user, rita, study, against, rival, configuration, source):
    Evidence.objects.add(
        configuration, by=None, extract=factories.extract(source, "awkward at first"), stance="supports"
    )
    page = main(as_user(rita).get(url("contradiction_list", study)))
    for words in (
        "Pay, or the letter",
        "couldn’t just pass people on",
        "Not at all",
        'contradictions <span class="count">2',
    ):
        assert words in page
    assert "awkward at first" not in page
    assert 'method="post"' not in page


def test_it_is_answered_by_a_plain_form_and_filtered(as_user, bob, study, against, rival):
    client, register = as_user(bob), url("contradiction_list", study)
    assert client.get(url("evidence_settle", study, against.pk)).status_code == 200
    answer = client.post(url("evidence_settle", study, against.pk), ANSWER)
    assert answer["Location"] == register
    against.refresh_from_db()
    assert (against.answer, against.answered_by) == ("situate", "Bob Tanner")
    assert "Not at all" not in main(client.get(register, {"answer": "open"}))
    assert "Pay, or" in main(client.get(register, {"answer": "open"}))
    for wanted in ("answered", "situate"):
        assert "Only where the clinic is far." in main(client.get(register, {"answer": wanted}))
    assert "None of these" in main(client.get(register, {"tracer": "screening"}))
    assert study.journal.filter(deed="settled").count() == 1


def test_it_is_answered_in_its_place(as_user, bob, study, rival):
    client, address = as_user(bob), url("link_settle", study, rival.pk)
    refused = client.post(address, {"answer": "adjudicate", "note": " "}, headers=HTMX)
    assert refused.status_code == 422
    assert "Say how and why" in refused.content.decode()
    part = client.post(address, ANSWER, headers=HTMX).content.decode()
    assert "<html" not in part
    assert "Situate" in part
    opened = client.post(address, {"answer": "", "note": ""}, headers=HTMX).content.decode()
    assert "open</span>" in opened
    rival.refresh_from_db()
    assert rival.answered_by == ""


def test_an_answer_needs_its_grounds_and_is_one_of_five(as_user, bob, study, against):
    address = url("evidence_settle", study, against.pk)
    for sent in ({"answer": "situate"}, {"answer": "ignore", "note": "No"}):
        assert as_user(bob).post(address, sent).status_code == 422
    against.refresh_from_db()
    assert against.answer == ""


def test_only_what_contradicts_is_answered(as_user, bob, study, configuration, counterpart, extract):
    held = Evidence.objects.add(configuration, by=None, extract=extract, stance="supports")
    link = configuration.link("tests", counterpart, by=None)
    assert as_user(bob).post(url("evidence_settle", study, held.pk), ANSWER).status_code == 404
    assert as_user(bob).post(url("link_settle", study, link.pk), ANSWER).status_code == 404
    assert as_user(bob).get(url("rival_detail", study, link.pk)).status_code == 404


def test_rivals_stand_side_by_side_with_their_evidence(as_user, rita, study, rival, against, counterpart, source):
    Evidence.objects.add(counterpart, by=None, extract=factories.extract(source, "took the budget"), stance="supports")
    page = main(as_user(rita).get(url("rival_detail", study, rival.pk)))
    assert page.index("Sharing a room") < page.index("couldn’t just") < page.index("Sharing a budget")
    assert "took the budget" in page


def test_the_register_leaves_as_a_table(as_user, rita, study, against, rival):
    answer = as_user(rita).get(url("contradiction_sheet", study), {"answer": "open"})
    head, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert [row[:2] for row in rows] == [
        ["rival", "CMO-01 Sharing a room"],
        ["evidence", "CMO-01 Sharing a room"],
    ]
    assert all(dict(zip(head, row, strict=True))["answer"] == "open" for row in rows)


def test_restricted_analyst_sees_and_answers_what_is_open_to_them(as_user, study, configuration):
    hidden = factories.extract(factories.source(study, "30001", site="A2"), "awkward at first")
    held = Evidence.objects.add(configuration, by=None, extract=hidden, stance="contradicts")
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    client = as_user(dora)
    assert "awkward" not in main(client.get(url("contradiction_list", study)))
    assert "awkward" not in client.get(url("contradiction_sheet", study)).content.decode()
    assert client.post(url("evidence_settle", study, held.pk), ANSWER).status_code == 404


@pytest.mark.parametrize("name", ["contradiction_list", "contradiction_sheet"])
def test_stranger_and_wrong_method(as_user, charlie, rita, study, rival, name):
    assert as_user(charlie).get(url(name, study)).status_code == 404
    assert as_user(rita).post(url(name, study)).status_code == 405
    assert as_user(charlie).get(url("rival_detail", study, rival.pk)).status_code == 404
    assert as_user(rita).post(url("rival_detail", study, rival.pk)).status_code == 405


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_answer(request, as_user, study, against, rival, who, status):
    client = as_user(request.getfixturevalue(who))
    assert client.post(url("evidence_settle", study, against.pk), ANSWER).status_code == status
    assert client.post(url("link_settle", study, rival.pk), ANSWER).status_code == status


@pytest.mark.parametrize("which", ["against", "rival"])
def test_an_answer_is_undone(request, study, bob, which):
    thing = request.getfixturevalue(which)
    steps.over()
    before = everything()
    thing.settle(by=bob, answer="reconcile", note="Both, at other times")
    steps.undo_last(study, bob)
    assert everything() == before


@pytest.mark.parametrize("name", ["contradiction_list", "contradiction_sheet", "rival_detail"])
def test_number_of_queries_does_not_grow(as_user, rita, study, rival, against, name, django_assert_max_num_queries):
    client = as_user(rita)
    address = url(name, study, *([rival.pk] if name == "rival_detail" else []))
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    for number in range(5):
        source = factories.source(study, f"4000{number}")
        for each in (rival.start, rival.end):
            Evidence.objects.add(each, by=None, extract=factories.extract(source, "you know"), stance="contradicts")
        rival.start.link("rival_of", factories.configuration(study), by=None)
    with django_assert_max_num_queries(len(few)):
        client.get(address)
