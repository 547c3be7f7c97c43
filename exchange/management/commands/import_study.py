"""manage.py import_study PATH [--dry-run] [--owner EMAIL]"""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from accounts.models import Membership, Study, User
from exchange.studyfolder.load import load


class Command(BaseCommand):
    help = "Import a study folder (docs/formats.md), plain or zipped. With any error nothing is saved."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("path", type=Path, help="the folder or zip file")
        parser.add_argument("--dry-run", action="store_true", help="say everything, save nothing")
        parser.add_argument("--owner", default="", help="e-mail address of the account that is to own a new study")

    def handle(self, path: Path, dry_run: bool, owner: str, **options: object) -> None:
        user = User.objects.filter(email__iexact=owner).first() if owner else None
        if owner and user is None:
            raise CommandError(f"There is no account {owner}. Make it first: manage.py create_owner {owner}")
        study, problems = load(path, by=user, dry_run=dry_run)
        for file, counts in problems.summary:
            self.stdout.write(f"{file}: {counts}")
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
            self._see_to_owner(study, user)

    def _see_to_owner(self, study: Study, user: User | None) -> None:
        """A study without members cannot be seen by anybody: the named account owns it, or the only one there is."""
        everyone = list(User.objects.filter(is_active=True)[:2])
        user = user or (everyone[0] if len(everyone) == 1 else None)
        if user and not study.memberships.filter(user=user).exists():
            study.admit(user, Membership.Role.OWNER)
            self.stdout.write(f"{user.email} owns it.")
        if not study.memberships.exists():
            self.stdout.write("It has no members yet, so nobody can see it: import it again with --owner EMAIL.")
