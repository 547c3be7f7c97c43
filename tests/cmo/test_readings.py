"""A configuration is taken through the sources: what was found is noted, and the next unread source follows."""

import pytest
from django.urls import reverse

from cmo.models import Evidence, Reading
from cmo.reading_through import next_unread, progress
from interviews.models import SourceTracer
from tests import factories, steps
from tests.cmo.litany import HTMX, url


@pytest.fixture
def sources(study):
    """Two about dementia, one about nothing."""
    made = [factories.source(study, printed) for printed in ("30001", "30002", "30003")]
    SourceTracer.objects.filter(source__in=made).delete()
    for source in made[1:]:
        SourceTracer.objects.create(source=source, tracer=study.tracers.get(code="dementia"))
    return made


def words(study, source, configuration) -> str:
    address = reverse("interviews:source_read", args=[study.slug, source.pk])
    return f"{address}?for={configuration.pk}"


def hand(study, configuration, source) -> str:
    return url("reading_hand", study, configuration.pk, source.pk)


def test_nothing_here_is_noted_and_the_next_unread_source_follows(as_user, bob, study, configuration, sources):
    first, second = sources[1:]
    client = as_user(bob)
    assert client.get(url("reading_next", study, configuration.pk)).url == words(study, first, configuration)
    answer = client.post(hand(study, configuration, first), {"result": "nothing"})
    assert answer.url == words(study, second, configuration)
    reading = Reading.objects.get()
    assert (reading.source, reading.result, reading.reader) == (first, "nothing", "Bob Tanner")
    assert study.journal.filter(deed="read", thing=first.pk).exists()


def test_sources_about_the_tracer_come_first_and_others_after_them(study, alice, configuration, sources):
    member = study.memberships.get(user=alice)
    seen, after = [], None
    while source := next_unread(member, configuration, after):
        Reading.objects.note(source, configuration, "nothing", by=alice)
        seen.append(source)
        after = source.pk
    assert seen[:3] == [sources[1], sources[2], sources[0]]


def test_what_is_left_for_now_comes_again_after_the_others(study, alice, configuration, sources):
    member = study.memberships.get(user=alice)
    assert next_unread(member, configuration, after=sources[1].pk) == sources[2]
    assert next_unread(member, configuration, after=sources[0].pk) == sources[1]


def test_at_the_end_the_configuration_says_so(as_user, bob, study, configuration, sources):
    for source in study.sources.all():
        Reading.objects.note(source, configuration, "nothing", by=bob)
    page = as_user(bob).get(url("reading_next", study, configuration.pk), follow=True)
    assert "Every source was read for CMO-01." in page.content.decode()


def test_how_far_it_is_counts_a_source_once_by_what_speaks_loudest(study, alice, bob, configuration, sources):
    member = study.memberships.get(user=alice)
    Reading.objects.note(sources[1], configuration, "speaks", by=alice)
    Reading.objects.note(sources[1], configuration, "nothing", by=bob)
    Reading.objects.note(sources[2], configuration, "not asked", by=bob)
    about, others = progress(member, configuration)
    assert (about.total, about.read, about.left, about.told) == (2, 2, 0, "1 speaks to it, 1 was not asked")
    assert (others.total, others.read, others.told) == (1, 0, "")


def test_beside_the_words_stand_the_configuration_and_what_the_source_says_of_it(
    as_user, bob, study, configuration, sources
):
    page = as_user(bob).get(hand(study, configuration, sources[1]), headers=HTMX).content.decode()
    assert "Nothing here, next" in page
    assert "0 of 2 sources about Dementia read" in page
    extract = factories.extract(sources[1], "we sat in the same room")
    Evidence.objects.add(configuration, by=bob, extract=extract, stance="contradicts")
    page = as_user(bob).get(hand(study, configuration, sources[1]), headers=HTMX).content.decode()
    assert "Speaks to it, next" in page
    assert f"extract={extract.pk}" in page
    assert "Contradicts" in page


def test_without_scripts_the_words_open_with_it_in_hand(as_user, bob, study, configuration, sources):
    assert as_user(bob).get(hand(study, configuration, sources[1])).url == words(study, sources[1], configuration)
    page = as_user(bob).get(words(study, sources[1], configuration)).content.decode()
    assert hand(study, configuration, sources[1]) in page


@pytest.mark.parametrize("wanted", ["nonsense", "", "00000000-0000-4000-8000-000000000000"])
def test_the_words_open_whatever_the_address_names(as_user, bob, study, sources, wanted):
    address = reverse("interviews:source_read", args=[study.slug, sources[1].pk])
    assert as_user(bob).get(f"{address}?for={wanted}").status_code == 200


def test_with_one_in_hand_an_extract_is_offered_to_that_first(as_user, bob, study, configuration, counterpart, extract):
    current = {"HX-Current-URL": f"http://testserver{words(study, extract.source, counterpart)}"}
    page = as_user(bob).get(url("extract_evidence", study, extract.pk), headers=HTMX | current).content.decode()
    assert f'<option value="{counterpart.pk}" selected>' in page


def test_an_answer_that_is_none_is_refused(as_user, bob, study, configuration, sources):
    answer = as_user(bob).post(hand(study, configuration, sources[1]), {"result": "perhaps"})
    assert answer.status_code == 422
    assert "Say what you found" in answer.content.decode()
    assert not Reading.objects.exists()


@pytest.mark.parametrize(("who", "get", "post"), [("rita", 200, 403), ("charlie", 404, 404)])
def test_others_may_not_note(request, as_user, study, configuration, sources, who, get, post):
    client = as_user(request.getfixturevalue(who))
    address = hand(study, configuration, sources[1])
    assert client.get(address, headers=HTMX).status_code == get
    assert client.post(address, {"result": "nothing"}).status_code == post
    assert client.put(address).status_code in {405, 404}
    assert not Reading.objects.exists()


def test_a_source_of_another_site_is_neither_shown_nor_counted(as_user, study, configuration, sources):
    hidden = factories.source(study, "40001", site="A2")
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A1")])
    address = hand(study, configuration, hidden)
    assert as_user(sam).get(address, headers=HTMX).status_code == 404
    assert as_user(sam).post(address, {"result": "nothing"}).status_code == 404
    member = study.memberships.get(user=sam)
    assert sum(each.total for each in progress(member, configuration)) == 3


def test_a_reading_is_undone(study, bob, configuration, sources):
    steps.over()
    Reading.objects.note(sources[1], configuration, "nothing", by=bob)
    steps.undo_last(study, bob)
    assert not Reading.objects.exists()


def test_many_sources_take_no_more_queries(as_user, bob, study, configuration, sources, django_assert_max_num_queries):
    client = as_user(bob)
    for printed in range(12):
        factories.source(study, f"5{printed:04}")
    with django_assert_max_num_queries(20):
        client.get(hand(study, configuration, sources[1]), headers=HTMX)
