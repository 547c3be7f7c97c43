"""A table, a picture, the timeline or a chain into a report, and what the report shows of it."""

import io

import pytest
from django.urls import reverse
from pypdf import PdfReader

from accounts import sealing
from cmo.models import Evidence
from interviews.leaks.lookout import lookout
from interviews.models import ListedName
from reports import assemble, files
from reports import document as doc
from reports.leaks import leaks
from reports.models import Block, Report
from reports.pdf import pdf
from tests import factories, steps
from tests.reports.litany import HTMX, url
from tests.reports.test_pdf import structure
from tracers.models import PolicyEvent

TABLE = {"what": "matrix", "by": "site", "count": "people"}


def into(study, **asked) -> str:
    return reverse("reports:into_report", args=[study.slug], query=asked)


@pytest.fixture
def coded(study, source):
    """One person speaks of a code, which is not too few here."""
    study.threshold = 1
    study.save()
    code = factories.code(study, "Trust <& hope>")
    factories.extract(source, "awkward at first", code)
    return code


@pytest.fixture
def ripple(study, configuration):
    other = factories.configuration(study, site="A2", label="Waiting apart")
    return configuration.link(
        "ripple", other, by=None, start_item=configuration.outcomes[0], end_item=other.contexts[0]
    )


def nodes(report, kind, member=None) -> list:
    return [node for node in assemble.document(report, member).nodes if isinstance(node, kind)]


def shown(load, marker: str):
    return assemble.document(load(f"---\ntitle: T\ntracer: dementia\n---\n\n# A\n\n{marker}\n"))


def whys(document) -> list[str]:
    return [each.why for each in document.missing]


# One click


def test_the_menu_names_the_reports_that_may_change_and_their_sections(as_user, bob, study, report):
    Report.objects.begin(study, name="done", title="Published already", by=bob, status="published")
    page = as_user(bob).get(into(study, **TABLE), headers=HTMX)
    assert "Dementia in partnership" in page.text and "Theme: One room" in page.text
    assert "Published already" not in page.text and "<html" not in page.text


def test_a_table_goes_to_the_end_of_the_chosen_section(as_user, bob, study, report, coded):
    section = report.sections.get(heading="Introduction")
    answer = as_user(bob).post(into(study, **TABLE), {"section": section.pk, "look": "bars", "table": "on"})
    block = section.blocks.last()
    assert answer.headers["Location"] == f"{url('report_detail', study, report.pk)}#b-{block.pk}"
    assert (block.kind, block.text) == ("matrix", "codes site count=people as=bars with=table")
    page = as_user(bob).get(answer.headers["Location"])
    assert "Figure 1" in page.text and "Trust &lt;&amp; hope&gt;" in page.text and "<b>" not in page.text


def test_htmx_is_told_where_it_stands_and_the_section_comes_first_next_time(as_user, bob, study, report):
    section = report.sections.get(heading="Theme: One room")
    client = as_user(bob)
    answer = client.post(into(study, what="timeline"), {"section": section.pk, "look": "picture"}, headers=HTMX)
    assert answer.status_code == 200 and f"#b-{section.blocks.last().pk}" in answer.text
    assert "It stands in “Dementia in partnership”, section “Theme: One room”" in answer.text
    assert client.get(into(study, **TABLE)).context["form"].initial["section"] == str(section.pk)


def test_a_new_section_can_be_made_for_it_and_all_of_it_is_undone_at_once(as_user, bob, study, report):
    before = report.sections.count()
    steps.over()
    as_user(bob).post(into(study, what="comparison", tracer="dementia"), {"section": report.pk})
    section = report.sections.last()
    assert section.heading == "Tables and pictures" and section.blocks.get().kind == "comparison"
    steps.undo_last(study, bob)
    assert report.sections.count() == before and not Block.objects.filter(kind="comparison").exists()


@pytest.mark.parametrize(
    ("asked", "look", "expected"),
    [
        ({"what": "timeline", "tracer": "dementia"}, "picture", ("timeline", "tracer=dementia as=picture")),
        ({"what": "timeline"}, "table", ("timeline", "")),
        ({"what": "chains", "of": "CMO-01"}, "picture", ("chains", "CMO-01")),
        ({"what": "chains", "tracer": "dementia"}, "table", ("chains", "dementia as=table")),
        ({"what": "matrix", "by": "role", "role": "gp lead"}, "table", ("matrix", 'codes role role="gp lead"')),
    ],
)
def test_the_mark_says_what_the_page_showed(as_user, bob, study, report, asked, look, expected):
    section = report.sections.first()
    as_user(bob).post(into(study, **asked), {"section": section.pk, "look": look})
    block = section.blocks.last()
    assert (block.kind, block.text) == expected


