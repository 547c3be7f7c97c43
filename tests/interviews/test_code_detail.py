import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.models import ExtractTracer
from interviews.views import code_page
from tests import factories


@pytest.fixture
def trust(study):
    return factories.code(study, "Trust", factories.code(study, "Relationships"))


def at(code) -> str:
    return reverse("interviews:code_detail", kwargs={"slug": "dementia-care", "pk": code.pk})


def test_extracts_stand_under_their_sites(as_user, rita, study, trust):
    for printed_id, site in (("20417", "A1"), ("31000", "A2"), ("31001", "A2")):
        factories.extract(factories.source(study, printed_id, site=site), "same room", trust)
    answer = as_user(rita).get(at(trust))
    places = {group.label: group.tally for group, _ in answer.context["groups"]}
    assert {label: (t.people, t.sources, t.extracts) for label, t in places.items()} == {
        "Area 1": (1, 1, 1),
        "Area 2": (2, 2, 2),
    }
    assert answer.context["tally"].extracts == 3


def test_each_stands_among_its_words_and_leads_to_them(as_user, rita, study, trust):
    extract = factories.extract(factories.source(study), "same room", trust)
    page = as_user(rita).get(at(trust)).content.decode()
    words = page[page.index("in-context") :]
    assert "Well, we sat in the </span>" in words
    assert ">same room</a>" in words
    assert ">, so you couldn’t just pass people on." in words
    assert "[20417, Area 1, Provider, Jul 2016]" in page
    assert reverse("interviews:extract_detail", kwargs={"slug": "dementia-care", "pk": extract.pk}) in page


def test_a_code_without_extracts_says_so(as_user, rita, trust):
    assert "Nothing coded yet" in as_user(rita).get(at(trust)).content.decode()


def test_a_restricted_analyst_sees_the_extracts_of_given_sites(as_user, study, trust):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    for printed_id, site in (("20417", "A1"), ("31000", "A2")):
        factories.extract(factories.source(study, printed_id, site=site), "same room", trust)
    answer = as_user(sam).get(at(trust))
    assert answer.context["tally"].extracts == 1
    assert "20417" not in answer.content.decode()


def test_names_with_html_are_harmless(as_user, rita, study):
    code = factories.code(study, "<script>alert(1)</script>", factories.code(study, "<b>bold</b>"))
    page = as_user(rita).get(at(code)).content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_a_stranger_finds_nothing(as_user, charlie, trust):
    assert as_user(charlie).get(at(trust)).status_code == 404


def test_a_code_of_another_study_is_not_here(as_user, rita, charlie):
    foreign = factories.code(charlie.memberships.get().study, "Foreign")
    assert as_user(rita).get(at(foreign)).status_code == 404


def test_the_page_is_not_posted(as_user, bob, trust):
    assert as_user(bob).post(at(trust)).status_code == 405


def test_the_number_of_queries_does_not_grow(as_user, bob, study, trust):
    client = as_user(bob)
    factories.extract(factories.source(study), "same room", trust)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert client.get(at(trust)).status_code == 200
        return len(caught)

    before = queries()
    for number in range(8):
        other = factories.code(study, f"Code {number}")
        factories.extract(factories.source(study, f"3{number:04}"), "same room", trust, other)
    assert queries() == before


def test_words_of_the_interviewer_are_shown_as_such_and_are_nobodys(as_user, rita, study, trust):
    factories.extract(factories.source(study), "How did the partnership change referrals?", trust)
    answer = as_user(rita).get(at(trust))
    counted = answer.context["tally"]
    assert (counted.people, counted.sources, counted.extracts) == (0, 1, 1)
    assert '<span class="chip">interviewer</span>' in answer.content.decode()


def groups(answer) -> dict[str, int]:
    return {group.label: group.tally.extracts for group, _ in answer.context["groups"]}


def shown(answer) -> list[str]:
    return [card.extract.quote for row in answer.context["pieces"] for card in row["cards"]]


def test_extracts_are_grouped_as_asked(as_user, rita, study, trust):
    one = factories.source(study, "20417")
    two = factories.source(study, "31000", site="A2", tracers=("dementia", "screening"))
    two.participations.update(organisation="Commissioner")
    factories.extract(one, "same room", trust)
    said = factories.extract(one, "awkward at first", trust)
    ExtractTracer.objects.create(extract=said, tracer=study.tracers.get(code="screening"))
    factories.extract(two, "same room", trust)
    for by, expected in (
        ("site", {"Area 1": 2, "Area 2": 1}),
        ("organisation", {"Provider": 2, "Commissioner": 1}),
        ("tracer", {"Dementia": 2, "Screening": 2}),
        ("source", {"20417": 2, "31000": 1}),
        ("nonsense", {"Area 1": 2, "Area 2": 1}),
    ):
        answer = as_user(rita).get(at(trust), {"by": by})
        assert groups(answer) == expected
        assert len(shown(answer)) == sum(expected.values())
        assert answer.context["tally"].extracts == 3
    assert "stands under each of them" in as_user(rita).get(at(trust), {"by": "tracer"}).content.decode()


