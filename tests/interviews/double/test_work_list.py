import pytest
from django.urls import reverse

from interviews.double import deeds
from interviews.models import Assignment, DoubleCoding
from tests import factories
from tests.interviews.double.conftest import begin, membership

WORK = "/studies/dementia-care/work/"


@pytest.fixture
def given(study, source, alice, bob):
    Assignment.objects.assign([source], membership(study, bob), by=membership(study, alice))
    return Assignment.objects.get()


def done(assignment) -> str:
    return reverse("interviews:work_done", kwargs={"slug": "dementia-care", "pk": assignment.pk})


def test_each_coder_has_a_list(as_user, bob, rita, given):
    factories.extract(given.source, "same room", by=bob)
    page = as_user(bob).get(WORK).content.decode()
    assert "Your work" in page
    assert "20417" in page
    assert '<td data-head="Extracts" class="figure">1</td>' in page
    assert "Nothing to code" in as_user(rita).get(WORK).content.decode()


def test_that_of_another_is_told_without_what_is_blind(as_user, study, source, alice, bob):
    begin(source, alice, bob, alice)
    factories.extract(source, "same room", by=bob)
    page = as_user(alice).get(WORK, {"of": str(bob.pk)}).content.decode()
    assert "Work of Bob Tanner" in page
    assert "told when it is open" in page
    assert '<td data-head="Extracts" class="figure">1</td>' not in page


def test_a_stranger_finds_nothing(as_user, charlie, given):
    assert as_user(charlie).get(WORK).status_code == 404
    assert as_user(charlie).post(done(given)).status_code == 404


def test_work_is_hidden_with_its_source(as_user, study, given):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    assert "20417" not in as_user(sam).get(WORK, {"of": str(given.user_id)}).content.decode()


def test_done_and_not_after_all(as_user, bob, given):
    assert as_user(bob).post(done(given)).status_code == 302
    given.refresh_from_db()
    assert given.done_at
    as_user(bob).post(done(given), {"again": "1"})
    given.refresh_from_db()
    assert given.done_at is None


def test_only_one_s_own_work_is_done(as_user, alice, rita, given):
    assert as_user(alice).post(done(given)).status_code == 404
    assert as_user(rita).post(done(given)).status_code == 403
    assert as_user(alice).get(done(given)).status_code == 405


def test_done_stands_on_the_reading_page(as_user, alice, bob, given):
    page = reverse("interviews:source_read", kwargs={"slug": "dementia-care", "pk": given.source_id})
    assert done(given) in as_user(bob).get(page).content.decode()
    assert "/done/" not in as_user(alice).get(page).content.decode()


def test_an_owner_gives_ticked_sources_to_a_coder(as_user, study, source, alice, bob):
    more = factories.source(study, "20418")
    told = {"source": [source.pk, more.pk], "coder": membership(study, bob).pk, "second": ""}
    answer = as_user(alice).post(f"{WORK}new/", told, follow=True)
    assert "2 sources were given to Bob Tanner." in answer.content.decode()
    assert set(Assignment.objects.values_list("source__printed_id", "user__name")) == {
        ("20417", "Bob Tanner"),
        ("20418", "Bob Tanner"),
    }
    assert study.journal.filter(deed="gave").get().count == 2


def test_with_a_second_coder_it_is_a_double_coding(as_user, study, source, alice, bob):
    told = {"source": [source.pk], "coder": membership(study, bob).pk, "second": membership(study, alice).pk}
    as_user(alice).post(f"{WORK}new/", told)
    assert DoubleCoding.objects.get().first == bob
    assert Assignment.objects.filter(double__isnull=False).count() == 2


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"source": []}, "Tick the sources first."),
        ({"coder": ""}, "Choose who codes."),
        ({"second": "same"}, "Choose two different people"),
    ],
)
def test_what_cannot_be_given_is_said(as_user, study, source, alice, bob, sent, said):
    coder = membership(study, bob).pk
    told = {"source": [source.pk], "coder": coder, "second": ""} | sent
    if told["second"] == "same":
        told["second"] = coder
    answer = as_user(alice).post(f"{WORK}new/", told)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Assignment.objects.exists()


def test_only_owners_give_and_take_back(as_user, bob, rita, charlie, alice, given):
    removal = reverse("interviews:work_remove", kwargs={"slug": "dementia-care", "pk": given.pk})
    for user, status in ((bob, 403), (rita, 403), (charlie, 404)):
        assert as_user(user).post(removal).status_code == status
        assert as_user(user).get(f"{WORK}new/").status_code == status
    assert as_user(alice).get(removal).status_code == 405
    as_user(alice).post(removal)
    assert not Assignment.objects.exists()


def test_one_half_of_a_double_coding_is_not_taken_back(as_user, study, source, alice, bob):
    begin(source, alice, bob, alice)
    half = Assignment.objects.get(user=bob)
    removal = reverse("interviews:work_remove", kwargs={"slug": "dementia-care", "pk": half.pk})
    assert "one half of a double coding" in as_user(alice).post(removal, follow=True).content.decode()
    assert Assignment.objects.count() == 2


def test_the_second_who_is_done_comes_to_what_differs(as_user, study, source, alice, bob):
    begin(source, alice, bob, alice)
    deeds.finish(Assignment.objects.get(user=alice), by=alice)
    answer = as_user(bob).post(done(Assignment.objects.get(user=bob)))
    assert answer["Location"].startswith("/studies/dementia-care/double-codings/")


def test_the_page_of_a_source_says_who_codes_it(as_user, bob, given):
    page = reverse("interviews:source_edit", kwargs={"slug": "dementia-care", "pk": given.source_id})
    assert "Bob Tanner, to code since" in as_user(bob).get(page).content.decode()


def test_sources_are_ticked_in_their_list_by_owners(as_user, alice, bob, source):
    page = "/studies/dementia-care/sources/"
    assert 'form="assign"' in as_user(alice).get(page).content.decode()
    assert 'form="assign"' not in as_user(bob).get(page).content.decode()


def test_the_home_counts_what_is_to_be_done(as_user, bob, given):
    assert "Your work: 1 to code" in as_user(bob).get("/studies/dementia-care/").content.decode()


def test_a_longer_list_needs_no_more_queries(as_user, study, alice, bob, given, django_assert_max_num_queries):
    client = as_user(bob)
    with django_assert_max_num_queries(12) as few:
        client.get(WORK)
    sources = [factories.source(study, f"3000{n}") for n in range(5)]
    Assignment.objects.assign(sources, membership(study, bob), by=membership(study, alice))
    with django_assert_max_num_queries(len(few)):
        client.get(WORK)