def test_what_is_wrong_is_told(as_user, bob, study, report):
    client = as_user(bob)
    assert client.get(into(study, what="memos")).status_code == 422
    assert "nothing here" in client.get(into(study)).text
    for sent in ({}, {"section": "x", "look": "cake"}, {"section": report.sections.first().pk, "look": "cake"}):
        assert client.post(into(study, **TABLE), sent).status_code == 422
    report.change(by=bob, status="published")
    assert (
        client.post(into(study, **TABLE), {"section": report.sections.first().pk, "look": "table"}).status_code == 422
    )
    assert "no report to put it into" in client.get(into(study, **TABLE)).text
    assert not Block.objects.filter(kind="matrix").exists()


def test_who_may(as_user, charlie, rita, bob, study, report):
    assert as_user(charlie).get(into(study, **TABLE)).status_code == 404
    for method in ("get", "post"):
        assert getattr(as_user(rita), method)(into(study, **TABLE)).status_code == 403
    assert as_user(bob).put(into(study, **TABLE)).status_code == 405


def test_the_button_stands_where_there_is_something_for_those_who_write(as_user, bob, rita, study, coded, ripple):
    for name in ("interviews:code_table", "timeline", "cmo:chain_list", "cmo:comparison"):
        address = reverse(name, args=[study.slug])
        assert "Into a report" in as_user(bob).get(address).text, name
        assert "Into a report" not in as_user(rita).get(address).text, name


def test_the_menu_asks_no_more_with_more_reports(as_user, bob, study, report, django_assert_max_num_queries):
    client = as_user(bob)
    with django_assert_max_num_queries(30) as few:
        client.get(into(study, **TABLE), headers=HTMX)
    for number in range(4):
        Report.objects.begin(study, name=f"r{number}", title="More", by=bob).add_section("Summary", by=bob)
    with django_assert_max_num_queries(len(few)):
        client.get(into(study, **TABLE), headers=HTMX)


# What the report shows


@pytest.mark.parametrize("look", ["heat", "bars", "dots", "panels"])
def test_a_picture_is_numbered_described_and_drawn_without_its_title(load, coded, look):
    [figure] = [
        node for node in shown(load, f"{{{{matrix codes site as={look}}}}}").nodes if isinstance(node, doc.Figure)
    ]
    assert figure.number == 1 and figure.caption == "Codes by site of who speaks"
    assert "Trust <& hope>: Area 1 1, Area 2 0, National 0" in figure.told
    assert b'font-weight="600">Codes by' not in figure.svg


def test_a_table_holds_figures_denominators_and_rules(load, coded):
    [table] = [n for n in shown(load, "{{matrix codes site share=column}}").nodes if isinstance(n, doc.Matrix)]
    assert table.side == "Code" and table.columns == ("Area 1", "Area 2", "National", "All")
    assert dict(table.rows)["Trust <& hope>"] == ("100% (1 of 1)", "– (0 of 0)", "– (0 of 0)", "100% (1 of 1)")
    assert any("interviewers" in note for note in table.notes)


def test_what_few_people_stand_behind_is_not_printed(load, study, coded):
    study.threshold = 3
    study.save()
    document = shown(load, "{{matrix codes site}}")
    assert not [node for node in document.nodes if isinstance(node, doc.Matrix)]
    assert "fewer than 3 people" in whys(document)[0]


def test_configurations_are_counted_as_well(load, study, coded, configuration):
    Evidence.objects.add(configuration, by=None, extract=coded.codings.get().extract)
    [table] = [
        node
        for node in shown(load, "{{matrix configurations site count=people}}").nodes
        if isinstance(node, doc.Matrix)
    ]
    assert table.side == "Configuration" and table.rows[0][1][0] == "1"


def test_columns_are_chosen(load, study, coded):
    [table] = [
        node
        for node in shown(load, "{{matrix codes site columns=A1 columns=A2}}").nodes
        if isinstance(node, doc.Matrix)
    ]
    assert table.columns == ("Area 1", "Area 2", "All")


def test_it_is_live(report, load, study, source, coded):
    made = load("---\ntitle: T\n---\n\n# A\n\n{{matrix codes site as=dots}}\n")
    [before] = nodes(made, doc.Figure)
    factories.extract(factories.source(study, "31862", site="A2"), "awkward at first", coded)
    [after] = nodes(made, doc.Figure)
    assert "Area 2 0" in before.told and "Area 2 1" in after.told


