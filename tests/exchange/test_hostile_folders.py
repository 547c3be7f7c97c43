"""Study folders made by accident or malice: each is refused by file and row, or comes in and every page still opens."""

import io
import json
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Study, User
from exchange.studyfolder.dump import files
from exchange.studyfolder.load import load
from tests.exchange.conftest import FILES, STUDY_TOML

pytestmark = pytest.mark.django_db
ONE = "11111111-1111-1111-1111-111111111111"


def toml(line: str) -> dict[str, str]:
    return {"study.toml": STUDY_TOML.replace('title = "A small study"', f'title = "A small study"\n{line}')}


def site(line: str) -> dict[str, str]:
    return {"study.toml": STUDY_TOML.replace('code = "A1"', f'code = "A1"\n{line}')}


def event(line: str) -> dict[str, str]:
    return {"study.toml": f'{STUDY_TOML}\n[[policy_events]]\ndate = "2016"\nlabel = "x"\n{line}'}


def cited(works: object) -> dict[str, str]:
    return {"references.json": json.dumps(works), "reports/r.md": "---\ntitle: R\n---\n\n# One\n\nWords [@a].\n"}


def report(text: str, name: str = "r") -> dict[str, str]:
    return {f"reports/{name}.md": text}


CONFIGURATIONS = 'id,context,mechanism,outcome\nCMO-01,"a\nb",b,c\nX-01,d,e,f\n'
LONG = "x" * 300
REFUSED: dict[str, tuple[dict[str, str | bytes], str, str]] = {
    "a number as title": (
        {"study.toml": STUDY_TOML.replace('"A small study"', "3")},
        "study.toml",
        "“title” must be text",
    ),
    "a NUL in the title": (
        {"study.toml": STUDY_TOML.replace('"A small study"', '"a\\u0000b"')},
        "study.toml",
        "title: it holds a NUL",
    ),
    "a threshold in words": (toml('threshold = "x"'), "study.toml", "threshold: “x” is not a whole number"),
    "a threshold below nothing": (toml("threshold = -1"), "study.toml", "threshold: “-1”"),
    "levels of numbers": (toml("levels = [1]"), "study.toml", "levels must be a list of names"),
    "a table of levels": (toml("levels = {a = 1}"), "study.toml", "levels must be a list of names"),
    "an unknown rule": (toml('rules = {moon = "off"}'), "study.toml", "“moon” is not a known rule"),
    "a rule with another force": (toml('rules = {small_groups = "maybe"}'), "study.toml", "off, remind, require"),
    "rules that are none": (toml('rules = "x"'), "study.toml", "[rules]"),
    "an opening that is none": (toml('opening = "x"'), "study.toml", "opening must be a table"),
    "an opening of numbers": (toml("opening = {source = 3}"), "study.toml", "opening must be a table"),
    "not a number": (toml("moon = nan"), "study.toml", "moon: it holds “nan”"),
    "an unknown field to cite": (toml('citation = "[{moon}]"'), "study.toml", "a field “moon”"),
    "an open bracket to cite": (toml('citation = "[{id"'), "study.toml", "a curly bracket is missing"),
    "sites that are words": (
        {"study.toml": 'slug = "small"\ntitle = "x"\nsites = "x"'},
        "study.toml",
        "must be written as [[sites]]",
    ),
    "a code that is a list": (
        {"study.toml": STUDY_TOML.replace('code = "A1"', "code = [1]")},
        "study.toml [[sites]], row 1",
        "must be one value",
    ),
    "a profile in words": (site('profile = "x"'), "study.toml [[sites]], row 1", "profile must be a list of tables"),
    "a profile of numbers": (site("profile = [1]"), "study.toml [[sites]], row 1", "profile must be a list"),
    "tracers that are a number": (event("tracers = 3"), "study.toml [[policy_events]], row 1", "list of names"),
    "tracers that are numbers": (event("tracers = [3]"), "study.toml [[policy_events]], row 1", "list of names"),
    "lists without end": (toml(f"moon = {'[' * 5000}{']' * 5000}"), "study.toml", "nested too deep"),
    "an endless number": (toml(f"moon = {'9' * 6000}"), "study.toml", "far too long"),
    "a study in UTF-16": ({"study.toml": STUDY_TOML.encode("utf-16")}, "study.toml", "Save it again as UTF-8"),
    "a table in Windows-1252": (
        {"codebook.csv": "code\nMüdigkeit\n".encode("cp1252")},
        "codebook.csv",
        "Save it again as “CSV UTF-8”",
    ),
    "a quotation mark that stays open": (
        {"codebook.csv": 'code,description\nMoney,x\nTrust,"abc\nTime,x\n'},
        "codebook.csv, row 3",
        "Is a quotation mark missing",
    ),
    "a quotation mark within a cell": (
        {"codebook.csv": 'code,description\nMoney,x\nTrust,"x"y\n'},
        "codebook.csv, row 3",
        "written twice",
    ),
    "a NUL in a head": ({"codebook.csv": "code,a\x00b\nMoney,x\n"}, "codebook.csv, row 1", "NUL"),
    "a code twice": ({"codebook.csv": "code\nMoney\nmoney\n"}, "codebook.csv, row 3", "row 2 is about the same"),
    "a uuid twice": ({"codebook.csv": f"code,uuid\nMoney,{ONE}\nTrust,{ONE}\n"}, "codebook.csv, row 3", "another row"),
    "a code that is its own part": (
        {"codebook.csv": f"code,uuid\nX,{ONE}\nX > Y,{ONE}\n"},
        "codebook.csv, row 3",
        "another row",
    ),
    "an endless file name": (
        {"sources.csv": f"id,file\n20417,texts/{LONG}.txt\n"},
        "sources.csv, row 2",
        "cannot be read",
    ),
    "an endless participant": (
        {"sources.csv": f"id,file,participant\n20417,texts/20417.txt,{LONG}\n"},
        "sources.csv, row 2",
        "at most 60",
    ),
    "an endless coder": (
        {"extracts.csv": f"source,quote,codes,coder\n20417,nobody asks,Money,{LONG}\n"},
        "extracts.csv, row 2",
        "coder",
    ),
    "nesting in a circle": (
        {
            "configurations.csv": CONFIGURATIONS,
            "links.csv": "from,kind,to\nCMO-01,nested_in,X-01\nX-01,nested_in,CMO-01\n",
        },
        "links.csv, row 3",
        "nesting goes one way",
    ),
    "a theory twice": (
        {"theories.csv": "id,statement,parent\nT1,a,\nT1,b,T1\n"},
        "theories.csv, row 3",
        "row 2 is about the same",
    ),
    "a finding twice": (
        {"findings.csv": "configuration,site,presence\nCMO-01,A1,present\nCMO-01,A1,no data\n"},
        "findings.csv, row 3",
        "Keep one",
    ),
    "a comparison of nothing": (
        {"comparisons.csv": "configurations,judgement\n;,same\n"},
        "comparisons.csv, row 2",
        "names none",
    ),
    "a work twice": (cited([{"id": "a"}, {"id": "a"}]), "references.json, work 2", "twice"),
    "a work with a list as id": (cited([{"id": [3]}]), "references.json, work 1", "its id must be text"),
    "a work with a NUL": (cited([{"id": "a", "title": "x\x00"}]), "references.json, work 1", "NUL"),
    "a work with half a character": (cited([{"id": "a", "title": "\ud800"}]), "references.json, work 1", "half"),
    "an endless key": (cited([{"id": LONG}]), "references.json, work 1", "more than 120"),
    "front matter that stays open": (report("---\ntitle: X\n\n# One\n"), "reports/r.md, row 1", "--- after them"),
    "front matter of signs": (report("---\n: : :\n=====\n---\n\n# One\n"), "reports/r.md, row 1", "title: …"),
    "a NUL in a report": (report("# One\n\nA\x00B\n"), "reports/r.md", "NUL"),
    "a report without a name": (report("# One\n", "报告"), "reports/报告.md", "letters a–z"),
    "two reports of one name": (
        {"reports/A b.md": "# A\n", "reports/a-b.md": "# B\n"},
        "reports/a-b.md",
        "the same report, “a-b”",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_folder_is_refused_by_file_and_row(folder, name):
    changes, place, words = REFUSED[name]
    study, problems = load(folder(changes))
    assert study is None and not Study.objects.exists()
    assert str(problems.errors[0]).startswith(f"{place}: ")
    assert words in str(problems.errors[0])


TRACER = {
    "sources.csv": FILES["sources.csv"].replace("dementia", "Dementia care"),
    "configurations.csv": FILES["configurations.csv"].replace("dementia", "Dementia care"),
}
DATES = ["2016", {"raw": "May 2016"}, {"date-parts": 2016}, {"date-parts": [2016, 3]}, {"date-parts": [[None]]}, [], 3]
WORKS = [
    {"id": "a", "title": ["x"], "author": "Weiss", "publisher": 3, "page": 12, "volume": None, "issued": DATES[0]},
    {"id": "b", "author": ["Weiss", None, 3, {"family": None, "given": 3}, {}], "issued": DATES[1], "URL": "file:///x"},
    {"id": "c", "author": {"family": "<b>"}, "issued": DATES[2], "title": "<script>alert(1)</script> {{cite 20417}}"},
    *({"id": f"d{n}", "issued": date, "URL": "http://x.org", "accessed": date} for n, date in enumerate(DATES)),
    {"id": "e", "URL": "http://x.org/> <script>", "accessed": {"date-parts": [[2016, 13, 41]]}},
    {"id": '"><script>', "editor": 3, "accessed": {"date-parts": [["x", 1, None]]}},
]
HTML = """# <script>alert(1)</script>

<img src="file:///etc/passwd"> ![x](file:///etc/passwd) [l](javascript:alert(1)) [f](file:///etc/passwd)
<object data="file:///etc/passwd"></object> <https://x.org/"onclick=alert(1)> {{ 7*7 }} {% debug %}

| a | b
|---|---
| <img src=x onerror=alert(1)> | c | d

{{moon 20417}} {{cite}} {{words 99999 "x"}} {{because CMO-99}} {{cite 20417 [@] [@a;;] [@a, p. 3; @b]
"""
TAKEN: dict[str, dict[str, str | bytes]] = {
    "a tracer’s code with signs of an address": {
        "study.toml": STUDY_TOML.replace('"dementia"', '"a/b c?d#e%41"'),
        **TRACER,
    },
    "a tracer’s code on two lines": {"study.toml": STUDY_TOML.replace('"dementia"', '"a\\nb"'), **TRACER},
    "ids that make one file name": {
        "sources.csv": "id,file\n20417,texts/20417.txt\na b,texts/20417.txt\na_b,texts/2.txt\na/b,texts/2.txt\n",
        "texts/2.txt": "Respondent: other words altogether",
    },
    "an interview in UTF-16 with marks of direction": {
        "texts/20417.txt": ("\u202e" + FILES["texts/20417.txt"] + "\ue000").encode("utf-16")
    },
    "a codebook 300 codes deep": {"codebook.csv": f"code\nMoney > Sharing\n{' > '.join(map(str, range(300)))}\n"},
    "a cell of two million signs": {"codebook.csv": f"code,description\nMoney > Sharing,{'x' * 2_000_000}\n"},
    "works of strange shapes": {
        "references.json": json.dumps(WORKS),
        "reports/r.md": "# A\n\n" + " ".join(f"[@{work['id']}]" for work in WORKS),
    },
    "HTML and addresses in a report": report(HTML),
    "footnotes that name each other": report("# A\n\nX[^1] Y[^2]\n\n[^1]: see [^2]\n\n[^2]: see [^1] and [^2]\n"),
    "lists, quotations and stars nested deep": report(
        "# A\n\n" + "\n".join("  " * n + "- x" for n in range(200)) + "\n\n" + ">" * 2000 + " x\n\n" + "*a " * 2000
    ),
    "signs that cannot be seen": report(
        "# A\n\nx\x01\x0b\x1b\x7f\x85\u2028\ufffe\uffff \ue0009\ue001 {{cite 20417}} y"
    ),
    "tables of things that are not there": report(
        "# A\n\n{{configurations moon}}\n\n{{comparison moon}}\n\n{{matrix moon}}\n\n{{timeline}}\n\n{{quote}}\n"
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_strange_folder_comes_in_and_every_page_opens_and_it_leaves_unchanged(folder, name, tmp_path):
    study, problems = load(folder(TAKEN[name]))
    assert study and not problems.errors
    user = User.objects.create_user("alice@example.org", "x", name="Alice")
    study.admit(user, "owner")
    for address in _addresses(study):
        response = _client(user).get(address)
        assert response.status_code == 200, address
        assert b"<script>alert" not in response.content
        assert b'="file:' not in response.content  # as words it may stand there, as an address never
    for file, data in files(study):
        (tmp_path / "again" / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "again" / file).write_bytes(data)
    _, problems = load(tmp_path / "again")
    assert not problems.errors
    assert {what for counts in problems.counts.values() for what in counts} <= {"unchanged", "skipped"}


def _client(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _addresses(study: Study) -> list[str]:
    plain = ("study_home", "study_settings", "tracers:frame", "interviews:source_list", "interviews:code_list")
    plain += ("cmo:configuration_list", "cmo:configuration_new", "cmo:comparison", "reports:report_list")
    of_report = ("reports:report_detail", "reports:report_html", "reports:report_pdf")
    return [
        *(reverse(name, args=[study.slug]) for name in plain),
        *(reverse("cmo:board", args=[study.slug, tracer.code]) for tracer in study.tracers.all()),
        *(reverse("interviews:source_read", args=[study.slug, source.pk]) for source in study.sources.all()),
        *(reverse(name, args=[study.slug, each.pk]) for each in study.reports.all() for name in of_report),
    ]


def test_what_stands_open_in_a_report_is_noticed_by_its_line(folder):
    text = '# A\n\n{{quote 20417 "we shared\n\nThey said {{cite 20417 once.\n'
    _, problems = load(folder(report(text)))
    noticed = [str(notice) for notice in problems.notices]
    assert any(notice.startswith("reports/r.md, row 3: “{{quote 20417") for notice in noticed)
    assert any(notice.startswith("reports/r.md, row 5: “{{cite 20417 once") for notice in noticed)


def test_a_parent_cannot_become_a_part_of_its_own_part(folder):
    sites = '[[sites]]\ncode = "B"\nlabel = "B"\n'
    start = f'slug = "tree"\ntitle = "x"\n[[sites]]\ncode = "A"\nlabel = "A"\n{sites}parent = "A"\n'
    only = dict.fromkeys(FILES)
    load(folder({**only, "study.toml": start, "theories.csv": "id,statement,parent\nT1,a,\nT2,b,T1\n"}))
    turned = f'slug = "tree"\ntitle = "x"\n{sites}[[sites]]\ncode = "A"\nlabel = "A"\nparent = "B"\n'
    _, problems = load(folder({**only, "study.toml": turned, "theories.csv": None}))
    assert "[[sites]], row 2: “A” would be a part of itself" in str(problems.errors[0])
    _, problems = load(folder({**only, "study.toml": start, "theories.csv": "id,statement,parent\nT1,a,T2\n"}))
    assert "theories.csv, row 2: “T1” would be a part of itself" in str(problems.errors[0])


def test_a_uuid_moved_to_the_name_of_another_row_saves_nothing(folder):
    load(folder({"participants.csv": f"participant,uuid\nP8,{ONE}\nP9,\n"}))
    study, problems = load(folder({"participants.csv": f"participant,uuid\nP9,{ONE}\n"}))
    assert study is None and "do not go together" in str(problems.errors[0])


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


SMALL = {name: content.encode() for name, content in FILES.items()}
BOOK = {
    "[Content_Types].xml": b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    "xl/workbook.xml": b"<workbook/>",
}


def _spoilt(data: bytes) -> bytes:
    """The same zip with its packed words overwritten."""
    place = data.index(b"sources.csv") + len("sources.csv") + 5
    return data[:place] + bytes(each ^ 0x5A for each in data[place : place + 30]) + data[place + 30 :]


def _lying(data: bytes) -> bytes:
    """The same zip, saying of every file that it holds nine bytes."""
    for sign, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.find(sign)
        while place >= 0:
            data = data[: place + offset] + (9).to_bytes(4, "little") + data[place + offset + 4 :]
            place = data.find(sign, place + 4)
    return data


ZIPS = {
    "a bomb": (_zip({**SMALL, "texts/big.txt": b"\0" * 300_000_000}), "far more than a study holds"),
    "no study": (_zip({"a.txt": b"x"}), "holds no study.toml"),
    "spoilt": (_spoilt(_zip(SMALL)), "cannot be taken out"),
    "lying sizes": (_lying(_zip(SMALL)), "cannot be taken out"),
    "cut off": (_zip(SMALL)[:500], "not a zip file that can be read"),
    "empty": (b"", "not a zip file that can be read"),
    "a workbook with definitions": (
        _zip(
            {
                **SMALL,
                "memos.xlsx": _zip({**BOOK, "xl/a.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"}),
            }
        ),
        "definitions that no ordinary document holds",
    ),
    "a workbook without a sheet": (
        _zip({**SMALL, "memos.xlsx": _zip(BOOK)}),
        "memos.xlsx: this workbook cannot be read",
    ),
    "a workbook that is a bomb": (
        _zip({**SMALL, "memos.xlsx": _zip({**BOOK, "xl/a.bin": b"\0" * 50_000_000})}),
        "memos.xlsx: it is packed in a way",
    ),
}


@pytest.mark.parametrize("name", ZIPS)
def test_a_zip_that_lies_or_is_broken_saves_nothing(tmp_path, name):
    data, words = ZIPS[name]
    (tmp_path / "study.zip").write_bytes(data)
    study, problems = load(tmp_path / "study.zip")
    assert study is None and not Study.objects.exists()
    assert any(words in str(error) for error in problems.errors), problems.errors


def test_a_zip_never_writes_or_reads_outside_itself(tmp_path):
    (tmp_path / "secret.txt").write_text("Respondent: secret words of another study")
    sources = b"id,file\n20417,../secret.txt\n"
    (tmp_path / "study.zip").write_bytes(_zip({**SMALL, "../evil.txt": b"x", "sources.csv": sources}))
    study, problems = load(tmp_path / "study.zip")
    assert study is None and "leaves the study folder" in str(problems.errors[0])
    assert not (tmp_path.parent / "evil.txt").exists()


def test_links_of_a_zip_are_only_words(tmp_path):
    data = io.BytesIO(_zip({name: content for name, content in SMALL.items() if name != "texts/20417.txt"}))
    with zipfile.ZipFile(data, "a") as archive:
        link = zipfile.ZipInfo("texts/20417.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    (tmp_path / "study.zip").write_bytes(data.getvalue())
    study, _ = load(tmp_path / "study.zip")
    assert study and study.sources.get().latest_text.text == "/etc/passwd"


def test_links_out_of_a_plain_folder_are_refused_for_every_file(folder, tmp_path):
    (tmp_path / "elsewhere.csv").write_text("code\nMoney\n")
    path = folder({"codebook.csv": None})
    (path / "codebook.csv").symlink_to(tmp_path / "elsewhere.csv")
    study, problems = load(path)
    assert study is None and "is a link that leaves the study folder" in str(problems.errors[0])
