"""The board of a tracer."""

import pytest

from cmo.merging import merge
from cmo.models import Configuration, Evidence, ProgrammeTheory
from cmo.views import board
from tests import factories
from tests.cmo.litany import HTMX, url


@pytest.fixture
def address(study):
    return url("board", study, "dementia")


def test_reader_sees_the_triad_and_nothing_to_press(as_user, rita, configuration, address):
    page = as_user(rita).get(address).content.decode()
    assert "One building for health and social care" in page
    assert "Staff feel answerable to one another" in page
    assert "Referrals are talked over before they are made" in page
    assert "Add context" not in page
    assert "New configuration" not in page


def test_analyst_can_add_where_something_is_missing(as_user, bob, study, address):
    factories.configuration(study, items={"context": ["No mechanism was seen"]})
    page = as_user(bob).get(address).content.decode()
    assert "No mechanism yet" in page
    assert "Add mechanism" in page


def test_stranger_gets_404(as_user, charlie, configuration, address):
    assert as_user(charlie).get(address).status_code == 404


def test_board_is_not_posted_to(as_user, bob, address):
    assert as_user(bob).post(address).status_code == 405


def test_a_tracer_may_be_named_by_its_uuid(as_user, rita, study, configuration):
    address = url("board", study, study.tracers.get(code="dementia").pk)
    assert "Sharing a room" in as_user(rita).get(address).content.decode()


def test_unknown_tracer_gets_404(as_user, rita, study):
    assert as_user(rita).get(url("board", study, "nothing-of-the-kind")).status_code == 404


def test_tracer_of_another_study_gets_404(as_user, charlie, rita, study):
    other = charlie.memberships.get().study.tracers.first()
    assert as_user(rita).get(url("board", study, other.pk)).status_code == 404


def test_words_of_the_interviewer_are_marked(as_user, rita, configuration, source, address):
    asked = factories.extract(source, "How did the partnership change referrals?")
    Evidence.objects.add(configuration, by=None, extract=asked, stance="supports")
    assert ">interviewer</span>" in as_user(rita).get(address).content.decode()


def test_contradicting_evidence_stands_first(as_user, rita, configuration, source, address):
    supporting = factories.extract(source, "awkward at first")
    against = factories.extract(source, "That changed everything")
    Evidence.objects.add(configuration, by=None, extract=supporting, stance="supports")
    Evidence.objects.add(configuration, by=None, extract=against, stance="contradicts")
    page = as_user(rita).get(address).content.decode()
    assert page.index("That changed everything") < page.index("awkward at first")
    assert "[20417, Area 1, Provider, Jul 2016]" in page


def test_totals_are_shown_only_when_asked_for(as_user, rita, configuration, extract, address):
    Evidence.objects.add(configuration, by=None, extract=extract, stance="supports")
    assert "board-totals" not in as_user(rita).get(address).content.decode()
    page = as_user(rita).get(address, {"totals": "1"}).content.decode()
    assert '<dt>supports</dt><dd><span class="number">1 person</span>' in page


def test_totals_count_people_and_never_add_what_elicited_to_what_tests(as_user, rita, study, configuration, address):
    told = factories.source(study, "1"), factories.source(study, "2")
    said = [(told[0], "awkward at first"), (told[0], "That changed everything"), (told[1], "awkward at first")]
    for source, words in said:
        extract = factories.extract(source, words)
        Evidence.objects.add(configuration, by=None, extract=extract, stance="supports", use="tests")
    again = factories.extract(told[0], "we sat in the same room")
    Evidence.objects.add(configuration, by=None, extract=again, stance="supports", use="elicited")
    page = as_user(rita).get(address, {"totals": "1"}).content.decode()
    assert '2 people</span> <span class="fine">testing' in page
    assert '1 person</span> <span class="fine">eliciting' in page
    assert "3 people" not in page


