import uuid

import pytest
from django.urls import reverse

from interviews.models import Code, Extract
from tests import factories

HTMX = {"HX-Request": "true"}
QUOTE = "we sat in the same room"


@pytest.fixture
def source(study):
    return factories.source(study)


@pytest.fixture
def trust(study):
    return factories.code(study, "Trust")


def address(source) -> str:
    return reverse("interviews:extract_list", kwargs={"slug": source.study.slug, "pk": source.pk})


def place(source, quote: str = QUOTE) -> dict[str, object]:
    start = source.latest_text.text.index(quote)
    return {"version": 1, "start": start, "end": start + len(quote)}


def test_words_are_coded_and_one_comes_back_to_them(as_user, bob, source, trust):
    answer = as_user(bob).post(address(source), {**place(source), "codes": [trust.pk]})
    extract = Extract.objects.get()
    assert (extract.quote, extract.speaker, extract.made_by) == (QUOTE, "Respondent", bob)
    assert list(extract.codes.all()) == [trust]
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"/read/?extract={extract.pk}#extract-{extract.pk}")


def test_the_browser_names_the_extract_and_may_ask_twice(as_user, bob, source, trust):
    wanted = uuid.uuid4()
    for _ in range(2):
        answer = as_user(bob).post(address(source), {"id": wanted, **place(source), "codes": [trust.pk]}, headers=HTMX)
        assert answer.status_code == 200
    assert Extract.objects.get().pk == wanted


def test_the_answer_brings_the_turn_the_panel_and_the_count(as_user, bob, source, trust):
    answer = as_user(bob).post(address(source), {**place(source), "codes": [trust.pk]}, headers=HTMX).content.decode()
    assert '<section class="turn' in answer
    assert 'id="turn-2"' in answer
    assert 'id="turn-1"' not in answer
    assert f'data-extract="{Extract.objects.get().pk}"' in answer
    assert f'id="count-{trust.pk}" hx-swap-oob="true">1</span>' in answer
    assert "<html" not in answer


def test_a_brief_answer_leaves_the_panel_out(as_user, bob, source, trust):
    sent = {**place(source), "codes": [trust.pk], "briefly": ""}
    answer = as_user(bob).post(address(source), sent, headers=HTMX).content.decode()
    assert 'id="turn-2"' in answer
    assert "extract-panel" not in answer
    assert "count-" not in answer


def test_a_brief_answer_brings_the_tree_where_it_has_a_new_code(as_user, bob, source):
    sent = {**place(source), "new_code": "Closeness", "briefly": ""}
    answer = as_user(bob).post(address(source), sent, headers=HTMX).content.decode()
    assert 'id="code-tree"' in answer
    assert 'id="recent-codes"' in answer
    assert f'id="count-{Code.objects.get().pk}">1</span>' in answer


def test_marking_costs_the_same_however_much_is_coded(as_user, bob, source, trust, django_assert_max_num_queries):
    client = as_user(bob)
    for quote in ("awkward", "budget", "memory clinic", QUOTE):
        with django_assert_max_num_queries(20):
            client.post(address(source), {**place(source, quote), "codes": [trust.pk], "briefly": ""}, headers=HTMX)
    assert Extract.objects.count() == 4


def test_a_code_in_the_speakers_words_is_named_here(as_user, bob, source):
    """So that the browser need not keep them while there is no connection."""
    as_user(bob).post(address(source), {**place(source, "awkward at first"), "in_vivo": "on"}, headers=HTMX)
    assert (Code.objects.get().name, Code.objects.get().kind) == ("awkward at first", Code.Kind.IN_VIVO)


def test_a_long_code_in_the_speakers_words_ends_with_a_word(as_user, bob, study):
    long = factories.source(study, "long", words="Respondent: " + "certainly " * 40)
    as_user(bob).post(address(long), {"version": 1, "start": 12, "end": 400, "in_vivo": "on"}, headers=HTMX)
    assert Code.objects.get().name == " ".join(["certainly"] * 9) + "…"


def test_what_another_person_left_in_this_browser_is_not_sent(as_user, alice, bob, source, trust):
    sent = {**place(source), "codes": [trust.pk], "person": str(alice.pk)}
    assert as_user(bob).post(address(source), sent, headers=HTMX).status_code == 403
    assert not Extract.objects.exists()


def test_an_extract_over_two_turns_brings_both(as_user, bob, source):
    text = source.latest_text.text
    span = {"version": 1, "start": text.index("And then?"), "end": text.index("as well")}
    answer = as_user(bob).post(address(source), span, headers=HTMX).content.decode()
    assert 'id="turn-3"' in answer
    assert 'id="turn-4"' in answer


