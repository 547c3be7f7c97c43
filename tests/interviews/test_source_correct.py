"""Correcting a typing error after coding, and the history of the words."""

import pytest
from django.urls import reverse

from accounts import sealing
from accounts.models import JournalEntry
from interviews.anonymise import applying
from interviews.models import Extract, Place, Replacement
from tests import factories

pytestmark = pytest.mark.django_db
SAID = "Well, we sat in the same room, so you couldn’t just pass people on. It was, you know, awkward at first."


@pytest.fixture
def source(study):
    return factories.source(study)


@pytest.fixture
def page(study, source):
    return reverse("interviews:source_correct", kwargs={"slug": study.slug, "pk": source.pk})


@pytest.fixture
def back(study, source):
    return reverse("interviews:source_step_back", kwargs={"slug": study.slug, "pk": source.pk})


@pytest.fixture
def details(study, source):
    return reverse("interviews:source_edit", kwargs={"slug": study.slug, "pk": source.pk})


@pytest.fixture
def anonymised(study, source, alice):
    start = source.latest_text.text.index("memory clinic")
    label = Replacement.objects.create(
        study=study, type="organisation", label="[clinic A]", sealed=sealing.seal(study, "x"), state="accepted"
    )
    Place.objects.create(replacement=label, text=source.latest_text, start=start, end=start + 13)
    applying.apply(study, sources=[source], by=alice)
    return source


def at(source, words: str) -> str:
    return f"?at={source.latest_text.text.index(words)}"


def test_a_turn_is_corrected_and_its_extract_goes_with_it(as_user, bob, source, page):
    extract = factories.extract(source, "It was, you know, awkward at first", by=bob)
    page += at(source, "awkward")
    shown = as_user(bob).get(page)
    assert shown.context["form"].initial["words"] == SAID
    assert "Turn 2 of 4: Respondent" in shown.text
    assert "1 extract stands on these words" in shown.text
    sent = {"words": SAID.replace("awkward", "odd"), "version": 1, "reason": "misheard"}
    response = as_user(bob).post(page, sent, follow=True)
    assert response.redirect_chain[-1][0].endswith("/read/#turn-2")
    assert "were corrected" in response.text
    extract.refresh_from_db()
    assert extract.quote == "It was, you know, odd at first"
    text = source.latest_text
    assert (text.version, text.made_by, text.reason) == (2, bob, "misheard")
    assert JournalEntry.objects.filter(deed="corrected", thing=source.pk, by=bob).count() == 1


@pytest.mark.parametrize("words", [f"{SAID} So there.", f"Oh. {SAID}", f"({SAID})"])
def test_words_put_in_at_the_edge_of_a_turn_belong_to_it(as_user, bob, source, page, words):
    as_user(bob).post(page + at(source, "awkward"), {"words": words, "version": 1})
    text = source.latest_text
    turn = text.spoken[1]
    assert text.text[turn.start : turn.end] == words


def test_the_turn_at_a_label_or_after_the_end_is_found_too(as_user, bob, page):
    turns = {at: as_user(bob).get(page + at).context["chosen"].number for at in ("", "?at=63", "?at=99999", "?at=x")}
    assert turns == {"": 1, "?at=63": 2, "?at=99999": 4, "?at=x": 1}


def test_words_are_found(as_user, bob, page):
    one = as_user(bob).get(page, {"find": "MEMORY clinic"})
    assert one.context["chosen"].number == 4
    two = as_user(bob).get(page, {"find": "then"})
    assert [each.number for each in two.context["found"]] == [3, 4]
    assert "Found in turns" in two.text
    assert "stands nowhere" in as_user(bob).get(page, {"find": "budgie"}).text


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (SAID, "Nothing was changed"),
        (SAID.replace("\n", "\r\n") + "  ", "Nothing was changed"),
        ("  ", "keeps at least a word"),
        (SAID + "\n\nInterviewer: And?", "read as a speaker label"),
    ],
)
def test_what_cannot_be_saved_says_why(as_user, bob, source, page, words, sentence):
    response = as_user(bob).post(page + at(source, "awkward"), {"words": words, "version": 1})
    assert response.status_code == 422
    assert sentence in response.text
    assert source.texts.count() == 1


@pytest.mark.parametrize("version", ["", "0", "x", "2"])
def test_words_that_moved_on_meanwhile_are_not_overwritten(as_user, bob, source, page, version):
    response = as_user(bob).post(page + at(source, "awkward"), {"words": "Something else.", "version": version})
    assert response.status_code == 422
    assert "Something else." in response.text
    assert source.texts.count() == 1


def test_what_could_not_be_carried_is_told(as_user, bob, source, page):
    factories.extract(source, "you know", by=bob)
    printed = factories.extract(source, "couldn’t just pass people on", by=bob)
    printed.print_as("couldn’t … people on", by=bob)
    sent = {
        "words": SAID.replace(" you know,", "").replace("couldn’t just pass people", "could pass folk"),
        "version": 1,
    }
    response = as_user(bob).post(page + at(source, "awkward"), sent, follow=True)
    assert "lost all its words and stays with the version before: “you know”" in response.text
    assert "printed form of “could pass folk on” did not fit any more" in response.text


