from interviews.codetree import branches, flat
from tests import factories


def test_codes_stand_under_their_parents_in_their_order(study):
    money = factories.code(study, "Money")
    trust = factories.code(study, "Trust")
    budget = factories.code(study, "Budget", money)
    tree = list(flat(branches(study.codes.all(), {budget.pk: 4})))
    assert [(branch.path, branch.depth, branch.count) for branch in tree] == [
        ("Money", 0, 0),
        ("Money › Budget", 1, 4),
        ("Trust", 0, 0),
    ]
    assert tree[2].code == trust


def test_under_a_retired_code_the_others_stay(study, alice):
    money = factories.code(study, "Money")
    factories.code(study, "Budget", money)
    money.retire(by=alice)
    assert [branch.path for branch in flat(branches(study.codes.in_use()))] == ["Budget"]


def test_up_and_down_change_places_among_siblings(study, alice):
    names = ["One", "Two", "Three"]
    codes = [factories.code(study, name) for name in names]
    codes[2].step(-1, by=alice)
    codes[0].step(1, by=alice)
    codes[1].refresh_from_db()
    codes[1].step(1, by=alice)  # is last already
    assert [branch.path for branch in branches(study.codes.all())] == ["Three", "One", "Two"]


def test_a_code_that_moves_comes_last_in_its_new_place(study, alice):
    money, trust = factories.code(study, "Money"), factories.code(study, "Trust")
    factories.code(study, "Budget", money)
    trust.revise(by=alice, parent=money)
    assert [branch.path for branch in flat(branches(study.codes.all()))] == [
        "Money",
        "Money › Budget",
        "Money › Trust",
    ]
