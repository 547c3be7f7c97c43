"""The review queue: who sees what, and what each button does."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts import sealing
from accounts.models import JournalEntry
from interviews.anonymise.proposing import propose
from interviews.models import Place, Replacement
from interviews.models.anonymising import State
from tests import factories, identifying

WORDS = "Interviewer: Who?\n\nRespondent: Nuala Keane did. Then Mary, and Mary of Leeds, at mary@leeds.org."
HTMX = {"HX-Request": "true"}


@pytest.fixture
def source(study):
    return factories.source(study, "101", words=WORDS)


@pytest.fixture
def nuala(study, source):
    return identifying.replacement(study, "Person A", "Nuala Keane", score=0.9)


@pytest.fixture
def mary(study, source):
    return identifying.replacement(study, "Person B", "Mary", score=0.6)


def at(study, name: str = "anonymise", **values: object) -> str:
    return reverse(f"interviews:{name}", kwargs={"slug": study.slug, **values})


def deeds(study, nuala) -> list[tuple[str, dict[str, object]]]:
    """Every address that takes a post from an analyst, with something that makes sense to send."""
    place = nuala.places.first()
    return [
        (at(study, "proposal_list"), {}),
        (at(study, "decision_list"), {"deed": "accept", "count": 2}),
        (at(study, "words_list"), {"words": "Leeds", "type": "place"}),
        (at(study, "replacement_decision", pk=nuala.pk), {"deed": "accept"}),
        (at(study, "replacement_type", pk=nuala.pk), {"type": "place"}),
        (at(study, "replacement_merger", pk=nuala.pk), {"other": str(nuala.pk)}),
        (at(study, "place_list", pk=nuala.pk), {"accept": str(place.pk)}),
    ]


def test_everything_is_shown_with_its_places(as_user, bob, study, nuala, mary):
    page = as_user(bob).get(at(study))
    assert page.status_code == 200
    assert "0 of 2 decided" in page.text
    assert "Nuala Keane" in page.text and "Person A" in page.text
    assert "<mark>Nuala Keane</mark> did. Then Mary" in page.text


def test_after_a_refusal_the_filter_and_the_links_go_to_the_queue(as_user, bob, study, nuala, mary):
    refused = as_user(bob).post(at(study, "words_list"), {"words": "Leeds", "type": ""}).text
    assert f'method="get" action="{at(study)}"' in refused
    assert f'href="{at(study)}?entity={mary.pk}"' in refused
    assert 'href="?' not in refused


def test_places_are_shown_page_by_page(as_user, bob, study, source):
    factories.source(study, "102", words="Respondent: " + "Mary. " * 30)
    mary = identifying.replacement(study, "Person B", "Mary")
    page = as_user(bob).get(at(study)).text
    following = f"{at(study)}?entity={mary.pk}&amp;places=2"
    assert f'href="{following}" hx-get="{following}" hx-target="#in-hand"' in page
    assert "1–25 of 32 places" in page
    answer = as_user(bob).get(at(study), {"entity": str(mary.pk), "places": "2"}, headers=HTMX).text
    assert ("26–32 of 32 places" in answer, answer.count("data-place=")) == (True, 7)


def test_a_stranger_gets_404_and_a_reader_403(as_user, charlie, rita, study, nuala, mary):
    for user, status in ((charlie, 404), (rita, 403)):
        assert as_user(user).get(at(study)).status_code == status
        assert as_user(user).get(at(study, "replacement_akin", pk=nuala.pk)).status_code == status
        for address, sent in deeds(study, nuala):
            assert as_user(user).post(address, sent).status_code == status, address
    assert set(Replacement.objects.values_list("state", flat=True)) == {State.PROPOSED}


def test_wrong_methods_get_405(as_user, bob, study, nuala, mary):
    assert as_user(bob).post(at(study)).status_code == 405
    for address, _ in deeds(study, nuala):
        assert as_user(bob).get(address).status_code == 405


def test_a_restricted_analyst_sees_the_places_of_their_sources_alone(as_user, study, nuala, mary):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    factories.source(study, "102", site="A2", words="Respondent: Mary again.")
    text = study.sources.get(printed_id="102").latest_text
    mary.places.create(text=text, start=12, end=16)
    page = as_user(sam).get(at(study)).text
    assert "Mary" in page and "Nuala" not in page
    assert "Mary of" not in page
    for name in ("replacement_decision", "place_list", "replacement_type"):
        assert as_user(sam).post(at(study, name, pk=nuala.pk), {"deed": "accept"}).status_code == 404
    hidden = mary.places.exclude(text=text).first()
    assert as_user(sam).get(at(study, "place_detail", pk=hidden.pk)).status_code == 404
    assert as_user(sam).post(at(study, "place_list", pk=mary.pk), {"accept": str(hidden.pk)}).status_code == 404


def test_an_empty_study_says_what_to_do(as_user, alice, study):
    assert "Bring in the interviews first" in as_user(alice).get(at(study)).text
    factories.source(study)
    assert "Look for names" in as_user(alice).get(at(study)).text


def test_looking_for_names_proposes(as_user, bob, study, source):
    answer = as_user(bob).post(at(study, "proposal_list"), follow=True)
    assert "to decide about" in answer.text
    assert Place.objects.filter(replacement__type="email").exists()


def test_many_interviews_are_looked_through_in_the_background(as_user, bob, study):
    from accounts import jobs
    from accounts.models import Job

    for number in range(9):
        factories.source(study, str(200 + number), words=WORDS)
    answer = as_user(bob).post(at(study, "proposal_list"))
    job = Job.objects.get()
    assert answer.url == reverse("accounts:job_detail", kwargs={"slug": study.slug, "pk": job.pk})
    done = jobs.run(job)
    assert (done.state, done.done) == ("done", 9)
    assert Place.objects.filter(replacement__type="email").count() == 9


@pytest.mark.parametrize(("deed", "state"), [("accept", "accepted"), ("leave", "rejected")])
def test_a_decision_leads_on_to_the_next(as_user, bob, study, nuala, mary, deed, state):
    answer = as_user(bob).post(at(study, "replacement_decision", pk=nuala.pk), {"deed": deed, "label": "Person A"})
    nuala.refresh_from_db()
    assert (nuala.state, nuala.decided_by) == (state, bob)
    assert answer.url.endswith(f"?entity={mary.pk}")


def test_htmx_gets_the_next_one_the_row_and_the_progress(as_user, bob, study, nuala, mary):
    address = at(study, "replacement_decision", pk=nuala.pk)
    answer = as_user(bob).post(address, {"deed": "accept", "label": "Person A"}, headers=HTMX)
    assert answer.status_code == 200
    assert "<html" not in answer.text
    assert f'data-hand="{mary.pk}"' in answer.text
    assert f'id="entity-{nuala.pk}"' in answer.text and "hx-swap-oob" in answer.text
    assert "1 of 2 decided" in answer.text


def test_another_label_renames(as_user, bob, study, nuala):
    as_user(bob).post(at(study, "replacement_decision", pk=nuala.pk), {"deed": "accept", "label": "the nurse"})
    nuala.refresh_from_db()
    assert (nuala.label, nuala.state) == ("the nurse", "accepted")


@pytest.mark.parametrize(
    "sent", [{"deed": "accept", "label": "Ms Nuala Keane"}, {"deed": "accept", "label": " "}, {"deed": "burn"}]
)
def test_what_will_not_do_answers_422_with_the_page(as_user, bob, study, nuala, sent):
    for headers in ({}, HTMX):
        answer = as_user(bob).post(at(study, "replacement_decision", pk=nuala.pk), sent, headers=headers)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.text and "Nuala Keane" in answer.text
    nuala.refresh_from_db()
    assert nuala.state == "proposed"


def test_one_place_apart(as_user, bob, study, mary):
    place = mary.places.order_by("start")[1]
    address = at(study, "place_list", pk=mary.pk)
    as_user(bob).post(address, {"leave": str(place.pk)})
    place.refresh_from_db()
    assert place.state == "rejected"
    as_user(bob).post(address, {"rename": str(place.pk), f"label-{place.pk}": "she"})
    place.refresh_from_db()
    assert (place.state, place.label) == ("accepted", "she")
    as_user(bob).post(address, {"follow": str(place.pk)})
    place.refresh_from_db()
    assert (place.state, place.label) == ("", "")


def test_places_are_split_off(as_user, bob, study, mary):
    place = mary.places.order_by("start")[1]
    as_user(bob).post(at(study, "place_list", pk=mary.pk), {"split": "1", "place": [str(place.pk)]})
    place.refresh_from_db()
    assert place.replacement != mary
    assert as_user(bob).post(at(study, "place_list", pk=mary.pk), {"split": "1"}).status_code == 422
    assert as_user(bob).post(at(study, "place_list", pk=mary.pk), {}).status_code == 422


def test_two_are_merged(as_user, bob, study, nuala, mary):
    found = as_user(bob).get(at(study, "replacement_akin", pk=nuala.pk), {"same": "mar"})
    assert "Merge with" in found.text and "Mary" in found.text
    as_user(bob).post(at(study, "replacement_merger", pk=nuala.pk), {"other": str(mary.pk)})
    assert nuala.places.count() == 3
    assert as_user(bob).post(at(study, "replacement_merger", pk=nuala.pk), {"other": "nobody"}).status_code == 404


def test_the_type_is_changed(as_user, bob, study, nuala):
    as_user(bob).post(at(study, "replacement_type", pk=nuala.pk), {"type": "organisation"})
    nuala.refresh_from_db()
    assert nuala.type == "organisation"
    assert as_user(bob).post(at(study, "replacement_type", pk=nuala.pk), {"type": "nurse"}).status_code == 422


def test_words_nobody_proposed(as_user, bob, study, nuala):
    answer = as_user(bob).post(at(study, "words_list"), {"words": "Leeds", "type": "place"}, follow=True)
    assert "in 1 interview will read" in answer.text
    again = as_user(bob).post(at(study, "words_list"), {"words": "Leeds", "type": "place"})
    assert (again.status_code, "already" in again.text) == (422, True)
    assert as_user(bob).post(at(study, "words_list"), {"words": "Bath", "type": "place"}).status_code == 422
    assert as_user(bob).post(at(study, "words_list"), {"words": "Leeds", "type": ""}).status_code == 422


def test_all_that_is_shown_is_one_deed_with_its_count(as_user, bob, study, nuala, mary):
    address = at(study, "decision_list") + "?score=0.8"
    assert as_user(bob).post(address, {"deed": "accept", "count": 2}).status_code == 422
    as_user(bob).post(address, {"deed": "accept", "count": 1})
    nuala.refresh_from_db()
    mary.refresh_from_db()
    assert (nuala.state, mary.state) == ("accepted", "proposed")
    assert JournalEntry.objects.filter(deed__startswith="together accepted").count() == 1
    assert as_user(bob).post(at(study, "decision_list"), {"deed": "reopen", "count": 1}).status_code == 422


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("type=person", {"Person A", "Person B"}),
        ("type=place", set()),
        ("score=0.8", {"Person A"}),
        ("q=mary", {"Person B"}),
        ("q=person+a", {"Person A"}),
        ("state=open", {"Person A", "Person B"}),
        ("state=accepted", set()),
        ("source=nonsense", {"Person A", "Person B"}),
    ],
)
def test_the_filter(as_user, bob, study, nuala, mary, asked, shown):
    page = as_user(bob).get(f"{at(study)}?{asked}")
    assert {entity.label for entity in page.context["queue"].shown} == shown


def test_filtered_by_source(as_user, bob, study, nuala, mary):
    other = factories.source(study, "102", words="Respondent: nobody.")
    for source, number in ((mary.places.first().text.source, 2), (other, 0)):
        page = as_user(bob).get(at(study), {"source": str(source.pk)})
        assert len(page.context["queue"].shown) == number


def test_most_certain_and_most_frequent_come_first(as_user, bob, study, source):
    rare = identifying.replacement(study, "C", "Leeds", score=0.9)
    often = identifying.replacement(study, "D", "Mary", score=0.9)
    doubtful = identifying.replacement(study, "E", "Then", score=0.2)
    assert [e.pk for e in as_user(bob).get(at(study)).context["queue"].shown] == [often.pk, rare.pk, doubtful.pk]


def test_a_place_leads_to_its_turn(as_user, bob, study, nuala, source):
    answer = as_user(bob).get(at(study, "place_detail", pk=nuala.places.first().pk))
    assert answer.url == reverse("interviews:source_read", kwargs={"slug": study.slug, "pk": source.pk}) + "#turn-2"


def test_without_the_key_the_page_still_opens(as_user, alice, study, nuala, mary):
    sealing.destroy(study, by=alice)
    assert as_user(alice).get(at(study)).status_code == 200
    assert as_user(alice).get(at(study), {"q": "mary"}).status_code == 200
    assert "was destroyed" in as_user(alice).post(at(study, "proposal_list"), follow=True).text


def test_queries_do_not_grow_with_what_is_proposed(as_user, bob, study):
    client = as_user(bob)

    def number() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(at(study)).status_code == 200
        return len(queries)

    factories.source(study, "1", words="Respondent: a@b.org or c@d.org.")
    propose(study, by=bob)
    few = number()
    for n in range(3):
        factories.source(study, f"2{n}", words="Respondent: " + " ".join(f"a{i}@x{i}.org" for i in range(40)))
    propose(study, by=bob)
    assert number() <= few


def test_what_somebody_merged_meanwhile_is_said(as_user, bob, study, nuala, mary, monkeypatch):
    """Between fetching and deciding the other one is gone: a sentence, no fault."""
    from interviews.anonymise import deciding

    decide = deciding.decide

    def late(*given: object, **more: object) -> None:
        study.replacements.get(pk=nuala.pk).delete()
        decide(*given, **more)

    monkeypatch.setattr(deciding, "decide", late)
    answer = as_user(bob).post(at(study, "replacement_decision", pk=nuala.pk), {"deed": "leave"})
    assert (answer.status_code, "Somebody else changed this meanwhile" in answer.text) == (422, True)
