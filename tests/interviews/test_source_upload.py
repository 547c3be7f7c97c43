"""Uploading transcripts: what is read, what is refused, and what a saved source knows of its speakers."""

import io
import uuid
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from docx import Document

from accounts.models import Membership
from interviews.models import Source, Upload
from tests import factories

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "transcripts"
WORDS = """Interviewer: How did it go?

Respondent: Well enough, you know.

Interviewer: And now?

Respondent: Now it is quiet."""


def file(name: str, content: str | bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if isinstance(content, bytes) else content.encode())


def docx(*paragraphs: str) -> bytes:
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def send(client, *files):
    return client.post("/studies/dementia-care/uploads/", {"files": list(files)})


def told(order: int = 0, **changes: str) -> dict[str, str]:
    fields = {
        "printed_id": "20417",
        "date": "2016-07",
        "kind": "interview",
        "p-number": "2",
        "p-0-speaker": "Interviewer",
        "p-0-asks": "on",
        "p-1-speaker": "Respondent",
        "p-1-participant": "P1",
        "p-1-organisation": "Provider",
        "p-1-role": "Manager",
    }
    return {f"u{order}-{name}": value for name, value in (fields | changes).items() if value}


def batch(client, *files) -> str:
    response = send(client, *files)
    assert response.status_code == 302
    return response.headers["Location"]


@pytest.fixture
def bobs(as_user, bob):
    return as_user(bob)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("interview.txt", WORDS),
        ("interview.docx", docx(*WORDS.split("\n\n"))),
        (
            "interview.vtt",
            """WEBVTT

00:01.000 --> 00:02.000
<v Interviewer>How did it go?</v>

00:02.000 --> 00:04.000
<v Respondent>Well enough, you know.</v>
""",
        ),
    ],
)
def test_a_transcript_goes_from_file_to_source(bobs, study, name, content):
    address = batch(bobs, file(name, content))
    assert "Well enough, you know." in bobs.get(address).content.decode()
    assert not Source.objects.exists()
    site = study.sites.get(code="A1")
    tracer = study.tracers.get(code="dementia")
    response = bobs.post(address, told() | {"u0-p-1-site": str(site.pk), "u0-tracers": str(tracer.pk)})
    source = study.sources.get()
    assert response.headers["Location"] == f"/studies/dementia-care/sources/{source.pk}/read/"
    person = source.participations.get()
    assert (person.site, person.organisation, person.role, person.speaker) == (
        site,
        "Provider",
        "Manager",
        "Respondent",
    )
    assert person.participant.code == "P1"
    assert source.date == "2016-07"
    assert list(source.tracers.all()) == [tracer]
    turns = source.latest_text.spoken
    assert [(turn.speaker, turn.interviewer) for turn in turns[:2]] == [("Interviewer", True), ("Respondent", False)]
    assert source.latest_text.text[turns[1].start : turns[1].end] == "Well enough, you know."
    assert not Upload.objects.exists()


def test_what_cannot_be_read_is_named_and_the_rest_goes_in(bobs, study):
    address = batch(bobs, file("good.txt", WORDS), file("empty.txt", ""), file("renamed.docx", b"MZ\x90\x00\x03"))
    page = bobs.get(address).content.decode()
    assert "empty.txt" in page
    assert "renamed.docx" in page
    assert "good.txt" in page
    bobs.post(address, told())
    assert [source.printed_id for source in study.sources.all()] == ["20417"]


def test_windows_1252_is_read_and_said(bobs, study):
    address = batch(bobs, file("old.txt", "Interviewer: Why?\n\nRespondent: It’s “done”.".encode("cp1252")))
    page = bobs.get(address).content.decode()
    assert "Windows-1252" in page
    bobs.post(address, told())
    assert "It’s “done”." in study.sources.get().latest_text.text


def test_html_in_a_file_name_and_in_the_words_stays_words(bobs, study):
    address = batch(bobs, file("<b>x.txt", "Interviewer: <script>alert(1)</script>?\n\nRespondent: <i>Yes</i>."))
    page = bobs.get(address).content.decode()
    assert "<script>alert" not in page
    assert "<b>x" not in page
    assert "<i>Yes" not in page