def test_an_item_shows_who_stands_against_and_for_it(as_user, rita, study, configuration, source, address):
    item = configuration.contexts[0]
    for words, stance in (("awkward at first", "supports"), ("That changed everything", "contradicts")):
        Evidence.objects.add(configuration, by=None, extract=factories.extract(source, words), stance=stance, item=item)
    page = as_user(rita).get(address).content.decode()
    assert page.index("Contradicts it: 1 person") < page.index("Supports it: 1 person")
    shown = url("standing", study, configuration.pk) + f"?item={item.pk}&amp;stance=contradicts"
    assert shown in page
    behind = as_user(rita).get(shown.replace("&amp;", "&")).content.decode()
    assert "That changed everything" in behind
    assert "awkward at first" not in behind


@pytest.mark.parametrize(
    ("asked", "seen"),
    [
        ({"site": "A1"}, {"Sharing a room", "Everywhere"}),
        ({"site": "A2"}, {"Sharing a budget", "Everywhere"}),
        ({"state": "refined"}, {"Sharing a budget"}),
        ({"kind": "anticipated"}, {"Everywhere"}),
        ({"kind": "no such kind"}, set()),
        ({"level": "programme"}, {"Everywhere"}),
        ({"theory": "T1"}, {"Sharing a room"}),
        ({"theme": "T01"}, {"Sharing a budget"}),
        ({}, {"Sharing a room", "Sharing a budget", "Everywhere"}),
    ],
)
def test_filters_are_in_the_address(as_user, rita, study, configuration, counterpart, address, asked, seen):
    counterpart.revise(by=None, state="refined")
    counterpart.set_themes(list(study.themes.all()))
    theory = ProgrammeTheory.objects.create(study=study, code="T1", statement="A shared room makes people talk.")
    configuration.revise(by=None, theory=theory)
    factories.configuration(study, site="none", label="Everywhere", kind="anticipated", level="programme")
    page = as_user(rita).get(address, asked).content.decode()
    assert {label for label in ("Sharing a room", "Sharing a budget", "Everywhere") if label in page} == seen


def test_what_was_anticipated_stands_above_what_was_observed(as_user, rita, study, configuration, address):
    factories.configuration(study, label="As policy had it", kind="anticipated")
    page = as_user(rita).get(address).content.decode()
    assert page.index("What was anticipated") < page.index("As policy had it")
    assert page.index("As policy had it") < page.index("What was observed") < page.index("Sharing a room")


def test_unintended_outcomes_are_said_in_words(as_user, rita, configuration, address):
    configuration.add_item("outcome", "Some patients wait longer", by=None, intended=False)
    assert "unintended" in as_user(rita).get(address).content.decode()


def test_the_formal_sentence_is_offered_where_somebody_reasons(as_user, rita, configuration, address):
    assert "because" not in as_user(rita).get(address).content.decode()
    configuration.add_item("reasoning", "They know each other", by=None)
    assert "because they know each other." in as_user(rita).get(address).content.decode()


def test_names_with_markup_stay_words(as_user, rita, study, address):
    factories.configuration(study, label="<script>alert(1)</script>", items={"context": ["<b>bold</b>"]})
    page = as_user(rita).get(address).content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_restricted_analyst_sees_only_evidence_of_given_sites(as_user, study, configuration, source, address):
    hidden = factories.source(study, "30001", site="A2", words="Respondent: Nobody told us about the beds.")
    Evidence.objects.add(configuration, by=None, extract=factories.extract(hidden, "Nobody told us"))
    Evidence.objects.add(configuration, by=None, extract=factories.extract(source, "awkward at first"))
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    page = as_user(dora).get(address).content.decode()
    assert "awkward at first" in page
    assert "Nobody told us" not in page


def test_empty_board_says_what_to_do(as_user, bob, address):
    assert "Begin with a draft" in as_user(bob).get(address).content.decode()


def test_number_of_queries_does_not_grow(as_user, rita, study, source, address, django_assert_max_num_queries):
    client = as_user(rita)

    def grow(number):
        for _ in range(number):
            made = factories.configuration(study)
            made.add_item("reasoning", "They know each other", by=None)
            Evidence.objects.add(
                made, by=None, extract=factories.extract(source, "awkward at first"), stance="supports"
            )

    grow(1)
    with django_assert_max_num_queries(40) as few:
        client.get(address)
    grow(4)
    with django_assert_max_num_queries(len(few)):
        client.get(address)


