"""What became of label, sentence and items between two wordings."""

from cmo.differing import GONE, NEW, OTHER, SAME, Wording, between

ONE = {"id": "1", "role": "context", "text": "One building", "intended": True}
TWO = {"id": "2", "role": "outcome", "text": "Referrals are talked over", "intended": True}


def kinds(before, after):
    return [(row.kind, row.role) for row in between(Wording(items=before), Wording(items=after)).rows]


def test_the_same_twice_is_no_difference():
    wording = Wording("Sharing", "They talk.", [ONE, TWO])
    assert between(wording, wording).is_none
    assert between(wording, wording).told == ""


def test_items_are_the_same_by_their_id_not_by_their_place():
    assert kinds([ONE, TWO], [TWO, ONE]) == [(SAME, "context"), (SAME, "outcome")]


def test_an_item_that_went_stays_to_be_read_at_the_end_of_its_role():
    new = ONE | {"id": "3", "text": "Two employers"}
    assert kinds([ONE, TWO], [new, TWO]) == [(NEW, "context"), (GONE, "context"), (SAME, "outcome")]


def test_words_role_and_intention_each_make_it_another():
    for change in ({"text": "Two buildings"}, {"role": "actor"}, {"intended": False}):
        assert kinds([ONE], [ONE | change])[0][0] == OTHER
    row = between(Wording(items=[ONE]), Wording(items=[ONE | {"role": "actor"}])).rows[0]
    assert (row.role_before, row.role) == ("context", "actor")


def test_what_changed_is_told_in_words():
    before, after = Wording("A", "They talk.", [ONE, TWO]), Wording("A", "They meet.", [TWO])
    assert between(before, after).told == "the sentence, 1 item"
