"""What is hidden while two code the same source: walked through every page, and asked of every read."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cmo.models import Evidence
from exchange.things import named
from interviews.double import deeds
from interviews.models import Assignment, Coding, DoubleCoding, Extract, Memo
from interviews.searching.coding import code_stretches
from interviews.spans import Span
from tests import factories, filled, walk
from tests.interviews.double.conftest import begin, membership


@pytest.fixture
def earlier(source, study, alice):
    """What Alice had marked before."""
    return factories.extract(source, "awkward at first", factories.code(study, "Unease"), by=alice)


@pytest.fixture
def mark(earlier, double, source, study, bob):
    """Bob's, since then."""
    return factories.extract(source, "we sat in the same room", factories.code(study, "Togetherness"), by=bob)


def seen(study, user) -> set:
    return set(Extract.objects.visible_to(membership(study, user)))


def codings(study, user) -> set[str]:
    return set(Coding.objects.visible_to(membership(study, user)).values_list("code__name", flat=True))


def test_each_sees_what_the_rule_says(study, mark, earlier, alice, bob, dana, rita):
    assert seen(study, bob) == {mark}
    assert seen(study, dana) == set()
    assert seen(study, alice) == seen(study, rita) == {earlier}
    assert codings(study, bob) == {"Togetherness"}
    assert codings(study, dana) == set()
    assert codings(study, alice) == codings(study, rita) == {"Unease"}


def test_other_sources_are_seen_as_ever(study, mark, dana):
    other = factories.extract(factories.source(study, "20418"), "the same room", by=None)
    assert seen(study, dana) == {other}


def test_a_code_given_since_to_an_older_extract_is_hidden_from_others(study, source, alice, bob, dana):
    old = factories.extract(source, "awkward at first", factories.code(study, "Unease"), by=bob)
    begin(source, bob, dana, alice)
    new = factories.code(study, "Doubt")
    old.add_code(new, by=bob)
    asking = membership(study, alice)
    assert codings(study, alice) == {"Unease"}
    assert codings(study, bob) == {"Unease", "Doubt"}
    assert not Extract.objects.visible_to(asking).coded(new, seen_by=asking)
    assert [
        coding.code.name for coding in Extract.objects.visible_to(asking).with_codings(asking)[0].codings.all()
    ] == ["Unease"]


def test_the_same_code_as_a_hidden_one_can_be_given(study, source, mark, bob, alice):
    """Somebody else's code on one's own extract is not seen, so one's own is made beside it."""
    theirs = factories.code(study, "Doubt")
    Coding.objects.create(extract=mark, code=theirs, by=alice, coder=str(alice))
    mark.add_code(theirs, by=bob)
    assert Coding.objects.filter(extract=mark, code=theirs).count() == 2


def test_an_extract_with_hidden_codes_is_not_deleted(study, mark, bob, alice):
    Coding.objects.create(extract=mark, code=factories.code(study, "Doubt"), by=alice, coder=str(alice))
    with pytest.raises(ValidationError, match="Others have coded these words"):
        mark.remove(by=bob)


def test_evidence_and_memos_on_hidden_words_are_hidden(study, mark, bob, dana, alice):
    evidence = Evidence.objects.add(factories.configuration(study), by=bob, extract=mark)
    memo = Memo.objects.create(study=study, text="They sat together.", on_kind="extract", on=mark.pk, by=bob)
    for user in (dana, alice):
        asking = membership(study, user)
        assert evidence not in Evidence.objects.visible_to(asking)
        assert memo not in Memo.objects.visible_to(asking)
        assert named(asking, [("extract", mark.pk)]) == {}
    assert evidence in Evidence.objects.visible_to(membership(study, bob))
    assert memo in Memo.objects.visible_to(membership(study, bob))


def test_no_page_shows_the_mark_to_anybody_else(as_user, study, alice, bob, dana, rita):
    """Every page that a filled study has, asked for by three people: not one names the extract."""
    filled.fill(study, by=alice)
    source = study.sources.get(printed_id="20417")
    deeds.close(source.double_codings.get(), by=alice)
    begin(source, bob, dana, alice)
    mark = factories.extract(source, "took the budget", study.codes.get(name="Trust"), by=bob)
    Evidence.objects.add(study.configurations.order_by("number")[0], by=bob, extract=mark, stance="supports")
    Memo.objects.create(study=study, text="They sat together.", on_kind="extract", on=mark.pk, by=bob)
    told, shown_to_bob = [], []
    for page in walk.study_pages():
        door = walk.door(page, study, as_user(alice))
        for user in (alice, dana, rita, bob):
            client = as_user(user)
            if str(mark.pk).encode() in body(walk.answer(client, door, study.slug, "GET")):
                (shown_to_bob if user == bob else told).append(page.name)
    assert told == []
    assert {"interviews:source_read", "reports:report_detail"} <= set(shown_to_bob)


