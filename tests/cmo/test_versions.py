"""What changed between two versions, and what keeping one does to the evidence."""

from hypothesis import given
from hypothesis import strategies as st

from cmo.keeping import differs, keep
from cmo.models import Evidence
from cmo.versions import changed, words_between
from tests import factories

TEXTS = st.text(st.sampled_from("ab .,é👩‍👧\n"), max_size=40)


@given(TEXTS, TEXTS)
def test_what_stayed_and_went_is_the_old_text_and_what_stayed_and_came_the_new(before, after):
    pieces = words_between(before, after)
    assert "".join(piece.words for piece in pieces if piece.kind != "in") == before
    assert "".join(piece.words for piece in pieces if piece.kind != "out") == after


@given(TEXTS)
def test_nothing_changed_is_one_piece_at_most(text):
    assert [piece.kind for piece in words_between(text, text)] in ([], ["same"])


def test_order_and_blanks_are_no_change():
    one = {"id": "0b5b5c3e-0000-4000-8000-000000000001", "role": "context", "text": "One building", "intended": True}
    two = one | {"id": "0b5b5c3e-0000-4000-8000-000000000002", "text": "Another"}
    assert changed([one, two], [two, one | {"text": " One  building"}]) == set()
    assert {str(key) for key in changed([one, two], [one | {"role": "outcome"}])} == {one["id"], two["id"]}


def test_evidence_on_changed_items_is_to_be_looked_at_again_and_the_rest_stays(study, alice):
    made = factories.configuration(study, by=alice)
    source = factories.source(study)
    context, outcome = made.items.get(role="context"), made.items.get(role="outcome")
    said = [factories.extract(source, words, by=alice) for words in ("we sat in the same room", "awkward at first")]
    on_context = Evidence.objects.add(made, by=alice, extract=said[0], item=context)
    on_outcome = Evidence.objects.add(made, by=alice, extract=said[1], item=outcome)
    on_whole = Evidence.objects.add(made, by=alice, extract=said[0])
    keep(made, by=alice)
    context.revise(by=alice, text="One building, shared since 2014", role="context")
    kept = keep(made, by=alice, reason="They said since when")
    assert kept.number == 2
    assert [each.look_again for each in Evidence.objects.filter(pk=on_context.pk)] == [True]
    assert not Evidence.objects.filter(pk__in=[on_outcome.pk, on_whole.pk], look_again=True).exists()
    on_context.judge(by=alice, stance="supports")
    on_context.refresh_from_db()
    assert (on_context.look_again, on_context.judged_on) == (False, 2)


def test_keeping_what_did_not_change_makes_no_version(study, alice):
    made = factories.configuration(study, by=alice)
    first = keep(made, by=alice)
    assert keep(made, by=alice, reason="Again") == first
    assert not differs(made, first)
    made.revise(by=alice, statement="They talk.")
    assert differs(made, first)
