"""A new sealing key takes over: afterwards the old one can be taken out of SEALING_KEY."""

from typing import Any

from django.core.management import BaseCommand, CommandError

from accounts import sealing


class Command(BaseCommand):
    help = "Seal the keys of all studies anew with the first key of SEALING_KEY, where the older ones still stand too."

    def handle(self, **_: Any) -> None:
        try:
            number = sealing.rotate()
        except sealing.Sealed as problem:
            raise CommandError(f"{problem} Nothing was changed.") from None
        self.stdout.write(f"Sealed anew: {number} keys of studies. All but the first key of SEALING_KEY can go now.")