def body(answer) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("name", ["alice", "dana", "rita"])
def test_the_address_of_a_hidden_extract_is_unknown(request, as_user, study, mark, name):
    user = request.getfixturevalue(name)
    address = reverse("interviews:extract_detail", kwargs={"slug": study.slug, "pk": mark.pk})
    assert as_user(user).get(address).status_code == 404


@pytest.mark.parametrize("name", ["alice", "dana", "rita"])
def test_reading_page_and_margins_show_no_mark_of_the_others(request, as_user, study, source, mark, name):
    client = as_user(request.getfixturevalue(name))
    for page in ("source_read", "source_margins"):
        answer = client.get(reverse(f"interviews:{page}", kwargs={"slug": study.slug, "pk": source.pk}))
        assert str(mark.pk) not in answer.content.decode()


def test_counts_of_codes_hide_them_too(as_user, study, mark, alice, bob):
    address = reverse("interviews:code_detail", kwargs={"slug": study.slug, "pk": mark.codes.get().pk})
    assert b"we sat in the same room" in as_user(bob).get(address).content
    assert b"we sat in the same room" not in as_user(alice).get(address).content


def test_the_reading_page_says_that_it_is_blind(as_user, study, source, double, bob, rita):
    address = reverse("interviews:source_read", kwargs={"slug": study.slug, "pk": source.pk})
    assert "you see your own marks alone" in as_user(bob).get(address).content.decode()
    assert "Being double coded, blind" in as_user(rita).get(address).content.decode()


def test_coding_hits_takes_no_extract_that_is_hidden(study, source, mark, dana):
    """Of the same words: that would tell that somebody has marked them."""
    asking, code = membership(study, dana), factories.code(study, "Doubt")
    code_stretches(asking, {source.latest_text.pk: [Span(mark.start, mark.end)]}, code, made_with="search")
    (own,) = seen(study, dana)
    assert own != mark
    assert own.made_by == dana


def test_the_search_shows_no_memo_on_what_is_hidden(as_user, study, mark, bob, dana):
    Memo.objects.create(study=study, text="The zebra of the boardroom", on=mark.pk, on_kind="extract", by=bob)
    Memo.objects.create(study=study, text="Another zebra", by=bob)
    address = reverse("interviews:search", kwargs={"slug": study.slug})
    for asked in ({"q": "zebra"}, {"q": "zeb.a", "pattern": "on"}):
        assert len(as_user(bob).get(address, asked).context["memos"]) == 2
        assert len(as_user(dana).get(address, asked).context["memos"]) == 1


def test_when_it_is_open_everybody_sees_everything(study, mark, earlier, double, alice, bob, dana, rita):
    for user in (bob, dana):
        deeds.finish(Assignment.objects.get(double=double, user=user), by=user)
    for user in (alice, bob, dana, rita):
        assert seen(study, user) == {mark, earlier}


def test_an_export_with_blind_codings_is_held_back(as_user, study, mark, alice):
    address = reverse("exchange:study_export", kwargs={"slug": study.slug})
    held = as_user(alice).post(address)
    assert held.status_code == 409
    assert "Bob Tanner and Dana Webb" in held.content.decode()
    sent = as_user(alice).post(address, {"blind_known": "1"})
    assert sent.status_code == 200
    assert study.journal.first().deed == "exported with blind codings"


def test_the_reading_page_asks_no_more_for_being_blind(
    as_user, study, source, mark, bob, rita, django_assert_max_num_queries
):
    address = reverse("interviews:source_read", kwargs={"slug": study.slug, "pk": source.pk})
    client = as_user(bob)
    with django_assert_max_num_queries(100) as blind:
        client.get(address)
    DoubleCoding.objects.all().delete()
    with django_assert_max_num_queries(100) as plain:
        client.get(address)
    assert len(blind) == len(plain)
