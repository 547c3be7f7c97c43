"""All coded extracts as CSV: what stands in it, who may see what of it, and that no name leaves with it."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from exchange import codings
from interviews.models import DoubleCoding, Extract, ExtractSite, ExtractTracer, Participant, Participation
from tests import factories
from tests.exchange.leaking import NAME, fill_and_take_out
from tracers.models import WorkStream

PAGE = "/studies/dementia-care/export/codings.csv"
pytestmark = pytest.mark.django_db


@pytest.fixture
def trust(study):
    return factories.code(study, "Trust", factories.code(study, "Relationships"))


def table(answer) -> list[dict[str, str]]:
    assert answer.status_code == 200 and answer.streaming
    return list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode("utf-8-sig"))))


def test_a_row_says_all_that_is_known_of_a_coding(as_user, rita, bob, study, trust):
    source = factories.source(study)
    source.work_stream = WorkStream.objects.create(study=study, code="WS1", title="Commissioners")
    source.save()
    extract = factories.extract(source, "same room", trust, by=bob)
    extract.describe(
        by=bob,
        sites=study.sites.filter(code__in=["A1", "A2"]),
        tracers=study.tracers.all(),
        nowhere=False,
        claim="observed",
        quotable=False,
    )
    coding = extract.codings.get()
    coding.made_with = "search: room"
    coding.save()
    (row,) = table(as_user(rita).get(PAGE))
    assert row == {
        "code": "Trust",
        "path": "Relationships › Trust",
        "source": "20417",
        "kind": "interview",
        "date": "2016-07",
        "work stream": "WS1",
        "consent": "quote",
        "participant": "P20417",
        "site": "Area 1",
        "organisation": "Provider",
        "role": "Manager",
        "speaker": "Respondent",
        "interviewer": "no",
        "turn": "2",
        "start": str(extract.start),
        "end": str(extract.end),
        "words": "same room",
        "speaks of sites": "Area 1; Area 2",
        "speaks of tracers": "Dementia; Screening",
        "claim": "observed",
        "quotable": "no",
        "coder": "Bob Tanner",
        "coded on": f"{coding.at:%Y-%m-%d}",
        "made with": "search: room",
        "extract": str(extract.pk),
    }


def test_words_of_the_interviewer_are_nobodys(as_user, rita, study, trust):
    factories.extract(factories.source(study), "How did the partnership change referrals?", trust)
    (row,) = table(as_user(rita).get(PAGE))
    assert (row["interviewer"], row["participant"], row["site"], row["turn"]) == ("yes", "", "", "1")


def test_in_a_joint_interview_who_speaks_stands_there(as_user, rita, study, trust):
    source = factories.source(study)
    other = Participant.objects.create(study=study, code="P2")
    joint = {"site": study.sites.get(code="A2"), "speaker": "Somebody else"}
    Participation.objects.create(source=source, participant=other, order=1, **joint)
    factories.extract(source, "same room", trust)
    assert table(as_user(rita).get(PAGE))[0]["participant"] == "P20417"
    source.participations.update(speaker="")
    assert table(as_user(rita).get(PAGE))[0]["participant"] == "P20417; P2"


def test_the_rows_stand_in_the_order_of_sources_and_words_with_their_own_turns(as_user, rita, study, trust):
    for printed_id in ("9", "10", "1000"):
        source = factories.source(study, printed_id)
        nowhere = factories.extract(source, "That changed everything", trust)
        nowhere.nowhere = True
        nowhere.save()
        extract = factories.extract(source, "same room", trust, trust.parent)
        ExtractSite.objects.create(extract=extract, site=study.sites.get(code="NAT"))
        ExtractTracer.objects.create(extract=extract, tracer=study.tracers.get(code="screening"))
    factories.source(study, "10a")  # nothing is coded there
    rows = table(as_user(rita).get(PAGE))
    assert [row["source"] for row in rows] == ["10"] * 3 + ["1000"] * 3 + ["9"] * 3
    assert [row["turn"] for row in rows] == ["2", "2", "4"] * 3
    assert [row["speaks of sites"] for row in rows] == ["National", "National", "nowhere in particular"] * 3
    assert [row["speaks of tracers"] for row in rows] == ["Screening", "Screening", ""] * 3


def test_what_stands_on_earlier_words_has_no_turn(as_user, rita, study, trust):
    source = factories.source(study)
    factories.extract(source, "same room", trust)
    source.texts.create(version=2, text="Respondent: Other words.", turns=[])
    assert [row["turn"] for row in table(as_user(rita).get(PAGE))] == [""]


def test_nothing_is_taken_for_a_formula(as_user, rita, study, trust):
    trust.name = "=cmd|'/c calc'!A1"
    trust.save()
    factories.source(study, "77", words="Respondent: +44 is what one dials").participations.update(role="@home")
    factories.extract(study.sources.get(printed_id="77"), "+44 is what one dials", trust)
    (row,) = table(as_user(rita).get(PAGE))
    assert (row["code"], row["words"], row["role"]) == ("'=cmd|'/c calc'!A1", "'+44 is what one dials", "'@home")


def test_a_restricted_analyst_takes_the_given_sites(as_user, study, trust):
    for printed_id, site in (("20417", "A1"), ("31000", "A2")):
        factories.extract(factories.source(study, printed_id, site=site), "same room", trust)
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    assert [row["source"] for row in table(as_user(sam).get(PAGE))] == ["31000"]


def test_what_is_coded_blind_leaves_for_its_coder_alone(as_user, study, alice, bob, rita, trust):
    source = factories.source(study)
    members = {user: study.memberships.get(user=user) for user in (alice, bob)}
    DoubleCoding.objects.begin([source], members[alice], members[bob], by=members[alice])
    factories.extract(source, "same room", trust, by=bob)
    assert [len(table(as_user(user).get(PAGE))) for user in (bob, alice, rita)] == [1, 0, 0]


def test_the_head_stands_there_without_rows(as_user, rita, study):
    answer = as_user(rita).get(PAGE)
    assert b"".join(answer.streaming_content).decode("utf-8-sig").strip() == ",".join(codings.COLUMNS)


def test_the_number_of_queries_does_not_grow(as_user, bob, study, trust):
    client = as_user(bob)
    factories.extract(factories.source(study), "same room", trust)

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            table(client.get(PAGE))
        return len(caught)

    before = queries()
    for number in range(8):
        other = factories.code(study, f"Code {number}")
        factories.extract(factories.source(study, f"3{number:04}"), "same room", trust, other)
    assert queries() == before


# Names that were taken out


@pytest.fixture
def leaking(study, alice):
    fill_and_take_out(study, by=alice)
    Participation.objects.update(role=f"Deputy of {NAME}")
    return study


def test_a_name_that_was_taken_out_holds_it_back_for_everybody(as_user, alice, bob, rita, leaking):
    for user, may in ((alice, True), (bob, False), (rita, False)):
        answer = as_user(user).get(PAGE)
        assert answer.status_code == 409 and f"<mark>{NAME}</mark>" in answer.text
        assert ("Export anyway" in answer.text) is may
        assert ("Put it right</a>" in answer.text) is (user != rita)


def test_an_owner_lets_it_go_and_the_journal_says_so(as_user, alice, leaking):
    rows = table(as_user(alice).post(PAGE, {"leaks_known": "1"}))
    assert any(NAME in row["role"] for row in rows)
    assert leaking.journal.filter(deed="exported in spite of leaks", by=alice).exists()


def test_without_leaks_it_goes_though_names_were_taken_out(as_user, rita, alice, study):
    fill_and_take_out(study, by=alice)
    assert len(table(as_user(rita).get(PAGE))) == Extract.objects.filter(codings__isnull=False).count()


def test_nobody_else_lets_it_go(as_user, bob, rita, charlie, leaking):
    assert [as_user(user).post(PAGE, {"leaks_known": "1"}).status_code for user in (bob, rita, charlie)] == [
        403,
        403,
        404,
    ]


def test_a_stranger_finds_nothing_and_nobody_deletes(as_user, charlie, bob, study):
    assert as_user(charlie).get(PAGE).status_code == 404
    assert as_user(bob).delete(PAGE).status_code == 405
