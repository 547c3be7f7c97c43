"""Sections and blocks, changed in place: as plain forms, and as fragments."""

from uuid import UUID, uuid4

import pytest

from reports.models import Block, Mention, Section
from tests import factories
from tests.reports.conftest import BUDGET, ROOM
from tests.reports.litany import HTMX, url


@pytest.fixture
def section(report) -> Section:
    return report.sections.get(kind="introduction")


@pytest.fixture
def block(section) -> Block:
    return section.blocks.get()


@pytest.fixture
def quotation(report) -> Block:
    return Block.objects.get(section__report=report, kind="quotation")


def texts(section: Section) -> list[str]:
    return [block.text or f"<{block.kind}>" for block in section.blocks.all()]


# The litany


def doors(study, report, section, block):
    """(address, what is sent) of everything that changes a report."""
    return [
        (url("section_new", study, report.pk), {"heading": "New", "level": 1}),
        (url("section_edit", study, section.pk), {"heading": "Other", "level": 1}),
        (url("section_move", study, section.pk), {"step": "down"}),
        (url("section_remove", study, section.pk), {}),
        (url("block_new", study, section.pk), {"text": "New."}),
        (url("block_edit", study, block.pk), {"text": "Other."}),
        (url("block_move", study, block.pk), {"step": "down"}),
        (url("block_remove", study, block.pk), {}),
        (url("quotation_new", study, report.pk), {"extract": str(uuid4()), "place": f"s-{section.pk}"}),
    ]


def test_a_reader_may_change_nothing_and_a_stranger_finds_nothing(
    as_user, rita, charlie, study, report, section, block
):
    for address, sent in doors(study, report, section, block):
        assert as_user(rita).post(address, sent).status_code == 403, address
        assert as_user(charlie).post(address, sent).status_code == 404, address
    assert report.sections.first().heading == "Introduction"
    assert texts(section) == ['Staff shared a room {{cite 20417 "in the same room"}}.']


@pytest.mark.parametrize("name", ["section_move", "section_remove", "block_move", "block_remove", "quotation_new"])
def test_a_deed_is_not_done_by_asking(as_user, bob, study, report, section, block, name):
    thing = {"section": section, "block": block, "quotation": report}[name.split("_")[0]]
    assert as_user(bob).get(url(name, study, thing.pk)).status_code == 405


def test_a_block_of_another_study_is_not_found(as_user, bob, block):
    other = factories.study(slug="other", title="Other")
    other.admit(bob, "analyst")
    assert as_user(bob).get(url("block_edit", other, block.pk)).status_code == 404


# Prose


def test_analyst_edits_a_passage_and_the_page_shows_it(as_user, bob, study, report, section, block):
    client, address = as_user(bob), url("block_edit", study, block.pk)
    assert "Staff shared a room" in client.get(address).content.decode()
    response = client.post(address, {"text": "**Rooms** matter."})
    assert response["Location"] == f"{url('report_detail', study, report.pk)}?place=b-{block.pk}#b-{block.pk}"
    assert texts(section) == ["**Rooms** matter."]
    assert "<strong>Rooms</strong> matter." in client.get(response["Location"]).content.decode()
    assert not block.mentions.exists()


def test_htmx_gets_the_form_alone_and_the_parts_that_changed(as_user, bob, study, block):
    client, address = as_user(bob), url("block_edit", study, block.pk)
    form = client.get(address, headers=HTMX).content.decode()
    assert "<textarea" in form
    assert "<html" not in form
    answer = client.post(address, {"text": "Changed."}, headers=HTMX).content.decode()
    assert "<html" not in answer
    for part in ('id="paper"', 'id="outline"', 'id="problems"', 'id="tray-list"'):
        assert part in answer


def test_paragraphs_lists_and_quotations_become_blocks_of_their_own(as_user, bob, study, section, block, extract):
    text = f'One.\n\n- a\n\n- b\n\n{{{{quote 20417 "{ROOM}"}}}}\n\nTwo.'
    as_user(bob).post(url("block_edit", study, block.pk), {"text": text})
    assert texts(section) == ["One.", "- a\n\n- b", "<quotation>", "Two."]
    assert section.blocks.get(kind="quotation").extract == extract