def test_everybody_is_shown_what_he_may_see(load, study, coded):
    factories.extract(factories.source(study, "31862", site="A2"), "awkward at first", coded)
    made = load("---\ntitle: T\n---\n\n# A\n\n{{matrix codes site as=dots}}\n\n{{timeline as=picture}}\n")
    dora = factories.member(study, "Dora Pike", "analyst", sites=[study.sites.get(code="A1")])
    table, time = nodes(made, doc.Figure, study.memberships.get(user=dora))
    assert "Area 1 1, Area 2 0" in table.told and "Area 2" not in time.told


def test_the_timeline_is_a_table_as_before_or_a_picture(load, study, source):
    PolicyEvent.objects.create(study=study, date="2013-04", label="The Act")
    assert any(isinstance(node, doc.Timeline) for node in shown(load, "{{timeline}}").nodes)
    assert any(isinstance(node, doc.Timeline) for node in shown(load, "{{timeline tracer=dementia}}").nodes)
    [figure] = [n for n in shown(load, "{{timeline tracer=dementia as=picture}}").nodes if isinstance(n, doc.Figure)]
    assert figure.caption == "Timeline: Dementia" and "April 2013: The Act." in figure.told
    assert b"20417" not in figure.svg


@pytest.mark.parametrize("named", ["", "dementia", "CMO-02", "Dementia"])
def test_chains_are_pictures_or_lists(load, ripple, named):
    [figure] = [n for n in shown(load, f"{{{{chains {named}}}}}").nodes if isinstance(n, doc.Figure)]
    assert "1. CMO-01 ripples into CMO-02" in figure.told and b"class=" not in figure.svg
    [table] = [n for n in shown(load, f"{{{{chains {named} as=table}}}}").nodes if isinstance(n, doc.Matrix)]
    [(number, step)] = table.rows
    assert number == "1" and step[0].startswith("CMO-01") and step[3] == "Area 1 → Area 2"


@pytest.mark.parametrize(
    ("marker", "why"),
    [
        ("{{matrix}}", "what stands in lines and what in columns"),
        ("{{matrix moon}}", "what stands in lines and what in columns"),
        ("{{matrix codes moon}}", "there are no columns “moon”"),
        ("{{matrix codes site as=cake}}", "it cannot be shown as “cake”"),
        ("{{matrix codes site cheese=2}}", "“cheese” is nothing that a table can be asked"),
        ("{{matrix codes site organisation=moon}}", "there is no “moon” here"),
        ("{{timeline tracer=moon}}", "there is no tracer “moon”"),
        ("{{chains moon}}", "there is no tracer “moon”"),
        ("{{chains screening}}", "there are no chains"),
    ],
)
def test_a_wrong_mark_prints_why(load, coded, ripple, marker, why):
    [said] = whys(shown(load, marker))
    assert why in said


def test_a_wrong_mark_is_put_right_on_the_page(as_user, bob, study, load, coded):
    made = load("---\ntitle: T\n---\n\n# A\n\n{{matrix codes moon}}\n")
    block = Block.objects.get(kind="matrix")
    client, address = as_user(bob), url("block_edit", study, block.pk)
    assert "codes moon" in client.get(address).text
    client.post(address, {"text": "codes   site as=bars"})
    block.refresh_from_db()
    assert block.text == "codes site as=bars" and nodes(made, doc.Figure)
    assert client.post(address, {"text": "x" * 3000}).status_code == 422


def test_the_report_file_comes_back_as_it_went(load, coded, ripple):
    text = (
        '---\ntitle: T\n---\n\n# A\n\n{{matrix codes site share=column role="GP lead" as=bars with=table}}\n\n'
        "{{timeline tracer=dementia as=picture}}\n\n{{chains CMO-01}}\n"
    )
    assert files.dump(load(text)) == text


def test_the_pdf_holds_tagged_pictures_with_a_text_in_their_stead(load, coded, ripple):
    made = load("---\ntitle: T\n---\n\n# A\n\n{{matrix codes site as=bars}}\n\n{{chains}}\n\n{{timeline as=picture}}\n")
    reader = PdfReader(io.BytesIO(pdf(assemble.document(made))))
    text = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    assert all(f"Figure {number}" in text for number in (1, 2, 3)) and "Trust <& hope>" in text
    assert structure(reader).count("/Figure") >= 3


def test_a_name_that_was_taken_out_is_found_in_a_picture(load, study, coded):
    made = load("---\ntitle: T\n---\n\n# A\n\n{{matrix codes site as=bars}}\n")
    study.codes.update(name="Nuala Byrne")
    ListedName.objects.create(
        study=study, type="person", sealed=sealing.seal(study, '{"form": "Nuala Byrne", "entity": ""}')
    )
    assert any(leak.words == "Nuala Byrne" for leak in leaks(assemble.document(made), lookout(study)))
