"""What the commands that export share: names that were taken out hold an export back, until somebody knows of them."""

from argparse import ArgumentParser
from collections.abc import Sequence

from django.core.management.base import BaseCommand, CommandError

from interviews.leaks.lookout import Shown


def add_leaks_known(parser: ArgumentParser) -> None:
    parser.add_argument("--leaks-known", action="store_true", help="write it although names stand in it")


def hold_back(command: BaseCommand, leaking: Sequence[Shown], *, taken_from: str, known: bool) -> None:
    """Names every leak; raises CommandError where there are any that were not `known`."""
    for leak in leaking:
        command.stderr.write(f"Leak: {leak}")
    if leaking and not known:
        raise CommandError(
            f"Nothing was written: {len(leaking)} place(s), named above, hold what was taken out of the {taken_from}. "
            "Put them right, or add --leaks-known to write it all the same."
        )
