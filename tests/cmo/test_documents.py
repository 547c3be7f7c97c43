"""Documents and works of the literature as evidence, with page and reference."""

import pytest

from cmo.models import Evidence
from tests import factories, steps
from tests.cmo.litany import url
from tests.history.state import everything


@pytest.fixture
def paper(study):
    made = factories.source(study, "Framework2012", words="Annex B. The fund is pooled.")
    made.kind, made.title = "document", "Framework for delegation"
    made.save()
    return made


@pytest.fixture
def address(study, configuration):
    return url("document_new", study, configuration.pk)


def test_documents_are_offered_first(as_user, bob, paper, source, address):
    page = as_user(bob).get(address).content.decode()
    assert (
        page.index("Framework2012 Framework for delegation") < page.index("Other sources") < page.index(str(source.pk))
    )


def test_a_document_is_added_with_its_page_and_reference(as_user, bob, study, configuration, paper, address):
    item = configuration.contexts[0]
    sent = {"source": paper.pk, "page": "12–14", "reference": "Act 2012, s. 7", "item": item.pk, "stance": "supports"}
    sent |= {"use": "elicited", "comment": "Says so outright"}
    answer = as_user(bob).post(address, sent)
    assert answer["Location"] == url("configuration_detail", study, configuration.pk) + "#evidence"
    held = Evidence.objects.get()
    assert (held.source, held.extract, held.item, held.use, held.analyst) == (
        paper,
        None,
        item,
        "elicited",
        "Bob Tanner",
    )
    for shown in (url("configuration_detail", study, configuration.pk), url("board", study, "dementia")):
        page = " ".join(as_user(bob).get(shown).content.decode().split())
        assert "On page 12–14 of" in page
        assert "Act 2012, s. 7" in page


def test_its_page_can_be_changed_but_an_interview_has_none(as_user, bob, study, configuration, paper, extract):
    held = Evidence.objects.add(configuration, by=None, source=paper, page="12")
    spoken = Evidence.objects.add(configuration, by=None, extract=extract)
    client = as_user(bob)
    client.post(url("evidence_edit", study, held.pk), {"page": "13", "stance": "supports"})
    held.refresh_from_db()
    assert held.page == "13"
    assert 'name="page"' not in client.get(url("evidence_edit", study, spoken.pk)).content.decode()


def test_what_is_wrong_is_said(as_user, bob, study, counterpart, paper, address):
    for sent in ({}, {"source": paper.pk, "item": counterpart.contexts[0].pk}, {"source": paper.pk, "stance": "loud"}):
        assert as_user(bob).post(address, {"page": "1"} | sent).status_code == 422
    assert not Evidence.objects.exists()


def test_only_what_one_may_see_is_offered(as_user, study, paper, address):
    hidden = factories.source(study, "30001", site="A2")
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    assert "30001" not in as_user(dora).get(address).content.decode()
    assert as_user(dora).post(address, {"source": hidden.pk}).status_code == 422


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_add(request, as_user, paper, address, who, status):
    assert as_user(request.getfixturevalue(who)).post(address, {"source": paper.pk}).status_code == status
    assert as_user(request.getfixturevalue("bob")).put(address).status_code == 405


def test_it_is_undone(study, bob, configuration, paper):
    steps.over()
    before = everything()
    Evidence.objects.add(configuration, by=bob, source=paper, page="12", reference="Act 2012")
    steps.undo_last(study, bob)
    assert everything() == before