def test_the_codes_under_it_are_there_on_request(as_user, rita, study, trust):
    factories.extract(factories.source(study), "same room", trust)
    above = at(trust.parent)
    assert shown(as_user(rita).get(above)) == []
    answer = as_user(rita).get(above, {"below": "1"})
    assert shown(answer) == ["same room"]
    assert "Trust</span>" in answer.content.decode()


@pytest.fixture
def a_few_at_a_time(monkeypatch):
    monkeypatch.setattr(code_page, "FIRST", 3)
    monkeypatch.setattr(code_page, "NEXT", 2)


@pytest.mark.parametrize("by", ["site", "tracer", "source"])
def test_the_pieces_are_all_extracts_once_and_in_order(as_user, rita, study, trust, a_few_at_a_time, by):
    for number, site in enumerate(("A2", "A1", "A1", "A2")):
        source = factories.source(study, f"3000{number}", site=site)
        for quote in ("How did", "same room", "memory clinic"):
            factories.extract(source, quote, trust)
    client, query, seen = as_user(rita), f"?by={by}", []
    for _ in range(9):
        answer = client.get(at(trust) + query, headers={"HX-Request": "true"})
        seen += [card.extract for row in answer.context["pieces"] for card in row["cards"]]
        if not answer.context["left"]:
            break
        query = answer.context["more"]
    assert "<html" not in answer.content.decode()
    assert len(seen) == len({extract.pk for extract in seen}) == 12
    places = [(extract.text.source.printed_id, extract.start) for extract in seen]
    if by == "site":
        assert [name for name, _ in places] == [f"3000{n}" for n in (1, 2, 0, 3) for _ in range(3)]
    else:
        assert places == sorted(places)


def test_a_place_far_down_can_be_opened_and_one_that_is_not_there_is_empty(as_user, rita, study, trust):
    factories.extract(factories.source(study), "same room", trust)
    for start, expected in (("0", ["same room"]), ("1", []), ("99999999999999", ["same room"]), ("x", ["same room"])):
        assert shown(as_user(rita).get(at(trust), {"from": start})) == expected


# Splitting


def split(code) -> str:
    return reverse("interviews:code_split", kwargs={"slug": "dementia-care", "pk": code.pk})


def test_ticked_extracts_go_to_a_new_code_under_it(as_user, bob, study, trust):
    source = factories.source(study)
    gone, stays = (factories.extract(source, quote, trust) for quote in ("same room", "awkward at first"))
    answer = as_user(bob).post(split(trust) + "?by=source", {"extracts": [gone.pk], "new_code": " Being  close "})
    assert answer["Location"] == at(trust) + "?by=source"
    made = gone.codes.get()
    assert (made.name, made.parent) == ("Being close", trust)
    assert list(stays.codes.all()) == [trust]


def test_ticked_extracts_get_a_code_beside_the_old_one(as_user, bob, study, trust):
    other = factories.code(study, "Closeness")
    extract = factories.extract(factories.source(study), "same room", trust)
    as_user(bob).post(split(trust), {"extracts": [extract.pk], "into": other.pk, "keep": "on"})
    assert set(extract.codes.all()) == {trust, other}


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"new_code": "Closeness"}, "Tick the extracts first"),
        ({"extracts": ["x"], "new_code": "Closeness"}, "tick them anew"),
        ({"extracts": "own"}, "or name a new one, but not both"),
        ({"extracts": "own", "new_code": "taken"}, "already a code “taken” in this place"),
        ({"extracts": "own", "new_code": "a > b"}, "cannot hold"),
        ({"extracts": "own", "into": "0f8fad5b-d9cb-469f-a165-70867728950e"}, "not one of the available choices"),
    ],
)
def test_a_split_that_does_not_hold_changes_nothing(as_user, bob, study, trust, sent, said):
    factories.code(study, "Taken", trust)
    extract = factories.extract(factories.source(study), "same room", trust)
    if sent.get("extracts") == "own":
        sent = sent | {"extracts": [extract.pk]}
    codes = study.codes.count()
    answer = as_user(bob).post(split(trust), sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert study.codes.count() == codes
    assert list(extract.codes.all()) == [trust]


def test_a_restricted_analyst_splits_what_is_seen(as_user, study, trust):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    hidden = factories.extract(factories.source(study), "same room", trust)
    assert as_user(sam).post(split(trust), {"extracts": [hidden.pk], "new_code": "Mine"}).status_code == 422
    assert list(hidden.codes.all()) == [trust]


def test_a_reader_sees_no_ticks(as_user, rita, study, trust):
    factories.extract(factories.source(study), "same room", trust)
    page = as_user(rita).get(at(trust)).content.decode()
    assert 'name="extracts"' not in page
    assert "/split/" not in page or "data-coded-bar" not in page


def test_the_litany_of_splitting(as_user, bob, rita, charlie, trust):
    assert as_user(rita).post(split(trust)).status_code == 403
    assert as_user(charlie).post(split(trust)).status_code == 404
    assert as_user(bob).get(split(trust)).status_code == 405