def test_an_empty_passage_is_taken_out(as_user, bob, study, section, block):
    as_user(bob).post(url("block_edit", study, block.pk), {"text": "  "})
    assert texts(section) == []


@pytest.mark.parametrize("text", ["# Heading\n\nwords", "words\n### More"])
def test_a_heading_within_prose_is_refused_with_its_remedy(as_user, bob, study, section, block, text):
    for headers in ({}, HTMX):
        response = as_user(bob).post(url("block_edit", study, block.pk), {"text": text}, headers=headers)
        assert response.status_code == 422
        assert "Add a section for it" in response.content.decode()
        assert "words" in response.content.decode()
    assert len(texts(section)) == 1


def test_a_passage_that_somebody_else_changed_is_not_overwritten(as_user, alice, bob, study, section, block):
    client, address = as_user(bob), url("block_edit", study, block.pk)
    before = client.get(address).context["editing"].form.current_mark
    as_user(alice).post(address, {"text": "Alice was here."})
    mine = {"text": "Bob was here.", "before": before}
    response = client.post(address, mine)
    assert response.status_code == 422
    assert "Alice was here." in response.content.decode()
    assert "Bob was here." in response.content.decode()
    assert texts(section) == ["Alice was here."]
    again = response.context["editing"].form.current_mark
    assert client.post(address, {"text": "Both were here.", "before": again}).status_code == 302
    assert texts(section) == ["Both were here."]


def test_a_mark_that_names_nothing_is_saved_and_said(as_user, bob, study, block):
    response = as_user(bob).post(url("block_edit", study, block.pk), {"text": "So {{cite 99}}."}, follow=True)
    assert "no source “99”" in response.content.decode().replace("&#x27;", "'")
    assert not Mention.objects.get(block=block).source


def test_a_mark_that_was_resolved_keeps_what_it_names(as_user, bob, study, block, source):
    extract = block.mentions.get().extract
    source.printed_id = "20999"
    source.save()
    as_user(bob).post(url("block_edit", study, block.pk), {"text": 'Again: {{cite 20417 "in the same room"}}.'})
    assert block.mentions.get().extract == extract


def test_a_new_passage_stands_after_the_chosen_one_or_on_top(as_user, bob, study, section, block):
    client, address = as_user(bob), url("block_new", study, section.pk)
    assert "<textarea" in client.get(f"{address}?kind=prose&after={block.pk}").content.decode()
    client.post(f"{address}?after={block.pk}", {"text": "After."})
    client.post(address, {"text": "On top."})
    assert texts(section) == ["On top.", block.text, "After."]


def test_an_empty_new_passage_is_refused(as_user, bob, study, section):
    assert as_user(bob).post(url("block_new", study, section.pk), {"text": ""}).status_code == 422


def test_an_unknown_kind_of_block_is_not_found(as_user, bob, study, section):
    assert as_user(bob).get(f"{url('block_new', study, section.pk)}?kind=quotation").status_code == 404


# Tables


def test_tables_of_the_tracer_or_of_chosen_configurations(as_user, bob, study, section, configuration):
    client, address = as_user(bob), url("block_new", study, section.pk)
    assert "Sharing a room" in client.get(f"{address}?kind=configurations").content.decode()
    client.post(f"{address}?kind=configurations", {"configurations": [configuration.pk]})
    client.post(f"{address}?kind=comparison", {})
    client.post(f"{address}?kind=timeline")
    kinds = [(block.kind, block.text) for block in section.blocks.all()][:3]
    assert kinds == [("timeline", ""), ("comparison", ""), ("configurations", "CMO-01")]


def test_the_choice_of_a_table_can_be_changed(as_user, bob, study, section, configuration):
    other = factories.configuration(study, site="A2")
    block = section.blocks.create(kind="configurations", text="CMO-01", order=9)
    address = url("block_edit", study, block.pk)
    assert "checked" in as_user(bob).get(address).content.decode()
    as_user(bob).post(address, {"configurations": [other.pk]})
    block.refresh_from_db()
    assert block.text == "CMO-02"


