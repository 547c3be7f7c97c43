"""Meetings: agenda, decisions, and one configuration for the wall."""

import pytest

from cmo.agenda import agenda
from cmo.models import Decision, Evidence, Meeting
from tests import factories, steps
from tests.cmo.litany import url


@pytest.fixture
def meeting(study, alice):
    return Meeting.objects.call(
        study, by=alice, title="Team meeting", date="2016-10-03", present="Alice Marsh\nBob Tanner"
    )


@pytest.fixture
def disputed(configuration, extract, bob):
    return Evidence.objects.add(configuration, by=bob, extract=extract, stance="contradicts", use="tests")


@pytest.fixture
def decision(meeting, configuration, bob):
    return meeting.decide(configuration, "Say that they share it.", dissent="Rita does not.", by=bob)


def points(study, user):
    return {
        each.configuration.code: [kind for kind, _ in each.told] for each in agenda(study.memberships.get(user=user))
    }


def test_the_agenda_is_what_is_disputed_unjudged_or_waits(study, alice, configuration, counterpart, disputed, source):
    unjudged = factories.configuration(study)
    Evidence.objects.add(unjudged, by=alice, extract=factories.extract(source, "awkward at first"))
    waiting = factories.configuration(study, state="refined")
    quiet = factories.configuration(study)
    configuration.link("rival_of", counterpart, by=alice)
    told = points(study, alice)
    assert told == {
        "CMO-01": ["disputed", "rivals"],
        "CMO-02": ["rivals"],
        "CMO-03": ["unjudged"],
        "CMO-04": ["reader"],
    }
    assert quiet.code not in told
    disputed.settle(by=alice, answer="situate")
    waiting.revise(by=alice, second_reader="Rita Hale")
    assert points(study, alice) == {"CMO-01": ["rivals"], "CMO-02": ["rivals"], "CMO-03": ["unjudged"]}


def test_a_rule_that_is_off_sends_nobody_to_a_second_reader(study, alice):
    study.rules = {"second_reader": "off"}
    study.save()
    factories.configuration(study, state="refined")
    assert points(study, alice) == {}


def test_what_was_set_aside_is_not_talked_about(study, alice, configuration, disputed):
    configuration.revise(by=alice, state="set aside")
    assert points(study, alice) == {}


def test_a_restricted_analyst_hears_only_of_visible_sources(as_user, study, disputed, meeting, configuration):
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A2")))
    assert points(study, dora) == {}
    page = as_user(dora).get(url("meeting_configuration", study, meeting.pk, configuration.pk)).content.decode()
    assert "20417" not in page


def test_a_meeting_is_called_with_who_is_there(as_user, bob, study):
    page = as_user(bob).get(url("meeting_new", study)).content.decode()
    assert "Bob Tanner" in page
    asked = {"title": "First look", "date": "2016-10", "present": "Bob Tanner\nA guest", "note": ""}
    answer = as_user(bob).post(url("meeting_new", study), asked)
    made = Meeting.objects.get()
    assert answer["Location"] == url("meeting_detail", study, made.pk)
    assert made.people == ["Bob Tanner", "A guest"]
    as_user(bob).post(url("meeting_edit", study, made.pk), asked | {"title": "Second look"})
    made.refresh_from_db()
    assert made.title == "Second look"


@pytest.mark.parametrize("date", ["", "soon"])
def test_a_meeting_needs_a_date(as_user, bob, study, meeting, date):
    asked = {"title": "First look", "date": date}
    assert as_user(bob).post(url("meeting_new", study), asked).status_code == 422
    assert as_user(bob).post(url("meeting_edit", study, meeting.pk), asked).status_code == 422
    assert Meeting.objects.count() == 1


def test_a_decision_is_noted_with_its_dissent_and_takes_it_off_the_agenda(as_user, bob, study, meeting, configuration):
    configuration.put_on_agenda("Is it one fund?", by=bob)
    address = url("meeting_configuration", study, meeting.pk, configuration.pk)
    as_user(bob).post(address, {"text": "It is one.", "dissent": "Rita: two."})
    configuration.refresh_from_db()
    assert configuration.agenda == ""
    page = as_user(bob).get(url("meeting_detail", study, meeting.pk)).content.decode()
    assert "It is one." in page
    assert "Rita: two." in page
    assert as_user(bob).post(address, {"text": " "}).status_code == 422


