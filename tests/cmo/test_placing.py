"""Items in their columns and configurations on their board, moved by the verbs."""

import pytest
from django.core.exceptions import ValidationError

from cmo import placing
from cmo.models import Configuration, Evidence
from tests import factories, steps


@pytest.fixture
def full(study):
    items = {
        "actor": ["Nurses"],
        "context": ["One building", "Two employers"],
        "mechanism": ["They feel watched"],
        "reasoning": ["They know each other"],
        "outcome": ["They talk"],
    }
    return factories.configuration(study, items=items)


def told(configuration, column):
    return [(item.role, item.text) for item in getattr(configuration_again(configuration), column)]


def configuration_again(configuration):
    return Configuration.objects.get(pk=configuration.pk)


def item(configuration, text):
    return configuration.items.get(text=text)


def test_item_goes_to_another_column_with_its_evidence_and_gets_the_plain_role(full, extract, bob):
    watched = item(full, "They know each other")
    evidence = Evidence.objects.add(full, by=bob, extract=extract, item=watched)
    placing.place_item(watched, "context", by=bob, before=item(full, "Two employers").pk)
    assert told(full, "contexts") == [
        ("actor", "Nurses"),
        ("context", "One building"),
        ("context", "They know each other"),
        ("context", "Two employers"),
    ]
    evidence.refresh_from_db()
    assert evidence.item == watched


def test_item_keeps_its_role_in_its_own_column_and_goes_to_the_nearest_place_among_its_like(full, bob):
    placing.place_item(item(full, "Two employers"), "context", by=bob, before=item(full, "Nurses").pk)
    assert told(full, "contexts") == [("actor", "Nurses"), ("context", "Two employers"), ("context", "One building")]
    placing.place_item(item(full, "Two employers"), "context", by=bob)
    assert told(full, "contexts")[-1] == ("context", "Two employers")


def test_an_unintended_outcome_is_an_ordinary_item_elsewhere(full, bob):
    held = full.add_item("outcome", "Some wait longer", by=bob, intended=False)
    placing.place_item(held, "mechanism", by=bob)
    held.refresh_from_db()
    assert (held.role, held.intended) == ("mechanism", True)


def test_at_the_edge_of_the_board_an_item_stays(full, bob):
    outcome = item(full, "They talk")
    placing.place_item_aside(outcome, 1, by=bob)
    assert told(full, "outcomes") == [("outcome", "They talk")]
    placing.place_item_aside(outcome, -1, by=bob)
    assert ("mechanism", "They talk") in told(full, "mechanisms")


def test_unknown_column_is_refused(full, bob):
    with pytest.raises(ValidationError, match="Choose one of the columns"):
        placing.place_item(item(full, "They talk"), "nowhere", by=bob)


def codes(study):
    return list(study.configurations.on_board().values_list("code", flat=True))


def test_configurations_are_put_in_an_order_and_new_ones_come_last(study, bob):
    one, two, three = (factories.configuration(study) for _ in range(3))
    placing.place_configuration(configuration_again(three), by=bob, before=one.pk)
    assert codes(study) == ["CMO-03", "CMO-01", "CMO-02"]
    factories.configuration(study)
    assert codes(study) == ["CMO-03", "CMO-01", "CMO-02", "CMO-04"]
    placing.step_configuration(configuration_again(one), -1, by=bob)
    placing.step_configuration(configuration_again(one), -1, by=bob)
    assert codes(study)[:2] == ["CMO-01", "CMO-03"]
    placing.place_configuration(configuration_again(two), by=bob)
    assert codes(study)[-1] == "CMO-02"


def test_what_was_anticipated_stands_apart(study, bob):
    observed, anticipated = factories.configuration(study), factories.configuration(study, kind="anticipated")
    assert placing.beside(observed) == [observed]
    placing.step_configuration(anticipated, -1, by=bob)
    assert study.journal.filter(deed="moved").count() == 0


def test_each_move_is_one_step_to_undo(study, full, bob):
    factories.configuration(study)
    steps.over()
    placing.place_item(item(full, "They talk"), "context", by=bob)
    steps.undo_last(study, bob)
    assert told(full, "outcomes") == [("outcome", "They talk")]
    placing.place_configuration(configuration_again(full), by=bob)
    assert codes(study) == ["CMO-02", "CMO-01"]
    steps.undo_last(study, bob)
    assert codes(study) == ["CMO-01", "CMO-02"]


def test_an_outcome_that_ripples_stays_an_outcome(study, full, bob):
    other, outcome = factories.configuration(study), item(full, "They talk")
    full.link("ripple", other, by=bob, start_item=outcome, end_item=other.contexts[0])
    for move in (
        lambda: placing.place_item(outcome, "context", by=bob),
        lambda: placing.place_item(other.contexts[0], "outcome", by=bob),
        lambda: item(full, "They talk").revise(by=bob, text="They talk", role="mechanism"),
    ):
        with pytest.raises(ValidationError, match="ripples into"):
            move()
