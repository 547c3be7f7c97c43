"""references.json and reports/: the way in and the way out of what is written."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.text import slugify

from accounts.models import Study
from exchange.studyfolder.loading import Loading
from exchange.studyfolder.shapes import wrong_value
from reports import files
from reports.models import Reference

REFERENCES = "references.json"
LONGEST_KEY = 120
LONGEST_NAME = 80


def load_references(loading: Loading) -> None:
    """Each work of a CSL-JSON file, by its id."""
    if REFERENCES not in loading.names:
        return
    works = _works(loading)
    held = {reference.key: reference for reference in loading.study.references.all()}
    for key, work in works.items():
        reference = held.get(key)
        if reference is None:
            held[key] = Reference.objects.create(study=loading.study, key=key, csl=work)
            loading.problems.count(REFERENCES, "made")
        elif reference.csl != work:
            reference.csl = work
            reference.save()
            loading.problems.count(REFERENCES, "changed")
        else:
            loading.problems.count(REFERENCES, "unchanged")


def _works(loading: Loading) -> dict[str, dict[str, Any]]:
    """The works by their ids; none, and errors, where something is wrong with the file."""
    problems = loading.problems
    try:
        works = json.loads(loading.folder.read(REFERENCES).decode("utf-8-sig"))
    except UnicodeDecodeError:
        problems.error(REFERENCES, 0, "this is not UTF-8 text. Save it again as UTF-8.")
        return {}
    except RecursionError:
        problems.error(REFERENCES, 0, "its lists are nested too deep. Write it more simply.")
        return {}
    except ValueError as error:
        problems.error(REFERENCES, 0, f"this is not JSON: {error}.")
        return {}
    if not isinstance(works, list) or not all(isinstance(work, dict) and work.get("id") for work in works):
        problems.error(REFERENCES, 0, "this must be a CSL-JSON list in which each work has an id.")
        return {}
    found: dict[str, dict[str, Any]] = {}
    for number, work in enumerate(works, start=1):
        key = str(work["id"])
        if problem := _wrong(work, key, found):
            problems.error(f"{REFERENCES}, work {number}", 0, problem)
        found[key] = work
    return {} if problems.errors else found


def _wrong(work: dict[str, Any], key: str, found: Mapping[str, Any]) -> str:
    if not isinstance(work["id"], str | int):
        return "its id must be text, such as “weiss1998”."
    if len(key) > LONGEST_KEY:
        return f"its id “{key[:40]}…” has more than {LONGEST_KEY} characters. Write a shorter one."
    if key in found:
        return f"the id “{key}” stands there twice. Give each work an id of its own."
    return wrong_value(work)


def dump_references(study: Study) -> bytes:
    works = [reference.csl for reference in study.references.all()]
    return (json.dumps(works, ensure_ascii=False, indent=2) + "\n").encode()


def load_reports(loading: Loading) -> None:
    short_names: dict[str, str] = {}
    for name in sorted(loading.names):
        if not (name.startswith("reports/") and name.endswith(".md") and name.count("/") == 1):
            continue
        try:
            text = loading.folder.read(name).decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            loading.problems.error(name, 0, "this is not UTF-8 text. Save it again as UTF-8.")
            continue
        if problem := wrong_value(text):
            loading.problems.error(name, 0, problem)
            continue
        short = name.removeprefix("reports/").removesuffix(".md")
        if problem := _wrong_name(short, name, short_names):
            loading.problems.error(name, 0, problem)
            continue
        files.load(loading.study, short, text, by=loading.by, problems=loading.problems)


def _wrong_name(short: str, file: str, taken: dict[str, str]) -> str:
    """A report's address is made of its file's name, in letters that an address can hold."""
    address = slugify(short)
    if not address or len(address) > LONGEST_NAME:
        return f"name the file with 1 to {LONGEST_NAME} of the letters a–z, figures and hyphens, such as dementia.md."
    if taken.setdefault(address, file) != file:
        return f"this file and {taken[address]} would be the same report, “{address}”. Give one another name."
    return ""


def dump_reports(study: Study) -> Iterator[tuple[str, bytes]]:
    for report in study.reports.all():
        yield f"reports/{report.name}.md", files.dump(report).encode()
