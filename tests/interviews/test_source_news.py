"""What others did is told, once, to whoever has the text open; each change in a transaction of its own, as in life."""

import threading

import pytest
from django.db import connection, transaction
from django.urls import reverse

from interviews.models import Coding, Extract, News
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)

QUOTE = "we sat in the same room"


@pytest.fixture
def source(study):
    return factories.source(study)


@pytest.fixture
def trust(study):
    return factories.code(study, "Trust")


def address(source) -> str:
    return reverse("interviews:source_news", kwargs={"slug": source.study.slug, "pk": source.pk})


def snapshot() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_snapshot()::text")
        return cursor.fetchone()[0]


def news(client, source, as_of: str, **query: object):
    return client.get(address(source), {"as_of": as_of, "version": 1, **query})


def test_nothing_new_is_no_answer(as_user, rita, source, trust, bob):
    factories.extract(source, QUOTE, trust, by=bob)
    assert news(as_user(rita), source, snapshot()).status_code == 204


def test_the_reading_page_says_from_when_it_is(as_user, rita, source):
    page = as_user(rita).get(reverse("interviews:source_read", kwargs={"slug": source.study.slug, "pk": source.pk}))
    as_of = page.context["text"].as_of
    assert f'data-as-of="{as_of}"' in page.content.decode()
    assert news(as_user(rita), source, as_of).status_code == 204


def test_a_mark_comes_with_its_turn_and_a_name_and_only_once(as_user, rita, source, trust, bob):
    before = snapshot()
    extract = factories.extract(source, QUOTE, trust, by=bob)
    told = news(as_user(rita), source, before).json()
    assert 'id="turn-2"' in told["turns"]
    assert 'id="turn-1"' not in told["turns"]
    assert told["told"] == [{"words": "Bob Tanner coded turn 2", "turns": [2]}]
    assert told["changed"] == [str(extract.pk)]
    assert told["counts"] == {str(trust.pk): 1}
    assert news(as_user(rita), source, told["as_of"]).status_code == 204


def test_ones_own_deeds_are_drawn_but_not_told(as_user, source, trust, bob):
    before = snapshot()
    factories.extract(source, QUOTE, trust, by=bob)
    told = news(as_user(bob), source, before).json()
    assert 'id="turn-2"' in told["turns"]
    assert told["told"] == []


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        (lambda extract, bob: extract.remove(by=bob), "Bob Tanner deleted an extract in turn 2"),
        (lambda extract, bob: extract.codings.get().remove(by=bob), "Bob Tanner took a code off turn 2"),
        (
            lambda extract, bob: extract.resize(
                extract.start, extract.end + 4, seen=(extract.start, extract.end), by=bob
            ),
            "Bob Tanner moved the ends of an extract in turn 2",
        ),
    ],
    ids=["deleted", "uncoded", "resized"],
)
def test_other_deeds_are_told_too(as_user, rita, source, trust, bob, deed, words):
    extract = factories.extract(source, QUOTE, trust, by=bob)
    before = snapshot()
    deed(extract, bob)
    told = news(as_user(rita), source, before).json()
    assert [each["words"] for each in told["told"]] == [words]
    assert 'id="turn-2"' in told["turns"]


def test_a_deleted_extract_is_gone(as_user, rita, source, bob):
    extract = factories.extract(source, QUOTE, by=bob)
    before = snapshot()
    pk = extract.pk
    extract.remove(by=bob)
    assert news(as_user(rita), source, before).json()["gone"] == [str(pk)]


def test_a_renamed_code_is_drawn_where_it_stands(as_user, rita, source, trust, bob):
    factories.extract(source, QUOTE, trust, by=bob)
    before = snapshot()
    trust.revise(by=bob, name="Confidence")
    told = news(as_user(rita), source, before).json()
    assert "Confidence" in told["turns"]
    assert "Confidence" in told["tree"]
    assert [each["words"] for each in told["told"]] == ["Bob Tanner changed the code “Confidence”"]


