"""Bringing in configurations through the browser: looked at first, put right, saved at once, undone in one step."""

import html
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cmo.models import Configuration, Evidence, Link, Reading
from exchange.studyfolder import configurations as table
from exchange.studyfolder.dump import files
from exchange.studyfolder.load import load
from exchange.studyfolder.outgoing import Outgoing
from tests import factories, steps
from tests.exchange.words import document
from tests.exchange.words import table as word_table

pytestmark = pytest.mark.django_db
PAGE = "/studies/dementia-care/configurations/import/"
CSV = """id,context,mechanism,outcome,tracer,sites,label
CMO-07,"One budget\nOne room",Nobody counts,Money moves,dementia,A1,Shared
"""


def sent(*named: tuple[str, str | bytes]) -> dict[str, Any]:
    return {
        "files": [SimpleUploadedFile(name, data.encode() if isinstance(data, str) else data) for name, data in named]
    }


def form_of(page: str) -> dict[str, Any]:
    """What a browser would send back from the page as it stands."""
    form: dict[str, Any] = {}
    for name, words in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>(.*?)</textarea>', page, re.DOTALL):
        form[name] = html.unescape(words)
    form["draft"] = html.unescape(re.search(r'<textarea name="draft" hidden>(.*?)</textarea>', page, re.DOTALL)[1])
    for tag in re.findall(r"<input [^>]*>", page):
        told = dict(re.findall(r'(\w+)="([^"]*)"', tag))
        if "name" not in told or told["name"] in {"csrfmiddlewaretoken", "without"}:
            continue
        if told.get("type") != "checkbox":
            form[told["name"]] = html.unescape(told.get("value", ""))
        elif " checked" in tag:
            form.setdefault(told["name"], []).append(told.get("value", "1"))
    for name, options in re.findall(r'<select class="input" name="([^"]+)">(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected>', options)
        form[name] = chosen[1] if chosen else ""
    return form


def look(client, *named: tuple[str, str | bytes], **more: Any) -> str:
    answer = client.post(PAGE, sent(*named) | more)
    assert answer.status_code == 200, answer.text
    return answer.text


def bring(client, page: str, **changes: Any):
    return client.post(PAGE, form_of(page) | {"bring": "1"} | changes)


@pytest.fixture
def client(as_user, bob):
    return as_user(bob)


@pytest.fixture
def board():
    def write(made):
        made.add_heading("Dementia in Area 2", 1)
        made.add_paragraph("Table 1: Sharing", style="Caption")
        word_table(made, [("• One budget\n• One room", "Reasoning: they trust", "Money moves"), ("Alone", "", "")])

    return document(write)


def test_nothing_is_saved_before_it_was_looked_at(client, study, board):
    page = look(client, ("board.docx", board))
    assert not study.configurations.exists() and not study.journal.filter(deed="brought in").exists()
    for words in ("board.docx, table 1, row 2", "One room", "Reasoning: they trust", "New code", "Sharing"):
        assert words in page
    assert "Without mechanism and outcome" in page


def test_a_document_is_brought_in_as_it_was_shown(client, study, bob, board):
    answer = bring(client, look(client, ("board.docx", board)))
    assert answer["Location"] == "/studies/dementia-care/configurations/"
    first, second = study.configurations.order_by("number")
    assert (first.code, first.label, first.tracer.code, first.author) == ("CMO-01", "Sharing", "dementia", "Bob Tanner")
    assert [site.code for site in first.sites.all()] == ["A2"]
    assert [item.text for item in first.contexts] == ["One budget", "One room"]
    assert [(item.role, item.text) for item in first.mechanisms] == [("reasoning", "they trust")]
    assert [item.text for item in second.contexts] == ["Alone"] and not second.mechanisms
    assert study.journal.get(deed="brought in").count == 2


def test_what_was_put_right_on_the_page_is_what_comes_in(client, study, board):
    page = look(client, ("board.docx", board))
    changes = {"c0-label": "Other", "c0-context": "a\nActor: b", "c0-sites": ["A1", "NAT"], "c0-id": "CMO-40"}
    changes |= {"c0-kind": "anticipated", "c0-tracer": "screening"}
    form = form_of(page) | changes | {"bring": "1"}
    del form["c1-take"]
    client.post(PAGE, form)
    one = study.configurations.get()
    assert (one.code, one.number, one.label, one.kind, one.tracer.code) == (
        "CMO-40",
        40,
        "Other",
        "anticipated",
        "screening",
    )
    assert [site.code for site in one.sites.all()] == ["A1", "NAT"]
    assert [(item.role, item.text) for item in one.contexts] == [("actor", "b"), ("context", "a")]


