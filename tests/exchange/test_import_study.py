"""Importing a study folder: what comes in, what is refused and how that is said, and that nothing is half done."""

import zipfile

import pytest
from django.core.management import CommandError, call_command

from accounts.models import Study
from cmo.models import Evidence
from exchange.studyfolder.load import load
from interviews.models import Code, Extract, Source
from tests.exchange.conftest import FILES

pytestmark = pytest.mark.django_db


def said(path) -> list[str]:
    """Every error of an import that must have saved nothing."""
    study, problems = load(path)
    assert study is None
    assert not Study.objects.filter(slug="small").exists()
    assert not Source.objects.exists()
    return [str(problem) for problem in problems.errors]


def test_everything_of_a_small_folder_comes_in(folder):
    study, problems = load(folder())
    assert not problems.errors and not problems.notices
    source = study.sources.get()
    assert [turn.speaker for turn in source.latest_text.spoken] == ["Interviewer", "Respondent"] * 2
    extract = Extract.objects.get(quote="nobody asks whose pound it was")
    assert {code.name for code in extract.codes.all()} == {"Money", "Sharing"}
    assert extract.codings.first().coder == "Alice Marsh"
    configuration = study.configurations.get()
    assert [item.text for item in configuration.contexts] == ["One budget", "One room"]
    evidence = Evidence.objects.get()
    assert evidence.item.text == "One room" and evidence.stance == "supports"
    assert evidence.extract.quote == "whose pound it was" and not evidence.extract.codes.exists()


def test_a_second_import_changes_nothing(folder):
    load(folder())
    _, problems = load(folder())
    done = {what for counts in problems.counts.values() for what in counts}
    assert done == {"unchanged"}


def test_a_dry_run_says_the_same_and_saves_nothing(folder):
    study, problems = load(folder(), dry_run=True)
    assert study is None and not Study.objects.exists()
    assert problems.counts["extracts.csv"]["made"] == 1


def test_a_changed_row_is_brought_up_to_date(folder):
    load(folder())
    changed = "id,context,mechanism,outcome,label\nCMO-01,One room,Nobody counts,,The pound\n"
    evidence = FILES["evidence.csv"].replace("context 2", "context 1")
    load(folder({"configurations.csv": changed, "evidence.csv": evidence}))
    configuration = Study.objects.get(slug="small").configurations.get()
    assert configuration.label == "The pound" and configuration.tracer.code == "dementia"
    assert [item.text for item in configuration.contexts] == ["One room"] and configuration.outcomes == []
    assert Evidence.objects.get().item.text == "One room"


def test_a_zip_of_the_folder_comes_in_as_well(folder, tmp_path):
    path = folder()
    with zipfile.ZipFile(tmp_path / "small.zip", "w") as archive:
        for file in path.rglob("*"):
            archive.write(file, f"anything/{file.relative_to(path)}")
    study, problems = load(tmp_path / "small.zip")
    assert study.sources.count() == 1 and not problems.notices


def test_a_quotation_found_nowhere_or_twice_is_a_notice_and_evidence_keeps_its_words(folder):
    path = folder(
        {
            "extracts.csv": "source,quote\n20417,We shared one\n20417,these words are not there\n",
            "evidence.csv": "configuration,source,quote\nCMO-01,20417,these words are not there\n",
        }
    )
    study, problems = load(path)
    assert [(notice.file, notice.row) for notice in problems.notices] == [
        ("extracts.csv", 2),
        ("extracts.csv", 3),
        ("evidence.csv", 2),
    ]
    assert "2 times" in problems.notices[0].message and "nowhere" in problems.notices[1].message
    evidence = Evidence.objects.get()
    assert evidence.given_quote == "these words are not there" and evidence.extract is None and not evidence.is_resolved
    assert study is not None and not Extract.objects.exists()


def test_start_tells_two_places_of_the_same_words_apart(folder):
    first = "We shared one"
    path = folder({"extracts.csv": f"source,quote,start,end\n20417,{first},143,156\n"})
    load(path)
    text = Source.objects.get().latest_text.text
    assert Extract.objects.filter(quote=first).get().start == text.rindex(first)


def test_two_coders_of_one_extract_are_two_rows_and_one_extract(folder):
    row = "20417,nobody asks whose pound it was"
    load(folder({"extracts.csv": f"source,quote,codes,coder\n{row},Money,Alice Marsh\n{row},Money,Bob Tanner\n"}))
    extract = Extract.objects.get(quote="nobody asks whose pound it was")
    assert sorted(coding.coder for coding in extract.codings.all()) == ["Alice Marsh", "Bob Tanner"]


def test_a_joint_interview_is_two_rows_and_conflicting_rows_are_noticed(folder):
    head = "id,file,date,site,participant,speaker\n"
    rows = "20417,texts/20417.txt,2024-03,A1,P1,Respondent\n20417,texts/20417.txt,2024-04,A2,P2,Other\n"
    study, problems = load(folder({"sources.csv": head + rows}))
    assert [person.site.code for person in study.sources.get().participations.all()] == ["A1", "A2"]
    assert "another date here (“2024-04”) than in row 2" in str(problems.notices[0])


def test_unknown_columns_are_kept_as_attributes_and_reported(folder):
    head, row = "id,file,site,speaker,wave", "20417,texts/20417.txt,A1,Respondent,2"
    study, problems = load(folder({"sources.csv": f"{head}\n{row}\n"}))
    assert study.sources.get().attributes == {"wave": "2"}
    assert "unknown column “wave”" in str(problems.notices[0])


