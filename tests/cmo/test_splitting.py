"""A part of a configuration becomes one of its own."""

import pytest
from django.core.exceptions import ValidationError

from cmo import splitting
from cmo.models import Activation, Evidence
from tests import factories, steps
from tests.history.state import everything


@pytest.fixture
def whole(study):
    items = {"context": ["One building", "Two employers"], "mechanism": ["They feel watched"], "outcome": ["They talk"]}
    return factories.configuration(study, items=items, level="tracer", statement="They talk more.")


def item(configuration, text):
    return configuration.items.get(text=text)


def texts(configuration):
    return [(each.role, each.text) for each in configuration.items.order_by("role", "order")]


def test_items_go_with_evidence_links_and_activations_and_contexts_may_stand_in_both(study, whole, extract, bob):
    other, watched = factories.configuration(study), item(whole, "They feel watched")
    held = Evidence.objects.add(whole, by=bob, extract=extract, item=watched)
    stays = Evidence.objects.add(whole, by=bob, extract=extract, item=item(whole, "They talk"))
    chosen, left = (Evidence.objects.add(whole, by=bob, extract=extract) for _ in range(2))
    link = whole.link("sets_context", other, by=bob, start_item=watched)
    Activation.objects.create(item=watched, site=study.sites.first(), activation="weak")
    part = splitting.split(
        whole,
        [watched.pk],
        copied=[item(whole, "One building").pk],
        evidence=[chosen.pk, stays.pk],
        label="Watched",
        reason="Two mechanisms in one",
        by=bob,
    )
    assert texts(part) == [("context", "One building"), ("mechanism", "They feel watched")]
    assert texts(whole) == [("context", "One building"), ("context", "Two employers"), ("outcome", "They talk")]
    assert set(part.evidence.all()) == {held, chosen}
    assert set(whole.evidence.all()) == {stays, left}
    assert part.evidence.get(pk=chosen.pk).look_again
    link.refresh_from_db()
    assert (link.start, link.start_item) == (part, watched)
    assert part.items.get(role="mechanism").activations.count() == 1
    assert (part.split_from, part.state, part.level, part.label) == (whole, "draft", "tracer", "Watched")
    assert list(part.sites.all()) == list(whole.sites.all())
    assert part.versions.get().reason == "Taken out of CMO-01. Two mechanisms in one"
    assert whole.versions.get(number=2).reason == "A part of it became CMO-03. Two mechanisms in one"


def test_the_part_stands_below_the_whole(study, whole, bob):
    factories.configuration(study)
    part = splitting.split(whole, [item(whole, "They talk").pk], by=bob)
    assert list(study.configurations.on_board().values_list("code", flat=True)) == ["CMO-01", part.code, "CMO-02"]


def test_something_goes_and_something_stays(whole, bob):
    with pytest.raises(ValidationError, match="at least one item"):
        splitting.split(whole, [], by=bob)
    with pytest.raises(ValidationError, match="has to stay"):
        splitting.split(whole, [each.pk for each in whole.items.all()], by=bob)


def test_only_contexts_are_copied_and_items_of_others_are_not_touched(study, whole, bob):
    other = factories.configuration(study)
    part = splitting.split(
        whole,
        [item(whole, "They talk").pk, other.items.first().pk],
        copied=[item(whole, "They feel watched").pk],
        by=bob,
    )
    assert texts(part) == [("outcome", "They talk")]
    assert other.items.count() == 3


def test_a_required_reason_is_asked_for(study, whole, bob):
    study.rules = {"version_reason": "require"}
    study.save()
    with pytest.raises(ValidationError, match="asks for a reason"):
        splitting.split(whole, [item(whole, "They talk").pk], by=bob)


def test_splitting_is_undone_as_one_step(study, whole, extract, bob):
    Evidence.objects.add(whole, by=bob, extract=extract, item=item(whole, "They talk"))
    before = everything()
    steps.over()
    splitting.split(whole, [item(whole, "They talk").pk], by=bob)
    steps.undo_last(study, bob)
    assert everything() == before