def test_a_new_code_comes_into_the_tree(as_user, rita, source, study):
    before = snapshot()
    factories.code(study, "Money")
    told = news(as_user(rita), source, before).json()
    assert "Money" in told["tree"]
    assert told["turns"] == ""


def test_sql_by_hand_is_told(as_user, rita, source, trust, bob):
    factories.extract(source, QUOTE, trust, by=bob)
    before = snapshot()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM interviews_coding")
    assert 'id="turn-2"' in news(as_user(rita), source, before).json()["turns"]


def test_what_was_begun_before_and_saved_after_is_not_lost(as_user, rita, source, trust, bob):
    """One person's transaction is open while another's begins and ends: a number counting up would skip it."""
    begun, may_end = threading.Event(), threading.Event()

    def slowly() -> None:
        with transaction.atomic():
            factories.extract(source, "changed everything", by=bob)
            begun.set()
            may_end.wait(5)
        connection.close()

    before = snapshot()
    thread = threading.Thread(target=slowly)
    thread.start()
    begun.wait(5)
    Coding.objects.filter(pk=None).delete()
    factories.code(source.study, "Meanwhile")
    first = news(as_user(rita), source, before).json()
    assert first["turns"] == ""
    may_end.set()
    thread.join()
    assert 'id="turn-4"' in news(as_user(rita), source, first["as_of"]).json()["turns"]


def test_what_the_asking_transaction_writes_later_is_new_though_others_have_ended_since(source, trust, bob):
    def another() -> None:
        factories.source(source.study, "50000")
        connection.close()

    with transaction.atomic():
        factories.extract(source, QUOTE, trust, by=bob)
        other = threading.Thread(target=another)
        other.start()
        other.join()
        before = snapshot()
        factories.extract(source, "budget", trust, by=bob)
        assert News.objects.since(before, [source.pk]).exists()


def test_many_at_once_are_one_line(source, bob):
    extracts = [factories.extract(source, quote, by=bob) for quote in (QUOTE, "awkward at first", "changed everything")]
    News.objects.all().delete()
    Extract.objects.filter(pk__in=[each.pk for each in extracts]).delete()
    line = News.objects.get()
    assert set(line.things) == {each.pk for each in extracts}


def test_changed_words_ask_for_a_new_page(as_user, rita, source):
    assert as_user(rita).get(address(source), {"as_of": snapshot(), "version": 7}).json() == {"outdated": True}


NO_SNAPSHOTS = ["", "x", "1:2", "5:1:; DROP TABLE", f"{'9' * 40}:1:", "5:1:", "0:1:", "1:9:12", "1:9:5,3", "1:2:\u0663"]


@pytest.mark.parametrize("as_of", [*NO_SNAPSHOTS, "1:9999999999999999999:"])
def test_a_snapshot_that_is_none_is_refused(as_user, rita, source, as_of):
    assert news(as_user(rita), source, as_of).status_code == 400


def test_a_stranger_learns_nothing(as_user, charlie, source):
    assert news(as_user(charlie), source, snapshot()).status_code == 404


def test_who_may_not_see_the_site_learns_nothing(as_user, study, source):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    assert news(as_user(sam), source, snapshot()).status_code == 404


def test_only_asking_is_allowed(as_user, bob, source):
    assert as_user(bob).post(address(source)).status_code == 405


def test_asking_for_nothing_new_takes_four_queries(as_user, rita, source, trust, bob, django_assert_num_queries):
    client, as_of = as_user(rita), None
    for quote in (QUOTE, "awkward at first"):
        factories.extract(source, quote, trust, by=bob)
        as_of = snapshot()
        with django_assert_num_queries(4):  # session, person, membership, and whether there is anything
            assert news(client, source, as_of).status_code == 204


def test_old_news_is_forgotten(source, bob):
    factories.extract(source, QUOTE, by=bob)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE interviews_news SET at = at - interval '3 days'")
    factories.extract(source, "awkward at first", by=bob)
    News.objects.forget()
    assert News.objects.count() == 1
