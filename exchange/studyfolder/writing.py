"""references.json and reports/: the way in and the way out of what is written."""

import json
from collections.abc import Iterator

from accounts.models import Study
from exchange.studyfolder.loading import Loading
from reports import files
from reports.models import Reference

REFERENCES = "references.json"


def load_references(loading: Loading) -> None:
    """Each work of a CSL-JSON file, by its id."""
    if REFERENCES not in loading.names:
        return
    try:
        works = json.loads(loading.folder.read(REFERENCES).decode("utf-8-sig"))
    except ValueError as error:
        loading.problems.error(REFERENCES, 0, f"this is not JSON: {error}.")
        return
    if not isinstance(works, list) or not all(isinstance(work, dict) and work.get("id") for work in works):
        loading.problems.error(REFERENCES, 0, "this must be a CSL-JSON list in which each work has an id.")
        return
    held = {reference.key: reference for reference in loading.study.references.all()}
    for work in works:
        key = str(work["id"])
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


def dump_references(study: Study) -> bytes:
    works = [reference.csl for reference in study.references.all()]
    return (json.dumps(works, ensure_ascii=False, indent=2) + "\n").encode()


def load_reports(loading: Loading) -> None:
    for name in sorted(loading.names):
        if not (name.startswith("reports/") and name.endswith(".md") and name.count("/") == 1):
            continue
        try:
            text = loading.folder.read(name).decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError:
            loading.problems.error(name, 0, "this is not UTF-8 text. Save it again as UTF-8.")
            continue
        short = name.removeprefix("reports/").removesuffix(".md")
        files.load(loading.study, short, text, by=loading.by, problems=loading.problems)


def dump_reports(study: Study) -> Iterator[tuple[str, bytes]]:
    for report in study.reports.all():
        yield f"reports/{report.name}.md", files.dump(report).encode()
