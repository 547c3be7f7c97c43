"""Links between configurations and their items; all of them as sentences."""

import pytest

from cmo.models import Link
from tests import factories, steps
from tests.cmo.litany import HTMX, url
from tests.history.state import everything


@pytest.fixture
def ripple(configuration, counterpart):
    return configuration.link(
        "ripple", counterpart, by=None, start_item=configuration.outcomes[0], end_item=counterpart.contexts[0]
    )


def asked(configuration, other, **more):
    return {"kind": "ripple", "other": other.pk, "offered": other.pk, **more}


def test_an_outcome_ripples_into_a_context(as_user, bob, study, configuration, counterpart):
    sent = asked(
        configuration, counterpart, own=configuration.outcomes[0].pk, theirs=counterpart.contexts[0].pk, note="Seen"
    )
    answer = as_user(bob).post(url("link_new", study, configuration.pk), sent)
    link = Link.objects.get()
    assert answer["Location"] == url("configuration_detail", study, configuration.pk)
    assert (link.start_item, link.end_item, link.note) == (configuration.outcomes[0], counterpart.contexts[0], "Seen")


def test_a_ripple_begins_with_an_outcome_and_ends_as_a_context(as_user, bob, study, configuration, counterpart):
    client, address = as_user(bob), url("link_new", study, configuration.pk)
    answer = client.post(address, asked(configuration, counterpart, own=configuration.contexts[0].pk))
    assert answer.status_code == 422
    assert "A ripple begins with an outcome" in answer.content.decode()
    answer = client.post(address, asked(configuration, counterpart, theirs=counterpart.outcomes[0].pk))
    assert answer.status_code == 422
    assert "Choose one of the contexts of CMO-02" in answer.content.decode()
    assert not Link.objects.exists()


def test_a_mechanism_sets_a_context(configuration, counterpart):
    link = configuration.link(
        "sets_context", counterpart, by=None, start_item=configuration.mechanisms[0], end_item=counterpart.contexts[0]
    )
    assert link.pk


def test_without_scripts_the_items_of_the_other_are_asked_for_next(as_user, bob, study, configuration, counterpart):
    client, address = as_user(bob), url("link_new", study, configuration.pk)
    answer = client.post(address, {"kind": "ripple", "other": counterpart.pk})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Now choose which item of CMO-02" in page
    assert str(counterpart.contexts[0].pk) in page
    assert f'value="{counterpart.pk}" id="id_offered"' in page
    assert client.post(address, asked(configuration, counterpart)).status_code == 302


def test_choosing_the_other_offers_its_items_in_place(as_user, bob, study, configuration, counterpart):
    client, address = as_user(bob), url("link_new", study, configuration.pk)
    part = client.get(address, {"other": counterpart.pk, "kind": "tests"}, headers=HTMX).content.decode()
    assert "<html" not in part
    assert str(counterpart.contexts[0].pk) in part
    assert '<option value="tests" selected>' in part
    assert client.get(address, {"other": "nonsense"}).status_code == 200


def test_items_of_a_stranger_are_refused(as_user, bob, study, configuration, counterpart):
    strange = factories.configuration(study)
    sent = asked(configuration, counterpart, theirs=strange.contexts[0].pk)
    assert as_user(bob).post(url("link_new", study, configuration.pk), sent).status_code == 422


def test_reader_sees_all_links_as_sentences_and_filters_them(as_user, rita, study, configuration, counterpart, ripple):
    counterpart.link("tests", configuration, by=None)
    client = as_user(rita)
    page = client.get(url("link_list", study)).content.decode()
    assert "ripples into" in page
    assert 'Links <span class="count">2</span>' in page
    assert 'method="post"' not in page.split("<main")[1]
    page = client.get(url("link_list", study), {"kind": "tests", "tracer": "dementia"}).content.decode()
    assert 'Links <span class="count">1</span>' in page
    assert "No such link" in client.get(url("link_list", study), {"tracer": "screening"}).content.decode()


def test_links_leave_as_a_table(as_user, rita, study, ripple):
    answer = as_user(rita).get(url("link_sheet", study), {"kind": "ripple"})
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("from,from item,kind,to,to item")
    assert lines[1].startswith("CMO-01,Outcome: ")
    assert len(lines) == 2


@pytest.mark.parametrize("name", ["link_list", "link_sheet"])
def test_stranger_and_wrong_method(as_user, charlie, rita, study, name):
    assert as_user(charlie).get(url(name, study)).status_code == 404
    assert as_user(rita).post(url(name, study)).status_code == 405


def test_a_link_is_undone(study, bob, configuration, counterpart):
    steps.over()
    before = everything()
    configuration.link("refines", counterpart, by=bob)
    steps.undo_last(study, bob)
    assert everything() == before


def test_number_of_queries_does_not_grow(
    as_user, rita, study, configuration, ripple, django_assert_max_num_queries, django_assert_num_queries
):
    client = as_user(rita)
    with django_assert_max_num_queries(30) as few:
        client.get(url("link_list", study))
    for _ in range(5):
        configuration.link("refines", factories.configuration(study), by=None)
    with django_assert_num_queries(len(few)):
        client.get(url("link_list", study))
