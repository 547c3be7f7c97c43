"""Keeping versions, and reading them."""

import pytest

from cmo.keeping import keep
from cmo.models import Evidence, Meeting
from tests import steps
from tests.cmo.litany import url


@pytest.fixture
def twice(configuration, alice):
    """Kept twice; an item and the sentence changed between."""
    keep(configuration, by=alice)
    configuration.items.get(role="context").revise(by=alice, text="One shared building", role="context")
    configuration.revise(by=alice, statement="They talk.")
    keep(configuration, by=alice, reason="A second interview")
    return configuration


def test_one_question_keeps_a_version(as_user, bob, study, configuration):
    address = url("version_new", study, configuration.pk)
    answer = as_user(bob).post(address, {"reason": "They said so twice"})
    assert answer["Location"].endswith("#versions")
    kept = configuration.versions.get()
    assert (kept.number, kept.reason, kept.analyst) == (1, "They said so twice", "Bob Tanner")
    as_user(bob).post(address, {"reason": "Nothing changed"})
    assert configuration.versions.count() == 1


def test_the_reason_is_asked_again_where_the_study_requires_one(as_user, bob, study, configuration):
    study.rules = {"version_reason": "require"}
    study.save()
    address = url("version_new", study, configuration.pk)
    as_user(bob).post(address, {})
    configuration.revise(by=bob, statement="They talk.")
    answer = as_user(bob).post(address, {"reason": " "})
    assert answer.status_code == 422
    assert "asks for a reason" in answer.content.decode()


def test_what_a_meeting_decided_is_the_reason(as_user, bob, study, configuration):
    meeting = Meeting.objects.call(study, by=bob, title="Team meeting", date="2016-10")
    decision = meeting.decide(configuration, "Say that they share it.", dissent="Rita does not.", by=bob)
    as_user(bob).post(url("version_new", study, configuration.pk), {"decision": decision.pk})
    kept = configuration.versions.get()
    assert kept.meeting == meeting
    assert kept.reason == "Say that they share it.\n\nNot agreed: Rita does not."


def test_a_version_reads_with_what_changed_and_why(as_user, rita, study, twice):
    page = as_user(rita).get(url("version_detail", study, twice.pk, 2)).content.decode()
    assert "A second interview" in page
    assert "<ins>shared </ins>" in page
    assert "Alice Marsh" in page
    assert "This is what CMO-01 says today" in page


def test_an_older_version_stays_readable(as_user, rita, study, twice):
    page = as_user(rita).get(url("version_detail", study, twice.pk, 1)).content.decode()
    assert "One building for health and social care" in page
    assert "They talk." not in page.split("<main")[1]


def test_the_page_says_what_differs_from_the_last_version(as_user, rita, study, twice, alice):
    address = url("configuration_detail", study, twice.pk)
    assert "As kept in version 2" in as_user(rita).get(address).content.decode()
    twice.revise(by=alice, label="Sharing a house")
    page = as_user(rita).get(address).content.decode()
    assert "Changed since version 2" in page
    assert "the label" in page


def test_keeping_is_one_step_that_can_be_undone(as_user, bob, study, configuration, extract, alice):
    item = configuration.items.get(role="context")
    Evidence.objects.add(configuration, by=bob, extract=extract, item=item)
    keep(configuration, by=bob)
    item.revise(by=bob, text="Otherwise", role="context")
    steps.over()
    keep(configuration, by=bob, reason="So")
    assert configuration.evidence.get().look_again
    steps.undo_last(study, bob)
    assert configuration.versions.count() == 1
    assert not configuration.evidence.get().look_again


def test_there_is_no_version_that_was_not_kept(as_user, rita, study, twice):
    assert as_user(rita).get(url("version_detail", study, twice.pk, 9)).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_keep(request, as_user, study, configuration, who, status):
    client = as_user(request.getfixturevalue(who))
    assert client.post(url("version_new", study, configuration.pk), {}).status_code == status
    assert as_user(request.getfixturevalue("bob")).get(url("version_new", study, configuration.pk)).status_code == 405


def test_stranger_reads_no_version(as_user, charlie, study, twice):
    assert as_user(charlie).get(url("version_detail", study, twice.pk, 1)).status_code == 404
    assert as_user(charlie).post(url("version_detail", study, twice.pk, 1)).status_code == 405
