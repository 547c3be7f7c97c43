"""manage.py anonymise SLUG [--suggest-only] [--list known.csv] [--out suggestions.csv]"""

import os
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse

from accounts.management.study import study_called
from accounts.models import Study
from accounts.sealing import Sealed
from interviews.anonymise import listing, suggestions
from interviews.anonymise.known import Entry
from interviews.anonymise.proposing import Proposed, propose


class Command(BaseCommand):
    help = "Propose what is to be taken out of the words of a study. Nothing is taken out before a person decides."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", help="the study’s short name")
        parser.add_argument("--suggest-only", action="store_true", help="change nothing in the database")
        parser.add_argument("--list", type=Path, dest="known", help="known names: a CSV or XLSX of form, type, entity")
        parser.add_argument("--out", type=Path, help="write what is proposed to this CSV file")

    def handle(self, slug: str, suggest_only: bool, known: Path | None, out: Path | None, **options: object) -> None:
        study = study_called(slug)
        entries = self._entries(known) if known else []
        try:
            if suggest_only:
                with transaction.atomic():  # and all of it taken back
                    self._propose(study, entries, out)
                    transaction.set_rollback(True)
                self.stdout.write("Nothing was changed in the study.")
            else:
                self._propose(study, entries, out)
                self.stdout.write(f"To be reviewed at {reverse('interviews:anonymise', kwargs={'slug': slug})}")
        except (Sealed, OSError) as problem:
            raise CommandError(str(problem)) from None

    def _entries(self, known: Path) -> list[Entry]:
        try:
            entries, problems = listing.read(known.name, known.read_bytes())
        except OSError as problem:
            raise CommandError(str(problem)) from None
        if problems:
            raise CommandError("\n".join([*map(str, problems), "Nothing was put on the list."]))
        return entries

    def _propose(self, study: Study, entries: list[Entry], out: Path | None) -> None:
        if entries:
            new = listing.put_on(study, entries, by=None)
            self.stdout.write(f"{_number(len(entries), 'name')} read, {new} of them new on the study’s list.")
        self._report(propose(study, by=None, progress=self._progress))
        if out:
            self._write(study, out)

    def _progress(self, done: int, total: int) -> None:
        if done == total or done % 10 == 0:
            self.stdout.write(f"{done} of {total} texts looked through", ending="\n")
            self.stdout.flush()

    def _report(self, proposed: Proposed) -> None:
        self.stdout.write(
            f"{_number(proposed.texts, 'text')}: {_number(proposed.new, 'new place')} proposed"
            + (f", {proposed.gone} proposed before and not found any more" if proposed.gone else "")
            + ". What people decided is as it was."
        )

    def _write(self, study: Study, out: Path) -> None:
        table, number = suggestions.write(study)
        private(out, table)
        self.stdout.write(
            f"Wrote {_number(number, 'place')} to {out}. The file holds the names themselves: keep it as you keep the "
            "transcripts, and delete it when it has been read."
        )


def private(path: Path, words: str) -> None:
    """Write a file that nobody else may read, also where there was one that others may."""
    path.unlink(missing_ok=True)
    with os.fdopen(
        os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8", newline=""
    ) as file:
        file.write(words)


def _number(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
