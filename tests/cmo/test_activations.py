"""An activation hangs on its item: it keeps the item from being removed, and goes when the whole study goes."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Study, User
from cmo.models import Activation, Item
from tests import factories, steps
from tests.cmo.litany import url


@pytest.fixture
def activation(study: Study) -> Activation:
    configuration = factories.configuration(study)
    mechanism = configuration.items.get(role="mechanism")
    return Activation.objects.create(item=mechanism, site=study.sites.get(code="A1"), activation="strong")


def test_an_item_with_an_activation_may_not_be_removed(activation: Activation, alice: User) -> None:
    with pytest.raises(ValidationError, match="activations"):
        activation.item.remove(by=alice)
    assert Activation.objects.get() == activation


def test_deleting_a_study_takes_its_activations_with_it(study: Study, activation: Activation) -> None:
    study.delete()
    assert not Activation.objects.exists()


STRONG = {"activation": "strong", "actor": "Finance directors", "period": "2023"}


@pytest.fixture
def mechanism(configuration):
    return configuration.items.get(role="mechanism")


def new(study: Study, item: Item, site: str = "A1") -> str:
    return url("activation_new", study, item.pk, study.sites.get(code=site).pk)


def test_analyst_says_changes_and_takes_back_how_far_it_fired(as_user, bob, rita, study, mechanism):
    client = as_user(bob)
    assert "How far it fired at Area 1" in client.get(new(study, mechanism)).text
    assert client.post(new(study, mechanism), STRONG).status_code == 302
    held = Activation.objects.get()
    assert (held.activation, held.actor, held.site.code) == ("strong", "Finance directors", "A1")
    page = as_user(rita).get(url("comparison", study)).text
    assert "<strong>Strong</strong> · Finance directors · 2023" in page
    client.post(url("activation_edit", study, held.pk), {"activation": "weak"})
    held.refresh_from_db()
    assert (held.activation, held.actor) == ("weak", "")
    client.post(url("activation_remove", study, held.pk))
    assert not Activation.objects.exists()


def test_each_deed_can_be_undone(study, alice, mechanism):
    steps.over()
    held = Activation.objects.state(mechanism, study.sites.get(code="A1"), activation="weak", by=alice)
    steps.over()
    held.revise(activation="strong", by=alice)
    steps.undo_last(study, alice)
    assert Activation.objects.get().activation == "weak"
    steps.undo_last(study, alice)
    assert not Activation.objects.exists()


def test_it_is_said_of_mechanisms_alone(as_user, bob, study, configuration, mechanism):
    assert as_user(bob).get(new(study, configuration.contexts[0])).status_code == 404
    with pytest.raises(ValidationError, match="said of mechanisms"):
        Activation.objects.state(configuration.contexts[0], study.sites.first(), activation="weak", by=bob)
    Activation.objects.state(mechanism, study.sites.first(), activation="weak", by=bob)
    with pytest.raises(ValidationError, match="stays a mechanism"):
        mechanism.revise(by=bob, text="Rooms", role="outcome")


@pytest.mark.parametrize("sent", [{}, {"activation": "very"}, STRONG | {"actor": "x" * 300}, STRONG])
def test_bad_input_and_what_is_said_twice_get_a_sentence(as_user, bob, study, mechanism, sent):
    Activation.objects.state(mechanism, study.sites.get(code="A1"), **STRONG, by=bob)
    answer = as_user(bob).post(new(study, mechanism), sent)
    assert answer.status_code == 422
    assert Activation.objects.count() == 1
    if sent == STRONG:
        assert "said already for these people and this time" in answer.text


def test_a_change_to_what_is_said_already_gets_a_sentence(as_user, bob, study, mechanism):
    Activation.objects.state(mechanism, study.sites.get(code="A1"), **STRONG, by=bob)
    other = Activation.objects.state(mechanism, study.sites.get(code="A1"), activation="weak", by=bob)
    assert as_user(bob).post(url("activation_edit", study, other.pk), STRONG).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_do_not_say_it(request, as_user, study, mechanism, who, status):
    client = as_user(request.getfixturevalue(who))
    held = Activation.objects.create(item=mechanism, site=study.sites.get(code="A1"), activation="strong")
    for address in (
        new(study, mechanism, "A2"),
        url("activation_edit", study, held.pk),
        url("activation_remove", study, held.pk),
    ):
        assert client.post(address, STRONG).status_code == status
    assert Activation.objects.get().actor == ""


def test_wrong_methods_and_things_of_other_studies(as_user, bob, charlie, study, mechanism):
    held = Activation.objects.create(item=mechanism, site=study.sites.get(code="A1"), activation="strong")
    client, strange = as_user(bob), charlie.memberships.get().study
    assert client.put(new(study, mechanism)).status_code == 405
    assert client.put(url("activation_edit", study, held.pk)).status_code == 405
    assert client.get(url("activation_remove", study, held.pk)).status_code == 405
    theirs = url("activation_new", study, mechanism.pk, strange.sites.get(code="A1").pk)
    assert client.get(theirs).status_code == 404
