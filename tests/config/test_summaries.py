"""The framework matrix: written by people, one cell at a time, folding up to sites."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import JournalEntry, Membership
from cmo.models import ThemeSummary
from interviews.models import CodeTheme, Participant
from tests import factories


def at(study, name: str = "summary_table", *args: object) -> str:
    return reverse(name, args=[study.slug, *args])


@pytest.fixture
def theme(study):
    return study.themes.get()


@pytest.fixture
def person(study):
    """P01 of Area 1, who says something that is coded under the theme."""
    source = factories.source(study)
    person = source.participations.get().participant
    Participant.objects.filter(pk=person.pk).update(code="P01", site=study.sites.get(code="A1"))
    person.refresh_from_db()
    code = factories.code(study)
    CodeTheme.objects.create(code=code, theme=study.themes.get())
    factories.extract(source, "we sat in the same room", code)
    return person


def rows(page) -> dict[str, list[str]]:
    """By what a row is called, what its cells say."""
    return {
        row.line.label: [str(cell.html) or ("words" if cell.has_words else "none") for cell in row.cells]
        for row in page.context["rows"]
    }


def test_every_cell_says_whether_there_are_words_to_write_from(as_user, rita, study, person):
    page = as_user(rita).get(at(study))
    assert rows(page) == {
        "Area 1": ["words"],
        "P01": ["words"],
        "Area 2": ["none"],
        "National": ["none"],
        "Whole study": ["words"],
    }
    assert "No coded words" in page.text


def test_a_summary_is_written_and_stands_in_its_cell(as_user, bob, study, theme, person):
    address = at(study, "summary_of_person", theme.pk, person.pk)
    answer = as_user(bob).post(address, {"text": "She *sat* in the same room.", "seen": ""})
    assert answer.status_code == 302
    summary = ThemeSummary.objects.get()
    assert (summary.participant, summary.site) == (person, None)
    assert JournalEntry.objects.filter(deed="wrote", thing=summary.pk, by=bob).exists()
    assert rows(as_user(bob).get(at(study)))["P01"] == ["<p>She <em>sat</em> in the same room.</p>\n"]


def test_a_summary_links_to_the_words(as_user, bob, study, theme, person):
    address = at(study, "summary_of_site", theme.pk, study.sites.get(code="A1").pk)
    page = as_user(bob).get(address)
    extract = page.context["cards"][0].extract
    link = at(study, "interviews:extract_detail", extract.pk)
    assert f"]({link})" in page.text  # what the button puts in
    as_user(bob).post(address, {"text": f"They sat together [20417]({link}).", "seen": ""})
    assert f'<a href="{link}">20417</a>' in rows(as_user(bob).get(at(study)))["Area 1"][0]


def test_going_on_leads_to_the_next_theme_of_the_same_people(as_user, bob, study, theme, person):
    after = study.themes.create(code="T9", label="Afterwards", order=9, tracer=theme.tracer)
    answer = as_user(bob).post(
        at(study, "summary_of_person", theme.pk, person.pk), {"text": "Said.", "seen": "", "on": "1"}
    )
    assert answer.headers["Location"] == at(study, "summary_of_person", after.pk, person.pk)


def test_what_is_folded_up_can_be_read_beside_it(as_user, bob, study, theme, person):
    ThemeSummary.objects.write(theme, "In one room.", by=bob, participant=person)
    of_site = at(study, "summary_of_site", theme.pk, study.sites.get(code="A1").pk)
    assert "In one room." in as_user(bob).get(of_site).text
    assert "In one room." not in as_user(bob).get(at(study, "summary_of_study", theme.pk)).text


def test_nobody_writes_over_words_unseen(as_user, bob, study, theme):
    address = at(study, "summary_of_study", theme.pk)
    ThemeSummary.objects.write(theme, "Theirs.", by=bob)
    answer = as_user(bob).post(address, {"text": "Mine.", "seen": ""})
    assert answer.status_code == 422
    assert "Theirs." in answer.text and "Mine." in answer.text
    assert ThemeSummary.objects.get().text == "Theirs."
    assert as_user(bob).post(address, {"text": "Both.", "seen": "Theirs."}).status_code == 302


def test_left_empty_there_is_none(as_user, bob, study, theme):
    ThemeSummary.objects.write(theme, "Theirs.", by=bob)
    as_user(bob).post(at(study, "summary_of_study", theme.pk), {"text": " ", "seen": "Theirs."})
    assert not ThemeSummary.objects.exists()


def test_a_long_summary_is_refused_with_a_sentence(as_user, bob, study, theme):
    answer = as_user(bob).post(at(study, "summary_of_study", theme.pk), {"text": "x" * 20_001, "seen": ""})
    assert answer.status_code == 422
    assert "20,000 characters" in answer.text


def test_sites_fold_and_unfold(as_user, rita, study, person):
    client = as_user(rita)
    assert "P01" not in rows(client.get(at(study), {"open": ""}))
    assert "P01" in rows(client.get(at(study), {"open": "A1"}))


def test_the_file_names_people_by_code_and_hides_small_sites(as_user, bob, study, theme, person):
    extract = theme.codes.get().codings.get().extract
    link = at(study, "interviews:extract_detail", extract.pk)
    ThemeSummary.objects.write(theme, f"In [one room]({link}).", by=bob, participant=person)
    answer = as_user(bob).get(at(study, "summary_file", "xlsx"))
    sheet = load_workbook(io.BytesIO(answer.content))["Summaries"]
    assert [[cell.value for cell in row] for row in sheet.rows][1:3] == [["Others", None], ["  P01", "In one room."]]
    assert "Others" in as_user(bob).get(at(study, "summary_file", "csv")).content.decode()


def test_a_restricted_analyst_sees_the_people_of_his_sites(as_user, study, theme, person, alice):
    sam = factories.member(study, "Sam Reed", Membership.Role.ANALYST, sites=[study.sites.get(code="A2")])
    ThemeSummary.objects.write(theme, "In one room.", by=alice, participant=person)
    page = as_user(sam).get(at(study))
    assert "P01" not in rows(page)
    assert "In one room" not in page.text
    assert as_user(sam).get(at(study, "summary_of_person", theme.pk, person.pk)).status_code == 404


def test_a_study_without_themes_is_told_what_to_do(as_user, rita, study):
    study.themes.all().delete()
    assert "No themes yet" in as_user(rita).get(at(study)).text


def test_the_number_of_queries_is_constant(as_user, rita, study, theme, person, django_assert_max_num_queries):
    client, pages = as_user(rita), (at(study), at(study, "summary_of_site", theme.pk, person.site_id))
    ThemeSummary.objects.write(theme, "First words", by=rita, participant=person)
    for page in pages:
        client.get(page)
        with django_assert_max_num_queries(40) as few:
            client.get(page)
        for number in range(6):
            code = f"P9{pages.index(page)}{number}"
            other = Participant.objects.create(study=study, code=code, site=person.site)
            ThemeSummary.objects.write(theme, f"Words {number}", by=rita, participant=other)
        with django_assert_max_num_queries(len(few)):
            client.get(page)


def test_a_reader_reads_and_a_stranger_finds_nothing(as_user, rita, charlie, study, theme):
    address = at(study, "summary_of_study", theme.pk)
    assert as_user(rita).get(address).status_code == 200
    assert as_user(rita).post(address, {"text": "x", "seen": ""}).status_code == 403
    assert as_user(charlie).get(address).status_code == 404
    assert as_user(charlie).get(at(study)).status_code == 404
