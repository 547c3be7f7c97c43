"""Findings and judgements remember what was said when they were made, and say so when something else is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cmo import saying
from cmo.models import Comparison, Evidence, SiteFinding
from cmo.stale import stale
from tests import factories, steps
from tests.cmo.litany import url

TOLD = "Stated when the configuration said something else."
item = st.tuples(st.sampled_from(["context", "outcome"]), st.text(max_size=5), st.booleans())


@given(st.text(max_size=5), st.lists(item, max_size=5), st.randoms())
def test_order_and_blanks_are_no_change(statement, items, chance):
    shuffled = list(items)
    chance.shuffle(shuffled)
    wider = [(role, f" {text}\n", intended) for role, text, intended in shuffled]
    assert saying.mark_of(statement, items) == saying.mark_of(f"{statement} ", wider)
    assert len(saying.mark_of(statement, items)) == saying.LENGTH


@given(st.text("ab", max_size=3), st.lists(item, max_size=3), st.text("ab", max_size=3), st.lists(item, max_size=3))
def test_whatever_is_said_otherwise_has_another_mark(one, items, other, others):
    plain = [[(role, " ".join(text.split()), intended) for role, text, intended in some] for some in (items, others)]
    same = one == other and sorted(plain[0]) == sorted(plain[1])
    assert (saying.mark_of(one, items) == saying.mark_of(other, others)) is same


def test_what_is_not_known_is_never_stale():
    assert not saying.is_stale("", "anything")
    assert saying.is_stale("a", "b") and not saying.is_stale("a", "a")


@pytest.fixture
def finding(study, configuration, bob):
    return SiteFinding.objects.state(configuration, study.sites.get(code="A1"), presence="present", by=bob)


@pytest.fixture
def judged(study, configuration, counterpart, bob):
    pair = [configuration, counterpart]
    return Comparison.objects.judge(pair, study.sites.filter(kind="area"), by=bob, judgement="same")


def change(configuration) -> None:
    configuration.items.get(role="context").revise(by=None, text="Two buildings", role="context")


@pytest.mark.django_db
def test_a_changed_configuration_makes_its_conclusions_stale_until_somebody_says_they_hold(
    as_user, bob, rita, study, configuration, counterpart, finding, judged
):
    client, address = as_user(bob), url("comparison", study)
    assert TOLD not in client.get(address).text
    change(counterpart)
    assert (stale(study).findings, [each.pk for each in stale(study).comparisons]) == ([], [judged.pk])
    change(configuration)
    assert stale(study).number == 2
    page = client.get(address).text
    assert page.count(f"</span> {TOLD}") == page.count("It still holds") == 2
    assert page.count(">look again<") == 3  # once more in the overview
    assert "look again" in client.get(url("configuration_detail", study, configuration.pk)).text
    assert "It still holds" not in as_user(rita).get(address).text and TOLD in as_user(rita).get(address).text
    client.post(url("finding_hold", study, finding.pk), {"next": address})
    client.post(url("comparison_hold", study, judged.pk), {"next": address})
    assert stale(study).number == 0
    assert TOLD not in client.get(address).text


@pytest.mark.django_db
def test_an_item_that_moves_its_place_changes_nothing(study, configuration, finding):
    configuration.add_item("context", "A lift", by=None)
    finding.still_holds(by=None)
    configuration.items.filter(role="context").last().move(-1, by=None)
    assert stale(study).number == 0


@pytest.mark.django_db
def test_stated_again_it_is_of_what_is_said_now(study, configuration, finding, judged, bob):
    change(configuration)
    SiteFinding.objects.state(configuration, finding.site, presence="partly", by=bob)
    judged.revise(by=bob, judgement="partly")
    assert stale(study).number == 0


@pytest.mark.django_db
def test_still_holding_can_be_undone(study, alice, configuration, finding, judged):
    change(configuration)
    for each in (finding, judged):
        steps.over()
        each.refresh_from_db()
        each.still_holds(by=alice)
        assert stale(study).number == 1
        steps.undo_last(study, alice)
        assert stale(study).number == 2


@pytest.mark.django_db
def test_what_is_stale_is_on_the_agenda_and_under_look_again(as_user, rita, study, configuration, finding, judged):
    change(configuration)
    assert "2 conclusions to look at again" in as_user(rita).get(url("meeting_list", study)).text
    page = as_user(rita).get(url("conclusions_again", study)).text
    assert page.count(TOLD) == 2 and "Area 1" in page


@pytest.mark.django_db
def test_rows_to_look_at_again_can_be_asked_for(as_user, rita, study, configuration, finding):
    other = factories.configuration(study)
    address = url("comparison", study)
    change(configuration)
    shown = as_user(rita).get(address, {"show": "again"}).context["piece"].rows
    assert [each.row.codes for each in shown] == [configuration.code]
    unjudged = as_user(rita).get(address, {"show": "unjudged"}).context["piece"].rows
    assert [each.row.codes for each in unjudged] == [configuration.code, other.code]


@pytest.mark.django_db
@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_do_not_say_that_it_holds(request, as_user, study, finding, judged, who, status):
    client = as_user(request.getfixturevalue(who))
    for name, pk in (("finding_hold", finding.pk), ("comparison_hold", judged.pk), ("finding_quote", finding.pk)):
        assert client.post(url(name, study, pk)).status_code == status
        assert client.get(url(name, study, pk)).status_code in {status, 405}


@pytest.mark.django_db
def test_a_person_chooses_which_words_stand_first(as_user, bob, study, configuration, source, finding):
    words = [factories.extract(source, quote) for quote in ("we sat in the same room", "awkward at first")]
    against, for_it = (
        Evidence.objects.add(configuration, by=bob, extract=words, stance=stance)
        for words, stance in zip(words, ("contradicts", "supports"), strict=True)
    )
    later = Evidence.objects.add(configuration, by=bob, extract=factories.extract(source, "took the budget as well"))
    client, address = as_user(bob), url("finding_quote", study, finding.pk)

    def first() -> list:
        (row,) = client.get(url("comparison", study)).context["piece"].rows
        return [quoted.evidence for quoted in row.row.sides[0].first]

    assert first() == [against, for_it]
    assert client.post(address, {"evidence": later.pk}).status_code == 302
    assert first() == [later]
    assert "Chosen to stand first" in client.get(url("comparison", study)).text
    client.post(address)
    assert first() == [against, for_it]
    finding.refresh_from_db()
    finding.put_first(later, by=bob)
    later.remove(by=bob)
    finding.refresh_from_db()
    assert finding.quote is None


@pytest.mark.django_db
def test_words_for_another_configuration_do_not_stand_first(as_user, bob, study, counterpart, extract, finding):
    strange = Evidence.objects.add(counterpart, by=bob, extract=extract)
    answer = as_user(bob).post(url("finding_quote", study, finding.pk), {"evidence": strange.pk})
    assert answer.status_code == 422 and "another configuration" in answer.text
    assert as_user(bob).post(url("finding_quote", study, finding.pk), {"evidence": "nonsense"}).status_code == 404
