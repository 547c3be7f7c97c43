import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories

AT = reverse("interviews:code_list", kwargs={"slug": "dementia-care"})


def test_codes_stand_in_their_tree_with_three_counts(as_user, rita, study):
    trust = factories.code(study, "Trust", factories.code(study, "Relationships"))
    trust.description = "Relying on somebody without checking"
    trust.save()
    source = factories.source(study)
    factories.extract(source, "same room", trust)
    factories.extract(source, "awkward at first", trust)
    rows = as_user(rita).get(AT).context["rows"]
    assert [(row["code"].name, row["branch"].depth) for row in rows] == [("Relationships", 0), ("Trust", 1)]
    tally = rows[1]["tally"]
    assert (tally.people, tally.sources, tally.extracts) == (1, 1, 2)


def test_what_a_code_means_is_there(as_user, rita, study):
    code = factories.code(study, "Trust")
    code.description, code.include, code.exclude = "Relying on somebody", "Between people", "Between rules"
    code.save()
    page = as_user(rita).get(AT).content.decode()
    for seen in ("Relying on somebody", "Between people", "Between rules"):
        assert seen in page


def test_a_reader_sees_no_buttons(as_user, rita, study):
    factories.code(study, "Trust")
    page = as_user(rita).get(AT).content.decode()
    assert "New code" not in page
    assert "/place/" not in page


def test_retired_codes_stand_apart(as_user, alice, study):
    factories.code(study, "Old idea").retire(by=alice)
    answer = as_user(alice).get(AT)
    assert answer.context["rows"] == []
    assert "Bring back" in answer.content.decode()


def test_without_codes_the_page_says_what_to_do(as_user, alice):
    assert "select words and name a code" in as_user(alice).get(AT).content.decode()


def test_names_with_html_are_harmless(as_user, alice, study):
    factories.code(study, "<script>alert(1)</script>")
    assert "<script>alert" not in as_user(alice).get(AT).content.decode()


def test_a_restricted_analyst_sees_the_counts_of_given_sites(as_user, study):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    factories.extract(factories.source(study), "same room", factories.code(study, "Trust"))
    assert as_user(sam).get(AT).context["rows"][0]["tally"].extracts == 0


def test_a_stranger_finds_nothing(as_user, charlie, study):
    assert as_user(charlie).get(AT).status_code == 404


def test_the_list_is_not_posted(as_user, alice):
    assert as_user(alice).post(AT).status_code == 405


def test_the_number_of_queries_does_not_grow(as_user, bob, study):
    client, source = as_user(bob), factories.source(study)
    factories.extract(source, "same room", factories.code(study, "Trust"))

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(AT).status_code == 200
        return len(caught)

    before = queries()
    for number in range(12):
        code = factories.code(study, f"Code {number}")
        factories.extract(factories.source(study, f"3{number:04}"), "same room", code)
    assert queries() == before


@pytest.mark.parametrize(("move", "order"), [("up", ["Two", "One"]), ("down", ["One", "Two"])])
def test_a_code_moves_up_and_down(as_user, bob, study, move, order):
    factories.code(study, "One")
    two = factories.code(study, "Two")
    answer = as_user(bob).post(at("code_place", two), {"move": move})
    assert answer["Location"] == f"{AT}#code-{two.pk}"
    assert [row["code"].name for row in as_user(bob).get(AT).context["rows"]] == order


def test_a_code_moves_nowhere_else(as_user, bob, study):
    assert as_user(bob).post(at("code_place", factories.code(study)), {"move": "sideways"}).status_code == 422


def test_a_code_retires_and_comes_back(as_user, bob, study):
    code = factories.code(study)
    for retired in (True, False):
        as_user(bob).post(at("code_retire", code))
        code.refresh_from_db()
        assert code.retired is retired


@pytest.mark.parametrize("name", ["code_place", "code_hue", "code_retire"])
def test_the_litany_of_small_deeds(as_user, rita, charlie, bob, study, name):
    there = at(name, factories.code(study))
    assert as_user(rita).post(there, {"move": "up"}).status_code == 403
    assert as_user(charlie).post(there, {"move": "up"}).status_code == 404
    assert as_user(bob).get(there).status_code == 405


def at(name: str, code) -> str:
    return reverse(f"interviews:{name}", kwargs={"slug": "dementia-care", "pk": code.pk})


