"""Which configurations are held to be counterparts."""

from cmo.counterparts import counterparts
from cmo.models import Comparison
from tests import factories


def test_links_and_judgements_join(study, bob):
    first, second, third, alone = (factories.configuration(study) for _ in range(4))
    first.link("counterpart_of", second, by=bob)
    Comparison.objects.judge([second, third], study.sites.all(), by=bob, judgement="same")
    found = counterparts(study)
    assert found[first.pk] == {first.pk, second.pk, third.pk}
    assert alone.pk not in found
