"""manage.py export_study SLUG PATH [--leaks-known]"""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts import journal
from accounts.models import Membership, Study
from exchange.leaks import Finding, Scan, scan
from exchange.studyfolder.dump import dump


class Command(BaseCommand):
    help = "Write a study as a study folder (docs/formats.md), or zipped where PATH ends in .zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the study’s short name")
        parser.add_argument("path", type=Path, help="a new folder, or a new .zip file")
        parser.add_argument("--leaks-known", action="store_true", help="write it although names stand in it")

    def handle(self, slug: str, path: Path, leaks_known: bool, **options: object) -> None:
        study = Study.objects.filter(slug=slug).first()
        if study is None:
            known = ", ".join(Study.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no study “{slug}”. Studies here: {known}.")
        found = scan(Membership(study=study))
        self._stop_at(found.taken_out, leaks_known=leaks_known)
        try:
            number = dump(study, path)
        except OSError as error:
            raise CommandError(str(error)) from None
        if found.taken_out:
            journal.record(study, None, "exported in spite of leaks", study)
        self.stdout.write(f"Wrote {number} files of “{study.title}” to {path}.")
        self._notice(found)

    def _stop_at(self, leaking: tuple[Finding, ...], *, leaks_known: bool) -> None:
        """Names that were taken out of the study must not leave with it."""
        for finding in leaking:
            self.stderr.write(f"Leak: {finding}")
        if leaking and not leaks_known:
            raise CommandError(
                f"Nothing was written: {len(leaking)} place(s), named above, hold what was taken out of the study. "
                "Put them right, or add --leaks-known to write it all the same."
            )

    def _notice(self, found: Scan) -> None:
        """What is no reason to stop."""
        for finding in found.new:
            self.stdout.write(f"Notice: may identify somebody: {finding}")
        if found.perhaps:
            self.stdout.write(f"{len(found.perhaps)} more may be names: see the page of leaks.")
        if found.sealed:
            self.stdout.write(f"Notice: names that were taken out were not looked for. {found.sealed}")
