"""The scan of a whole study: every field, every shape of a name, and nothing that is none."""

import re
from typing import Any

import pytest
from django.apps import apps
from django.db import models

from accounts import sealing
from accounts.models import Membership, Study
from exchange.leaks import Scan, scan
from exchange.leaks.shelves import FIELDS_LEFT_OUT, SHELVES, TABLES_LEFT_OUT, Shelf, texts_of
from interviews.leaks.names import squeezed
from interviews.models import ListedName, Memo, Participation, Place, SetAside, Source
from interviews.models.leaks import digest
from reports.models import Mention
from tests import factories
from tests.exchange.leaking import NAME, fill_and_take_out, take_out
from tests.walk import FLOORS

pytestmark = pytest.mark.django_db
FIELDS = [(shelf, field) for shelf in SHELVES for field in shelf.fields]


def scanned(study: Study, user: Any = None) -> Scan:
    return scan(Membership.objects.get(study=study, user=user) if user else Membership(study=study))


@pytest.fixture
def house(study, alice) -> Study:
    return fill_and_take_out(study, by=alice)


# Where


def test_a_study_without_the_names_has_no_leak(house):
    found = scanned(house)
    assert found.taken_out == () and found.sealed == "" and found.raw == ()
    assert found.texts > 50


def test_every_table_with_text_stands_on_a_shelf_or_is_left_out_with_a_reason():
    shelved = {shelf.model for shelf in SHELVES}
    forgotten = [
        model.__name__
        for model in apps.get_models()
        if model._meta.app_label in FLOORS
        and any(texts_of(model))
        and model not in shelved
        and not TABLES_LEFT_OUT.get(model._meta.label)
    ]
    assert forgotten == []
    assert {model._meta.label for model in shelved} & TABLES_LEFT_OUT.keys() == set()


def test_what_is_left_out_of_a_table_is_there_and_has_a_reason():
    for model, fields in FIELDS_LEFT_OUT.items():
        for name, reason in fields.items():
            assert model._meta.get_field(name) and reason


@pytest.mark.parametrize(("shelf", "field"), FIELDS, ids=[f"{shelf.what}: {field.name}" for shelf, field in FIELDS])
def test_a_name_planted_in_any_field_is_found(house, shelf: Shelf, field: models.Field):
    planted = plant(house, shelf, field)
    found = scanned(house).taken_out
    assert [each.what for each in found] == [shelf.what], found
    assert found[0].thing == planted and found[0].field == field.verbose_name
    assert squeezed(NAME).startswith(squeezed(found[0].words))


def plant(study: Study, shelf: Shelf, field: models.Field) -> Any:
    """Write the name into the field of a row; gives the thing under which it should be found."""
    rows = shelf.model._base_manager.filter(**{shelf.study: study.pk})
    row = rows.first()
    assert row, f"extend tests/filled.py by a {shelf.what}"
    short = (field.max_length or 1000) < len(NAME) + 9
    said = NAME if not short else NAME[: field.max_length]
    value: Any = f"Then {said} came" if not short else said
    if isinstance(field, models.SlugField):
        value = "with-siobhan-keane-hobbs"
    if isinstance(field, models.JSONField):
        value = {"noted": [value]} if field.name != "turns" else [turn_of(said)]
    rows.filter(pk=row.pk).update(**{field.name: value})
    if short:
        take_out(study, said)
    return rows.filter(pk=row.pk).values_list(shelf.thing, flat=True)[0]


def turn_of(speaker: str) -> dict[str, Any]:
    return {"start": 0, "end": 5, "speaker": speaker, "interviewer": False, "at": ""}


def test_a_finding_says_where_it_is_and_leads_there(house):
    house.configurations.order_by("number")[0].revise(by=None, note=f"Ask {NAME} again")
    (found,) = scanned(house).taken_out
    assert found.where == "Configuration CMO-01, note"
    assert (found.before, found.words, found.after) == ("Ask ", NAME, " again")
    assert found.address.startswith("/studies/dementia-care/configurations/")


def test_a_memo_leads_to_where_it_can_be_rewritten(house):
    Memo.objects.update(text=NAME)
    address = f"/studies/dementia-care/memos/{Memo.objects.get().pk}/"
    assert scanned(house).taken_out[0].address == address


def test_what_stands_around_the_words_is_cut_between_words(house):
    Memo.objects.update(text=f"{'before ' * 40}\n\n{NAME}, after{' after' * 40}")
    (found,) = scanned(house).taken_out
    assert found.before.startswith("…before ") and found.after.endswith(" after…")
    assert "\n" not in found.before and len(found.before) < 80


def test_in_the_words_of_a_source_it_leads_to_the_turn(house):
    source = house.sources.get()
    text = source.latest_text
    words = text.text.replace("the memory clinic", "Keane-Hobbs’s clinic")
    take_out(house, "Keane-Hobbs")
    source.texts.filter(pk=text.pk).update(text=words)
    (found,) = scanned(house).taken_out
    assert (found.words, found.field) == ("Keane-Hobbs", "text")
    assert re.search(r"/sources/[\w-]+/read/#turn-4$", found.address)


def test_the_same_words_in_a_thing_are_one_finding(house):
    Memo.objects.update(text=f"{NAME}, {NAME} and SIOBHAN KEANE HOBBS")
    (found,) = scanned(house).taken_out
    assert found.count == 3


# What


