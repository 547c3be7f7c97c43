"""One configuration becomes part of another."""

import pytest
from django.core.exceptions import ValidationError

from accounts import undo
from accounts.history.refused import Refused
from cmo import lineage, merging
from cmo.models import Activation, Comparison, ConfigurationQuestion, Evidence, Link, Reading, SiteFinding
from tests import factories, steps
from tests.history.state import everything
from tracers.models import ResearchQuestion


@pytest.fixture
def goes(study):
    items = {"context": ["One building", "Two  employers"], "mechanism": ["They feel watched"]}
    return factories.configuration(study, items=items, label="Watched")


@pytest.fixture
def into(study):
    items = {"context": ["Two employers"], "outcome": ["They talk"]}
    return factories.configuration(study, site="A2", items=items, label="Talking")


def texts(configuration):
    return [(item.role, item.text) for item in configuration.items.order_by("role", "order")]


def merge(goes, into, by, reason=""):
    merging.merge(goes, into=into, by=by, reason=reason)
    goes.refresh_from_db()
    into.refresh_from_db()


def test_items_go_over_and_equal_ones_become_one_with_all_that_hangs_on_them(study, goes, into, extract, bob):
    double, site = goes.items.get(text="Two  employers"), study.sites.first()
    pieces = [
        Evidence.objects.add(goes, by=bob, extract=extract, item=double, stance="supports"),
        Evidence.objects.add(goes, by=bob, extract=extract),
        Evidence.objects.add(into, by=bob, extract=extract),
    ]
    Activation.objects.create(item=double, site=site, activation="weak")
    merge(goes, into, bob, "They are one.")
    assert texts(into) == [
        ("context", "Two employers"),
        ("context", "One building"),
        ("mechanism", "They feel watched"),
        ("outcome", "They talk"),
    ]
    assert not goes.items.exists()
    for piece in pieces:
        piece.refresh_from_db()
        assert piece.configuration == into
    stays = into.items.get(text="Two employers")
    assert pieces[0].item == stays
    assert [piece.look_again for piece in pieces] == [False, True, False]
    assert stays.activations.get().activation == "weak"
    assert pieces[0].judged_on == into.versions_kept == 2


def test_what_goes_is_set_aside_and_says_where_to(goes, into, bob):
    merge(goes, into, bob, "They are one.")
    assert (goes.state, goes.merged_into) == ("set aside", into)
    assert goes.note == "Merged into CMO-02. They are one."
    reasons = [(version.configuration.code, version.reason) for version in lineage.history(into)]
    assert reasons == [
        ("CMO-01", "Merged into CMO-02. They are one."),
        ("CMO-02", "As it was before CMO-01 was merged into it."),
        ("CMO-02", "CMO-01 was merged into it. They are one."),
    ]


def test_links_go_over_and_equal_ones_become_one(study, goes, into, bob):
    third = factories.configuration(study)
    goes.link("refines", third, by=bob, note="more exactly")
    into.link("refines", third, by=bob, note="in a sense")
    third.link("ripple", goes, by=bob, end_item=goes.items.get(text="Two  employers"))
    goes.link("counterpart_of", into, by=bob, note="on the other side")
    merge(goes, into, bob)
    assert Link.objects.get(kind="refines").note == "in a sense\nmore exactly"
    ripple = Link.objects.get(kind="ripple")
    assert (ripple.end, ripple.end_item.text) == (into, "Two employers")
    assert not Link.objects.filter(kind="counterpart_of").exists()
    assert "It said: CMO-01 is the counterpart of CMO-02. on the other side" in goes.note


def test_a_rival_that_was_open_in_either_stays_open(study, goes, into, bob):
    third = factories.configuration(study)
    goes.link("rival_of", third, by=bob)
    into.link("rival_of", third, by=bob).settle(by=bob, answer="situate", note="By area")
    merge(goes, into, bob)
    held = Link.objects.get(kind="rival_of")
    assert (held.start, held.answer, held.answer_note) == (into, "", "By area")


@pytest.mark.parametrize(
    ("ours", "theirs", "stands"),
    [
        ("nothing", "speaks", "speaks"),
        ("speaks", "nothing", "speaks"),
        ("not asked", "nothing", "nothing"),
    ],
)
def test_of_two_readings_the_one_that_says_more_stands(goes, into, source, bob, ours, theirs, stands):
    Reading.objects.note(source, into, ours, by=bob)
    Reading.objects.note(source, goes, theirs, by=bob)
    merge(goes, into, bob)
    assert Reading.objects.get().result == stands
    assert Reading.objects.get().configuration == into