def test_what_a_file_does_not_say_is_told_for_all(client, study):
    data = document(lambda made: word_table(made, [("a", "b", "c")]))
    page = look(client, ("board.docx", data), tracer="screening", kind="anticipated", sites=["A1"])
    bring(client, page)
    one = study.configurations.get()
    assert (one.tracer.code, one.kind, one.sites.get().code) == ("screening", "anticipated", "A1")


def test_the_same_file_again_is_known_and_left_out(client, study, board):
    bring(client, look(client, ("board.docx", board)))
    page = look(client, ("board.docx", board))
    assert page.count("There already") == 2 and "0 of 2 ticked" in page
    assert bring(client, page).status_code == 422
    bring(client, page, **{"c0-take": "1"})
    assert study.configurations.count() == 2


def test_equal_rows_of_one_file_come_in_once(client, study):
    data = document(lambda made: word_table(made, [("a", "b", "c"), ("A", "b", " c ")]))
    page = look(client, ("board.docx", data))
    assert "It stands already in board.docx, table 1, row 2." in page
    bring(client, page)
    assert study.configurations.count() == 1


def test_a_known_code_shows_what_would_change(client, study):
    held = factories.configuration(study, label="Sharing a room")
    there = next(table.rows(Outgoing(study)))
    told = "id,context,mechanism,outcome,label\n" + ",".join(
        [held.code, f'"{there["context"]}"', "They trust", f'"{there["outcome"]}"', "Sharing a room"]
    )
    page = look(client, ("configurations.csv", told))
    assert "Changes CMO-01" in page and "Other than in the study: mechanism." in page
    bring(client, page)
    held = study.configurations.get()
    assert [item.text for item in held.mechanisms] == ["They trust"] and held.tracer.code == "dementia"


def test_under_an_emptied_code_it_is_a_new_one(client, study):
    held = factories.configuration(study)
    page = look(client, ("configurations.csv", f"id,context,mechanism,outcome,uuid\n{held.code},x,y,z,{held.pk}\n"))
    assert "Nothing of it is as it was" in page
    bring(client, page, **{"c0-id": ""})
    assert study.configurations.count() == 2


def test_tables_that_hang_together_come_in_together(client, study):
    factories.source(study)
    more = CSV + "CMO-08,a,b,c,dementia,A2,Other\n"
    page = look(
        client,
        ("links.csv", "from,kind,to,from_item,to_item\nCMO-07,ripple,CMO-08,outcome 1,context 1\n"),
        ("configurations.csv", more),
        ("evidence.csv", "configuration,source,quote,stance,item\nCMO-07,20417,same room,supports,context 2\n"),
        ("readings.csv", "source,configuration,result,by\n20417,CMO-08,nothing,Bob Tanner\n"),
    )
    assert all(f'{name} <span class="count">1</span>' in page for name in ("Links", "Evidence", "Readings"))
    bring(client, page)
    assert Link.objects.get().end_item.text == "a"
    assert Evidence.objects.get().item.text == "One room" and Evidence.objects.get().extract.quote == "same room"
    assert Reading.objects.get().result == "nothing"


def test_it_is_undone_in_one_step(client, study, bob, board):
    factories.source(study)
    steps.over()
    evidence = ("evidence.csv", "configuration,source,quote\nCMO-01,20417,same room\n")
    bring(client, look(client, ("board.docx", board), evidence))
    assert study.configurations.count() == 2 and Evidence.objects.count() == 1
    steps.undo_last(study, bob)
    assert not study.configurations.exists() and not Evidence.objects.exists()
    steps.redo_last(study, bob)
    assert [item.text for item in study.configurations.get(code="CMO-01").contexts] == ["One budget", "One room"]