def test_a_decision_is_one_step_that_can_be_undone(study, bob, meeting, configuration):
    configuration.put_on_agenda("Is it one fund?", by=bob)
    steps.over()
    meeting.decide(configuration, "It is one.", by=bob)
    steps.undo_last(study, bob)
    configuration.refresh_from_db()
    assert configuration.agenda == "Is it one fund?"
    assert not Decision.objects.exists()


def test_a_decision_becomes_the_reason_of_a_version(as_user, bob, study, meeting, configuration):
    address = url("meeting_configuration", study, meeting.pk, configuration.pk)
    as_user(bob).post(address, {"text": "It is one.", "dissent": "", "keep": "on"})
    kept = configuration.versions.get()
    assert (kept.reason, kept.meeting) == ("It is one.", meeting)
    assert "Reason of version 1" in as_user(bob).get(url("meeting_detail", study, meeting.pk)).content.decode()


def test_a_version_for_an_earlier_decision(as_user, bob, study, decision, configuration):
    address = url("decision_version", study, decision.pk)
    as_user(bob).post(address)
    assert configuration.versions.get().reason == "Say that they share it.\n\nNot agreed: Rita does not."
    answer = as_user(bob).post(address, follow=True)
    assert "Nothing changed since the last version" in answer.content.decode()


def test_a_decision_is_changed_and_removed(as_user, bob, study, decision):
    as_user(bob).post(url("decision_edit", study, decision.pk), {"text": "Otherwise.", "dissent": ""})
    decision.refresh_from_db()
    assert decision.text == "Otherwise."
    assert as_user(bob).post(url("decision_edit", study, decision.pk), {"text": ""}).status_code == 422
    as_user(bob).post(url("decision_remove", study, decision.pk))
    assert not Decision.objects.exists()


def test_one_after_the_other_is_shown_large(as_user, rita, study, meeting, configuration, counterpart, disputed, bob):
    counterpart.put_on_agenda("The same budget?", by=bob)
    page = as_user(rita).get(url("meeting_configuration", study, meeting.pk, configuration.pk)).content.decode()
    assert "2 of 2" in page
    assert url("meeting_configuration", study, meeting.pk, counterpart.pk) in page
    assert page.index("Contradicts") < page.index("you couldn’t just pass people on")


@pytest.mark.parametrize(
    "name", ["meeting_new", "meeting_edit", "decision_edit", "decision_remove", "decision_version"]
)
@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_write(request, as_user, study, meeting, decision, name, who, status):
    args = {"meeting_new": [], "meeting_edit": [meeting.pk]}.get(name, [decision.pk])
    assert as_user(request.getfixturevalue(who)).post(url(name, study, *args), {}).status_code == status


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_decide(request, as_user, study, meeting, configuration, who, status):
    address = url("meeting_configuration", study, meeting.pk, configuration.pk)
    assert as_user(request.getfixturevalue(who)).post(address, {"text": "So."}).status_code == status


def test_strangers_and_wrong_methods(as_user, bob, charlie, study, meeting, decision, configuration):
    for name, args in (("meeting_list", []), ("meeting_detail", [meeting.pk])):
        assert as_user(charlie).get(url(name, study, *args)).status_code == 404
        assert as_user(bob).post(url(name, study, *args)).status_code == 405
    for name in ("decision_remove", "decision_version"):
        assert as_user(bob).get(url(name, study, decision.pk)).status_code == 405
    for name, args in (("meeting_new", []), ("meeting_edit", [meeting.pk]), ("decision_edit", [decision.pk])):
        assert as_user(bob).put(url(name, study, *args)).status_code == 405


def test_number_of_queries_does_not_grow(as_user, rita, bob, study, meeting, django_assert_max_num_queries):
    client, made = as_user(rita), []

    def grow(first, last):
        for number in range(first, last):
            source = factories.source(study, str(number))
            made.append(factories.configuration(study, state="refined"))
            Evidence.objects.add(made[-1], by=bob, extract=factories.extract(source, "awkward at first"))
            Evidence.objects.add(made[0], by=bob, extract=factories.extract(source, "same room"))
            meeting.decide(made[-1], "So.", by=bob)

    def pages():
        return [
            url("meeting_list", study),
            url("meeting_detail", study, meeting.pk),
            url("meeting_configuration", study, meeting.pk, made[0].pk),
        ]

    grow(1, 3)
    few = []
    for page in pages():
        with django_assert_max_num_queries(60) as asked:
            client.get(page)
        few.append(len(asked))
    grow(3, 8)
    for page, number in zip(pages(), few, strict=True):
        with django_assert_max_num_queries(number):
            client.get(page)
