"""manage.py export_study SLUG PATH"""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Study
from exchange.studyfolder.dump import dump


class Command(BaseCommand):
    help = "Write a study as a study folder (docs/formats.md), or zipped where PATH ends in .zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the study’s short name")
        parser.add_argument("path", type=Path, help="a new folder, or a new .zip file")

    def handle(self, slug: str, path: Path, **options: object) -> None:
        study = Study.objects.filter(slug=slug).first()
        if study is None:
            known = ", ".join(Study.objects.values_list("slug", flat=True)) or "none yet"
            raise CommandError(f"There is no study “{slug}”. Studies here: {known}.")
        try:
            number = dump(study, path)
        except OSError as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"Wrote {number} files of “{study.title}” to {path}.")
