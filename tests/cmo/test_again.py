"""Looking again at evidence, and at sources read before the theory moved."""

import pytest

from cmo.keeping import keep
from cmo.models import Evidence, Reading
from tests import factories, steps
from tests.cmo.litany import HTMX, url


@pytest.fixture
def moved(configuration, extract, source, bob):
    """Evidence on an item whose words changed, and a reading from before."""
    item = configuration.items.get(role="context")
    evidence = Evidence.objects.add(configuration, by=bob, extract=extract, item=item, stance="supports")
    Reading.objects.note(source, configuration, "speaks", by=bob)
    keep(configuration, by=bob)
    item.revise(by=bob, text="One shared building", role="context")
    keep(configuration, by=bob, reason="A second interview")
    evidence.refresh_from_db()
    return evidence


def test_evidence_on_a_changed_item_is_listed_until_it_holds(as_user, alice, study, moved):
    page = as_user(alice).get(url("evidence_again", study)).content.decode()
    assert "look again" in page
    assert "you couldn’t just pass people on" in page
    as_user(alice).post(url("evidence_hold", study, moved.pk), {"next": url("evidence_again", study)})
    moved.refresh_from_db()
    assert (moved.look_again, moved.judged_on, moved.stance, moved.analyst) == (False, 2, "supports", "Alice Marsh")
    assert "Nothing to look at again" in as_user(alice).get(url("evidence_again", study)).content.decode()


def test_with_htmx_the_piece_is_answered_without_the_mark(as_user, alice, study, moved):
    answer = as_user(alice).post(url("evidence_hold", study, moved.pk), headers=HTMX)
    assert "look again" not in answer.content.decode()
    assert "still holds" in answer["HX-Trigger"]


def test_still_holding_can_be_undone(study, alice, moved):
    steps.over()
    moved.still_holds(by=alice)
    steps.undo_last(study, alice)
    moved.refresh_from_db()
    assert (moved.look_again, moved.judged_on, moved.analyst) == (True, 0, "Bob Tanner")


def test_sources_read_before_the_theory_moved_wait_until_they_are_read_again(
    as_user, rita, study, moved, source, configuration, bob
):
    page = as_user(rita).get(url("sources_again", study)).content.decode()
    assert "20417" in page
    assert "last judged and read" in page
    assert "A second interview" in page
    Reading.objects.note(source, configuration, "speaks", by=bob)
    page = as_user(rita).get(url("sources_again", study)).content.decode()
    assert "20417" not in page


def test_a_first_version_moves_nothing(as_user, rita, study, configuration, source, bob):
    Reading.objects.note(source, configuration, "speaks", by=bob)
    keep(configuration, by=bob)
    assert "No source waits" in as_user(rita).get(url("sources_again", study)).content.decode()


def test_a_restricted_analyst_sees_neither(as_user, study, moved):
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A2")))
    for name in ("evidence_again", "sources_again"):
        assert "20417" not in as_user(dora).get(url(name, study)).content.decode()
    assert as_user(dora).post(url("evidence_hold", study, moved.pk)).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_hold(request, as_user, study, moved, who, status):
    assert as_user(request.getfixturevalue(who)).post(url("evidence_hold", study, moved.pk)).status_code == status


@pytest.mark.parametrize("name", ["evidence_again", "sources_again"])
def test_strangers_and_wrong_methods(as_user, bob, charlie, study, name):
    assert as_user(charlie).get(url(name, study)).status_code == 404
    assert as_user(bob).post(url(name, study)).status_code == 405


@pytest.mark.parametrize("name", ["evidence_again", "sources_again"])
def test_number_of_queries_does_not_grow(as_user, rita, bob, study, django_assert_max_num_queries, name):
    def grow(first, last):
        for number in range(first, last):
            made = factories.configuration(study)
            item = made.items.get(role="context")
            source = factories.source(study, str(number))
            extract = factories.extract(source, "awkward at first")
            Evidence.objects.add(made, by=bob, extract=extract, item=item)
            keep(made, by=bob)
            item.revise(by=bob, text="Otherwise", role="context")
            keep(made, by=bob)

    client = as_user(rita)
    grow(1, 3)
    with django_assert_max_num_queries(60) as few:
        client.get(url(name, study))
    grow(3, 8)
    with django_assert_max_num_queries(len(few)):
        client.get(url(name, study))