def test_an_id_that_is_taken_is_refused_and_nothing_is_saved(bobs, study):
    factories.source(study, "20417")
    address = batch(bobs, file("one.txt", WORDS), file("two.txt", WORDS))
    response = bobs.post(address, told(0) | told(1, printed_id="20418"))
    assert response.status_code == 422
    assert "already a source 20417" in response.content.decode()
    assert study.sources.count() == 1
    response = bobs.post(address, told(0, printed_id="20418") | told(1, printed_id="20418"))
    assert response.status_code == 422
    assert "Another file of this upload has the same id" in response.content.decode()
    assert study.sources.count() == 1
    assert Upload.objects.count() == 2


def test_a_wrong_date_is_refused_with_the_remedy(bobs, study):
    address = batch(bobs, file("one.txt", WORDS))
    response = bobs.post(address, told(date="14/07/2016"))
    assert response.status_code == 422
    assert "2016-07-14" in response.content.decode()
    assert not study.sources.exists()


def test_a_file_can_be_left_out_and_a_batch_dropped(bobs, study):
    address = batch(bobs, file("one.txt", WORDS), file("two.txt", WORDS + " More."))
    bobs.post(address, {"u0-leave_out": "on"} | told(1, printed_id="20418"))
    assert [source.printed_id for source in study.sources.all()] == ["20418"]
    address = batch(bobs, file("three.txt", WORDS))
    bobs.post(f"{address}removal/")
    assert not Upload.objects.exists()


def test_the_same_words_again_are_pointed_out(bobs, study):
    bobs.post(batch(bobs, file("one.txt", WORDS)), told())
    assert "already here as 20417" in bobs.get(batch(bobs, file("again.txt", WORDS))).content.decode()


def test_a_restricted_analyst_brings_in_only_for_given_sites(as_user, study):
    a1, a2 = study.sites.get(code="A1"), study.sites.get(code="A2")
    carol = factories.member(study, "Carol Reeve", Membership.Role.ANALYST, sites=[a1])
    client = as_user(carol)
    address = batch(client, file("one.txt", WORDS))
    assert client.post(address, told() | {"u0-p-1-site": str(a2.pk)}).status_code == 422
    assert client.post(address, told()).status_code == 422
    assert client.post(address, told() | {"u0-p-1-site": str(a1.pk)}).status_code == 302


def test_no_file_is_a_clear_word(bobs, study):
    response = bobs.post("/studies/dementia-care/uploads/", {})
    assert response.status_code == 422
    assert "Choose at least one file" in response.content.decode()


def test_a_reader_may_not_upload(as_user, rita):
    assert send(as_user(rita), file("one.txt", WORDS)).status_code == 403


def test_a_stranger_finds_nothing(as_user, charlie, study):
    assert send(as_user(charlie), file("one.txt", WORDS)).status_code == 404


def test_nobody_sees_what_another_has_read_but_not_brought_in(as_user, alice, bobs):
    address = batch(bobs, file("one.txt", WORDS))
    assert as_user(alice).get(address).status_code == 404
    assert bobs.get(f"/studies/dementia-care/uploads/{uuid.uuid4()}/").status_code == 404


def test_the_sample_transcripts_come_in(bobs, study):
    if not SAMPLES.is_dir():
        pytest.skip("the sample transcripts are not beside this checkout")
    names = [path for path in sorted(SAMPLES.iterdir()) if path.suffix in {".txt", ".vtt"}]
    address = batch(bobs, *(file(path.name, path.read_bytes()) for path in names))
    uploads = list(Upload.objects.order_by("order"))
    assert not [upload.problem for upload in uploads if upload.problem]
    assert [upload.speakers for upload in uploads] == [["D", "P"]] * 3 + [["Doctor", "Patient"]]
    fields: dict[str, str] = {}
    for upload in uploads:
        speakers = {f"p-{n}-speaker": name for n, name in enumerate(upload.speakers)}
        fields |= told(upload.order, printed_id=f"{upload.order}", **speakers)
    assert bobs.post(address, fields).status_code == 302
    assert study.sources.count() == len(names)


