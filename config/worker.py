"""Do the work in the background: python -m config.worker [--with-parent NUMBER]. `config.serve` starts one by itself.

It may be ended in any way and at any time: what it was at is taken up again by the next one (accounts/jobs.py).
"""

import os
import signal
import sys
from typing import Any

import django

from config import database
from config.processes import end_with_parent


def main() -> None:
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, leave)
    if "--with-parent" in sys.argv:
        end_with_parent(int(sys.argv[-1]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with database.ensured():
        django.setup()
        from accounts import jobs
        from interviews.models import News

        News.objects.forget()
        jobs.work()


def leave(*_: Any) -> None:
    for stop in (signal.SIGINT, signal.SIGTERM):
        signal.signal(stop, signal.SIG_IGN)
    sys.exit(0)


if __name__ == "__main__":
    main()