def test_a_new_code_is_made_and_the_tree_comes_with_it(as_user, bob, source):
    answer = as_user(bob).post(address(source), {**place(source), "new_code": " Being  close "}, headers=HTMX)
    code = Code.objects.get()
    assert (code.name, code.kind) == ("Being close", "emergent")
    assert f"/codes/{code.pk}/" in answer.content.decode()


def test_a_known_name_is_taken_whatever_its_case(as_user, bob, source, trust):
    as_user(bob).post(address(source), {**place(source), "new_code": "trust"})
    assert list(Extract.objects.get().codes.all()) == [trust]


def test_the_words_themselves_become_a_code(as_user, bob, source):
    as_user(bob).post(address(source), {**place(source), "new_code": QUOTE, "in_vivo": "on"})
    assert Code.objects.get().kind == "in vivo"


def test_an_extract_may_have_no_code(as_user, bob, source):
    as_user(bob).post(address(source), place(source))
    assert Extract.objects.get().codings.count() == 0


def test_places_count_characters_beyond_the_first_plane_once(as_user, bob, study):
    source = factories.source(study, "77", words="Respondent: Well 🙂🙂 we sat in the same room, all of us.")
    as_user(bob).post(address(source), place(source))
    assert Extract.objects.get().quote == QUOTE


def test_pasted_words_are_found_whatever_their_quotation_marks(as_user, bob, source, trust):
    pasted = {"quote": "you couldn't just pass\npeople on", "codes": [trust.pk]}
    assert as_user(bob).post(address(source), pasted).status_code == 302
    assert Extract.objects.get().quote == "you couldn’t just pass people on"


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"quote": "words nobody said"}, "do not stand in the transcript"),
        ({"quote": "the"}, "places. Copy a few more"),
        ({"quote": "  "}, "Select some words, or paste them, first."),
        ({"start": 5, "end": 5}, "the selection is empty"),
        ({"start": 5, "end": 99999}, "lies outside the text"),
        ({"version": 7, "start": 5, "end": 9}, "were corrected after you opened them"),
        ({"start": 5, "end": 9, "codes": ["0f8fad5b-d9cb-469f-a165-70867728950e"]}, "not one of the available choices"),
        ({"start": 5, "end": 9, "new_code": "x" * 201}, "at most 200 characters"),
    ],
)
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_cannot_be_coded_is_said_and_nothing_is_made(as_user, bob, source, sent, said, headers):
    answer = as_user(bob).post(address(source), sent, headers=headers)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Extract.objects.exists()
    assert not Code.objects.exists()


def test_a_retired_name_is_not_made_again(as_user, bob, source, trust):
    trust.retire(by=bob)
    answer = as_user(bob).post(address(source), {**place(source), "new_code": "Trust"}, headers=HTMX)
    assert answer.status_code == 422
    assert "is a retired code" in answer.content.decode()
    assert not Extract.objects.exists()


def test_an_id_of_another_source_is_refused(as_user, bob, study, source):
    other = factories.extract(factories.source(study, "31000"), QUOTE)
    answer = as_user(bob).post(address(source), {"id": other.pk, **place(source)}, headers=HTMX)
    assert answer.status_code == 422
    assert Extract.objects.get() == other


def test_a_refusal_is_escaped(as_user, bob, source, study):
    factories.code(study, "<img>").retire(by=bob)
    answer = as_user(bob).post(address(source), {**place(source), "new_code": "<img>"}, headers=HTMX)
    assert "<img>" not in answer.content.decode()


def test_codes_of_another_study_are_not_applied(as_user, bob, source, charlie):
    foreign = factories.code(charlie.memberships.get().study, "Foreign")
    answer = as_user(bob).post(address(source), {**place(source), "codes": [foreign.pk]})
    assert answer.status_code == 422


def test_reader_may_not_code(as_user, rita, source):
    assert as_user(rita).post(address(source), place(source)).status_code == 403
    assert not Extract.objects.exists()


def test_a_stranger_finds_nothing(as_user, charlie, source):
    assert as_user(charlie).post(address(source), place(source)).status_code == 404


def test_a_restricted_analyst_does_not_code_elsewhere(as_user, study, source):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    assert as_user(sam).post(address(source), place(source)).status_code == 404


def test_extracts_are_not_listed_here(as_user, bob, source):
    assert as_user(bob).get(address(source)).status_code == 405


def test_the_first_code_takes_the_place_of_no_codes_yet(as_user, bob, source):
    client = as_user(bob)
    page = reverse("interviews:source_read", kwargs={"slug": "dementia-care", "pk": source.pk})
    assert "No codes yet" in client.get(page).content.decode()
    answer = client.post(address(source), {**place(source), "new_code": "Being close"}, headers=HTMX).content.decode()
    assert 'id="code-tree" hx-swap-oob="true"' in answer
    assert "No codes yet" not in answer
    assert "No codes yet" not in client.get(page).content.decode()