def test_the_details_show_every_version(as_user, bob, source, page, details):
    sent = {"words": SAID.replace("awkward", "odd"), "version": 1, "reason": "misheard on <tape>"}
    as_user(bob).post(page + at(source, "awkward"), sent)
    shown = as_user(bob).get(details)
    assert [text.version for text in shown.context["history"]["versions"]] == [2, 1]
    assert "misheard on &lt;tape&gt;" in shown.text
    assert "Step back to the words of version 1" in shown.text


def test_the_number_of_queries_does_not_grow_with_versions(
    as_user, bob, source, page, details, django_assert_max_num_queries
):
    with django_assert_max_num_queries(40) as first:
        as_user(bob).get(details)
        asked = len(first)
    for version, word in enumerate(["odd", "strange", "curious"], 1):
        sent = {"words": SAID.replace("awkward", word), "version": version}
        assert as_user(bob).post(page + at(source, "Well, "), sent).status_code == 302
    with django_assert_max_num_queries(asked):
        as_user(bob).get(details)


def test_an_analyst_steps_back_from_a_correction(as_user, bob, source, page, back):
    as_user(bob).post(page + at(source, "awkward"), {"words": SAID.replace("awkward", "odd"), "version": 1})
    response = as_user(bob).post(back, {"version": 2}, follow=True)
    assert "has its earlier words again" in response.text
    assert SAID in source.latest_text.text
    assert source.latest_text.version == 3


def test_stepping_back_from_older_words_is_refused(as_user, bob, source, page, back):
    as_user(bob).post(page + at(source, "awkward"), {"words": SAID.replace("awkward", "odd"), "version": 1})
    assert "changed meanwhile" in as_user(bob).post(back, {"version": 1}, follow=True).text
    assert (
        "never changed"
        in as_user(bob)
        .post(back.replace(str(source.pk), str(factories.source(source.study, "30001").pk)), follow=True)
        .text
    )
    assert source.texts.count() == 2


def test_only_an_owner_brings_names_back(as_user, alice, bob, anonymised, back, details):
    assert "An owner of the study can bring them back" in as_user(bob).get(details).text
    assert as_user(bob).post(back).status_code == 403
    assert "Bring the names back" in as_user(alice).get(details).text
    as_user(alice).post(back, {"version": 2})
    assert "memory clinic" in anonymised.latest_text.text
    assert "apply the replacements again" in as_user(alice).get(details).text
    assert "apply the replacements again" in as_user(alice).post(back, follow=True).text


def test_with_the_key_gone_a_sentence_says_so(as_user, study, alice, anonymised, back):
    sealing.destroy(study, by=alice)
    assert "key of this study was destroyed" in as_user(alice).post(back, follow=True).text
    assert "memory clinic" not in anonymised.latest_text.text


def test_a_source_without_words_has_none_to_correct(as_user, bob, study):
    empty = factories.source(study, "30001", words="")
    address = reverse("interviews:source_correct", kwargs={"slug": study.slug, "pk": empty.pk})
    assert "no words to correct" in as_user(bob).get(address, follow=True).text


def test_strangers_and_readers_change_nothing(as_user, rita, charlie, source, page, back):
    for address in (page, back):
        assert as_user(charlie).post(address).status_code == 404
        assert as_user(rita).post(address).status_code == 403
    assert as_user(rita).get(page).status_code == 403
    assert source.texts.count() == 1


def test_each_address_takes_its_methods_alone(as_user, bob, page, back):
    assert as_user(bob).put(page).status_code == 405
    assert as_user(bob).get(back).status_code == 405


def test_a_restricted_analyst_corrects_sources_of_given_sites_alone(as_user, study, source, page):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    assert as_user(sam).get(page).status_code == 404


def test_the_reading_page_leads_to_the_correction(as_user, bob, rita, source, page):
    extract = factories.extract(source, "awkward", by=bob)
    read = reverse("interviews:source_read", kwargs={"slug": source.study.slug, "pk": source.pk})
    assert f"{page}?at={extract.start}" in as_user(bob).get(read, {"extract": extract.pk}).text
    assert page not in as_user(rita).get(read, {"extract": extract.pk}).text
    assert Extract.objects.count() == 1


def test_the_panel_of_an_extract_fetched_alone_leads_there_too(as_user, bob, source, page):
    extract = factories.extract(source, "awkward", by=bob)
    panel = reverse("interviews:extract_detail", kwargs={"slug": source.study.slug, "pk": extract.pk})
    assert f"{page}?at={extract.start}" in as_user(bob).get(panel, headers={"HX-Request": "true"}).text
