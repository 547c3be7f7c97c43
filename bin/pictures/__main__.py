"""The pictures of the guide, taken from the demo study in a real browser; `make pictures` runs this.

    python -m bin.pictures [name …]                docs/guide/pictures/*.png, or those named
    python -m bin.pictures --all FOLDER [name …]   the pages of the demo, or those named, light and dark, wide and
                                                   narrow, for those who change pages

The study, the window and the clock are the same each time, so that a picture changes only when the page does.
"""

import argparse
import os
from datetime import UTC, datetime
from pathlib import Path

from bench import house
from bin.pictures.browser import browser
from bin.pictures.demo import furnish, set_the_clock
from bin.pictures.guide import take_the_guide
from bin.pictures.pages import take_pages
from bin.pictures.scenes import begin_a_study_of_ones_own


def main() -> None:
    asked = argparse.ArgumentParser(prog="make pictures")
    asked.add_argument(
        "names", nargs="*", help="pictures of the guide, or pages with --all; when none is named, every one"
    )
    asked.add_argument("--all", metavar="FOLDER", type=Path, help="the pages of the demo, into this folder, instead")
    options = asked.parse_args()
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread
    with house.database():
        begun = datetime.now(UTC)
        furnish()
        set_the_clock(begun)
        with house.served() as address, browser() as chromium:
            if options.all:
                take_pages(chromium, address, options.all, options.names)
            else:
                begin_a_study_of_ones_own(chromium, address)
                set_the_clock(begun)
                take_the_guide(chromium, address, options.names)


if __name__ == "__main__":
    main()
