"""Proposals and lines, as thoughts; and the page on which people match items."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo.matching import Pair, Part, lines, propose, stems
from cmo.models import Comparison, Evidence, Match
from tests import factories
from tests.cmo.litany import shown_rows, url

ONE = Part("a", "CMO-01", "context", "Partners had shared one budget before")
OTHER = Part("b", "CMO-02", "context", "A budget the partners share")


def test_items_of_one_column_with_the_same_words_are_proposed():
    (found,) = propose([ONE, OTHER], set())
    assert ({found.one, found.other}, found.shared) == ({"a", "b"}, ("partners", "shared", "budget"))
    assert found.why == "both say “partners”, “shared”, “budget”"


@pytest.mark.parametrize(
    "other",
    [
        Part("b", "CMO-01", "context", "A budget the partners share"),
        Part("b", "CMO-02", "outcome", "A budget the partners share"),
        Part("b", "CMO-02", "context", "Nobody speaks of a budget again"),
        Part("b", "CMO-02", "context", "The of and"),
        Part("b", "CMO-02", "context", ""),
    ],
)
def test_others_are_not_proposed(other):
    assert propose([ONE, other], set()) == ()


def test_items_on_the_same_extract_are_proposed_first_whatever_their_words():
    parts = [
        ONE,
        OTHER,
        Part("c", "CMO-03", "context", "x", frozenset({1})),
        Part("d", "CMO-04", "context", "y", frozenset({1})),
    ]
    first, second = propose(parts, set())
    assert ({first.one, first.other}, first.why) == ({"c", "d"}, "both stand on one extract")
    assert {second.one, second.other} == {"a", "b"}


def test_endings_and_common_words_tell_nothing():
    assert stems("The partners shared budgets").keys() == stems("a partner, sharing a budget").keys()
    assert stems("of the and") == {}


WORDS = ["budget", "partner", "room", "the", "of", "shared", "clinic", "nurse"]
words = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
parts = st.builds(
    Part,
    st.uuids(),
    st.sampled_from(["CMO-01", "CMO-02", "CMO-03"]),
    st.sampled_from(["context", "mechanism"]),
    words,
    st.frozensets(st.integers(0, 2), max_size=2),
)


@given(st.lists(parts, max_size=7, unique_by=lambda part: part.key), st.randoms())
def test_what_was_said_is_never_proposed_again_and_the_order_does_not_matter(several, chance):
    found = propose(several, set())
    pairs = {frozenset((each.one, each.other)) for each in found}
    assert len(pairs) == len(found)
    shuffled = list(several)
    chance.shuffle(shuffled)
    assert {frozenset((each.one, each.other)) for each in propose(shuffled, set())} == pairs
    assert propose(several, pairs) == ()
    of = {part.key: part for part in several}
    for each in found:
        one, other = of[each.one], of[each.other]
        assert one.configuration != other.configuration and one.column == other.column and each.why


def test_matches_join_up_and_one_alike_makes_the_line_alike():
    found = lines(list("abcd"), [Pair("a", "b", "same"), Pair("b", "c", "alike")])
    assert [(line.items, line.how) for line in found] == [(("a", "b", "c"), "alike"), (("d",), "")]


def test_two_that_are_joined_through_a_third_and_said_not_to_be_the_same_are_disputed():
    said = [Pair("a", "b", "same"), Pair("b", "c", "same"), Pair("a", "c", "not the same")]
    (line,) = lines(list("abc"), said)
    assert line.disputed
    assert [line.disputed for line in lines(list("ac"), said)] == [False, False]


keys = st.sampled_from("abcdef")
pairs = st.builds(Pair, keys, keys, st.sampled_from(["same", "alike", "not the same"]))


@given(st.lists(keys, unique=True), st.lists(pairs, max_size=8), st.randoms())
def test_every_item_stands_in_exactly_one_line_whatever_the_order_of_the_matches(items, said, chance):
    found = lines(items, said)
    assert sorted(item for line in found for item in line.items) == sorted(items)
    shuffled = list(said)
    chance.shuffle(shuffled)
    assert lines(items, shuffled) == found
    where = {item: line for line in found for item in line.items}
    for pair in said:
        if pair.joins and pair.one in where and pair.other in where:
            assert where[pair.one] is where[pair.other]


# The page


@pytest.fixture
def address(study, configuration, counterpart):
    query = "&".join(f"configuration={each.pk}" for each in (configuration, counterpart))
    return f"{url('matching', study)}?{query}&sites=A1,A2"


def said(one, other, how="same", column="contexts") -> dict:
    return {"one": getattr(one, column)[0].pk, "other": getattr(other, column)[0].pk, "how": how}


@pytest.mark.django_db
def test_analyst_matches_what_is_proposed_and_takes_it_back(as_user, bob, study, configuration, counterpart, address):
    client = as_user(bob)
    page = client.get(address)
    assert len(page.context["pairing"].proposed) == 3
    assert "Both say" in page.text
    assert client.post(address, said(configuration, counterpart)).status_code == 302
    match = Match.objects.get()
    assert (match.how, match.analyst) == ("same", "Bob Tanner")
    assert [site.code for site in match.comparison.sites.all()] == ["A1", "A2"]
    page = client.get(address)
    assert len(page.context["pairing"].proposed) == 2
    assert "Bob Tanner" in page.text
    client.post(url("match_remove", study, match.pk), {"next": address})
    assert not Match.objects.exists() and not Comparison.objects.exists()


@pytest.mark.django_db
def test_not_the_same_is_not_proposed_again(as_user, bob, configuration, counterpart, address):
    as_user(bob).post(address, said(configuration, counterpart, "not the same"))
    proposed = as_user(bob).get(address).context["pairing"].proposed
    assert configuration.contexts[0] not in {each.one for each in proposed} | {each.other for each in proposed}


@pytest.mark.django_db
def test_matched_items_stand_in_one_line_and_the_rest_alone(as_user, rita, bob, study, configuration, counterpart):
    Match.objects.say(
        configuration.contexts[0], counterpart.contexts[0], "alike", by=bob, among=[configuration, counterpart]
    )
    page = as_user(rita).get(url("comparison", study))
    (row,) = shown_rows(page)
    told = [(line.column, line.how, [[each.item for each in cell] for cell in line.cells]) for line in row.lines]
    assert told[0] == ("context", "alike", [[configuration.contexts[0]], [counterpart.contexts[0]]])
    assert [(column, how) for column, how, _ in told[1:]] == [("mechanism", ""), ("outcome", "")]
    assert "~ alike" in page.text and "Not judged yet" in page.text


@pytest.mark.django_db
def test_only_extracts_that_one_may_see_speak_for_a_match(as_user, study, configuration, counterpart, address):
    for each, text in ((configuration, "Some thing"), (counterpart, "Quite another")):
        each.contexts[0].revise(by=None, text=text, role="context")
    hidden = factories.extract(factories.source(study, "30001", site="A2"), "awkward at first")
    for each in (configuration, counterpart):
        Evidence.objects.add(each, by=None, extract=hidden, item=each.contexts[0])
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    whys = [each.why for each in as_user(dora).get(address).context["pairing"].proposed]
    assert not any("extract" in why for why in whys)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "sent", [{}, {"how": "same"}, {"how": "maybe"}, {"one": "nonsense", "other": "", "how": "same"}]
)
def test_bad_input_gets_a_sentence(as_user, bob, address, sent):
    answer = as_user(bob).post(address, sent)
    assert answer.status_code == 422
    assert "Choose an item" in answer.text or "valid choice" in answer.text
    assert not Match.objects.exists()


@pytest.mark.django_db
def test_two_columns_do_not_match(as_user, bob, configuration, counterpart, address):
    sent = {"one": configuration.contexts[0].pk, "other": counterpart.outcomes[0].pk, "how": "same"}
    answer = as_user(bob).post(address, sent)
    assert answer.status_code == 422 and "Match what stands in one column" in answer.text


@pytest.mark.django_db
def test_an_item_of_a_configuration_that_was_not_named_is_refused(as_user, bob, study, charlie, configuration, address):
    for strange in (factories.configuration(charlie.memberships.get().study), factories.configuration(study)):
        sent = {"one": configuration.contexts[0].pk, "other": strange.contexts[0].pk, "how": "same"}
        assert as_user(bob).post(address, sent).status_code == 422


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "look", "write"), [("rita", 200, 403), ("charlie", 404, 404)])
def test_others_do_not_match(request, as_user, study, configuration, counterpart, address, who, look, write):
    client = as_user(request.getfixturevalue(who))
    match = Match.objects.say(configuration.contexts[0], counterpart.contexts[0], "same", by=None)
    assert client.get(address).status_code == look
    assert client.post(address, said(configuration, counterpart, "alike")).status_code == write
    assert client.post(url("match_remove", study, match.pk)).status_code == write
    assert Match.objects.get().how == "same"


@pytest.mark.django_db
def test_wrong_method_and_nothing_named(as_user, bob, study, configuration, counterpart, address):
    match = Match.objects.say(configuration.contexts[0], counterpart.contexts[0], "same", by=None)
    assert as_user(bob).put(address).status_code == 405
    assert as_user(bob).get(url("match_remove", study, match.pk)).status_code == 405
    assert as_user(bob).get(url("matching", study)).status_code == 404


@pytest.mark.django_db
def test_number_of_queries_does_not_grow(
    as_user, rita, study, address, configuration, counterpart, django_assert_max_num_queries
):
    client = as_user(rita)

    def grow(number):
        for place in range(number):
            items = [each.add_item("context", f"Budget {place}", by=None) for each in (configuration, counterpart)]
            Match.objects.say(*items, "same", by=None)

    grow(2)
    with django_assert_max_num_queries(60) as few:
        client.get(address)
    grow(6)
    with django_assert_max_num_queries(len(few)):
        client.get(address)
