"""Ripple chains, whatever the links: each is drawn once, nothing hangs, everybody stands in the lane of their sites."""

from hypothesis import given
from hypothesis import strategies as st

from cmo.chains import Chain, Node, Step, chains

KEYS = st.integers(0, 7)
NODES = st.dictionaries(
    KEYS, st.tuples(st.frozensets(st.integers(0, 2)), st.frozensets(st.sampled_from("abc"))), min_size=1
).map(lambda told: [Node(key, *rest) for key, rest in told.items()])
STEPS = st.lists(st.tuples(KEYS, KEYS)).map(
    lambda pairs: [Step(f"step {n}", start, end) for n, (start, end) in enumerate(pairs)]
)


def sound(nodes, steps):
    known = {node.key for node in nodes}
    return [step for step in steps if {step.start, step.end} <= known]


@given(NODES, STEPS)
def test_every_step_is_drawn_once_in_one_chain(nodes, steps):
    drawn = [each.step for chain in chains(nodes, steps) for each in chain.steps]
    assert sorted(drawn, key=str) == sorted(sound(nodes, steps), key=str)


@given(NODES, STEPS)
def test_lanes_are_those_of_the_sites_and_no_two_stand_on_one_place(nodes, steps):
    known = {node.key: node for node in nodes}
    for chain in chains(nodes, steps):
        assert len(set(chain.places.values())) == len(chain.places)
        for key, place in chain.places.items():
            assert chain.lanes[place.lane] == tuple(sorted(known[key].sites))
            assert place.row < chain.rows[place.lane]
            assert place.column < chain.columns


@given(NODES, STEPS)
def test_steps_go_to_the_right_but_those_that_lead_back(nodes, steps):
    for chain in chains(nodes, steps):
        for each in chain.steps:
            there, here = chain.places[each.step.end].column, chain.places[each.step.start].column
            assert each.back or there > here
        assert {each.number for each in chain.steps} == set(range(1, len(chain.steps) + 1))


@given(NODES, STEPS)
def test_solid_is_what_one_source_tells_at_both_ends(nodes, steps):
    known = {node.key: node for node in nodes}
    for each in (each for chain in chains(nodes, steps) for each in chain.steps):
        start, end = known[each.step.start], known[each.step.end]
        assert each.solid == any(source in end.told_by for source in start.told_by)
        assert each.meet == (not start.sites or not end.sites or bool(start.sites & end.sites))


def one(nodes, steps) -> Chain:
    (chain,) = chains(nodes, steps)
    return chain


def test_a_circle_leads_back_once():
    chain = one([Node(1), Node(2), Node(3)], [Step("a", 1, 2), Step("b", 2, 3), Step("c", 3, 1)])
    assert [each.step.key for each in chain.steps if each.back] == ["c"]
    assert [chain.places[key].column for key in (1, 2, 3)] == [0, 1, 2]


def test_the_whole_study_is_the_last_lane():
    chain = one([Node(1), Node(2, frozenset({1})), Node(3, frozenset({0, 1}))], [Step("a", 1, 2), Step("b", 2, 3)])
    assert chain.lanes == [(0, 1), (1,), ()]


def test_who_follows_stands_in_the_same_row_where_that_is_free():
    nodes = [Node(key, frozenset({0})) for key in (1, 2, 3, 4)]
    chain = one(nodes, [Step("a", 1, 3), Step("b", 2, 4), Step("c", 1, 4)])
    assert chain.places[3].row == chain.places[1].row
    assert chain.places[4].row == chain.places[2].row


def test_a_node_without_steps_stands_in_no_chain():
    assert chains([Node(1), Node(2)], []) == []


def test_many_configurations_in_a_row_are_no_deep_walk():
    nodes = [Node(key) for key in range(3000)]
    chain = one(nodes, [Step(key, key, key + 1) for key in range(2999)])
    assert chain.columns == 3000