def test_an_extract_that_repeats_the_words_of_its_source_is_not_told_twice(house):
    take_out(house, "same room")
    assert [each.what for each in scanned(house).taken_out] == ["source text", "report block"]
    house.sources.get().latest_text.extracts.update(start=3, end=26)
    assert "extract" in {each.what for each in scanned(house).taken_out}


def test_sources_that_were_never_anonymised_are_named_and_their_words_left(house):
    Source.objects.update(status="imported")
    take_out(house, "same room")
    Source.objects.update(status="imported")
    found = scanned(house)
    assert found.raw == ("20417",)
    assert {each.what for each in found.taken_out} == {"report block"}  # its mark quotes them


def test_names_of_the_list_of_the_study_leak_too(house):
    sealed = sealing.seal(house, '{"form": "Priya Ramanathan", "entity": ""}')
    ListedName.objects.create(study=house, type="person", sealed=sealed)
    Memo.objects.update(text="Ask Priya Ramanathan")
    assert [each.words for each in scanned(house).taken_out] == ["Priya Ramanathan"]


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Keane-Hobbs said", "taken out"),
        ("then keane came", "taken out"),
        ("Mrs Keane", "taken out"),
        ("Siobhan wrote", "perhaps"),
        ("Chevonne wrote", "perhaps"),
        ("they shove it", None),
        ("Dr A and Dr B", None),
    ],
)
def test_what_follows_from_a_name_is_found_too(house, said, kind):
    take_out(house, "JB", label="Dr B")
    Memo.objects.update(text=said)
    assert [each.kind for each in scanned(house).findings] == ([kind] if kind else [])


def test_what_is_only_proposed_or_left_as_it_is_does_not_leak(house):
    take_out(house, "Brookfield House", type="place")
    house.replacements.filter(type="place").update(state="rejected")
    sealed = sealing.seal(house, '{"form": "Brookfield House", "entity": ""}')
    ListedName.objects.create(study=house, type="place", sealed=sealed)
    Memo.objects.update(text="At Brookfield House, and in the same room")
    assert scanned(house).findings == ()


def test_a_place_that_a_person_left_as_it_is_does_not_leak(house):
    replacement = take_out(house, "partnership change", type="organisation", label="[body A]")
    text = house.sources.get().latest_text
    assert len(scanned(house).taken_out) == 1
    start = text.text.index("partnership change")
    Place.objects.create(
        replacement=replacement, text=text, start=start, end=start + len("partnership change"), state="rejected"
    )
    assert scanned(house).taken_out == ()


def test_new_identifiers_are_told_and_names_with_titles_perhaps(house):
    Memo.objects.update(text="Ring Dr Okafor on 01632 960417, NHS number 943 476 5919; not Dr A")
    found = scanned(house)
    assert [(each.words, each.type) for each in found.new] == [
        ("01632 960417", "phone"),
        ("943 476 5919", "nhs_number"),
    ]
    assert [each.words for each in found.perhaps] == ["Dr Okafor"]


def test_a_number_that_was_taken_out_is_found_however_it_is_grouped(house):
    take_out(house, "0161 496 0123", type="phone", label="[phone]")
    Memo.objects.update(text="Ring 01614960123 or (0161) 4960 123")
    (found,) = scanned(house).taken_out
    assert (found.words, found.count) == ("01614960123", 2)


def test_the_team_is_not_taken_for_a_leak(house):
    Memo.objects.update(author=NAME)
    house.reports.update(authors=NAME, contact="k@example.org")
    assert scanned(house).findings == ()


def test_without_the_key_only_new_identifiers_are_found_and_it_says_so(house, alice):
    sealing.destroy(house, by=alice)
    Memo.objects.update(text=f"{NAME}, k@example.org")
    found = scanned(house)
    assert [each.words for each in found.findings] == ["k@example.org"]
    assert "destroyed" in found.sealed


def test_what_was_set_aside_is_told_apart(house, bob):
    Memo.objects.update(text=f"{NAME} again")
    (found,) = scanned(house).taken_out
    SetAside.objects.note(house, found.thing, digest(house.pk, "SIOBHAN KEANE HOBBS"), by=bob)
    again = scanned(house)
    assert again.findings == () and len(again.aside) == 1
    house.configurations.order_by("number")[0].revise(by=None, note=NAME)
    assert len(scanned(house).findings) == 1


def test_of_another_study_nothing_is_seen(house, charlie):
    other = Study.objects.get(slug="charlies")
    Memo.objects.create(study=other, text=NAME)
    assert scanned(house).taken_out == ()
    assert scanned(other).findings == ()


def test_the_name_of_a_replacement_is_for_owners(house, alice, bob):
    Memo.objects.update(text=NAME)
    assert scanned(house, alice).findings[0].entity == str(house.replacements.get(label="Dr A").pk)
    assert scanned(house, bob).findings[0].entity == ""


def test_a_restricted_analyst_is_told_of_what_they_see_alone(house):
    anna = factories.member(house, "Anna Bright", "analyst", sites=[house.sites.get(code="A2")])
    source = house.sources.get()
    source.summary = source.title = NAME
    source.save()
    Participation.objects.update(role=NAME)
    Memo.objects.update(text=NAME)
    source.latest_text.extracts.update(published=NAME)
    house.participants.update(note=NAME)
    Mention.objects.update(given=NAME)
    house.codes.filter(name="Trust").update(name=NAME)
    told = scanned(house, anna)
    assert {each.what for each in told.findings} == {"code"}
    assert len(scanned(house).findings) > 6
    assert told.texts < scanned(house).texts