WRONG = {
    "an unknown tracer": (
        CSV.replace("dementia,A1", "moon,A1"),
        "there is no tracer “moon”. Add it to the study’s frame",
    ),
    "an unknown site": (CSV.replace("dementia,A1", "dementia,Z9"), "there is no site “Z9”"),
    "an unknown state": ("id,context,mechanism,outcome,state\n,a,b,c,asleep\n", "“asleep” is not a known state"),
}


@pytest.mark.parametrize("what", WRONG)
def test_a_problem_stands_beside_its_row(client, study, what):
    told, said = WRONG[what]
    page = look(client, ("configurations.csv", told))
    assert said in html.unescape(page).replace("There is", "there is") and "field-error" in page
    if what == "an unknown state":
        answer = bring(client, page)
        assert answer.status_code == 422 and said in html.unescape(answer.text)
        assert not study.configurations.exists()


def test_rows_of_other_tables_that_are_wrong_can_be_left_out(client, study):
    links = "from,kind,to\nCMO-07,ripple,CMO-99\nCMO-07,ripple,CMO-08\n"
    page = look(client, ("configurations.csv", CSV + "CMO-08,a,b,c,,,\n"), ("links.csv", links))
    assert "links.csv, row 2: there is no configuration “CMO-99”" in page
    assert bring(client, page).status_code == 422 and not study.configurations.exists()
    assert bring(client, page, without=["links.csv:2"]).status_code == 302
    assert Link.objects.count() == 1


def test_what_hangs_on_a_configuration_that_is_left_out_stays_out_with_it(client, study):
    page = look(
        client, ("configurations.csv", CSV + "CMO-08,a,b,c,,,\n"), ("links.csv", "from,kind,to\nCMO-07,tests,CMO-08\n")
    )
    form = form_of(page) | {"bring": "1"}
    del form["c1-take"]
    assert client.post(PAGE, form).status_code == 302
    assert study.configurations.count() == 1 and not Link.objects.exists()


def test_what_a_state_requires_it_requires_of_what_is_brought_in(client, study):
    study.rules = {"plain_sentence": "require"}
    study.save()
    page = look(client, ("configurations.csv", "id,context,mechanism,outcome,state\nCMO-07,a,b,c,refined\n"))
    assert "CMO-07 cannot be refined yet" in html.unescape(page)
    assert bring(client, page).status_code == 422 and not study.configurations.exists()


