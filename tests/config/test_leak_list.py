"""The page of leaks: found, set aside, taken up again; and for whom."""

import pytest
from django.urls import reverse

from accounts.models import Membership, Study
from exchange.leaks import scan, token
from interviews.models import Code, Memo, SetAside
from tests import factories
from tests.exchange.leaking import NAME, fill_and_take_out, take_out

PAGE = "/studies/dementia-care/leaks/"
ASIDE = f"{PAGE}set-aside/"


@pytest.fixture
def house(study, alice) -> Study:
    return fill_and_take_out(study, by=alice)


@pytest.fixture
def memo(house) -> Memo:
    memo = Memo.objects.get(study=house)
    memo.text = f"Ask {NAME} again, or Dr Okafor on 0161 496 0123"
    memo.save()
    return memo


def sent(study: Study, words: str) -> dict[str, str]:
    found = next(each for each in scan(Membership(study=study)).findings if each.words == words)
    return {"finding": token(study, found)}


def test_an_owner_sees_what_leaks_and_what_stands_for_it(as_user, alice, house, memo):
    page = as_user(alice).get(PAGE)
    assert page.status_code == 200
    for words in (f"<mark>{NAME}</mark>", "elsewhere Dr A", "Taken out, and still here", "<mark>0161 496 0123</mark>"):
        assert words in page.text
    assert "<mark>Dr Okafor</mark>" in page.text
    assert house.journal.filter(deed="looked at the leaks of", by=alice).count() == 1


def test_a_look_at_several_leaks_is_one_deed_on_one_study(as_user, alice, house, memo):
    Code.objects.update(description=f"As {NAME} says")
    as_user(alice).get(PAGE)
    assert len(scan(Membership(study=house)).taken_out) > 1
    assert house.journal.get(deed="looked at the leaks of").count == 1


def test_an_analyst_sees_the_words_but_not_what_stands_for_them(as_user, bob, house, memo):
    page = as_user(bob).get(PAGE)
    assert f"<mark>{NAME}</mark>" in page.text and "elsewhere Dr A" not in page.text
    assert not house.journal.filter(deed="looked at the leaks of").exists()


def test_where_nothing_leaks_it_says_how_much_was_looked_through(as_user, bob, house):
    page = as_user(bob).get(PAGE).text
    assert "Nothing leaks" in page and "Nothing was found in" in page and "under a second" in page


def test_an_empty_study_has_nothing_to_look_through(as_user, bob, study):
    assert as_user(bob).get(PAGE).status_code == 200


def test_sources_that_were_never_anonymised_are_told(as_user, bob, house):
    house.sources.update(status="imported")
    page = as_user(bob).get(PAGE).text
    assert "1 source was never anonymised" in page and "20417" in page


def test_stranger_finds_nothing_and_a_reader_may_not(as_user, charlie, rita, house):
    assert as_user(charlie).get(PAGE).status_code == 404
    assert as_user(charlie).post(ASIDE).status_code == 404
    assert as_user(rita).get(PAGE).status_code == 403
    assert as_user(rita).post(ASIDE).status_code == 403


def test_wrong_methods(as_user, bob, house):
    assert as_user(bob).post(PAGE).status_code == 405
    assert as_user(bob).get(ASIDE).status_code == 405


def test_what_is_set_aside_does_not_come_again_and_can_be_taken_up(as_user, alice, house, memo):
    client, data = as_user(alice), sent(house, NAME)
    assert client.post(ASIDE, data).headers["Location"] == PAGE
    page = client.get(PAGE).text
    assert f"<mark>{NAME}</mark>" not in page and "Set aside: 1" in page and f"{NAME}</q>" in page
    assert house.journal.filter(deed="set aside", by=alice).count() == 1
    assert client.post(ASIDE, data | {"again": "1"}).status_code == 302
    assert f"<mark>{NAME}</mark>" in client.get(PAGE).text
    assert house.journal.filter(deed="took up again", by=alice).count() == 1


def test_setting_aside_twice_is_once(as_user, alice, house, memo):
    data = sent(house, NAME)
    before = SetAside.objects.count()
    assert [as_user(alice).post(ASIDE, data).status_code for _ in range(2)] == [302, 302]
    assert SetAside.objects.count() == before + 1


def test_no_name_is_kept_with_what_is_set_aside(as_user, alice, house, memo):
    as_user(alice).post(ASIDE, sent(house, NAME))
    assert all("Keane" not in str(row) for row in SetAside.objects.values_list())


def test_htmx_is_answered_with_the_way_back(as_user, alice, house, memo):
    answer = as_user(alice).post(ASIDE, sent(house, NAME), headers={"HX-Request": "true"})
    assert answer.status_code == 200 and "Set aside" in answer.text and "Take back" in answer.text
    assert "<html" not in answer.text


def test_an_analyst_sets_aside_what_is_new_but_not_what_was_taken_out(as_user, bob, house, memo):
    assert as_user(bob).post(ASIDE, sent(house, "0161 496 0123")).status_code == 302
    assert as_user(bob).post(ASIDE, sent(house, "Dr Okafor")).status_code == 302
    assert as_user(bob).post(ASIDE, sent(house, NAME)).status_code == 403
    assert [each.words for each in scan(Membership(study=house)).findings] == [NAME]


@pytest.mark.parametrize("finding", ["", "made up", "YWJj:abc:def"])
def test_a_finding_that_is_none_is_refused(as_user, alice, house, finding):
    answer = as_user(alice).post(ASIDE, {"finding": finding})
    assert answer.status_code == 422 and "nothing was changed" in answer.text


def test_a_finding_of_another_study_is_refused(as_user, alice, house, memo):
    other = factories.study(slug="other", title="Other")
    other.admit(alice, Membership.Role.OWNER)
    url = reverse("leak_set_aside", args=["other"])
    assert as_user(alice).post(url, sent(house, NAME)).status_code == 422
    assert not other.set_aside.exists()


def test_the_queries_are_as_many_for_a_large_study(as_user, alice, house, memo, django_assert_max_num_queries):
    client = as_user(alice)
    client.get(PAGE)
    with django_assert_max_num_queries(70) as small:
        client.get(PAGE)
    for number in range(12):
        source = factories.source(house, str(30000 + number))
        factories.extract(source, "memory clinic", by=alice)
        Memo.objects.create(study=house, text=f"{NAME} {number}", on=source.pk)
        take_out(house, f"Somebody Else{number}", label=f"Dr X{number}")
    with django_assert_max_num_queries(len(small.captured_queries)):
        client.get(PAGE)
