"""State, second reader, agenda and words, each changed on the page of a configuration."""

import pytest

from cmo.models import Evidence
from tests import steps
from tests.cmo.litany import HTMX, url

DOORS = ["state_edit", "words_edit", "second_reader", "agenda_edit"]


@pytest.fixture
def strict(study):
    study.rules = {"plain_sentence": "require"}
    study.save()
    return study


def test_leaving_the_draft_keeps_the_first_version(as_user, bob, study, configuration):
    as_user(bob).post(url("state_edit", study, configuration.pk), {"state": "working"})
    configuration.refresh_from_db()
    assert configuration.state == "working"
    assert configuration.versions.get().number == 1
    as_user(bob).post(url("state_edit", study, configuration.pk), {"state": "draft"})
    as_user(bob).post(url("state_edit", study, configuration.pk), {"state": "working"})
    assert configuration.versions.count() == 1


def test_a_change_of_state_is_one_step(as_user, bob, study, configuration):
    steps.over()
    as_user(bob).post(url("state_edit", study, configuration.pk), {"state": "working"})
    steps.undo_last(study, bob)
    configuration.refresh_from_db()
    assert (configuration.state, configuration.versions.count()) == ("draft", 0)


def test_a_refusal_says_what_is_missing_and_where_it_is_mended(as_user, bob, strict, configuration):
    answer = as_user(bob).post(url("state_edit", strict, configuration.pk), {"state": "working"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"{url('configuration_detail', strict, configuration.pk)}#statement" in page
    assert "It has no plain sentence yet." in page
    configuration.refresh_from_db()
    assert configuration.state == "draft"


def test_a_reminder_stops_nobody_and_links_to_where_it_is_mended(as_user, bob, study, configuration):
    as_user(bob).post(url("state_edit", study, configuration.pk), {"state": "refined"})
    page = as_user(bob).get(url("configuration_detail", study, configuration.pk)).content.decode()
    for place in ("statement", "evidence", "second_reader"):
        assert f'<a href="#{place}">' in page
        assert f'id="{place}"' in page


def test_what_is_switched_off_is_not_spoken_of(as_user, bob, study, configuration):
    study.rules = {"second_reader": "off"}
    study.save()
    configuration.revise(by=bob, state="refined")
    page = as_user(bob).get(url("configuration_detail", study, configuration.pk)).content.decode()
    assert "No second reader is named" not in page


def test_setting_aside_asks_why(as_user, bob, study, configuration):
    address = url("state_edit", study, configuration.pk)
    assert as_user(bob).post(address, {"state": "set aside"}).status_code == 422
    as_user(bob).post(address, {"state": "set aside", "why": "The clinic closed."})
    configuration.refresh_from_db()
    assert (configuration.state, configuration.note) == ("set aside", "The clinic closed.")


def test_unknown_state_is_refused(as_user, bob, study, configuration):
    assert as_user(bob).post(url("state_edit", study, configuration.pk), {"state": "done"}).status_code == 422


def test_label_and_sentence_save_themselves(as_user, bob, study, configuration):
    asked = {"label": "Sharing a house", "statement": "They talk.", "was_label": "Sharing a room", "was_statement": ""}
    answer = as_user(bob).post(url("words_edit", study, configuration.pk), asked, headers=HTMX)
    configuration.refresh_from_db()
    assert (configuration.label, configuration.statement) == ("Sharing a house", "They talk.")
    assert 'name="was_statement" value="They talk."' in answer.content.decode()
    number = study.journal.count()
    as_user(bob).post(url("words_edit", study, configuration.pk), asked, headers=HTMX)
    assert study.journal.count() == number


def test_nobody_writes_over_what_another_wrote_meanwhile(as_user, bob, alice, study, configuration):
    configuration.revise(by=alice, statement="Hers.")
    asked = {"label": "Sharing a room", "statement": "His.", "was_label": "Sharing a room", "was_statement": ""}
    for headers in ({}, HTMX):
        answer = as_user(bob).post(url("words_edit", study, configuration.pk), asked, headers=headers)
        assert answer.status_code == 422
        assert "Hers." in answer.content.decode()
    configuration.refresh_from_db()
    assert configuration.statement == "Hers."


def test_the_sentence_cannot_be_emptied_where_it_is_required(as_user, bob, strict, configuration):
    configuration.revise(by=bob, statement="They talk.", state="working")
    asked = {"label": "", "statement": "", "was_label": "Sharing a room", "was_statement": "They talk."}
    for name, sent in (("words_edit", asked), ("configuration_edit", {"kind": "observed", "statement": ""})):
        answer = as_user(bob).post(url(name, strict, configuration.pk), sent)
        assert answer.status_code == 422
        assert "no plain sentence" in answer.content.decode()


def test_a_second_reader_is_named_and_offered(as_user, bob, study, configuration):
    as_user(bob).post(url("second_reader", study, configuration.pk), {"second_reader": " Rita  Hale "})
    configuration.refresh_from_db()
    assert configuration.second_reader == "Rita Hale"
    assert (
        '<option value="Bob Tanner">'
        in as_user(bob).get(url("configuration_detail", study, configuration.pk)).content.decode()
    )


def test_something_is_put_on_the_agenda_and_taken_off(as_user, bob, study, configuration):
    address = url("agenda_edit", study, configuration.pk)
    as_user(bob).post(address, {"agenda": "Is it one fund?"})
    assert "Is it one fund?" in as_user(bob).get(url("meeting_list", study)).content.decode()
    as_user(bob).post(address, {"agenda": ""})
    assert "Is it one fund?" not in as_user(bob).get(url("meeting_list", study)).content.decode()
    assert as_user(bob).post(address, {"agenda": "x" * 301}).status_code == 422


def test_who_judged_and_when_stands_beside_the_words(as_user, rita, bob, study, configuration, extract):
    evidence = Evidence.objects.add(configuration, by=bob, extract=extract, stance="supports")
    page = as_user(rita).get(url("configuration_detail", study, configuration.pk)).content.decode()
    assert "Judged by Bob Tanner" in page
    assert f"extracts/{extract.pk}/" in page
    before = evidence.at
    evidence.judge(by=bob, stance="contradicts")
    assert evidence.at > before


@pytest.mark.parametrize("name", DOORS)
@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_write(request, as_user, study, configuration, name, who, status):
    assert as_user(request.getfixturevalue(who)).post(url(name, study, configuration.pk), {}).status_code == status


@pytest.mark.parametrize("name", DOORS)
def test_wrong_method(as_user, bob, study, configuration, name):
    assert as_user(bob).put(url(name, study, configuration.pk)).status_code == 405
