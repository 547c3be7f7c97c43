"""Two people code one source, blind to each other, and decide what differs: in two browsers, to the end."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from interviews.models import Coding, Difference, DoubleCoding
from tests import factories
from tests.e2e.axe import violations
from tests.e2e.test_coding import select

pytestmark = pytest.mark.browser

SOURCES = "/studies/dementia-care/sources/"
WORK = "/studies/dementia-care/work/"


def code(page: Page, source, quote: str) -> None:
    """Select the words and give the first of the codes used lately, or the first of the bar."""
    page.goto(reverse("interviews:source_read", kwargs={"slug": "dementia-care", "pk": source.pk}))
    page.wait_for_selector("[data-ready]")
    select(page, quote)
    page.keyboard.press("c")
    page.keyboard.type("Trust")
    page.keyboard.press("Enter")
    expect(page.locator(".turn-words .mark").filter(has_text=quote.split()[0]).first).to_be_visible()
    expect(page.locator(".is-pending")).to_have_count(0)


@pytest.mark.django_db(transaction=True)
def test_from_giving_a_source_to_two_coders_to_the_last_decision(open_as, study, alice, bob):
    source = factories.source(study)
    factories.code(study, "Trust")
    dana = factories.member(study, "Dana Webb", "analyst")

    owner = open_as(alice, SOURCES)
    owner.get_by_label("Tick 20417").check()
    owner.get_by_label("Who codes").select_option(label="Bob Tanner")
    owner.get_by_label("And, blind to each other").select_option(label="Dana Webb")
    owner.get_by_role("button", name="Give", exact=True).click()
    expect(owner.get_by_text("1 source was given to Bob Tanner and Dana Webb, blind.")).to_be_visible()

    one, other = open_as(bob, WORK), open_as(dana, WORK)
    expect(one.get_by_role("heading", name="To double code, blind")).to_be_visible()
    assert violations(one) == []
    code(one, source, "we sat in the same room")
    code(other, source, "awkward at first")
    expect(one.get_by_text("Blind: you see your own marks alone")).to_be_visible()
    one.reload()
    one.wait_for_selector("[data-ready]")
    expect(one.locator(".turn-words .mark")).to_have_count(1)  # not what Dana has marked
    expect(other.locator(".turn-words .mark")).to_have_count(1)

    one.get_by_role("button", name="Done").click()
    expect(one.get_by_text("20417 is done. It is opened when the other is done too.")).to_be_visible()
    other.get_by_role("button", name="Done").click()
    expect(other.get_by_role("heading", name="Differences")).to_be_visible()
    expect(other.get_by_text("2 not decided", exact=True)).to_be_visible()
    assert violations(other) == []

    other.keyboard.press("1")  # Bob's stays
    expect(other.get_by_text("1 not decided", exact=True)).to_be_visible()
    other.keyboard.press("x")  # Dana's is taken off
    expect(other.get_by_text("none not decided", exact=True)).to_be_visible()
    other.get_by_label("Unit").select_option("sentence")
    expect(other.get_by_text("4 sentences")).to_be_visible()
    other.get_by_role("button", name="Close it: carry the decisions out").click()
    expect(other.get_by_text("Closed. 1 coding went; the rest counts.")).to_be_visible()

    assert Coding.objects.get().coder == "Bob Tanner"
    assert set(Difference.objects.values_list("decision", "decider")) == {
        ("first", "Dana Webb"),
        ("neither", "Dana Webb"),
    }
    assert DoubleCoding.objects.get().closed_by == dana
    owner.goto("/studies/dementia-care/double-codings/")
    expect(owner.get_by_text("2 of 2")).to_be_visible()
    assert violations(owner) == []
