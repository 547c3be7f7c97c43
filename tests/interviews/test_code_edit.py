import pytest
from django.urls import reverse

from interviews.models import Code
from tests import factories

NEW = reverse("interviews:code_new", kwargs={"slug": "dementia-care"})


def at(code) -> str:
    return reverse("interviews:code_edit", kwargs={"slug": "dementia-care", "pk": code.pk})


def filled(**fields) -> dict[str, object]:
    return {"name": "Trust", "kind": "emergent"} | fields


def test_a_code_is_made_with_what_it_means(as_user, bob, study):
    above = factories.code(study, "Relationships")
    meaning = {"description": "Relying on somebody", "include": "people", "exclude": "rules", "hue": 7}
    answer = as_user(bob).post(NEW, filled(parent=above.pk, **meaning))
    assert answer.status_code == 302
    code = Code.objects.get(name="Trust")
    assert (code.parent, code.description, code.include, code.exclude, code.hue) == (
        above,
        "Relying on somebody",
        "people",
        "rules",
        7,
    )


def test_a_code_takes_the_colour_of_the_one_above_when_none_is_chosen(as_user, bob, study):
    above = Code.objects.make(study, "Relationships", by=None, hue=5)
    as_user(bob).post(NEW, filled(parent=above.pk))
    assert Code.objects.get(name="Trust").hue == 5


def test_the_form_offers_the_place_that_one_came_from(as_user, bob, study):
    above = factories.code(study, "Relationships")
    page = as_user(bob).get(NEW, {"under": above.pk}).content.decode()
    assert f'<option value="{above.pk}" selected>Relationships</option>' in page


def test_a_code_is_renamed_and_moved(as_user, bob, study):
    above, code = factories.code(study, "Relationships"), factories.code(study, "Trust")
    answer = as_user(bob).post(at(code), filled(name="Mutual trust", parent=above.pk, hue=code.hue))
    assert answer.status_code == 302
    code.refresh_from_db()
    assert (code.name, code.parent) == ("Mutual trust", above)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"name": " "}, "This field is required."),
        ({"name": "relationships"}, "already a code “relationships” in this place"),
        ({"name": "x" * 201}, "at most 200 characters"),
        ({"hue": "17"}, "17 is not one of the available choices"),
        ({"parent": "0f8fad5b-d9cb-469f-a165-70867728950e"}, "not one of the available choices"),
    ],
)
def test_what_is_wrong_is_said(as_user, bob, study, sent, said):
    factories.code(study, "Relationships")
    answer = as_user(bob).post(NEW, filled(**sent))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Code.objects.count() == 1


def test_a_code_does_not_move_under_itself(as_user, bob, study):
    above = factories.code(study, "Relationships")
    below = factories.code(study, "Trust", factories.code(study, "People", above))
    answer = as_user(bob).post(at(above), filled(name="Relationships", parent=below.pk))
    assert answer.status_code == 422
    above.refresh_from_db()
    assert above.parent is None


def test_the_page_keeps_the_old_name_while_a_new_one_is_wrong(as_user, bob, study):
    factories.code(study, "Relationships")
    code = factories.code(study, "Trust")
    page = as_user(bob).post(at(code), filled(name="Relationships")).content.decode()
    assert "<h1>Trust</h1>" in page


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_litany(as_user, rita, charlie, study, method):
    for there in (NEW, at(factories.code(study))):
        assert getattr(as_user(rita), method)(there).status_code == 403
        assert getattr(as_user(charlie), method)(there).status_code == 404


def test_a_code_of_another_study_is_not_edited(as_user, bob, charlie):
    foreign = factories.code(charlie.memberships.get().study, "Foreign")
    assert as_user(bob).get(at(foreign)).status_code == 404


def test_other_methods_are_refused(as_user, bob, study):
    assert as_user(bob).put(NEW).status_code == 405
    assert as_user(bob).delete(at(factories.code(study))).status_code == 405
