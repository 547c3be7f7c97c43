"""The grouping board: configurations of several tracers meet under a general one."""

import pytest
from django.core.exceptions import ValidationError

from cmo.grouping import gather
from cmo.models import Configuration, Link
from tests import factories, steps
from tests.cmo.litany import url
from tests.history.state import everything


@pytest.fixture
def screening(study):
    return factories.configuration(study, tracer="screening", site="A2", label="Sharing a list")


def main(answer):
    return " ".join(answer.content.decode().split("<main")[1].split())


def test_chosen_ones_meet_under_a_new_general_one(as_user, bob, study, configuration, screening):
    sent = {"ticked": [configuration.pk, screening.pk], "under": "new", "label": "Sharing anything"}
    answer = as_user(bob).post(url("grouping_put", study), sent)
    general = Configuration.objects.get(label="Sharing anything")
    assert answer["Location"] == f"{url('grouping', study)}#{general.code}"
    assert [link.end for link in Link.objects.filter(kind="generalises", start=general)] == [configuration, screening]
    assert (general.tracer, [site.code for site in general.sites.all()]) == (None, ["A1", "A2"])
    page = main(as_user(bob).get(url("grouping", study)))
    assert "Generalises 2 configurations of 2 tracers" in page
    assert "All stand under a general one" in page


def test_one_more_is_put_under_it_and_again_changes_nothing(as_user, bob, study, configuration, screening):
    general = gather([configuration], None, by=bob, label="Sharing anything")
    assert general.tracer == configuration.tracer
    for _ in range(2):
        as_user(bob).post(url("grouping_put", study), {"ticked": [screening.pk], "under": general.pk})
    assert Link.objects.filter(start=general).count() == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"under": "new", "label": "Sharing"}, "Tick the configurations"),
        ({"under": "new", "ticked": True}, "Give the new general configuration"),
        ({"under": "nobody", "ticked": True, "label": "x"}, "Select a valid choice"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_made(as_user, bob, study, configuration, sent, said):
    if sent.get("ticked"):
        sent = sent | {"ticked": [configuration.pk]}
    answer = as_user(bob).post(url("grouping_put", study), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Configuration.objects.count() == 1


def test_general_ones_make_no_circle(bob, configuration, counterpart, screening):
    gather([counterpart], configuration, by=bob)
    gather([screening], counterpart, by=bob)
    with pytest.raises(ValidationError, match="that goes one way"):
        gather([configuration], screening, by=bob)
    with pytest.raises(ValidationError, match="under itself"):
        gather([configuration], configuration, by=bob)


def test_counter_examples_are_noted(as_user, bob, study, configuration, screening):
    gather([screening], configuration, by=bob)
    link = Link.objects.get()
    assert "counter-examples not looked for" in main(as_user(bob).get(url("grouping", study)))
    as_user(bob).post(url("link_note", study, link.pk), {"note": " None found "})
    link.refresh_from_db()
    assert link.note == "None found"


def test_reader_sees_it_and_changes_nothing(as_user, rita, bob, study, configuration, screening):
    gather([screening], configuration, by=bob)
    page = main(as_user(rita).get(url("grouping", study)))
    assert "Sharing a list" in page
    assert 'name="ticked"' not in page


def test_another_study_is_out_of_reach(as_user, bob, study, configuration, charlie):
    strange = factories.configuration(charlie.memberships.get().study)
    for sent in (
        {"ticked": [strange.pk], "under": configuration.pk},
        {"ticked": [configuration.pk], "under": strange.pk},
    ):
        assert as_user(bob).post(url("grouping_put", study), sent).status_code == 422
    assert not Link.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_group(request, as_user, study, configuration, screening, who, status):
    link = configuration.link("generalises", screening, by=None)
    client = as_user(request.getfixturevalue(who))
    assert client.post(url("grouping_put", study), {}).status_code == status
    assert client.post(url("link_note", study, link.pk), {"note": "x"}).status_code == status


def test_stranger_and_wrong_method(as_user, charlie, bob, study, configuration, screening):
    link = configuration.link("generalises", screening, by=None)
    assert as_user(charlie).get(url("grouping", study)).status_code == 404
    assert as_user(bob).post(url("grouping", study)).status_code == 405
    assert as_user(bob).get(url("grouping_put", study)).status_code == 405
    assert as_user(bob).get(url("link_note", study, link.pk)).status_code == 405


def test_gathering_is_undone_as_one_step(study, bob, configuration, screening):
    steps.over()
    before = everything()
    gather([configuration, screening], None, by=bob, label="Sharing anything")
    steps.undo_last(study, bob)
    assert everything() == before


def test_a_note_is_undone(study, bob, configuration, screening):
    link = configuration.link("generalises", screening, by=None)
    steps.over()
    before = everything()
    link.annotate("None found", by=bob)
    steps.undo_last(study, bob)
    assert everything() == before


def test_number_of_queries_does_not_grow(as_user, rita, study, configuration, screening, django_assert_max_num_queries):
    client = as_user(rita)
    gather([screening], configuration, by=None)
    with django_assert_max_num_queries(30) as few:
        client.get(url("grouping", study))
    for _ in range(5):
        gather([factories.configuration(study)], None, by=None, label="General")
        factories.configuration(study)
    with django_assert_max_num_queries(len(few)):
        client.get(url("grouping", study))
