"""A research question names its tracers and themes."""

import pytest

from tests import steps
from tests.history.state import everything
from tracers.models import ResearchQuestion

ADDRESS = "/studies/dementia-care/frame/research-questions/"


def test_a_question_is_joined_to_tracers_and_themes(as_user, bob, study):
    tracers, themes = list(study.tracers.all()), list(study.themes.all())
    sent = {"code": "1", "text": "Who?", "tracers": [t.pk for t in tracers], "themes": [t.pk for t in themes]}
    as_user(bob).post(ADDRESS, sent)
    question = ResearchQuestion.objects.get()
    assert (list(question.tracers.all()), list(question.themes.all())) == (tracers, themes)
    page = as_user(bob).get(ADDRESS).content.decode()
    assert str(themes[0]) in page
    as_user(bob).post(f"{ADDRESS}{question.pk}/", {"code": "1", "text": "Who?"})
    assert not question.tracers.exists()


@pytest.mark.parametrize("name", ["tracers", "themes"])
def test_they_are_of_the_same_study(as_user, bob, study, charlie, name):
    strange = getattr(charlie.memberships.get().study, name).first()
    assert as_user(bob).post(ADDRESS, {"code": "1", "text": "Who?", name: [strange.pk]}).status_code == 422


def test_joining_is_undone(as_user, bob, study):
    ResearchQuestion.objects.create(study=study, code="1", text="Who?")
    question = ResearchQuestion.objects.get()
    steps.over()
    before = everything()
    sent = {"code": "1", "text": "Who?", "themes": [theme.pk for theme in study.themes.all()]}
    as_user(bob).post(f"{ADDRESS}{question.pk}/", sent)
    assert question.themes.count() == 1
    steps.undo_last(study, bob)
    assert everything() == before
