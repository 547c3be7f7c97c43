"""Evidence from extracts: sent, judged, removed."""

import pytest

from cmo.models import Configuration, Evidence, Item
from interviews.models import ExtractSite
from tests import factories
from tests.cmo.litany import HTMX, url


@pytest.fixture
def address(study, extract):
    return url("extract_evidence", study, extract.pk)


def test_reader_sees_what_the_extract_serves_and_no_form(as_user, rita, configuration, extract, address):
    Evidence.objects.add(configuration, by=None, extract=extract, stance="refines")
    page = as_user(rita).get(address, headers=HTMX).content.decode()
    assert "CMO-01" in page
    assert "Refines" in page
    assert "<form" not in page
    assert "<html" not in page


def test_it_is_a_page_too(as_user, bob, configuration, address):
    page = as_user(bob).get(address).content.decode()
    assert "<html" in page
    assert "you couldn’t just pass people on" in page
    assert "Sharing a room" in page


def test_configurations_of_the_tracer_come_first(as_user, bob, study, address):
    factories.configuration(study, tracer="screening", label="Elsewhere")
    factories.configuration(study, label="Of this tracer")
    page = as_user(bob).get(address).content.decode()
    assert page.index("Of this tracer") < page.index("Elsewhere")


def test_what_was_set_aside_is_not_offered(as_user, bob, configuration, address):
    configuration.revise(by=None, state="set aside")
    assert "Sharing a room" not in as_user(bob).get(address).content.decode()


def test_extract_is_sent_for_the_whole(as_user, bob, study, configuration, extract, address):
    asked = {"configuration": configuration.pk, "stance": "supports", "use": "tests", "comment": "In passing"}
    answer = as_user(bob).post(address, asked)
    evidence = Evidence.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, address)
    assert (evidence.extract, evidence.item, evidence.source) == (extract, None, extract.source)
    assert (evidence.stance, evidence.use, evidence.comment) == ("supports", "tests", "In passing")
    assert (evidence.by, evidence.analyst) == (bob, "Bob Tanner")
    assert study.journal.filter(deed="added", thing=evidence.pk).exists()


