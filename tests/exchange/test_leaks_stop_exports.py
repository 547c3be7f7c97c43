"""What was taken out of a study does not leave with it: exports and reports stop, and go on when somebody says so."""

import io
import zipfile

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import sealing
from accounts.models import Study
from exchange.studyfolder.load import load
from interviews.leaks.lookout import lookout
from interviews.models import Memo
from interviews.models.leaks import digest
from reports import assemble, files
from reports.checking import findings
from reports.leaks import leaks, taken_out
from reports.models import Block
from tests import factories
from tests.exchange.leaking import NAME, fill_and_take_out
from tests.exchange.test_export_study import DEMO

pytestmark = pytest.mark.django_db
EXPORT = "/studies/dementia-care/export/"


@pytest.fixture
def house(study, alice) -> Study:
    return fill_and_take_out(study, by=alice)


@pytest.fixture
def leaking(house) -> Study:
    Memo.objects.update(text=f"Ask {NAME}")
    Block.objects.filter(kind="prose").update(text="They talk, says **Siobhán** Keane-Hobbs.")
    return house


def report_url(name: str, study: Study) -> str:
    return reverse(f"reports:{name}", args=[study.slug, study.reports.get().pk])


# The study


def test_without_leaks_the_study_is_exported(as_user, alice, house):
    answer = as_user(alice).post(EXPORT)
    assert answer["Content-Type"] == "application/zip"


def test_a_leak_holds_the_export_back_and_the_owner_may_go_on(as_user, alice, leaking):
    answer = as_user(alice).post(EXPORT)
    assert answer.status_code == 409
    assert f"<mark>{NAME}</mark>" in answer.text and "Export anyway" in answer.text
    assert not leaking.journal.filter(deed__startswith="exported").exists()
    answer = as_user(alice).post(EXPORT, {"leaks_known": "1"})
    assert zipfile.ZipFile(io.BytesIO(answer.getvalue())).read("memos.csv")
    assert leaking.journal.filter(deed="exported in spite of leaks", by=alice).exists()


def test_an_analyst_exports_neither_way(as_user, bob, leaking):
    assert as_user(bob).post(EXPORT, {"leaks_known": "1"}).status_code == 403


def test_the_command_names_every_leak_and_writes_nothing(leaking, tmp_path, capsys):
    with pytest.raises(CommandError, match="Nothing was written: 2 place"):
        call_command("export_study", "dementia-care", str(tmp_path / "out"))
    said = capsys.readouterr().err
    assert f"Leak: Memo, text: “Ask {NAME}” (person)" in said
    assert "Report block Dementia, text" in said
    assert not (tmp_path / "out").exists()


def test_the_command_goes_on_where_leaks_are_known(leaking, tmp_path, capsys):
    call_command("export_study", "dementia-care", str(tmp_path / "out"), "--leaks-known")
    assert (tmp_path / "out/memos.csv").exists()
    assert "Leak: " in capsys.readouterr().err
    assert leaking.journal.filter(deed="exported in spite of leaks", by=None).exists()


def test_new_identifiers_are_notices_and_stop_nothing(house, tmp_path, capsys):
    Memo.objects.update(text="Ring Dr Okafor on 0161 496 0123")
    call_command("export_study", "dementia-care", str(tmp_path / "out"))
    said = capsys.readouterr()
    assert "Notice: may identify somebody: Memo, text: “Ring Dr Okafor on 0161 496 0123” (phone number)" in said.out
    assert "1 more may be names" in said.out and said.err == ""


def test_without_the_key_the_export_goes_on_and_says_so(leaking, alice, tmp_path, capsys):
    sealing.destroy(leaking, by=alice)
    call_command("export_study", "dementia-care", str(tmp_path / "out"))
    assert "were not looked for" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["demo", "sample"])
def test_studies_from_which_nothing_was_taken_are_exported_as_before(name, request, tmp_path, capsys):
    study, _ = load(DEMO if name == "demo" else request.getfixturevalue("sample"))
    call_command("export_study", study.slug, str(tmp_path / "out"))
    assert (tmp_path / "out/study.toml").exists() and capsys.readouterr().err == ""


# A report


def test_a_leak_holds_the_pdf_back_for_everybody(as_user, alice, bob, rita, leaking):
    for user, may in ((alice, True), (bob, False), (rita, False)):
        answer = as_user(user).get(report_url("report_pdf", leaking))
        assert answer.status_code == 409
        assert "<mark>Siobhán Keane-Hobbs</mark>" in answer.text
        assert f'href="{report_url("report_detail", leaking)}#b-' in answer.text
        assert ("Export anyway" in answer.text) is may


def test_an_owner_releases_the_pdf_and_the_journal_says_so(as_user, alice, leaking):
    answer = as_user(alice).post(report_url("report_release", leaking))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert leaking.journal.filter(deed="exported in spite of leaks", by=alice, kind="report").exists()


def test_nobody_else_releases_it(as_user, bob, rita, charlie, alice, leaking):
    url = report_url("report_release", leaking)
    assert [as_user(user).post(url).status_code for user in (bob, rita, charlie)] == [403, 403, 404]
    assert as_user(alice).get(url).status_code == 405


def test_what_is_set_aside_in_a_passage_does_not_hold_the_pdf_back(as_user, rita, leaking):
    block = Block.objects.get(kind="prose")
    leaking.set_aside.create(thing=block.pk, digest=digest(leaking.pk, NAME))
    assert as_user(rita).get(report_url("report_pdf", leaking))["Content-Type"] == "application/pdf"