def test_configuration_list_names_every_tracer_and_its_board(as_user, rita, study, configuration, address):
    page = as_user(rita).get(url("configuration_list", study)).content.decode()
    assert address in page
    assert url("board", study, "screening") in page
    assert "Sharing a room" in page


def test_configurations_of_no_tracer_are_listed_too(as_user, rita, study):
    Configuration.objects.write(study, by=None, label="At large")
    assert "At large" in as_user(rita).get(url("configuration_list", study)).content.decode()


def test_stranger_gets_no_list(as_user, charlie, study):
    assert as_user(charlie).get(url("configuration_list", study)).status_code == 404


def test_later_rows_follow_when_they_are_scrolled_to(as_user, rita, study, address, monkeypatch):
    monkeypatch.setattr(board, "AT_ONCE", 2)
    for label in ("One", "Two", "Three"):
        factories.configuration(study, label=f"Row {label}", level="tracer")
    client = as_user(rita)
    page = client.get(address).content.decode()
    assert "Row Two" in page
    assert "Row Three" not in page
    later = url("board_rows", study, "dementia")
    assert f"{later}?of=observed&amp;from=2" in page
    assert '<span id="CMO-03"></span>' in page  # an address may name it
    rest = client.get(later, {"of": "observed", "from": "2", "level": "tracer"}, headers=HTMX).content.decode()
    assert "Row Three" in rest
    assert "Row Two" not in rest
    assert "Row Three" in client.get(later, {"of": "observed", "from": "2"}, follow=True).content.decode()
    plain = client.get(later, {"of": "observed", "from": "2", "level": "tracer"})
    assert plain["Location"] == f"{address}?level=tracer&all=1"
    assert "Row Three" in client.get(plain["Location"]).content.decode()


@pytest.mark.parametrize("asked", [{"of": "nothing", "from": "x"}, {}, {"from": "-1"}])
def test_odd_questions_for_later_rows_do_no_harm(as_user, rita, study, configuration, asked):
    assert as_user(rita).get(url("board_rows", study, "dementia"), asked, headers=HTMX).status_code == 200


def test_a_row_is_moved_by_steps_and_to_a_place(as_user, bob, study, configuration, counterpart, address):
    client, order = as_user(bob), url("configuration_move", study, counterpart.pk)
    answer = client.post(order, {"step": "up", "next": f"{address}?site=A2#CMO-01"})
    assert answer["Location"] == f"{address}?site=A2#CMO-02"
    page = client.get(address).content.decode()
    assert page.index("Sharing a budget") < page.index("Sharing a room")
    assert client.post(order, {"before": ""}, headers=HTMX).status_code == 204
    page = client.get(address).content.decode()
    assert page.index("Sharing a room") < page.index("Sharing a budget")
    assert client.post(order, {"before": str(configuration.pk)}).status_code == 302
    assert list(study.configurations.on_board()) == [counterpart, configuration]


def test_what_was_merged_is_not_on_the_board_but_where_set_aside_is_asked(
    as_user, rita, study, configuration, counterpart, address
):
    merge(configuration, into=counterpart, by=None)
    assert "Sharing a room" not in as_user(rita).get(address).content.decode()
    assert "merged into another one" in as_user(rita).get(address, {"state": "set aside"}).content.decode()


@pytest.mark.parametrize(("who", "status"), [("rita", 403), ("charlie", 404)])
def test_others_move_nothing(request, as_user, study, configuration, who, status):
    client = as_user(request.getfixturevalue(who))
    assert client.post(url("configuration_move", study, configuration.pk), {"step": "up"}).status_code == status
    assert client.get(url("configuration_move", study, configuration.pk)).status_code == 405


def test_evidence_of_a_row_is_a_page_and_a_fragment(as_user, rita, charlie, study, configuration, extract):
    Evidence.objects.add(configuration, by=None, extract=extract)
    address = url("standing", study, configuration.pk)
    page = as_user(rita).get(address).content.decode()
    assert "<html" in page
    assert extract.quote in page
    part = as_user(rita).get(address, headers=HTMX).content.decode()
    assert "<html" not in part
    assert as_user(charlie).get(address).status_code == 404
    assert as_user(rita).post(address).status_code == 405
    assert as_user(rita).get(address, {"item": "nonsense"}).status_code == 404
