"""manage.py export_study SLUG PATH [--leaks-known]"""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts import journal
from accounts.management.study import study_called
from accounts.models import Membership
from exchange.leaks import Scan, scan
from exchange.leaks.holding import add_leaks_known, hold_back
from exchange.studyfolder.dump import dump


class Command(BaseCommand):
    help = "Write a study as a study folder (docs/formats.md), or zipped where PATH ends in .zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the study’s short name")
        parser.add_argument("path", type=Path, help="a new folder, or a new .zip file")
        add_leaks_known(parser)

    def handle(self, slug: str, path: Path, leaks_known: bool, **options: object) -> None:
        study = study_called(slug)
        found = scan(Membership(study=study))
        hold_back(self, found.taken_out, taken_from="study", known=leaks_known)
        try:
            number = dump(study, path)
        except OSError as error:
            raise CommandError(str(error)) from None
        if found.taken_out:
            journal.record(study, None, "exported in spite of leaks", study)
        self.stdout.write(f"Wrote {number} files of “{study.title}” to {path}.")
        self._notice(found)

    def _notice(self, found: Scan) -> None:
        """What is no reason to stop."""
        for finding in found.new:
            self.stdout.write(f"Notice: may identify somebody: {finding}")
        if found.perhaps:
            self.stdout.write(f"{len(found.perhaps)} more may be names: see the page of leaks.")
        if found.sealed:
            self.stdout.write(f"Notice: names that were taken out were not looked for. {found.sealed}")