def test_the_check_before_publication_requires_it_put_right(as_user, bob, leaking):
    page = as_user(bob).get(report_url("report_detail", leaking))
    assert page.context["found"][0].weight == "must"
    assert "was taken out of the interviews, and stands here" in page.text


@pytest.mark.parametrize("ending", ["pdf", "html"])
def test_the_command_stops_and_goes_on(leaking, tmp_path, capsys, ending):
    path = tmp_path / f"report.{ending}"
    with pytest.raises(CommandError, match="Nothing was written: 1 place"):
        call_command("export_report", "dementia-care", "dementia", str(path))
    assert "Leak: Section “Summary”: “They talk, says Siobhán Keane-Hobbs" in capsys.readouterr().err
    assert not path.exists()
    call_command("export_report", "dementia-care", "dementia", str(path), "--leaks-known")
    assert path.exists()


PLACES = {
    "the title": "---\ntitle: With Siobhán Keane-Hobbs\n---\n\n# A\n\nWords.",
    "a heading": "# Siobhan Keane Hobbs\n\nWords.",
    "a sentence": "# A\n\nWords of **Siobhán** *Keane*-Hobbs’s.",
    "a list": "# A\n\n- One\n  - SIOBHÁN KEANE-HOBBS",
    "a table": "# A\n\n| a | b |\n|---|---|\n| x | Siobhán Keane-Hobbs |",
    "a footnote": "# A\n\nWords.[^1]\n\n[^1]: Siobhán Keane-Hobbs said so.",
    "the address of a link": "# A\n\n[Her page](https://example.org/siobhan-keane-hobbs)",
    "a CMO table": "# A\n\n{{configurations CMO-01}}",
    "a comparison": "# A\n\n{{comparison CMO-01}}",
    "the timeline": "# A\n\n{{timeline}}",
    "a quotation": '# A\n\n{{quote 20417 "in the same room"}}',
    "words in a sentence": '# A\n\nThey say {{words 20417 "in the same room"}}.',
    "a mark that is not resolved": '# A\n\nThey say {{words 20417 "Siobhán Keane-Hobbs came"}}.',
}


@pytest.mark.parametrize("place", PLACES)
def test_every_word_that_is_printed_is_looked_through(house, place):
    configuration = house.configurations.order_by("number")[0]
    if place in {"a CMO table", "a comparison"}:
        configuration.items.filter(role="context").update(text=NAME)
    house.policy_events.update(detail=NAME)
    factories.extract(house.sources.get(), "in the same room")
    for extract in house.sources.get().latest_text.extracts.all():
        extract.published = f"[{NAME}]"
        extract.save()
    report = files.load(house, "planted", PLACES[place], by=None, problems=Said())
    report.set_tracers(house.tracers.filter(code="dementia"))
    found = taken_out(assemble.document(report), lookout(house))
    assert found and all(each.type == "person" for each in found), place


class Said:
    def notice(self, *said: object) -> None: ...
    def error(self, *said: object) -> None: ...
    def count(self, *said: object) -> None: ...


def test_the_team_prints_its_own_names(house):
    house.reports.update(authors=NAME, contact=f"{NAME}, k@example.org")
    assert leaks(assemble.document(house.reports.get()), lookout(house)) == ()


def test_the_check_says_when_names_cannot_be_looked_for(house, alice):
    sealing.destroy(house, by=alice)
    found = findings(assemble.document(house.reports.get()), house)
    assert [each.weight for each in found if "cannot be told" in each.message] == ["look"]


# Files that leave by a button


@pytest.fixture
def papers(house) -> list[str]:
    """A name stands in items, labels, codes and summaries: files that would print it, or stand beside it."""
    Study.objects.filter(pk=house.pk).update(threshold=1)  # its few people are enough to be told apart
    configuration = house.configurations.order_by("number")[0]
    configuration.items.update(text=f"{NAME} sits in the room")
    house.configurations.update(label=f"{NAME} decides")
    house.codes.update(description=f"As {NAME} says")
    house.theme_summaries.update(text=f"Ask {NAME}")
    board = reverse("cmo:board_pdf", args=[house.slug, configuration.tracer.code])
    trail = reverse("cmo:trail_pdf", args=[house.slug, configuration.pk])
    theory = ("cmo:comparison_file", "cmo:chain_file", "cmo:configuration_table_file")
    others = ("summary_file", "site_file", "timeline_file", "interviews:table_file", "interviews:code_pair_map_file")
    files = [reverse(name, args=[house.slug, "csv"]) for name in (*theory, *others)]
    return [board, trail, *files]


def test_no_paper_and_no_table_takes_a_name_along(as_user, alice, bob, rita, papers):
    for path in papers:
        for user in (alice, bob, rita):
            answer = as_user(user).get(path)
            assert answer.status_code == 409 and f"<mark>{NAME}</mark>" in answer.text
        assert as_user(bob).post(path, {"leaks_known": "1"}).status_code == 403
        assert as_user(alice).post(path).status_code == 405


def test_an_owner_takes_it_knowingly_and_the_journal_says_so(as_user, alice, house, papers):
    for path in papers:
        answer = as_user(alice).post(path, {"leaks_known": "1"})
        assert answer.status_code == 200 and "html" not in answer["Content-Type"]
    assert house.journal.filter(deed="exported in spite of leaks", by=alice).count() == len(papers)


def test_a_stranger_learns_nothing_of_it(as_user, charlie, papers):
    for path in papers:
        assert as_user(charlie).get(path).status_code == 404
        assert as_user(charlie).post(path, {"leaks_known": "1"}).status_code == 404
