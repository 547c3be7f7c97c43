"""Codes by an attribute: what is counted, who may see what of it, and that each cell opens exactly what it counts."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from interviews.matrix import kept
from interviews.models import Coding, DoubleCoding, ExtractSite, ExtractTracer, Participant, Participation
from tests import factories
from tracers.models import WorkStream

PAGE = "/studies/dementia-care/codes/table/"
FORMS = ("csv", "xlsx", "svg", "png")


@pytest.fixture
def trust(study):
    return factories.code(study, "Trust", factories.code(study, "Relationships"))


@pytest.fixture
def coded(study, trust):
    """Trust: two extracts of one person in Area 1, one of another in Area 2, and one of an interviewer there."""
    one, two = factories.source(study), factories.source(study, "31000", site="A2", tracers=("screening",))
    factories.extract(one, "same room", trust)
    factories.extract(one, "awkward at first", trust)
    factories.extract(two, "same room", trust)
    factories.extract(two, "How did the partnership change referrals?", trust)
    return one, two


def told(answer) -> dict[str, dict[str, str]]:
    """What the table shows: line → column → cell."""
    grid = answer.context["grid"]
    heads = [*(column.label for column in grid.columns), "All"]
    lines = [*grid.lines, *filter(None, (grid.foot, grid.bases))]
    return {
        line.head.label: dict(zip(heads, (cell.shown for cell in (*line.cells, line.total)), strict=True))
        for line in lines
    }


def behind(client, answer) -> list[tuple[str, int, object]]:
    """Of each cell with a figure: what it says, and the page it leads to."""
    page = answer.content.decode()
    rows = re.findall(r'<td[^>]*><a class="plain-link" href="([^"]+)">(\d+)', page)
    return [(href, int(number), client.get(href.replace("&amp;", "&"))) for href, number in rows]


# What is counted


def test_people_of_each_site_speak_of_a_code(as_user, rita, coded):
    shown = told(as_user(rita).get(PAGE))
    assert shown["Trust"] == {"Area 1": "1", "Area 2": "1", "National": "0", "All": "2"}
    assert shown["Relationships"] == {"Area 1": "0", "Area 2": "0", "National": "0", "All": "0"}
    assert shown["Any code"]["All"] == "2"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("count=extracts", ("2", "1", "3")),
        ("count=sources", ("1", "1", "2")),
        ("count=extracts&said=everyone", ("2", "2", "4")),
        ("said=everyone", ("1", "1", "2")),
        ("count=extracts&share=row", ("67%", "33%", "3")),
        ("share=column", ("100%", "100%", "100%")),
    ],
)
def test_extracts_sources_and_shares(as_user, rita, coded, asked, expected):
    shown = told(as_user(rita).get(f"{PAGE}?{asked}"))["Trust"]
    assert (shown["Area 1"], shown["Area 2"], shown["All"]) == expected


def test_a_parent_counts_those_under_it_when_asked_and_each_extract_once(as_user, rita, study, trust, coded):
    extract = coded[0].latest_text.extracts.order_by("start")[0]
    extract.add_code(trust.parent, by=None)
    assert told(as_user(rita).get(f"{PAGE}?count=extracts"))["Relationships"]["All"] == "1"
    shown = told(as_user(rita).get(f"{PAGE}?count=extracts&below=1"))
    assert (shown["Relationships"]["All"], shown["Trust"]["All"]) == ("3", "3")
    assert told(as_user(rita).get(f"{PAGE}?below=1"))["Relationships"]["All"] == "2"


def test_two_coders_of_one_extract_count_once(as_user, rita, alice, bob, trust, coded):
    extract = coded[0].latest_text.extracts.order_by("start")[0]
    for coder in (alice, bob):
        extract.codings.create(code=trust, coder=str(coder), by=coder)
    assert told(as_user(rita).get(f"{PAGE}?count=extracts"))["Trust"]["Area 1"] == "2"


def test_the_denominator_is_everybody_heard_coded_or_not(as_user, rita, study, coded):
    factories.source(study, "40000")
    shown = told(as_user(rita).get(f"{PAGE}?share=column"))
    assert (shown["Trust"]["Area 1"], shown["Trust"]["Area 2"], shown["Trust"]["All"]) == ("50%", "100%", "67%")
    assert shown["Trust"]["National"] == "–"  # nobody is heard there: that is not the same as nobody speaks of it
    assert shown["All: the people heard there, coded or not"]["Area 1"] == "2"


def test_nobody_counts_twice_in_the_totals(as_user, rita, study, trust, coded):
    """The same person, heard in Area 1 and later in Area 2."""
    two = coded[1]
    two.participations.update(participant=Participant.objects.get(study=study, code="P20417"))
    shown = told(as_user(rita).get(PAGE))["Trust"]
    assert (shown["Area 1"], shown["Area 2"], shown["All"]) == ("1", "1", "1")


def test_in_a_joint_interview_those_alone_count_who_are_of_the_site(as_user, rita, study, trust):
    source = factories.source(study)
    source.participations.update(speaker="")
    other = Participant.objects.create(study=study, code="P2")
    Participation.objects.create(source=source, participant=other, site=study.sites.get(code="A2"), order=1)
    factories.extract(source, "same room", trust)
    shown = told(as_user(rita).get(PAGE))["Trust"]
    assert (shown["Area 1"], shown["Area 2"], shown["All"]) == ("1", "1", "2")
    shown = told(as_user(rita).get(f"{PAGE}?count=extracts"))["Trust"]
    assert (shown["Area 1"], shown["Area 2"], shown["All"]) == ("1", "1", "1")


def test_the_site_spoken_of_is_the_speakers_own_until_somebody_says(as_user, rita, study, coded):
    first, second = coded[0].latest_text.extracts.order_by("start")
    ExtractSite.objects.create(extract=first, site=study.sites.get(code="A2"))
    second.nowhere = True
    second.save()
    shown = told(as_user(rita).get(f"{PAGE}?by=place&count=extracts"))["Trust"]
    assert shown == {"Area 1": "0", "Area 2": "2", "National": "0", "Nowhere in particular": "1", "All": "3"}


def test_every_attribute_makes_a_table(as_user, rita, study, coded):
    one, two = coded
    stream = WorkStream.objects.create(study=study, code="WS1", title="Commissioners")
    one.work_stream, one.attributes = stream, {"wave": 1}
    two.kind, two.attributes = "focus group", {"wave": 2}
    one.save()
    two.save()
    two.participations.update(organisation="provider", role="")
    Participant.objects.filter(code="P20417").update(attributes={"age band": "50s"})
    extract = one.latest_text.extracts.order_by("start")[0]
    ExtractTracer.objects.create(extract=extract, tracer=study.tracers.get(code="screening"))
    for by, expected in {
        "organisation": {"Provider": "3"},
        "role": {"Manager": "2", "Not said": "1"},
        "work_stream": {"WS1 Commissioners": "2", "Not said": "1"},
        "tracer": {"Dementia": "1", "Screening": "2"},
        "kind": {"Interview": "2", "Focus group": "1"},
        "source.wave": {"1": "2", "2": "1"},
        "person.age band": {"50s": "2", "Not said": "1"},
    }.items():
        shown = told(as_user(rita).get(PAGE, {"by": by, "count": "extracts"}))["Trust"]
        assert shown == expected | {"All": "3"}, by


def test_a_retired_code_stands_there_as_long_as_it_has_extracts(as_user, rita, study, trust, coded):
    trust.retire(by=None)
    factories.code(study, "Never used").retire(by=None)
    shown = told(as_user(rita).get(PAGE))
    assert shown["Trust (retired)"]["All"] == "2" and "Never used (retired)" not in shown


def test_it_is_narrowed_by_other_attributes(as_user, rita, study, coded):
    answer = as_user(rita).get(f"{PAGE}?by=site&count=extracts&tracer=dementia")
    assert told(answer)["Trust"] == {"Area 1": "2", "Area 2": "0", "National": "0", "All": "2"}
    assert "Only where “Tracer” is “Dementia”." in answer.text
    assert set(told(as_user(rita).get(f"{PAGE}?by=site&site=A2"))["Trust"]) == {"Area 2", "All"}


# What is behind a cell


@pytest.mark.parametrize(
    "by", ["site", "place", "organisation", "role", "tracer", "kind", "work_stream", "source.wave"]
)
@pytest.mark.parametrize(
    "more", ["", "&below=1", "&said=everyone", "&tracer=dementia", "&organisation=provider&below=1"]
)
def test_each_cell_opens_exactly_what_it_counts(as_user, rita, study, trust, coded, by, more):
    one, two = coded
    one.attributes = {"wave": 1}
    one.save()
    factories.extract(one, "And then?", trust.parent)
    first = one.latest_text.extracts.order_by("start")[0]
    ExtractSite.objects.create(extract=first, site=study.sites.get(code="A2"))
    ExtractTracer.objects.create(extract=first, tracer=study.tracers.get(code="screening"))
    ExtractTracer.objects.create(extract=first, tracer=study.tracers.get(code="dementia"))
    two.participations.update(role="", speaker="")
    other = Participant.objects.create(study=study, code="P2")
    joint = {"site": study.sites.get(code="A1"), "organisation": "Commissioner"}
    Participation.objects.create(source=two, participant=other, order=1, **joint)
    client = as_user(rita)
    for measure in ("people", "sources", "extracts"):
        cells = behind(client, client.get(f"{PAGE}?by={by}&count={measure}{more}"))
        assert cells
        for href, number, page in cells:
            assert getattr(page.context["tally"], measure) == number, (measure, href)
            if measure == "extracts":
                shown = {card.extract.pk for piece in page.context["pieces"] for card in piece["cards"]}
                assert len(shown) == number


def test_the_page_of_a_code_says_that_it_shows_a_part(as_user, rita, trust, coded):
    page = as_user(rita).get(f"/studies/dementia-care/codes/{trust.pk}/?site=A1&said=participants")
    assert "Only Site of who speaks: Area 1 · without what interviewers say: 2 extracts" in page.text


# What one may not see is not counted


def test_a_restricted_analyst_counts_the_given_sites(as_user, study, coded):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    answer = as_user(sam).get(f"{PAGE}?count=extracts")
    assert told(answer)["Trust"] == {"Area 1": "0", "Area 2": "1", "National": "0", "All": "1"}
    assert "Of the sources of your sites alone." in answer.text


@pytest.mark.parametrize("by", ["site", "tracer"])
def test_what_a_blind_coder_does_is_counted_for_that_coder_alone(as_user, study, alice, bob, rita, trust, coded, by):
    one, _ = coded
    asked = f"{PAGE}?by={by}&count=extracts"
    assert told(as_user(rita).get(asked))["Trust"]["All"] == "3"  # and kept in memory
    members = {user: study.memberships.get(user=user) for user in (alice, bob)}
    DoubleCoding.objects.begin([one], members[alice], members[bob], by=members[alice])
    factories.extract(one, "That changed everything", trust, by=bob)
    assert told(as_user(bob).get(asked))["Trust"]["All"] == "2"  # his own, and what stands in the other source
    assert told(as_user(rita).get(asked))["Trust"]["All"] == "3"
    assert told(as_user(alice).get(asked))["Trust"]["All"] == "1"
    for user in (bob, rita, alice):
        client = as_user(user)
        for href, number, page in behind(client, client.get(asked)):
            assert page.context["tally"].extracts == number, (user, href)


# What was counted is good as long as nothing changed


def test_what_is_coded_meanwhile_is_counted(as_user, rita, bob, study, trust, coded):
    client, one = as_user(rita), coded[0]
    asked = f"{PAGE}?count=extracts"
    assert told(client.get(asked))["Trust"]["Area 1"] == "2"
    extract = factories.extract(one, "That changed everything", trust, by=bob)
    assert told(client.get(asked))["Trust"]["Area 1"] == "3"
    new = factories.code(study, "New")
    extract.add_code(new, by=bob)
    assert told(client.get(asked))["New"]["Area 1"] == "1"
    extract.codings.all().delete()
    extract.remove(by=bob)
    assert told(client.get(asked))["Trust"]["Area 1"] == "2"
    factories.extract(factories.source(study, "50000"), "same room", trust)
    assert told(client.get(asked))["Trust"]["Area 1"] == "3"


@pytest.mark.django_db(transaction=True)
def test_only_what_changed_is_counted_again(as_user, rita, study, trust, coded, monkeypatch):
    client = as_user(rita)
    client.get(PAGE)
    asked = []
    count = kept._count
    monkeypatch.setattr(kept, "_count", lambda codings, codes: asked.append(codings) or count(codings, codes))
    client.get(PAGE)
    assert asked == []
    factories.extract(coded[1], "That changed everything", trust)
    assert told(client.get(f"{PAGE}?count=extracts"))["Trust"]["Area 2"] == "2"
    assert [{coding.extract.text.source for coding in codings} for codings in asked] == [{coded[1]}]
    client.get(PAGE)
    assert len(asked) == 1


@pytest.mark.django_db(transaction=True)
def test_what_changed_is_found_by_index(study, trust, coded):
    """Whatever the planner thinks of so small a table: there is an index for the way it goes."""
    changed = [coded[0].pk]
    with connection.cursor() as cursor:
        cursor.execute("SET enable_seqscan = off")
        codings = Coding.objects.filter(code__study=study, extract__text__source__in=changed)
        plan = codings.order_by().values_list("extract_id", "code_id").explain()
        cursor.execute("SET enable_seqscan TO DEFAULT")
    assert "Seq Scan on interviews_coding" not in plan and "Seq Scan on interviews_extract" not in plan, plan


# Doors


@pytest.mark.parametrize("page", [PAGE, *(f"{PAGE[:-1]}.{form}" for form in FORMS)])
def test_a_stranger_finds_nothing_and_nobody_posts(as_user, charlie, bob, coded, page):
    assert as_user(charlie).get(page).status_code == 404
    assert as_user(bob).post(page).status_code == 405


def test_a_value_that_is_not_there_is_told(as_user, rita, coded):
    answer = as_user(rita).get(f"{PAGE}?tracer=nothing")
    assert answer.status_code == 422
    assert "Tracer: there is no “nothing” here. Choose one from the list." in answer.text
    assert as_user(rita).get(f"{PAGE[:-1]}.csv?tracer=nothing").headers["Location"].endswith("/tables/?tracer=nothing")


@pytest.mark.parametrize("asked", ["by=nothing", "by=", "count=x&share=y&said=z", "by=site&site=-", "columns=all"])
def test_nonsense_in_the_address_falls_back(as_user, rita, coded, asked):
    assert as_user(rita).get(f"{PAGE}?{asked}").status_code == 200


def test_a_kind_of_file_that_is_not_there_is_not_found(as_user, rita, coded):
    assert as_user(rita).get(f"{PAGE[:-1]}.pdf").status_code == 404


def test_names_with_html_are_harmless(as_user, rita, study, trust, coded):
    coded[0].participations.update(organisation='"><script>alert(1)</script>')
    factories.code(study, "<b>bold</b>")
    client = as_user(rita)
    answer = client.get(f"{PAGE}?by=organisation&count=extracts")
    assert "<script>alert" not in answer.text and "<b>bold" not in answer.text
    figures = {number: page.context["tally"].extracts for _, number, page in behind(client, answer)}
    assert figures == {1: 1, 2: 2, 3: 3}


def test_without_codes_it_says_what_to_do(as_user, rita, study):
    assert "Nothing to count yet" in as_user(rita).get(PAGE).text


def test_many_columns_are_shown_when_asked_for(as_user, rita, study, trust, coded):
    for number in range(45):
        source = factories.source(study, f"6{number:04}")
        source.participations.update(role=f"Role {number:02}")
    answer = as_user(rita).get(f"{PAGE}?by=role")
    assert (len(answer.context["grid"].columns), answer.context["columns_left"]) == (40, 6)
    assert len(as_user(rita).get(f"{PAGE}?by=role&wide=1").context["grid"].columns) == 46


def test_the_number_of_queries_does_not_grow(as_user, bob, study, trust):
    client = as_user(bob)
    factories.extract(factories.source(study), "same room", trust)

    def queries(asked: str) -> int:
        kept._KEPT.clear()
        with CaptureQueriesContext(connection) as caught:
            assert client.get(f"{PAGE}?{asked}").status_code == 200
        return len(caught)

    every = ("", "by=tracer&count=extracts&below=1", "share=column&site=A1&by=place")
    before = [queries(asked) for asked in every]
    for number in range(8):
        other = factories.code(study, f"Code {number}")
        factories.extract(factories.source(study, f"3{number:04}"), "same room", trust, other)
    assert [queries(asked) for asked in every] == before


# Files


@pytest.fixture
def nobody_is_few(study):
    """Tables leave the study as they are."""
    study.threshold = 0
    study.save()


def test_the_csv_holds_the_table_and_no_formula(as_user, rita, study, trust, coded, nobody_is_few):
    study.sites.filter(code="A1").update(label="=1+1")
    factories.code(study, "@home")
    rows = list(csv.reader(io.StringIO(as_user(rita).get(f"{PAGE[:-1]}.csv?share=column").content.decode("utf-8-sig"))))
    assert rows[0] == ["Code", "'=1+1", "'=1+1 %", "Area 2", "Area 2 %", "National", "National %", "All", "All %"]
    assert ["Relationships › Trust", "1", "100.0", "1", "100.0", "0", "", "2", "100.0"] in rows
    assert any(row[0] == "'@home" for row in rows)


def test_the_workbook_holds_numbers_and_says_what_was_counted(as_user, rita, study, coded, nobody_is_few):
    factories.code(study, "=cmd|'/c calc'!A1")
    book = load_workbook(io.BytesIO(as_user(rita).get(f"{PAGE[:-1]}.xlsx?count=extracts").content))
    table, about = book["Table"], book["About"]
    cells = {row[0].value: row for row in table.iter_rows()}
    assert [cell.value for cell in cells["Relationships › Trust"]] == ["Relationships › Trust", 2, 1, 0, 3]
    assert cells["=cmd|'/c calc'!A1"][0].data_type == "s"
    assert table.freeze_panes == "B2"
    said = [row[0].value for row in about.iter_rows()]
    assert said[0] == "Codes by site of who speaks" and "What interviewers say is left out." in said
    assert any(line.startswith("Counted on ") for line in said)


def test_the_pictures_are_pictures(as_user, rita, coded, nobody_is_few):
    svg = as_user(rita).get(f"{PAGE[:-1]}.svg")
    assert svg.headers["Content-Type"] == "image/svg+xml" and b"<title" in svg.content and b">Trust<" in svg.content
    png = as_user(rita).get(f"{PAGE[:-1]}.png")
    assert png.content.startswith(b"\x89PNG") and "codes-by-site.png" in png.headers["Content-Disposition"]


def test_the_codebook_leads_to_it(as_user, rita, coded):
    page = as_user(rita).get(reverse("interviews:code_list", args=["dementia-care"])).text
    assert f'href="{PAGE}"' in page and "/export/codings.csv" in page