def test_windows_1252_texts_are_read_and_named(folder):
    study, problems = load(
        folder({"texts/20417.txt": "Respondent: It’s nobody asks whose pound it was".encode("cp1252")})
    )
    assert "It’s" in study.sources.get().latest_text.text
    assert any("1252" in str(notice) for notice in problems.notices)


BAD = {
    "an unknown tracer": (
        {"sources.csv": "id,file,tracers\n20417,texts/20417.txt,cancer\n"},
        ["sources.csv, row 2", "no tracer “cancer”", "study.toml"],
    ),
    "an unknown site": (
        {"sources.csv": "id,file,site\n20417,texts/20417.txt,Area 3\n"},
        ["sources.csv, row 2", "no site “Area 3”"],
    ),
    "a wrong date": (
        {"sources.csv": "id,file,date\n20417,texts/20417.txt,14/07/2016\n"},
        ["sources.csv, row 2", "14/07/2016", "2016-07-14"],
    ),
    "a day that is not": (
        {"sources.csv": "id,file,date\n20417,texts/20417.txt,2016-02-30\n"},
        ["sources.csv, row 2", "2016-02-30"],
    ),
    "a path outside": (
        {"sources.csv": "id,file\n20417,../../etc/passwd\n"},
        ["sources.csv, row 2", "leaves the study folder"],
    ),
    "an absolute path": (
        {"sources.csv": "id,file\n20417,/etc/passwd\n"},
        ["sources.csv, row 2", "leaves the study folder"],
    ),
    "a missing file": (
        {"sources.csv": "id,file\n20417,texts/nothing.txt\n"},
        ["sources.csv, row 2", "texts/nothing.txt", "not in the folder"],
    ),
    "a file that is not what its name says": (
        {"texts/20417.txt": b"MZ\x90\x00\x03\x00\x00\x00\xff\xfe\x00\x00"},
        ["sources.csv, row 2", "20417.txt"],
    ),
    "an empty file": ({"texts/20417.txt": ""}, ["sources.csv, row 2", "20417.txt", "no words"]),
    "an unknown code": (
        {"extracts.csv": "source,quote,codes\n20417,whose pound,Trust\n"},
        ["extracts.csv, row 2", "no code “Trust”", "codebook.csv"],
    ),
    "an unknown source": (
        {"extracts.csv": "source,quote\n99999,whose pound\n"},
        ["extracts.csv, row 2", "no source “99999”"],
    ),
    "an unknown stance": (
        {"evidence.csv": "configuration,source,stance\nCMO-01,20417,applauds\n"},
        ["evidence.csv, row 2", "applauds", "supports, contradicts"],
    ),
    "an item that is not there": (
        {"evidence.csv": "configuration,source,item\nCMO-01,20417,context 9\n"},
        ["evidence.csv, row 2", "CMO-01 has no “context 9”"],
    ),
    "a missing column": (
        {"configurations.csv": "id,context,outcome\nCMO-01,a,b\n"},
        ["configurations.csv, row 1", "the column “mechanism” is missing"],
    ),
    "a row with too many cells": (
        {"codebook.csv": "code,description\nMoney,a,b,c\n"},
        ["codebook.csv, row 2", "more cells than there are columns"],
    ),
    "a table that is no text": ({"codebook.csv": b"\xff\xfe\x00\x01"}, ["codebook.csv", "UTF-8"]),
    "an xlsx that is none": (
        {"codebook.csv": None, "codebook.xlsx": b"not a workbook"},
        ["codebook.xlsx", "save it again"],
    ),
    "a toml that is none": ({"study.toml": "slug = "}, ["study.toml", "not well-formed"]),
    "a slug that is none": ({"study.toml": 'slug = "No Slug"\ntitle = "x"'}, ["study.toml", "slug"]),
    "a reference list that is none": ({"references.json": "{]"}, ["references.json", "not JSON"]),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_with_file_and_row_and_saves_nothing(folder, name):
    changes, words = BAD[name]
    errors = said(folder(changes))
    assert errors
    for word in words:
        assert word in errors[0]


def test_a_link_that_leaves_the_folder_is_refused(folder, tmp_path):
    path = folder()
    (tmp_path / "secret.txt").write_text("Respondent: secret words of another study")
    (path / "texts/20417.txt").unlink()
    (path / "texts/20417.txt").symlink_to(tmp_path / "secret.txt")
    assert "leaves the study folder" in said(path)[0]


def test_html_in_a_name_stays_words(folder):
    study, _ = load(folder({"codebook.csv": "code\n<script>alert(1)</script>\nMoney\nMoney > Sharing\n"}))
    assert Code.objects.filter(study=study, name="<script>alert(1)</script>").exists()


def test_the_command_names_errors_and_ends_without_success(folder, capsys):
    path = folder({"extracts.csv": "source,quote,codes\n20417,whose pound,Trust\n"})
    with pytest.raises(CommandError, match="Nothing was saved"):
        call_command("import_study", str(path))
    assert "extracts.csv, row 2" in capsys.readouterr().err


def test_the_only_account_owns_what_it_imports(folder, django_user_model):
    django_user_model.objects.create_user("alice@example.org", "pw", name="Alice")
    call_command("import_study", str(folder()))
    assert Study.objects.get(slug="small").memberships.get().user.name == "Alice"


def test_the_real_sample_comes_in_whole(sample):
    study, problems = load(sample)
    assert not problems.errors
    assert study.sources.count() == 8
    assert study.configurations.count() == 5
    assert Extract.objects.filter(codes__isnull=False).count() == 8
    assert Evidence.objects.exclude(extract=None).count() == 2
    assert not [notice for notice in problems.notices if "quotation" in notice.message]
