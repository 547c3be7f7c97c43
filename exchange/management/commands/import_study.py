"""manage.py import_study PATH [--dry-run]"""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from exchange.studyfolder.load import load


class Command(BaseCommand):
    help = "Import a study folder (docs/formats.md), plain or zipped. With any error nothing is saved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder or zip file")
        parser.add_argument("--dry-run", action="store_true", help="say everything, save nothing")

    def handle(self, path: Path, dry_run: bool, **options: object) -> None:
        study, problems = load(path, dry_run=dry_run)
        for file, counts in problems.counts.items():
            self.stdout.write(f"{file}: " + ", ".join(f"{number} {what}" for what, number in sorted(counts.items())))
        for problem in problems.notices:
            self.stdout.write(f"Notice: {problem}")
        for problem in problems.errors:
            self.stderr.write(f"Error: {problem}")
        if problems.errors:
            raise CommandError(f"Nothing was saved: {len(problems.errors)} error(s), named above.")
        if study is None:
            self.stdout.write("Dry run: nothing was saved.")
        else:
            self.stdout.write(f"Imported “{study.title}” ({study.slug}) with {len(problems.notices)} notice(s).")