REFUSED = {
    "renamed": ("board.docx", b"MZ\x90\x00\x03", "not a Word document"),
    "a renamed workbook": ("board.xlsx", b"MZ\x90\x00\x03", "not an Excel workbook"),
    "locked": (
        "b.docx",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "protected by a password",
    ),
    "older": ("board.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as a Word document (.docx)"),
    "empty": ("board.csv", b"", "the file is empty"),
    "something else": ("board.csv", b"when,where\n1,2\n", "The first row must name the columns"),
    "without tables": ("board.docx", document(lambda made: made.add_paragraph("Hello")), "no table with the heads"),
    "a missing column": ("links.csv", b"from,to\nCMO-01,CMO-02\n", "no table of configurations"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_cannot_be_read_is_refused_by_name(client, what):
    name, data, said = REFUSED[what]
    answer = client.post(PAGE, sent((name, data)))
    assert answer.status_code == 422
    assert name in answer.text and said in html.unescape(answer.text)


def test_without_a_file_the_page_says_so(client):
    answer = client.post(PAGE, {})
    assert answer.status_code == 422 and "Choose one or more files" in answer.text


@pytest.mark.parametrize(
    "draft", ["", "{", "[]", '{"users": []}', '{"links": [["a", "b", {}, {}]]}', '{"links": [[1]]}', "[" * 9000]
)
def test_a_draft_that_no_page_of_ours_sent_is_refused(client, draft):
    assert client.post(PAGE, {"draft": draft, "bring": "1"}).status_code == 422


def test_looking_again_keeps_what_was_written(client, study, board):
    form = form_of(look(client, ("board.docx", board))) | {"c0-label": "Put right", "look": "1"}
    page = client.post(PAGE, form)
    assert page.status_code == 200 and 'value="Put right"' in page.text
    assert not study.configurations.exists()


def test_a_restricted_analyst_reaches_no_hidden_source(as_user, study):
    factories.source(study)
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    named = ("evidence.csv", "configuration,source,quote\nCMO-07,20417,same room\n")
    page = look(as_user(sam), ("configurations.csv", CSV), named)
    assert "there is no source “20417”" in page


def test_hidden_evidence_is_not_changed_by_its_uuid(as_user, study, bob):
    held = factories.configuration(study)
    extract = factories.extract(factories.source(study), "same room")
    evidence = Evidence.objects.add(held, by=bob, extract=extract, comment="Bob’s")
    factories.source(study, "31000", site="A2")
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    told = f"configuration,source,comment,uuid\n{held.code},31000,mine,{evidence.pk}\n"
    bring(as_user(sam), look(as_user(sam), ("evidence.csv", told)))
    evidence.refresh_from_db()
    assert evidence.comment == "Bob’s" and evidence.source.printed_id == "20417"


def test_reading_a_workbook_of_people(client, study):
    from openpyxl import Workbook

    book = Workbook()
    book.active.title = "My CMOs"
    for line in (
        [],
        ["Contexts", "Mechanism(s)", "Outcome", "Area"],
        ["a\nb", "c", "d", "Area 2"],
        ["=1+1", "e", "f", ""],
    ):
        book.active.append(line)
    book.create_sheet("Costs").append(["x"])
    import io

    out = io.BytesIO()
    book.save(out)
    page = look(client, ("mine.xlsx", out.getvalue()))
    assert "mine.xlsx, sheet Costs: no table" in page
    bring(client, page)
    first = study.configurations.order_by("number")[0]
    assert [item.text for item in first.contexts] == ["a", "b"] and first.sites.get().code == "A2"


def test_the_number_of_queries_does_not_grow(client, study):
    head = "id,context,mechanism,outcome,tracer,sites\n"

    def queries(number: int) -> int:
        told = head + "".join(f"X {n},a{n},b,c,dementia,A1\n" for n in range(number))
        with CaptureQueriesContext(connection) as caught:
            look(client, ("configurations.csv", told))
        return len(caught)

    assert queries(40) == queries(3)


def test_who_may(as_user, rita, charlie, bob, study):
    assert as_user(bob).get(PAGE).status_code == 200
    assert [as_user(user).post(PAGE, sent(("a.csv", CSV))).status_code for user in (rita, charlie)] == [403, 404]
    assert [as_user(user).get(PAGE).status_code for user in (rita, charlie)] == [403, 404]
    assert as_user(bob).delete(PAGE).status_code == 405


def told(study) -> list[Any]:
    return [[name, data] for name, data in files(study) if name.endswith(".csv")]


@pytest.mark.parametrize("ending", ["xlsx", "csv", "docx"])
def test_the_sample_goes_out_and_comes_back_through_the_browser(sample, as_user, ending):
    study, problems = load(sample)
    assert not problems.errors
    alice = factories.member(study, "Alice Marsh", "owner")
    client, before = as_user(alice), told(study)
    export, page = (reverse(f"exchange:theory_{name}", args=[study.slug]) for name in ("export", "import"))
    tables = ("theories", "configurations", "links", "evidence", "readings", "findings") if ending == "csv" else ("",)
    named = [
        (f"{each or 'all'}.{ending}", client.get(f"{export}{ending}/?table={each or 'configurations'}").content)
        for each in tables
    ]
    shown = client.post(page, sent(*named))
    assert shown.status_code == 200 and shown.text.count("There already") == 5
    ticked = {f"c{number}-take": "1" for number in range(5)}
    assert client.post(page, form_of(shown.text) | ticked | {"bring": "1"}).status_code == 302
    assert told(study) == before
    if ending == "docx":
        return
    Evidence.objects.all().delete()
    Link.objects.all().delete()
    Configuration.objects.all().delete()
    shown = client.post(page, sent(*named))
    assert shown.text.count('<span class="chip">New</span>') == 5
    assert client.post(page, form_of(shown.text) | {"bring": "1"}).status_code == 302
    assert strip_author(told(study)) == strip_author(before)


def strip_author(rows: list[Any]) -> list[Any]:
    """Who brought a configuration in is its author, where none was told."""
    return [[name, data.replace(b",author", b"").replace(b"Alice Marsh,", b"")] for name, data in rows]
