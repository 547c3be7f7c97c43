"""Report files (`reports/<name>.md` of a study folder) in and out: see reports.markers for what they look like."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Protocol

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.text import slugify

from accounts import journal
from accounts.models import Study, User
from reports import markers, pointing
from reports.markers import ReportFile
from reports.models import Block, Report, Section
from reports.resolving import Resolver
from tracers import dates

LONGEST_HEADING = 300
FIELDS = ("title", "authors", "contact", "date", "version", "status")


class Problems(Protocol):
    """Where an import says what it met: file, row (the first line is 1) and a sentence."""

    def notice(self, file: str, row: int, message: str) -> None: ...
    def error(self, file: str, row: int, message: str) -> None: ...
    def count(self, file: str, what: str) -> None: ...


@transaction.atomic
def load(study: Study, name: str, text: str, *, by: User | None, problems: Problems) -> Report:
    """The report of this file, made or brought into line with it. `name` is the file's name, with or without folder.

    What a mark names and cannot be found is a notice; the mark keeps what was given. The same text again changes
    nothing. After an error nothing is written of the sections, and the report may be unsaved.
    """
    stem = PurePosixPath(name).name.removesuffix(".md")
    file = f"reports/{stem}.md"
    parsed = markers.parse(text)
    report = study.reports.filter(name=slugify(stem)).first() or Report(study=study, name=slugify(stem))
    is_new = report._state.adding
    told = _Told(file, problems)
    if text.lstrip("\ufeff").startswith("---") and not parsed.meta:
        told.error(
            "The lines between --- at the top cannot be read. Write “title: …” and the like, and --- after them."
        )
        return report
    changed = _head(report, parsed.meta, stem, told) or is_new
    _check_sections(parsed, told)
    if told.errors:
        return report
    resolver = Resolver(study, by, study.sources.all())
    changed = report.write(parsed.sections, resolver, by=by) or changed
    for line, message in resolver.problems:
        told.notice(message, line)
    if changed:
        report.save()
        journal.record(study, by, "began" if is_new else "changed", report)
    problems.count(file, "made" if is_new else "changed" if changed else "unchanged")
    return report


def dump(report: Report) -> str:
    """The report as the text of a file."""
    sections = []
    for section in report.sections.prefetch_related(
        "blocks__extract__text__source", "blocks__mentions__extract__text__source"
    ):
        blocks = tuple(markers.Block(block.kind, _text(block)) for block in section.blocks.all())
        sections.append(markers.Section(section.heading, section.level, section.kind, blocks))
    return markers.write(ReportFile(_meta(report), tuple(sections)))


def _text(block: Block) -> str:
    if block.extract:
        return pointing.pointer(block.extract, block.extract.text.text)
    text, _ = pointing.renewed(block)
    return text


def _meta(report: Report) -> dict[str, str]:
    codes = "; ".join(tracer.code for tracer in report.tracers.all())
    values = {
        "title": report.title,
        "tracer": codes,
        "authors": report.authors,
        "contact": report.contact,
        "date": report.date,
        "version": report.version,
        "status": "" if report.status == Report.Status.DRAFT else report.status,
        **{key: str(value) for key, value in report.attributes.items()},
    }
    return {key: value for key, value in values.items() if value or key == "title"}


@dataclass
class _Told:
    """Problems of one file; the front matter counts as its first line."""

    file: str
    problems: Problems
    errors: int = 0

    def notice(self, message: str, line: int = 1) -> None:
        self.problems.notice(self.file, line, message)

    def error(self, message: str, line: int = 1) -> None:
        self.errors += 1
        self.problems.error(self.file, line, message)


def _check_sections(parsed: ReportFile, told: _Told) -> None:
    for section in parsed.sections:
        if section.kind not in Section.Kind.values:
            told.error(f"“{section.kind}” is not a kind. Write one of: {', '.join(Section.Kind.values)}.", section.line)
        if len(section.heading) > LONGEST_HEADING:
            told.error(f"A heading has at most {LONGEST_HEADING} signs: “{section.heading[:60]}…”.", section.line)


def _head(report: Report, meta: Mapping[str, str], stem: str, told: _Told) -> bool:
    """Set what the front matter says; True when something changed."""
    before = _state(report)
    report.title = meta.get("title", "") or report.title or re.sub(r"[-_]+", " ", stem).strip().capitalize()
    report.authors = _listed(meta.get("authors", meta.get("author", "")))
    report.contact = meta.get("contact", "")
    report.version = meta.get("version", "")
    report.date = _date(meta.get("date", ""), told)
    report.status = _status(meta.get("status", ""), told)
    known = {*FIELDS, "author", "tracer", "tracers"}
    report.attributes = {key: value for key, value in meta.items() if key not in known}
    for key in report.attributes:
        told.notice(f"The front matter has a line “{key}” that Triad does not use; it is kept.")
    try:
        report.full_clean()
    except ValidationError as error:
        for field, messages in error.message_dict.items():
            told.error(f"{field}: {' '.join(messages)}")
        return False
    changed = report._state.adding or _state(report) != before
    if changed:
        report.save()
    return _tracers(report, meta.get("tracer", meta.get("tracers", "")), told) or changed


def _state(report: Report) -> dict[str, Any]:
    return {name: getattr(report, name) for name in (*FIELDS, "attributes")}


def _tracers(report: Report, named: str, told: _Told) -> bool:
    wanted = []
    for name in filter(None, (part.strip() for part in named.split(";"))):
        if tracer := report.study.tracers.all().named(name):
            wanted.append(tracer)
        else:
            told.error(f"There is no tracer “{name}”. Write the code or the label of a tracer.")
    if set(report.tracers.all()) == set(wanted):
        return False
    report.set_tracers(wanted)
    return True


def _date(value: str, told: _Told) -> str:
    try:
        return dates.parse(value) if value else ""
    except ValueError as error:
        told.error(str(error))
        return ""


def _status(value: str, told: _Told) -> str:
    plain = markers.plain_kind(value) if value else Report.Status.DRAFT.value
    if plain in Report.Status.values:
        return plain
    told.error(f"“{value}” is not a status. Write one of: {', '.join(Report.Status.values)}.")
    return Report.Status.DRAFT


def _listed(value: str) -> str:
    return "; ".join(filter(None, (part.strip() for part in value.split(";"))))
