"""manage.py export_report SLUG TRACER PATH [--leaks-known]"""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts import journal
from accounts.management.study import study_called
from accounts.models import Study
from exchange.leaks.holding import add_leaks_known, hold_back
from interviews.leaks.lookout import lookout
from reports import assemble
from reports.check import MUST
from reports.checking import findings
from reports.document import Document
from reports.export import FORMATS, export
from reports.leaks import taken_out
from reports.models import Report


class Command(BaseCommand):
    help = "Write a report as a file: PDF or HTML, by the ending of the path."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="short name of the study")
        parser.add_argument("tracer", help="code or label of the tracer, or file name of the report")
        parser.add_argument("path", type=Path, help=f"where to write; ends with {' or '.join(FORMATS)}")
        add_leaks_known(parser)

    def handle(self, slug: str, tracer: str, path: Path, leaks_known: bool, **options: object) -> None:
        if path.suffix.lower() not in FORMATS:
            raise CommandError(f"A report is written as {' or '.join(FORMATS)}; “{path.name}” ends otherwise.")
        report = self._report(slug, tracer)
        document = assemble.document(report)
        leaking = taken_out(document, lookout(report.study))
        hold_back(self, leaking, taken_from="interviews", known=leaks_known)
        try:
            size = export(document, path)
        except OSError as error:
            raise CommandError(f"“{path}” could not be written: {error.strerror}.") from None
        if leaking:
            journal.record(report.study, None, "exported in spite of leaks", report)
        self.stdout.write(f"Wrote “{report.title}” ({report.get_status_display()}) to {path}, {size / 1000:.0f} kB.")
        self._say_what_to_check(document, report.study)

    def _report(self, slug: str, named: str) -> Report:
        study = study_called(slug)
        reports = study.reports.select_related("study").prefetch_related("tracers")
        tracer = study.tracers.all().named(named)
        found = reports.filter(name=named.removesuffix(".md")).first() or (tracer and reports.about(tracer).first())
        if not found:
            known = ", ".join(reports.values_list("name", flat=True)) or "none yet"
            raise CommandError(f"“{slug}” has no report of “{named}”. Reports: {known}.")
        return found

    def _say_what_to_check(self, document: Document, study: Study) -> None:
        found = findings(document, study)
        must = [each for each in found if each.weight == MUST]
        for each in must:
            self.stdout.write(f"Notice: {each.message}")
        if others := len(found) - len(must):
            self.stdout.write(f"{others} more to look at before publication: see the report's page.")
