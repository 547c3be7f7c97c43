"""Merging and splitting in the browser's eyes: forms with a preview."""

import pytest

from cmo.models import Configuration, Evidence
from tests import factories
from tests.cmo.litany import HTMX, url


@pytest.fixture
def merger(study, configuration):
    return url("configuration_merge", study, configuration.pk)


@pytest.fixture
def parting(study, configuration):
    return url("configuration_split", study, configuration.pk)


def test_what_goes_where_is_shown_before_anything_is_done(as_user, bob, merger, configuration, counterpart, extract):
    Evidence.objects.add(configuration, by=bob, extract=extract)
    assert "Choose the other one" in as_user(bob).get(merger).content.decode()
    part = as_user(bob).get(merger, {"into": counterpart.pk}, headers=HTMX).content.decode()
    assert "<html" not in part
    assert "CMO-02 afterwards" in part
    assert "in both: one item" in part
    assert "1 piece of evidence" in part
    assert "CMO-02 afterwards" in as_user(bob).get(merger, {"into": counterpart.pk}).content.decode()
    assert not Configuration.objects.exclude(merged_into=None).exists()


def test_configurations_are_merged(as_user, bob, study, merger, configuration, counterpart):
    answer = as_user(bob).post(merger, {"into": counterpart.pk, "reason": "They are one."})
    assert answer["Location"] == f"{url('board', study, 'dementia')}#CMO-02"
    configuration.refresh_from_db()
    assert configuration.merged_into == counterpart
    assert study.journal.filter(deed="merged").count() == 1


def test_what_cannot_be_merged_is_said(as_user, bob, study, merger, configuration, counterpart):
    between = factories.configuration(study)
    configuration.link("nested_in", between, by=bob)
    between.link("nested_in", counterpart, by=bob)
    assert "nested in themselves" in as_user(bob).get(merger, {"into": counterpart.pk}).content.decode()
    answer = as_user(bob).post(merger, {"into": counterpart.pk})
    assert answer.status_code == 422
    assert "nested in themselves" in answer.content.decode()
    assert as_user(bob).post(merger, {}).status_code == 422
    assert as_user(bob).post(merger, {"into": configuration.pk}).status_code == 422
    assert as_user(bob).get(merger, {"into": "nonsense"}).status_code == 200


def test_choosing_shows_both_sides(as_user, bob, parting, configuration):
    going = f"item-{configuration.mechanisms[0].pk}"
    part = as_user(bob).get(parting, {going: "goes"}, headers=HTMX).content.decode()
    assert "No mechanism" in part[: part.index("The new one gets")]
    assert configuration.mechanisms[0].text in part[part.index("The new one gets") :]
    assert "The new one gets" in as_user(bob).get(parting, {going: "goes", "look": "1"}).content.decode()


def test_a_configuration_is_split(as_user, bob, study, parting, configuration, extract):
    mechanism, context = configuration.mechanisms[0], configuration.contexts[0]
    whole = Evidence.objects.add(configuration, by=bob, extract=extract)
    sent = {
        f"item-{mechanism.pk}": "goes",
        f"item-{context.pk}": "both",
        "evidence": [whole.pk],
        "label": "A part",
        "reason": "Two in one",
    }
    answer = as_user(bob).post(parting, sent)
    part = Configuration.objects.get(label="A part")
    assert answer["Location"] == f"{url('board', study, 'dementia')}#{part.code}"
    assert list(part.items.values_list("text", flat=True)) == [context.text, mechanism.text]
    assert part.evidence.get() == whole


def test_nothing_chosen_is_refused(as_user, bob, parting, configuration):
    answer = as_user(bob).post(parting, {"label": "Empty"})
    assert answer.status_code == 422
    assert "at least one item" in answer.content.decode()
    everything = {f"item-{item.pk}": "goes" for item in configuration.items.all()}
    assert "has to stay" in as_user(bob).post(parting, everything).content.decode()
    wrong = {f"item-{configuration.outcomes[0].pk}": "both"}
    assert as_user(bob).post(parting, wrong).status_code == 422


def test_restricted_analyst_is_shown_only_what_is_open_and_told_so(as_user, study, configuration, counterpart, parting):
    source = factories.source(study, "30001", site="A2", words="Respondent: Nobody told us about the beds.")
    Evidence.objects.add(configuration, by=None, extract=factories.extract(source, "Nobody told us"))
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    assert "Nobody told us" not in as_user(dora).get(parting).content.decode()
    page = as_user(dora).get(url("configuration_merge", study, configuration.pk), {"into": counterpart.pk})
    assert "not open to you goes along" in page.content.decode()
    assert "piece of evidence" not in page.content.decode()


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_neither_merge_nor_split(request, as_user, merger, parting, who, status):
    client = as_user(request.getfixturevalue(who))
    for address in (merger, parting):
        assert client.get(address).status_code == status
        assert client.post(address).status_code == status


def test_wrong_method(as_user, bob, merger, parting):
    assert as_user(bob).put(merger).status_code == 405
    assert as_user(bob).delete(parting).status_code == 405