HIDDEN = """Interviewer: How did it go?

matron on duty: Well enough.

Interviewer: And now?

matron on duty: Now it is quiet."""


def test_a_speaker_who_was_not_found_is_asked_for(bobs):
    page = bobs.get(batch(bobs, file("one.txt", HIDDEN))).content.decode()
    assert "Only Interviewer was found" in page
    assert "was found." not in bobs.get(batch(bobs, file("two.txt", WORDS))).content.decode()


def test_read_again_finds_the_label_given_and_keeps_what_was_typed(bobs, study):
    address = batch(bobs, file("one.txt", HIDDEN), file("two.txt", WORDS))
    site = study.sites.get(code="A2")
    typed = told(0, **{"p-number": "1", "label": "matron on duty:", "printed_id": "31000", "date": "last summer"})
    other = told(1, printed_id="31001") | {"u1-p-1-site": str(site.pk), "u1-leave_out": "on"}
    answer = bobs.post(address, typed | other | {"again": "u0"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert [turn.speaker for turn in Upload.objects.get(order=0).spoken] == ["Interviewer", "matron on duty"] * 2
    first, second = answer.context["forms"]
    assert [person["speaker"].value() for person in first.people.forms] == ["Interviewer", "matron on duty"]
    assert (first.people.forms[0]["asks"].value(), first.people.forms[1]["asks"].value()) == (True, False)
    assert 'value="last summer"' in page
    assert (second.leave_out, second.people.forms[1]["site"].value()) == (True, str(site.pk))
    assert second.people.forms[1]["participant"].value() == "P1"
    assert "field-error" not in page
    assert not study.sources.exists()


def test_what_was_read_again_comes_in_with_its_speakers(bobs, study):
    address = batch(bobs, file("one.txt", HIDDEN))
    bobs.post(address, told(**{"p-number": "1", "label": "matron on duty"}) | {"again": "u0"})
    assert bobs.post(address, told(**{"p-1-speaker": "matron on duty"})).status_code == 302
    source = study.sources.get()
    assert [turn.interviewer for turn in source.latest_text.spoken] == [True, False, True, False]
    assert source.participations.get().speaker == "matron on duty"


def test_a_label_that_is_not_there_is_said_to_be_missing(bobs):
    address = batch(bobs, file("one.txt", HIDDEN))
    answer = bobs.post(address, told(**{"p-number": "1", "label": "Charge <nurse>"}) | {"again": "u0"})
    assert answer.status_code == 422
    assert "No line of this file begins with “Charge &lt;nurse&gt;:”" in answer.content.decode()
    assert Upload.objects.get().speakers == ["Interviewer"]


def test_only_who_uploaded_may_read_again(as_user, alice, rita, charlie, bobs):
    address = batch(bobs, file("one.txt", HIDDEN))
    for person, status in ((alice, 404), (rita, 403), (charlie, 404)):
        assert as_user(person).post(address, {"again": "u0", "u0-label": "matron on duty"}).status_code == status


def test_times_of_a_recording_stay_when_it_is_read_again(bobs):
    captions = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Interviewer>How?</v>\n\n00:05.000 --> 00:07.000\n<v Ann>Well.</v>\n"
    )
    address = batch(bobs, file("one.vtt", captions))
    before = Upload.objects.get().spoken
    bobs.post(address, {"again": "u0", "u0-label": ""})
    assert Upload.objects.get().spoken == before
    bobs.post(address, {"again": "u0", "u0-label": "Ann"})
    assert Upload.objects.get().spoken == before
    assert [turn.at for turn in before] == [1.0, 5.0]


def test_a_speaker_is_known_by_the_words_of_one_turn(bobs):
    batch(bobs, file("one.txt", WORDS))
    assert Upload.objects.get().samples == [
        ("Interviewer", 2, "How did it go?"),
        ("Respondent", 2, "Well enough, you know."),
    ]


def test_what_nobody_chose_reads_not_said(bobs):
    page = bobs.get(batch(bobs, file("one.txt", WORDS))).content.decode()
    assert '<option value="" selected>not said</option>' in page
    assert "Select an option" not in page