def test_a_configuration_of_no_tracer_stays_chosen(as_user, bob, study, section, configuration):
    general = factories.configuration(study, tracer="screening")
    block = section.blocks.create(kind="configurations", text=f"CMO-01; {general.code}", order=9)
    form = as_user(bob).get(url("block_edit", study, block.pk)).context["editing"].form
    assert form.fields["configurations"].initial == [configuration.pk, general.pk]
    assert general in form.fields["configurations"].queryset


def test_a_configuration_of_another_study_is_refused(as_user, bob, study, section, charlie):
    foreign = factories.configuration(charlie.memberships.get().study)
    address = f"{url('block_new', study, section.pk)}?kind=configurations"
    assert as_user(bob).post(address, {"configurations": [foreign.pk]}).status_code == 422


# Quotations


def test_an_extract_is_quoted_after_the_chosen_place(as_user, bob, study, report, section, block, source):
    extract = factories.extract(source, BUDGET)
    client, address = as_user(bob), url("quotation_new", study, report.pk)
    client.post(address, {"extract": extract.pk, "place": f"b-{block.pk}"})
    client.post(address, {"extract": extract.pk, "place": f"s-{section.pk}"}, headers=HTMX)
    assert [each.extract for each in section.blocks.all()] == [extract, None, extract]


@pytest.mark.parametrize("place", ["", "x", "b-nothing", f"s-{UUID(int=7)}"])
def test_without_a_place_the_page_says_to_choose_one(as_user, bob, study, report, extract, place):
    for headers in ({}, HTMX):
        response = as_user(bob).post(
            url("quotation_new", study, report.pk), {"extract": extract.pk, "place": place}, headers=headers
        )
        assert response.status_code == 422
        assert "Choose first where the quotation goes" in response.content.decode()


QUESTION = "How did the partnership change referrals?"


def test_the_interviewers_words_are_not_quoted(as_user, bob, study, report, section, source):
    asked = factories.extract(source, QUESTION)
    before = section.blocks.count()
    response = as_user(bob).post(
        url("quotation_new", study, report.pk), {"extract": asked.pk, "place": f"s-{section.pk}"}, headers=HTMX
    )
    assert response.status_code == 422
    assert "interviewer’s words" in response.content.decode()
    assert section.blocks.count() == before


def test_the_interviewers_words_put_in_by_hand_are_to_be_put_right(as_user, bob, study, report, block, source):
    factories.extract(source, QUESTION)
    marks = f'Somebody said {{{{cite 20417 "{QUESTION}"}}}}'
    as_user(bob).post(url("block_edit", study, block.pk), {"text": marks})
    page = as_user(bob).get(url("report_detail", study, report.pk)).content.decode()
    assert "These are the interviewer’s words, not a participant’s. They cannot be cited" in page


def test_an_extract_of_another_study_cannot_be_quoted(as_user, bob, study, report, section, charlie):
    foreign = factories.extract(factories.source(charlie.memberships.get().study), BUDGET)
    sent = {"extract": foreign.pk, "place": f"s-{section.pk}"}
    assert as_user(bob).post(url("quotation_new", study, report.pk), sent).status_code == 404


def test_a_place_in_another_report_is_no_place(as_user, bob, study, report, extract):
    other = report.__class__.objects.begin(study, name="other", title="Other", by=None)
    section = other.add_section("Summary", by=None)
    sent = {"extract": extract.pk, "place": f"s-{section.pk}"}
    assert as_user(bob).post(url("quotation_new", study, report.pk), sent).status_code == 422


def test_the_printed_form_is_cut_and_substituted(as_user, bob, study, quotation, extract):
    address = url("block_edit", study, quotation.pk)
    assert ROOM in as_user(bob).get(address).content.decode()
    as_user(bob).post(address, {"published": "we sat in [one] room … you couldn’t just pass people on"})
    extract.refresh_from_db()
    assert extract.published == "we sat in [one] room … you couldn’t just pass people on"
    as_user(bob).post(address, {"published": ""})
    extract.refresh_from_db()
    assert extract.published == ""