def test_findings_themes_questions_sites_and_comparisons_follow(study, goes, into, bob):
    here, there, _ = study.sites.order_by("code")
    SiteFinding.objects.state(goes, here, presence="partly", summary="In one ward.", by=bob)
    SiteFinding.objects.state(into, here, presence="present", summary="Seen.", by=bob)
    SiteFinding.objects.state(goes, there, presence="no data", by=bob)
    question = ResearchQuestion.objects.create(study=study, code="1", text="Why?")
    ConfigurationQuestion.objects.create(configuration=goes, question=question)
    goes.set_themes(list(study.themes.all()))
    Comparison.objects.judge([goes, into], [here], by=bob, judgement="partly")
    merge(goes, into, bob)
    kept = into.findings.get(site=here)
    assert (kept.presence, kept.summary) == ("present", "Seen.\nCMO-01: partly present. In one ward.")
    assert into.findings.get(site=there).presence == "no data"
    assert [site.code for site in into.sites.order_by("code")] == ["A1", "A2"]
    assert list(into.themes.all()) == list(study.themes.all())
    assert list(into.research_questions.all()) == [question]
    assert list(Comparison.objects.get().configurations.all()) == [into]


def test_the_whole_study_is_not_made_narrow(study, goes, bob):
    whole = factories.configuration(study, site="none")
    merge(goes, whole, bob)
    assert not whole.sites.exists()


def test_what_would_be_nested_in_itself_is_refused(study, goes, into, bob):
    between = factories.configuration(study)
    goes.link("nested_in", between, by=bob)
    between.link("nested_in", into, by=bob)
    for one, other in ((goes, into), (into, goes)):
        with pytest.raises(ValidationError, match="through CMO-03"):
            merging.merge(one, into=other, by=bob)
    assert merging.planned(goes, into).problem
    assert goes.items.exists()


def test_nested_directly_they_may_become_one(goes, into, bob):
    goes.link("nested_in", into, by=bob)
    merge(goes, into, bob)
    assert not Link.objects.exists()


def test_not_into_itself_nor_into_or_from_what_is_merged_already_nor_over_studies(study, goes, into, bob, charlie):
    third, alien = factories.configuration(study), factories.configuration(charlie.memberships.get().study)
    merge(goes, into, bob)
    for one, other in ((into, into), (goes, third), (third, goes), (into, alien)):
        with pytest.raises(ValidationError):
            merging.merge(one, into=other, by=bob)


def test_a_reason_is_asked_where_the_study_requires_one(study, goes, into, bob):
    study.rules = {"version_reason": "require"}
    study.save()
    with pytest.raises(ValidationError, match="asks for a reason"):
        merge(goes, into, bob)
    merge(goes, into, bob, "They are one.")


def test_a_required_state_falls_back_when_a_contradiction_comes_in(study, goes, into, extract, bob):
    study.rules = {"contradictions_answered": "require"}
    study.save()
    into.revise(by=bob, state="refined")
    Evidence.objects.add(goes, by=bob, extract=extract, stance="contradicts")
    merge(goes, into, bob)
    assert into.state == "working"


def test_merging_is_one_step_and_undone_as_one(study, goes, into, extract, source, bob):
    third = factories.configuration(study)
    Evidence.objects.add(goes, by=bob, extract=extract, item=goes.items.get(text="Two  employers"))
    goes.link("refines", third, by=bob)
    goes.link("rival_of", into, by=bob)
    Reading.objects.note(source, goes, "speaks", by=bob)
    Reading.objects.note(source, into, "nothing", by=bob)
    before = everything()
    steps.over()
    merge(goes, into, bob)
    assert "merged" in steps.undo_last(study, bob).what
    assert everything() == before


def test_history_goes_through_several_mergers_and_undoing_makes_no_circle(study, goes, into, bob):
    third = factories.configuration(study, items={"context": ["Alone"]})
    empty = factories.configuration(study, items={"context": ["Empty"]})
    empty.items.get().remove(by=bob)
    steps.over()
    merge(empty, into, bob)
    step = study.journal.filter(deed="merged").latest("id").step
    steps.over()
    merge(into, third, bob)
    assert lineage.merged_in(third) == [into, empty]
    assert {version.configuration.code for version in lineage.history(third)} == {"CMO-02", "CMO-03", "CMO-04"}
    member = study.memberships.get(user=bob)
    steps.over()
    back = undo.undo(step, member).step
    steps.over()
    third.refresh_from_db()
    merge(third, empty, bob)
    steps.over()
    with pytest.raises(Refused):  # or each of the three were merged into the next
        undo.undo(back, member)