def test_who_asks_is_not_counted_among_the_people(as_user, rita, study):
    trust = factories.code(study, "Trust")
    factories.extract(factories.source(study), "How did the partnership change referrals?", trust)
    tally = as_user(rita).get(AT).context["rows"][0]["tally"]
    assert (tally.people, tally.sources, tally.extracts) == (0, 1, 1)


def test_what_stands_under_a_code_is_counted_with_it_once_each(as_user, rita, study):
    above = factories.code(study, "Relationships")
    trust, doubt = factories.code(study, "Trust", above), factories.code(study, "Doubt", above)
    source = factories.source(study)
    factories.extract(source, "same room", trust, doubt)
    factories.extract(source, "How did the partnership change referrals?", above)
    rows = {row["code"].name: row for row in as_user(rita).get(AT).context["rows"]}
    own, wide = rows["Relationships"]["tally"], rows["Relationships"]["wide"]
    assert (own.people, own.sources, own.extracts) == (0, 1, 1)
    assert (wide.people, wide.sources, wide.extracts) == (1, 1, 2)
    assert rows["Trust"]["wide"] is None


def test_a_retired_code_with_codes_under_it_still_shows_where_they_stand(as_user, rita, study, alice):
    above = factories.code(study, "Relationships")
    factories.code(study, "Trust", above)
    above.retire(by=alice)
    rows = as_user(rita).get(AT).context["rows"]
    assert [(row["code"].name, row["branch"].depth) for row in rows] == [("Relationships", 0), ("Trust", 1)]


def names(client) -> list[tuple[str, int]]:
    return [(row["code"].name, row["branch"].depth) for row in client.get(AT).context["rows"]]


def test_a_code_moves_in_and_out_and_to_any_place(as_user, bob, study):
    one, two, three = (factories.code(study, name) for name in ("One", "Two", "Three"))
    client = as_user(bob)
    client.post(at("code_place", two), {"move": "in"})
    assert names(client) == [("One", 0), ("Two", 1), ("Three", 0)]
    client.post(at("code_place", two), {"move": "out"})
    assert names(client) == [("One", 0), ("Two", 0), ("Three", 0)]
    client.post(at("code_place", three), {"parent": one.pk, "before": ""})
    client.post(at("code_place", two), {"parent": "", "before": one.pk})
    assert names(client) == [("Two", 0), ("One", 0), ("Three", 1)]


def test_for_htmx_the_answer_is_the_table_or_a_word(as_user, bob, study):
    one = factories.code(study, "One")
    factories.code(study, "Two")
    htmx = {"HX-Request": "true"}
    answer = as_user(bob).post(at("code_place", one), {"move": "down"}, headers=htmx)
    page = answer.content.decode()
    assert page.index("Two") < page.index("One")
    assert "<html" not in page
    refused = as_user(bob).post(at("code_place", one), {"parent": one.pk}, headers=htmx)
    assert (refused.status_code, refused["HX-Reswap"]) == (422, "none")
    assert "cannot stand under itself" in refused.content.decode()


def test_without_scripts_a_refusal_stands_on_the_list(as_user, bob, study):
    one = factories.code(study, "One")
    answer = as_user(bob).post(at("code_place", one), {"move": "out"})
    assert answer.status_code == 422
    assert "“One” stands at the top already." in answer.content.decode()


def test_a_code_of_another_study_is_no_place(as_user, bob, study, charlie):
    foreign = factories.code(charlie.memberships.get().study, "Foreign")
    for sent in ({"parent": foreign.pk}, {"parent": "x"}, {"parent": "", "before": foreign.pk}):
        assert as_user(bob).post(at("code_place", factories.code(study, f"{sent}")), sent).status_code == 422


def test_a_code_gets_a_colour_and_those_under_it_with_it(as_user, bob, study):
    above = factories.code(study, "Above")
    middle = factories.code(study, "Middle", above)
    below = factories.code(study, "Below", middle)
    as_user(bob).post(at("code_hue", middle), {"hue": "7"})
    hues = [(code.refresh_from_db(), code.hue)[1] for code in (above, middle, below)]
    assert hues == [1, 7, 1]
    as_user(bob).post(at("code_hue", above), {"hue": "9", "below": "on"})
    hues = [(code.refresh_from_db(), code.hue)[1] for code in (above, middle, below)]
    assert hues == [9, 9, 9]
    assert as_user(bob).post(at("code_hue", above), {"hue": "17"}).status_code == 422