def test_words_can_never_be_typed(as_user, bob, study, quotation, extract):
    response = as_user(bob).post(url("block_edit", study, quotation.pk), {"published": "we loved the same room"})
    assert response.status_code == 422
    assert "we loved the same room" in response.content.decode()
    extract.refresh_from_db()
    assert extract.published == ""


def test_a_restricted_analyst_may_not_open_hidden_words(as_user, study, block, quotation, source):
    anna = factories.member(study, "Anna Bright", "analyst", sites=[study.sites.get(code="A2")])
    for each in (block, quotation):
        assert as_user(anna).get(url("block_edit", study, each.pk)).status_code == 403


def test_a_restricted_analyst_cannot_quote_hidden_words(as_user, study, report, section, extract):
    anna = factories.member(study, "Anna Bright", "analyst", sites=[study.sites.get(code="A2")])
    sent = {"extract": extract.pk, "place": f"s-{section.pk}"}
    assert as_user(anna).post(url("quotation_new", study, report.pk), sent).status_code == 404
    as_user(anna).post(url("block_new", study, section.pk), {"text": f'{{{{quote 20417 "{ROOM}"}}}}'})
    assert section.blocks.first().extract is None


# Places


def test_a_passage_moves_within_its_section_and_into_the_next(as_user, bob, study, report, section, block):
    second = section.insert([_prose("Second.")], by=None, after=block)[0]
    client, down = as_user(bob), {"step": "down"}
    client.post(url("block_move", study, block.pk), down)
    assert [each.pk for each in section.blocks.all()] == [second.pk, block.pk]
    client.post(url("block_move", study, block.pk), down, headers=HTMX)
    theme = report.sections.get(kind="theme")
    assert theme.blocks.first() == block
    client.post(url("block_move", study, block.pk), {"step": "up"})
    assert [each.pk for each in section.blocks.all()] == [second.pk, block.pk]


def test_at_the_very_top_a_passage_stays(as_user, bob, study, section, block):
    as_user(bob).post(url("block_move", study, block.pk), {"step": "up"})
    assert [each.pk for each in section.blocks.all()] == [block.pk]


def test_a_passage_is_taken_out(as_user, bob, study, section, block, extract):
    assert as_user(bob).post(url("block_remove", study, block.pk)).status_code == 302
    assert texts(section) == []
    extract.refresh_from_db()


# Sections


def headings(report) -> list[str]:
    return [section.heading for section in report.sections.all()]


def test_a_section_is_added_after_another_and_its_kind_is_guessed(as_user, bob, study, report, section):
    address = f"{url('section_new', study, report.pk)}?after={section.pk}"
    assert as_user(bob).get(address).status_code == 200
    as_user(bob).post(address, {"heading": "Programme theory", "level": 2, "kind": ""})
    assert headings(report)[:2] == ["Introduction", "Programme theory"]
    new = report.sections.get(heading="Programme theory")
    assert (new.level, new.kind) == (2, "programme theory")


def test_a_section_is_renamed_moved_and_deleted(as_user, bob, study, report, section):
    client = as_user(bob)
    address = url("section_edit", study, section.pk)
    assert "Introduction" in client.get(address).content.decode()
    client.post(address, {"heading": "Opening", "level": 1, "kind": "introduction"})
    client.post(url("section_move", study, section.pk), {"step": "down"})
    assert headings(report) == ["Theme: One room", "Opening", "Actionable messages"]
    client.post(url("section_remove", study, section.pk), headers=HTMX)
    assert headings(report) == ["Theme: One room", "Actionable messages"]


@pytest.mark.parametrize("fields", [{"heading": ""}, {"level": 9}, {"kind": "prologue"}, {"heading": "x" * 301}])
def test_a_wrong_section_is_not_saved(as_user, bob, study, report, section, fields):
    good = {"heading": "Opening", "level": 1, "kind": ""}
    assert as_user(bob).post(url("section_edit", study, section.pk), good | fields).status_code == 422
    assert as_user(bob).post(url("section_new", study, report.pk), good | fields).status_code == 422
    assert headings(report)[0] == "Introduction"
    assert len(headings(report)) == 3


def _prose(text: str):
    from reports.resolving import Content

    return Content("prose", text)
