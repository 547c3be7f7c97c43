"""The reading page shows some of the coding alone."""

from uuid import uuid4

import pytest
from django.urls import reverse

from interviews.only import EVERYTHING, Only, asked
from tests import factories


@pytest.fixture
def source(study):
    return factories.source(study)


@pytest.fixture
def trust(study):
    return factories.code(study, "Trust", factories.code(study, "Relationships"))


@pytest.fixture
def marked(study, source, alice, bob, trust):
    """Bob's of Trust, Alice's of Money, and one of Alice's without a code."""
    money = factories.code(study, "Money")
    return {
        "trust": factories.extract(source, "same room", trust, by=bob),
        "money": factories.extract(source, "memory clinic", money, by=alice),
        "bare": factories.extract(source, "awkward at first", by=alice),
    }


def at(source, name="source_read") -> str:
    return reverse(f"interviews:{name}", kwargs={"slug": "dementia-care", "pk": source.pk})


def shown(answer, marked) -> set[str]:
    page = answer.content.decode()
    return {name for name, extract in marked.items() if f'value="{extract.pk}"' in page}


def test_one_code_with_those_under_it(as_user, rita, source, marked, trust):
    client = as_user(rita)
    assert shown(client.get(at(source)), marked) == {"trust", "money", "bare"}
    for code in (trust, trust.parent):
        answer = client.get(at(source), {"code": code.pk})
        assert shown(answer, marked) == {"trust"}
        assert f"Only “{code.name}”" in " ".join(answer.content.decode().split())


def test_one_coder_with_what_has_no_code_yet(as_user, rita, source, marked):
    assert shown(as_user(rita).get(at(source), {"coder": "Alice Marsh"}), marked) == {"money", "bare"}
    assert shown(as_user(rita).get(at(source), {"coder": "Bob Tanner"}), marked) == {"trust"}


def test_mine(as_user, alice, source, marked):
    page = as_user(alice).get(at(source))
    assert page.context["filter"]["mine"] == "?coder=Alice+Marsh"
    mine = as_user(alice).get(at(source) + "?coder=Alice+Marsh")
    assert shown(mine, marked) == {"money", "bare"}
    assert "by me" in mine.content.decode()


def test_both_together_and_what_nobody_coded(as_user, rita, source, marked, trust):
    client = as_user(rita)
    assert shown(client.get(at(source), {"code": trust.pk, "coder": "Alice Marsh"}), marked) == set()
    assert shown(client.get(at(source), {"coder": "Nobody"}), marked) == set()


def test_a_code_that_is_not_there_narrows_nothing(as_user, rita, source, marked):
    for code in ("x", uuid4()):
        assert shown(as_user(rita).get(at(source), {"code": code}), marked) == {"trust", "money", "bare"}


def test_the_extract_in_hand_is_shown_in_any_case(as_user, rita, source, marked, trust):
    answer = as_user(rita).get(at(source), {"code": trust.pk, "extract": marked["money"].pk})
    assert shown(answer, marked) == {"trust", "money"}


def test_the_margins_are_narrowed_as_well(as_user, rita, source, marked, trust):
    address = at(source, "source_margins")
    everything, narrow = (as_user(rita).get(address, query).json() for query in ({}, {"code": trust.pk}))
    assert str(marked["money"].pk) in str(everything)
    assert str(marked["money"].pk) not in str(narrow)
    assert str(marked["trust"].pk) in str(narrow)


@pytest.mark.parametrize("header", ["HX-Current-URL", "Referer"])
def test_turns_that_are_drawn_anew_stay_narrowed(as_user, bob, source, marked, trust, header):
    headers = {"HX-Request": "true", header: f"http://testserver{at(source)}?code={trust.pk}"}
    address = reverse("interviews:coding_list", kwargs={"slug": "dementia-care", "pk": marked["trust"].pk})
    answer = as_user(bob).post(address, {"new_code": "Closeness"}, headers=headers)
    assert shown(answer, {name: marked[name] for name in ("trust", "bare")}) == {"trust"}


def test_the_code_asked_for_gives_the_colour(as_user, rita, study, source, bob):
    first, second = factories.code(study, "First"), factories.code(study, "Second")
    extract = factories.extract(source, "same room", first, second, by=bob)
    page = as_user(rita).get(at(source), {"code": second.pk}).content.decode()
    assert f'value="{extract.pk}">Second, First</button>' in page


def test_nothing_asked_is_everything():
    assert asked({}, {}) == EVERYTHING
    assert not Only()
    assert Only(coder="Bob")
