"""Programme theories: a tree without circles, versions with reasons, one signature, judgements that people make."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cmo.models import Evidence, ProgrammeTheory, TheoryJudgement
from tests import factories, steps
from tests.cmo.litany import url
from tests.history.state import everything


@pytest.fixture
def theory(study, alice):
    return ProgrammeTheory.objects.write(study, by=alice, statement="Sharing a budget makes people talk.")


def main(answer):
    return " ".join(answer.content.decode().split("<main")[1].split())


def written(study, *parents):
    """Theories T1, T2 … each under the one of this number, counted from 0, or under none."""
    made = []
    for number, parent in enumerate(parents):
        above = made[parent] if parent is not None else None
        made.append(ProgrammeTheory.objects.write(study, by=None, statement=f"Theory {number}", parent=above))
    return made


# The page of all


def test_reader_sees_the_tree_with_anticipated_beside_observed(as_user, rita, study, theory):
    part = ProgrammeTheory.objects.write(study, by=None, statement="Trust follows.", parent=theory, level="aspect")
    factories.configuration(study, theory=part, kind="anticipated", label="As planned")
    factories.configuration(study, theory=part, label="As it went")
    page = main(as_user(rita).get(url("theory_list", study)))
    assert page.index(theory.statement) < page.index(part.statement)
    assert page.index("Anticipated") < page.index("As planned") < page.index("Observed") < page.index("As it went")
    assert "<form" not in page


def test_analyst_writes_a_theory_and_gets_the_next_code(as_user, bob, study, theory):
    sent = {"statement": "People who meet trust one another.", "parent": theory.pk, "level": "middle range"}
    answer = as_user(bob).post(url("theory_new", study), sent)
    made = ProgrammeTheory.objects.get(code="T2")
    assert answer["Location"] == url("theory_detail", study, made.pk)
    assert made.parent == theory
    assert made.versions.get().analyst == "Bob Tanner"


def test_no_identifiable_theory_needs_its_grounds(as_user, bob, study):
    sent = {"statement": "How endoscopy was to cope", "none_identifiable": "on"}
    answer = as_user(bob).post(url("theory_new", study), sent)
    assert answer.status_code == 422
    assert "on what grounds" in answer.content.decode()
    as_user(bob).post(url("theory_new", study), sent | {"note": "Sought in every document."})
    page = main(as_user(bob).get(url("theory_list", study)))
    assert "no identifiable theory" in page
    assert "Sought in every document." in page


def test_a_code_is_given_once(as_user, bob, study, theory):
    answer = as_user(bob).post(url("theory_new", study), {"statement": "Another", "code": "T1"})
    assert answer.status_code == 422
    assert ProgrammeTheory.objects.count() == 1


# Versions


def test_another_statement_is_a_version_with_its_reason_and_the_words_that_differ(as_user, bob, study, theory):
    sent = {"statement": "Sharing a room makes people talk.", "reason": "Nobody shared a budget.", "code": "T1"}
    assert as_user(bob).post(url("theory_edit", study, theory.pk), sent).status_code == 302
    page = main(as_user(bob).get(url("theory_detail", study, theory.pk)))
    assert "<del>budget</del><ins>room</ins>" in page
    assert "Nobody shared a budget." in page
    assert theory.versions.count() == 2
    as_user(bob).post(url("theory_edit", study, theory.pk), sent | {"origin": "Framework"})
    assert theory.versions.count() == 2


def test_what_an_imported_theory_said_is_kept_when_it_is_first_changed(study, bob):
    brought = ProgrammeTheory.objects.create(study=study, code="T9", statement="As it came.")
    brought.revise(by=bob, statement="As it is now.", reason="Read on")
    assert list(brought.versions.values_list("statement", "analyst")) == [
        ("As it came.", ""),
        ("As it is now.", "Bob Tanner"),
    ]


def test_a_study_may_require_the_reason(as_user, bob, study, theory):
    study.rules = {"version_reason": "require"}
    study.save()
    sent = {"statement": "Otherwise.", "reason": " ", "code": "T1"}
    answer = as_user(bob).post(url("theory_edit", study, theory.pk), sent)
    assert answer.status_code == 422
    assert "asks for a reason" in answer.content.decode()
    theory.refresh_from_db()
    assert theory.statement.startswith("Sharing")


def test_it_is_signed_as_the_initial_theory_once(as_user, bob, study, theory):
    client, address = as_user(bob), url("theory_sign", study, theory.pk)
    client.post(address)
    assert "already" in main(client.post(address, follow=True))
    signed = theory.versions.get(initial=True)
    assert (signed.analyst, signed.statement) == ("Bob Tanner", theory.statement)
    assert "signed as the initial theory by Bob Tanner" in main(client.get(url("theory_detail", study, theory.pk)))


# The tree


def test_it_moves_but_never_under_its_own_parts(as_user, bob, study):
    top, middle, leaf = written(study, None, 0, 1)
    client = as_user(bob)
    answer = client.post(url("theory_move", study, top.pk), {"parent": leaf.pk})
    assert answer.status_code == 422
    assert "a part of itself" in answer.content.decode()
    client.post(url("theory_move", study, leaf.pk), {"parent": ""})
    leaf.refresh_from_db()
    assert leaf.parent is None
    sent = {"statement": "Theory 0", "code": "T1", "parent": middle.pk}
    assert client.post(url("theory_edit", study, top.pk), sent).status_code == 422


def test_it_moves_under_no_theory_of_another_study(as_user, bob, study, theory, charlie):
    strange = written(charlie.memberships.get().study, None)[0]
    assert as_user(bob).post(url("theory_move", study, theory.pk), {"parent": strange.pk}).status_code == 422
    with pytest.raises(ValidationError):
        theory.move(strange, by=bob)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 3), st.one_of(st.none(), st.integers(0, 3))), max_size=8))
def test_no_moves_make_a_circle(study, moves):
    with steps.taken_back():
        theories = written(study, None, None, None, None)
        for which, under in moves:
            moved = ProgrammeTheory.objects.get(pk=theories[which].pk)
            with contextlib.suppress(ValidationError):
                moved.move(None if under is None else ProgrammeTheory.objects.get(pk=theories[under].pk), by=None)
        above = dict(ProgrammeTheory.objects.values_list("pk", "parent"))
        for at in theories:
            met, key = [], at.pk
            while key:
                assert key not in met
                met.append(key)
                key = above[key]


def test_what_is_used_is_not_removed(as_user, bob, study, theory):
    held = factories.configuration(study, theory=theory)
    client = as_user(bob)
    page = main(client.post(url("theory_remove", study, theory.pk), follow=True))
    assert "still used in 1 configuration" in page
    held.revise(by=bob, theory=None)
    client.post(url("theory_remove", study, theory.pk))
    assert not ProgrammeTheory.objects.exists()


# By kind of evidence


def test_elicited_and_tested_are_counted_apart_and_nothing_is_judged_by_itself(as_user, rita, study, theory, source):
    under = factories.configuration(study, theory=theory)
    for quote, use in (("you know", "tests"), ("awkward at first", "elicited"), ("in the same room", "tests")):
        Evidence.objects.add(under, by=None, extract=factories.extract(source, quote), use=use)
    paper = factories.source(study, "Doc1")
    paper.kind = "document"
    paper.save()
    paper.participations.all().delete()
    Evidence.objects.add(under, by=None, source=paper, use="elicited", page="12")
    for address in (url("theory_table", study), url("theory_detail", study, theory.pk)):
        page = main(as_user(rita).get(address))
        assert "tested by <strong>1 person in 1 source</strong>" in page
        assert "elicited from <strong>1 person in 1 source</strong>" in page
        assert "elicited from <strong>1 source</strong>" in page
        assert "theory-judged" not in page


def test_questions_of_the_interviewer_speak_for_nobody(as_user, rita, study, theory, source):
    under = factories.configuration(study, theory=theory)
    question = factories.extract(source, "How did the partnership change referrals?")
    Evidence.objects.add(under, by=None, extract=question)
    assert "person" not in main(as_user(rita).get(url("theory_table", study))).split("<tbody>")[1]


def test_a_restricted_analyst_counts_what_is_open_to_them(as_user, study, theory):
    under = factories.configuration(study, theory=theory)
    hidden = factories.extract(factories.source(study, "30001", site="A2"), "you know")
    Evidence.objects.add(under, by=None, extract=hidden, use="tests")
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    assert "tested by" not in main(as_user(dora).get(url("theory_table", study)))


def test_a_judgement_is_signed_changed_and_taken_away(as_user, bob, study, theory):
    client, address = as_user(bob), url("theory_judge", study, theory.pk, "interview")
    assert client.get(address).status_code == 200
    refused = client.post(address, {"judgement": "partly"})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    client.post(address, {"judgement": "partly", "note": "Only where they met."})
    judged = TheoryJudgement.objects.get()
    assert (judged.judgement, judged.analyst) == ("partly", "Bob Tanner")
    assert "Supports it in part" in main(client.get(url("theory_detail", study, theory.pk)))
    client.post(address, {"judgement": ""})
    assert not TheoryJudgement.objects.exists()
    assert client.get(url("theory_judge", study, theory.pk, "rumour")).status_code == 404


# Litany


@pytest.mark.parametrize("name", ["theory_edit", "theory_move", "theory_sign", "theory_remove"])
@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_write(request, as_user, study, theory, name, who, status):
    client = as_user(request.getfixturevalue(who))
    assert client.post(url(name, study, theory.pk), {}).status_code == status
    assert client.post(url("theory_new", study), {"statement": "Mine"}).status_code == status
    assert client.post(url("theory_judge", study, theory.pk, "interview"), {}).status_code == status


def test_stranger_and_wrong_method(as_user, charlie, bob, study, theory):
    for name, *args in (("theory_list",), ("theory_table",), ("theory_detail", theory.pk)):
        assert as_user(charlie).get(url(name, study, *args)).status_code == 404
        assert as_user(bob).post(url(name, study, *args)).status_code == 405
    for name in ("theory_move", "theory_sign", "theory_remove"):
        assert as_user(bob).get(url(name, study, theory.pk)).status_code == 405


@pytest.mark.parametrize(
    "deed",
    [
        lambda theory, by: theory.revise(by=by, statement="Otherwise.", reason="Because"),
        lambda theory, by: theory.sign(by=by),
        lambda theory, by: theory.judge("interview", "mixed", by=by, note="Both"),
        lambda theory, by: theory.remove(by=by),
        lambda theory, by: ProgrammeTheory.objects.write(theory.study, by=by, statement="Part", parent=theory),
    ],
)
def test_every_deed_is_undone(study, bob, theory, deed):
    steps.over()
    before = everything()
    deed(theory, bob)
    steps.undo_last(study, bob)
    assert everything() == before


def test_undoing_makes_no_circle(study, bob):
    top, part = written(study, None, 0)
    steps.over()
    part.move(None, by=bob)
    steps.over()
    top.move(part, by=None)
    steps.over()
    with pytest.raises(Exception, match=r"part of itself|changed|since"):
        steps.undo_last(study, bob)


@pytest.mark.parametrize("name", ["theory_list", "theory_table", "theory_detail"])
def test_number_of_queries_does_not_grow(as_user, rita, study, theory, name, django_assert_max_num_queries):
    client = as_user(rita)
    address = url(name, study, *([theory.pk] if name == "theory_detail" else []))

    def grow(first, last):
        for number in range(first, last):
            part = ProgrammeTheory.objects.write(study, by=None, statement="Part", parent=theory)
            for each in (theory, part):
                under = factories.configuration(study, theory=each)
                source = factories.source(study, f"{each.code}-{number}")
                Evidence.objects.add(under, by=None, extract=factories.extract(source, "you know"), use="tests")

    grow(1, 2)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    grow(2, 5)
    with django_assert_max_num_queries(len(few)):
        client.get(address)
