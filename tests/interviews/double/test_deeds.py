import pytest
from django.core.exceptions import ValidationError

from interviews.double import deeds
from interviews.models import Assignment, Coding, Difference, DoubleCoding, Extract, Memo
from tests import factories
from tests.interviews.double.conftest import membership


def difference(opened, code: str) -> Difference:
    return opened.differences.get(code__name=code)


def left(source) -> set[tuple[str, str]]:
    return set(Coding.objects.filter(extract__text__source=source).values_list("code__name", "coder"))


def test_it_opens_when_the_second_is_done(double, bob, dana):
    one, other = (Assignment.objects.get(double=double, user=user) for user in (bob, dana))
    assert not deeds.finish(one, by=bob)
    double.refresh_from_db()
    assert double.is_blind
    assert deeds.finish(other, by=dana)
    double.refresh_from_db()
    assert (double.is_blind, double.reason, double.opened_by) == (False, "", dana)


def test_one_who_is_done_can_take_it_up_again_while_it_is_blind(double, bob, dana):
    mine = Assignment.objects.get(double=double, user=bob)
    deeds.finish(mine, by=bob)
    deeds.resume(mine, by=bob)
    assert not deeds.finish(Assignment.objects.get(double=double, user=dana), by=dana)
    mine.refresh_from_db()
    deeds.finish(mine, by=bob)
    with pytest.raises(ValidationError, match="open already"):
        deeds.resume(mine, by=bob)


def test_an_owner_opens_it_early_with_a_reason(double, alice):
    with pytest.raises(ValidationError, match="Say why"):
        deeds.open_early(double, by=alice, reason="  ")
    deeds.open_early(double, by=alice, reason="Dana left the team")
    double.refresh_from_db()
    assert (double.is_blind, double.reason) == (False, "Dana left the team")
    with pytest.raises(ValidationError, match="opened already"):
        deeds.open_early(double, by=alice, reason="Again")


def test_what_differs_is_listed(opened):
    assert [(each.code.name, each.kind) for each in opened.differences.all()] == [
        ("Trust", "bounds"),
        ("Doubt", "first"),
        ("Money", "second"),
    ]


def test_nothing_goes_before_it_is_closed(opened, source, alice):
    before = left(source)
    deeds.decide(difference(opened, "Doubt"), "neither", by=alice)
    assert left(source) == before
    deeds.decide(difference(opened, "Doubt"), "", by=alice)
    assert difference(opened, "Doubt").decider == ""


def test_closing_carries_the_decisions_out(opened, source, alice):
    for code, decision in (("Trust", "second"), ("Doubt", "neither"), ("Money", "second")):
        deeds.decide(difference(opened, code), decision, by=alice)
    assert deeds.close(opened, by=alice) == 2
    assert left(source) == {("Trust", "Dana Webb"), ("Money", "Dana Webb")}
    assert Extract.objects.count() == 2  # what lost its last code went too
    told = difference(opened, "Trust")
    assert (told.decision, told.decider, told.by) == ("second", "Alice Marsh", alice)


def test_what_was_left_or_not_decided_stays(opened, source, alice):
    before = left(source)
    deeds.decide(difference(opened, "Trust"), "both", by=alice)
    deeds.decide(difference(opened, "Doubt"), "left", by=alice)
    assert deeds.close(opened, by=alice) == 0
    assert left(source) == before


def test_an_extract_with_a_memo_stays_without_its_code(opened, study, alice):
    lost = Extract.objects.get(codings__code__name="Doubt")
    Memo.objects.create(study=study, text="Why?", on_kind="extract", on=lost.pk, by=alice)
    deeds.decide(difference(opened, "Doubt"), "neither", by=alice)
    deeds.close(opened, by=alice)
    assert not Extract.objects.get(pk=lost.pk).codings.exists()


def test_a_closed_one_is_closed(opened, alice):
    deeds.close(opened, by=alice)
    with pytest.raises(ValidationError, match="closed already"):
        deeds.close(opened, by=alice)
    with pytest.raises(ValidationError, match="is closed"):
        deeds.decide(difference(opened, "Doubt"), "first", by=alice)


def test_a_blind_one_cannot_be_closed(double, alice):
    with pytest.raises(ValidationError, match="still coding"):
        deeds.close(double, by=alice)


def test_a_source_is_double_coded_once_at_a_time(opened, study, source, alice, bob, dana):
    three = [membership(study, user) for user in (bob, dana, alice)]
    with pytest.raises(ValidationError, match="20417: being double coded already"):
        DoubleCoding.objects.begin([source], *three[:2], by=three[2])
    deeds.close(opened, by=alice)
    assert DoubleCoding.objects.begin([source], *three[:2], by=three[2])


def test_nobody_is_compared_with_himself(study, source, alice):
    owner = membership(study, alice)
    with pytest.raises(ValidationError, match="two different people"):
        DoubleCoding.objects.begin([source], owner, owner, by=owner)


def test_who_may_not_code_or_see_is_given_nothing(study, source, alice, rita):
    owner = membership(study, alice)
    with pytest.raises(ValidationError, match="Rita Hale can read this study"):
        Assignment.objects.assign([source], membership(study, rita), by=owner)
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    with pytest.raises(ValidationError, match="Sam Reed may not see 20417"):
        Assignment.objects.assign([source], membership(study, sam), by=owner)


def test_giving_the_same_again_makes_it_to_do_again(study, source, alice, bob):
    owner, coder = membership(study, alice), membership(study, bob)
    assert Assignment.objects.assign([source], coder, by=owner) == 1
    assert Assignment.objects.assign([source], coder, by=owner) == 0
    deeds.finish(Assignment.objects.get(), by=bob)
    assert Assignment.objects.assign([source], coder, by=owner) == 1
    assert Assignment.objects.get().done_at is None


def test_the_figures_stay_when_codings_go(opened, alice):
    kept = dict(opened.compared)
    deeds.decide(difference(opened, "Trust"), "neither", by=alice)
    deeds.close(opened, by=alice)
    opened.refresh_from_db()
    assert opened.compared == kept
    assert "same room" not in str(kept)  # no words
