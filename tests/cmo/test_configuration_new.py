"""Writing a configuration, and editing one."""

import pytest

from cmo.models import Configuration
from tests.cmo.litany import url


@pytest.fixture
def asked(study):
    return {
        "label": "Sharing a room",
        "context": "One building\r\n\r\nTwo employers ",
        "mechanism": "Staff feel answerable",
        "outcome": "",
        "kind": "observed",
        "state": "draft",
        "tracer": study.tracers.get(code="dementia").pk,
        "sites": [study.sites.get(code="A1").pk],
        "themes": [study.themes.get().pk],
    }


def test_analyst_writes_one_with_an_item_a_line(as_user, bob, study, asked):
    answer = as_user(bob).post(url("configuration_new", study), asked)
    made = Configuration.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, f"{url('board', study, 'dementia')}#CMO-01")
    assert [item.text for item in made.contexts] == ["One building", "Two employers"]
    assert [str(site) for site in made.sites.all()] == ["Area 1"]
    assert [str(theme) for theme in made.themes.all()] == ["Shared budgets"]
    assert study.journal.get(thing=made.pk).deed == "wrote"


def chosen(page) -> str:
    return str(page.context["form"]["tracer"].value() or "")


def test_the_tracer_is_chosen_by_the_address_or_because_there_is_only_one(as_user, bob, study):
    client, address = as_user(bob), url("configuration_new", study)
    screening = study.tracers.get(code="screening")
    assert chosen(client.get(address)) == ""
    assert chosen(client.get(address, {"tracer": "screening"})) == str(screening.pk)
    screening.delete()
    assert chosen(client.get(address)) == str(study.tracers.get().pk)


def test_codes_go_on_counting(as_user, bob, study, configuration, asked):
    as_user(bob).post(url("configuration_new", study), asked)
    assert [one.code for one in Configuration.objects.all()] == ["CMO-01", "CMO-02"]


def test_nothing_at_all_is_refused(as_user, bob, study):
    answer = as_user(bob).post(url("configuration_new", study), {"kind": "observed", "state": "draft"})
    assert answer.status_code == 422
    assert "at least one item" in answer.content.decode()
    assert not Configuration.objects.exists()


def test_site_of_another_study_is_refused(as_user, bob, study, charlie, asked):
    asked["sites"] = [charlie.memberships.get().study.sites.first().pk]
    assert as_user(bob).post(url("configuration_new", study), asked).status_code == 422


def test_the_tracer_of_the_board_is_chosen_already(as_user, bob, study):
    page = as_user(bob).get(url("configuration_new", study), {"tracer": "screening"})
    assert page.context["form"]["tracer"].value() == study.tracers.get(code="screening").pk


@pytest.mark.parametrize("name", ["configuration_new", "configuration_edit"])
@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_write(request, as_user, study, configuration, asked, name, who, status):
    args = [configuration.pk] if name == "configuration_edit" else []
    client = as_user(request.getfixturevalue(who))
    assert client.get(url(name, study, *args)).status_code == status
    assert client.post(url(name, study, *args), asked).status_code == status
    assert Configuration.objects.count() == 1


def test_wrong_method(as_user, bob, study, configuration):
    assert as_user(bob).put(url("configuration_new", study)).status_code == 405
    assert as_user(bob).put(url("configuration_edit", study, configuration.pk)).status_code == 405


def test_analyst_edits_label_sentence_and_sites_but_not_the_state(as_user, bob, study, configuration, asked):
    asked |= {"statement": "A shared room makes people answer to each other.", "state": "working", "sites": []}
    address = url("configuration_edit", study, configuration.pk)
    answer = as_user(bob).post(address, asked | {"next": url("configuration_list", study)})
    configuration.refresh_from_db()
    assert answer["Location"] == url("configuration_list", study)
    assert (configuration.statement, configuration.state) == (asked["statement"], "draft")
    assert not configuration.sites.exists()


def test_the_way_back_never_leaves_the_house(as_user, bob, study, configuration, asked):
    address = url("configuration_edit", study, configuration.pk)
    for elsewhere in ("https://example.org/", "//example.org/", "javascript:alert(1)"):
        answer = as_user(bob).post(address, asked | {"next": elsewhere})
        assert answer["Location"] == f"{url('board', study, 'dementia')}#CMO-01"


def test_configuration_of_another_study_gets_404(as_user, charlie, configuration):
    own = charlie.memberships.get().study
    assert as_user(charlie).get(url("configuration_edit", own, configuration.pk)).status_code == 404
