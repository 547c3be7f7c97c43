"""An activation hangs on its item: it keeps the item from being removed, and goes when the whole study goes."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import Study, User
from cmo.models import Activation
from tests import factories


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
