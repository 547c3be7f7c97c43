import pytest
from django.urls import reverse

from interviews.models import Code
from tests import factories


def at(code) -> str:
    return reverse("interviews:code_merge", kwargs={"slug": "dementia-care", "pk": code.pk})


@pytest.fixture
def money(study):
    return Code.objects.make(study, "Money", by=None, description="Pounds")


@pytest.fixture
def budget(study):
    return Code.objects.make(study, "Budget", by=None, description="Pots")


def test_a_code_is_merged_and_the_other_one_opens(as_user, bob, study, money, budget):
    factories.extract(factories.source(study), "same room", budget)
    answer = as_user(bob).post(at(budget), {"into": money.pk, "meaning": "both"}, follow=True)
    assert answer.redirect_chain[0][0] == reverse("interviews:code_detail", args=["dementia-care", money.pk])
    assert "“Budget” is part of “Money” now. 1 coding went over." in answer.content.decode()
    money.refresh_from_db()
    assert money.description == "Pounds\n\nPots"
    assert not Code.objects.filter(pk=budget.pk).exists()


def test_the_page_offers_the_others_by_their_path_and_says_what_this_one_means(as_user, bob, study, money, budget):
    factories.code(study, "Sharing", money)
    page = as_user(bob).get(at(budget)).content.decode()
    assert "Money › Sharing</option>" in page
    assert f'value="{budget.pk}"' not in page
    assert "Pots" in page


def test_what_cannot_be_merged_is_said(as_user, bob, study, money):
    below = factories.code(study, "Sharing", money)
    for sent, said in (
        ({}, "This field is required."),
        ({"into": below.pk, "meaning": "ours"}, "“Sharing” stands under “Money”"),
        ({"into": below.pk, "meaning": "mine"}, "not one of the available choices"),
    ):
        answer = as_user(bob).post(at(money), sent)
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_who_does_not_see_all_extracts_does_not_merge_them(as_user, study, money, budget):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    factories.extract(factories.source(study), "same room", budget)
    answer = as_user(sam).post(at(budget), {"into": money.pk, "meaning": "ours"})
    assert answer.status_code == 422
    assert "that you may not see" in answer.content.decode()
    assert Code.objects.filter(pk=budget.pk).exists()


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_litany(as_user, bob, rita, charlie, money, method):
    assert getattr(as_user(rita), method)(at(money)).status_code == 403
    assert getattr(as_user(charlie), method)(at(money)).status_code == 404
    assert as_user(bob).put(at(money)).status_code == 405
    foreign = factories.code(charlie.memberships.get().study, "Foreign")
    assert getattr(as_user(bob), method)(at(foreign)).status_code == 404
