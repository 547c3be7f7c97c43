"""The first account of an installation: somebody who can begin studies and add others."""

import getpass
import sys
from argparse import ArgumentParser
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError
from django.db import transaction

from accounts.models import Membership, Study, User


class Command(BaseCommand):
    help = "Make an account, with a password that you type or that is made for you. With --study also its owner."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--name", required=True)
        parser.add_argument("--study", metavar="SLUG", help="let the account own this study too")
        parser.add_argument("--generate", action="store_true", help="make a password instead of asking for one")

    def handle(self, *, email: str, name: str, study: str | None, generate: bool, **_: Any) -> None:
        if User.objects.filter(email__iexact=email).exists():
            raise CommandError(f"There is an account with the address {email} already.")
        typed = "" if generate or not sys.stdin.isatty() else self._ask()
        try:
            with transaction.atomic():
                user, password = User.objects.invite(email, name=name)
                if typed:
                    validate_password(typed, user)
                    user.set_password(typed)
                    user.password_is_lent = False
                    user.save()
                if study:
                    Study.objects.get(slug=study).admit(user, Membership.Role.OWNER)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        except Study.DoesNotExist:
            raise CommandError(f"There is no study with the short name {study}.") from None
        self.stdout.write(f"Made the account {user.email} ({user.name}).")
        if not typed:
            self.stdout.write(f"Password, shown this once: {password}")

    def _ask(self) -> str:
        typed = getpass.getpass("Password (leave empty to have one made): ")
        if typed and typed != getpass.getpass("The same again: "):
            raise CommandError("The two passwords differ. Nothing was made.")
        return typed
