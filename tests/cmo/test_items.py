"""Items, changed in place: as plain forms, and as fragments."""

import pytest

from cmo.models import Activation, Evidence, Item
from tests.cmo.litany import HTMX, url


@pytest.fixture
def item(configuration):
    return configuration.contexts[0]


def texts(configuration, role):
    return list(configuration.items.filter(role=role).values_list("text", flat=True))


def test_item_is_added_by_a_plain_form(as_user, bob, study, configuration):
    address = f"{url('item_new', study, configuration.pk)}?column=mechanism"
    answer = as_user(bob).post(address, {"role": "resource", "text": " A weekly meeting "})
    assert answer["Location"] == f"{url('board', study, 'dementia')}#CMO-01"
    assert texts(configuration, "resource") == ["A weekly meeting"]
    assert study.journal.filter(deed="added", kind="item").count() == 1


def test_item_is_added_in_place(as_user, bob, study, configuration):
    address = f"{url('item_new', study, configuration.pk)}?column=outcome"
    asked = {"role": "outcome", "text": "Some wait longer", "unintended": "on"}
    answer = as_user(bob).post(address, asked, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert page.startswith("\n<tr class=") or page.lstrip().startswith("<tr")
    assert "Some wait longer" in page
    assert "unintended" in page
    assert not Item.objects.get(text="Some wait longer").intended


def test_form_in_place_comes_back_where_it_stood(as_user, bob, study, configuration):
    address = f"{url('item_new', study, configuration.pk)}?column=context"
    form = as_user(bob).get(address, headers=HTMX)
    assert "<html" not in form.content.decode()
    refused = as_user(bob).post(address, {"role": "context", "text": "  "}, headers=HTMX)
    assert refused.status_code == 422
    assert refused["HX-Retarget"] == f"#add-{configuration.pk}-context"


def test_a_column_offers_its_own_roles_alone(as_user, bob, study, configuration):
    address = f"{url('item_new', study, configuration.pk)}?column=context"
    assert as_user(bob).post(address, {"role": "outcome", "text": "Out of place"}).status_code == 422
    assert not Item.objects.filter(text="Out of place").exists()


def test_plain_form_is_a_page(as_user, bob, study, configuration, item):
    for address in (url("item_new", study, configuration.pk), url("item_edit", study, item.pk)):
        page = as_user(bob).get(address)
        assert page.status_code == 200
        assert "<html" in page.content.decode()
        assert as_user(bob).post(address, {"text": "", "role": "context"}).status_code == 422


def test_item_moves_to_another_role_and_comes_last_there(as_user, bob, study, configuration, item):
    configuration.add_item("reasoning", "They know each other", by=None)
    as_user(bob).post(url("item_edit", study, item.pk), {"text": "One building, at last", "role": "reasoning"})
    assert texts(configuration, "reasoning") == ["They know each other", "One building, at last"]
    assert texts(configuration, "context") == []


def test_only_an_outcome_can_be_unintended(as_user, bob, study, item):
    as_user(bob).post(url("item_edit", study, item.pk), {"text": "One", "role": "context", "unintended": "on"})
    item.refresh_from_db()
    assert item.intended


def test_item_moves_up_and_down_among_its_like(as_user, bob, study, configuration, item):
    second = configuration.add_item("context", "Two employers", by=None)
    as_user(bob).post(url("item_move", study, second.pk), {"step": "up"})
    assert texts(configuration, "context") == ["Two employers", item.text]
    as_user(bob).post(url("item_move", study, second.pk), {"step": "up"})
    assert texts(configuration, "context") == ["Two employers", item.text]
    answer = as_user(bob).post(url("item_move", study, second.pk), {"step": "down"}, headers=HTMX)
    assert texts(configuration, "context") == [item.text, "Two employers"]
    page = answer.content.decode()
    assert page.index(item.text) < page.index("Two employers")


def test_item_goes_to_the_next_column_and_to_a_place_in_any(as_user, bob, study, configuration, item):
    address = url("item_move", study, item.pk)
    as_user(bob).post(address, {"step": "right"})
    assert texts(configuration, "mechanism")[-1] == item.text
    first = configuration.items.filter(role="mechanism").first()
    as_user(bob).post(address, {"column": "mechanism", "before": str(first.pk)}, headers=HTMX)
    assert texts(configuration, "mechanism")[0] == item.text
    as_user(bob).post(address, {"step": "left"})
    assert texts(configuration, "context") == [item.text]
    answer = as_user(bob).post(address, {"column": "nowhere"}, headers=HTMX)
    assert "Choose one of the columns" in answer["HX-Trigger"]


def test_menu_of_an_item_is_fetched_and_without_scripts_is_its_page(as_user, bob, rita, study, item):
    address = url("item_menu", study, item.pk)
    assert "Move one column right" in as_user(bob).get(address, headers=HTMX).content.decode()
    page = as_user(bob).get(address, follow=True).content.decode()
    assert "Move one column right" in page
    assert "Remove" in page
    assert as_user(rita).get(address).status_code == 403
    assert as_user(bob).post(address).status_code == 405


def test_item_is_removed(as_user, bob, study, configuration, item):
    answer = as_user(bob).post(url("item_remove", study, item.pk), headers=HTMX)
    assert "No context yet" in answer.content.decode()
    assert texts(configuration, "context") == []


def test_item_with_evidence_stays_and_says_why(as_user, bob, study, configuration, item, extract):
    Evidence.objects.add(configuration, by=None, extract=extract, item=item)
    answer = as_user(bob).post(url("item_remove", study, item.pk), headers=HTMX)
    assert "still used in evidence" in answer["HX-Trigger"]
    page = as_user(bob).post(url("item_remove", study, item.pk), follow=True).content.decode()
    assert "still used in evidence" in page
    assert Item.objects.filter(pk=item.pk).exists()


def test_item_with_an_activation_stays(study, item):
    Activation.objects.create(item=item, site=study.sites.first(), activation="weak")
    with pytest.raises(Exception, match="still used in activations"):
        item.remove(by=None)


def test_cells_are_a_fragment_for_htmx_and_a_way_back_otherwise(as_user, rita, study, configuration):
    address = url("item_list", study, configuration.pk)
    assert "One building" in as_user(rita).get(address, headers=HTMX).content.decode()
    assert as_user(rita).get(address).status_code == 302


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_may_not_change_items(request, as_user, study, configuration, item, who, status):
    client = as_user(request.getfixturevalue(who))
    asked = {"text": "Mine now", "role": "context"}
    for address in (
        url("item_new", study, configuration.pk),
        *(url(name, study, item.pk) for name in ("item_edit", "item_move", "item_remove")),
    ):
        assert client.post(address, asked).status_code == status
    assert texts(configuration, "context") == [item.text]


def test_wrong_method(as_user, bob, study, configuration, item):
    client = as_user(bob)
    assert client.get(url("item_move", study, item.pk)).status_code == 405
    assert client.get(url("item_remove", study, item.pk)).status_code == 405
    assert client.post(url("item_list", study, configuration.pk)).status_code == 405


def test_item_of_another_study_gets_404(as_user, charlie, item):
    own = charlie.memberships.get().study
    assert as_user(charlie).post(url("item_remove", own, item.pk)).status_code == 404