def test_htmx_gets_the_fragment_anew(as_user, bob, configuration, address):
    answer = as_user(bob).post(address, {"configuration": configuration.pk, "stance": "contradicts"}, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Contradicts" in page
    assert "<html" not in page
    assert "selected>Contradicts" not in page  # the form is fresh


def test_extract_is_sent_for_one_item(as_user, bob, configuration, address):
    item = configuration.mechanisms[0]
    as_user(bob).post(address, {"configuration": configuration.pk, "place": item.pk})
    assert Evidence.objects.get().item == item


def test_item_of_another_configuration_is_refused(as_user, bob, configuration, counterpart, address):
    asked = {"configuration": configuration.pk, "place": counterpart.mechanisms[0].pk}
    answer = as_user(bob).post(address, asked)
    assert answer.status_code == 422
    assert "belongs to another configuration" in answer.content.decode()
    assert not Evidence.objects.exists()


@pytest.mark.parametrize("role", ["context", "mechanism", "resource", "reasoning", "outcome"])
def test_extract_is_sent_as_a_new_item(as_user, bob, configuration, address, role):
    as_user(bob).post(address, {"configuration": configuration.pk, "place": role, "text": "Nobody hides"})
    item = Item.objects.get(text="Nobody hides")
    assert (item.role, item.configuration) == (role, configuration)
    assert Evidence.objects.get().item == item


def test_without_words_of_ones_own_the_extracts_are_taken(as_user, bob, configuration, address):
    as_user(bob).post(address, {"configuration": configuration.pk, "place": "reasoning"})
    assert Item.objects.get(role="reasoning").text == "you couldn’t just pass people on"


def test_extract_begins_a_new_configuration(as_user, bob, study, extract, address):
    as_user(bob).post(address, {"configuration": "new", "place": "context", "text": "In one room"})
    made = Configuration.objects.get()
    assert (made.tracer.code, made.state, made.kind) == ("dementia", "draft", "observed")
    assert [str(site) for site in made.sites.all()] == ["Area 1"]
    assert [item.text for item in made.contexts] == ["In one room"]
    assert Evidence.objects.get().configuration == made


def test_new_configuration_stands_at_the_site_spoken_of(as_user, bob, study, extract, address):
    ExtractSite.objects.create(extract=extract, site=study.sites.get(code="A2"))
    as_user(bob).post(address, {"configuration": "new"})
    made = Configuration.objects.get()
    assert [str(site) for site in made.sites.all()] == ["Area 2"]
    assert made.label == "you couldn’t just pass people on"


def test_sent_again_the_judgement_is_changed(as_user, bob, configuration, address):
    for stance in ("supports", "contradicts"):
        as_user(bob).post(address, {"configuration": configuration.pk, "stance": stance})
    assert Evidence.objects.get().stance == "contradicts"


def test_nothing_chosen_is_refused(as_user, bob, address):
    for configuration in ("", "nonsense"):
        answer = as_user(bob).post(address, {"configuration": configuration}, headers=HTMX)
        assert answer.status_code == 422
        assert "could not be saved yet" in answer.content.decode()


def test_choosing_a_configuration_offers_its_items_alone(as_user, bob, configuration, counterpart, address):
    configuration.add_item("reasoning", "Only in the first", by=None)
    counterpart.add_item("reasoning", "Only in the second", by=None)
    asked = {"configuration": counterpart.pk, "comment": "half written"}
    page = as_user(bob).get(address, asked, headers=HTMX).content.decode()
    assert "Only in the second" in page
    assert "Only in the first" not in page
    assert "half written" in page


@pytest.mark.parametrize(("who", "get", "post"), [("rita", 200, 403), ("charlie", 404, 404)])
def test_others_may_not_send(request, as_user, configuration, address, who, get, post):
    client = as_user(request.getfixturevalue(who))
    assert client.get(address).status_code == get
    assert client.post(address, {"configuration": configuration.pk}).status_code == post
    assert not Evidence.objects.exists()


def test_hidden_extract_gets_404(as_user, study):
    hidden = factories.extract(factories.source(study, "30001", site="A2"), "awkward at first")
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    assert as_user(dora).get(url("extract_evidence", study, hidden.pk)).status_code == 404


def test_wrong_method(as_user, bob, study, configuration, extract, address):
    evidence = Evidence.objects.add(configuration, by=None, extract=extract)
    assert as_user(bob).put(address).status_code == 405
    assert as_user(bob).get(url("evidence_remove", study, evidence.pk)).status_code == 405
    assert as_user(bob).put(url("evidence_edit", study, evidence.pk)).status_code == 405


def test_number_of_queries_does_not_grow(as_user, bob, study, extract, address, django_assert_max_num_queries):
    client = as_user(bob)

    def grow(number):
        for _ in range(number):
            Evidence.objects.add(factories.configuration(study), by=None, extract=extract)

    grow(1)
    with django_assert_max_num_queries(100) as few:
        client.get(address)
    grow(4)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


@pytest.fixture
def evidence(configuration, extract):
    return Evidence.objects.add(configuration, by=None, extract=extract)


def test_analyst_judges(as_user, bob, study, configuration, evidence):
    address = url("evidence_edit", study, evidence.pk)
    assert "you couldn’t just pass people on" in as_user(bob).get(address).content.decode()
    asked = {"stance": "contradicts", "item": configuration.outcomes[0].pk, "comment": "Only here"}
    answer = as_user(bob).post(address, asked)
    evidence.refresh_from_db()
    assert answer["Location"] == f"{url('board', study, 'dementia')}#CMO-01"
    assert (evidence.stance, evidence.comment, evidence.by) == ("contradicts", "Only here", bob)
    assert evidence.item == configuration.outcomes[0]


def test_wrong_judgement_is_refused(as_user, bob, study, counterpart, evidence):
    address = url("evidence_edit", study, evidence.pk)
    assert as_user(bob).post(address, {"stance": "perhaps"}).status_code == 422
    assert as_user(bob).post(address, {"item": counterpart.outcomes[0].pk}).status_code == 422


def test_evidence_is_removed_and_the_extract_stays(as_user, bob, study, extract, evidence):
    answer = as_user(bob).post(url("evidence_remove", study, evidence.pk))
    assert answer.status_code == 302
    assert not Evidence.objects.exists()
    extract.refresh_from_db()


def test_removing_in_place_answers_the_panel(as_user, bob, study, evidence):
    page = as_user(bob).post(url("evidence_remove", study, evidence.pk), headers=HTMX).content.decode()
    assert "No configuration stands on these words yet" in page


@pytest.mark.parametrize("name", ["evidence_edit", "evidence_remove"])
@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_judge(request, as_user, study, evidence, name, who, status):
    client = as_user(request.getfixturevalue(who))
    assert client.post(url(name, study, evidence.pk), {"stance": "supports"}).status_code == status
    assert Evidence.objects.get().stance == ""
