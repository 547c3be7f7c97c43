"""The browser: the same window, language and clock each time, and somebody who has logged in to the demo."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

WIDE, NARROW = (1440, 900), (390, 844)
CHROMIUM = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--font-render-hinting=none",
]


@contextmanager
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=CHROMIUM)
        yield chromium
        chromium.close()


@contextmanager
def opened(chromium: Browser, address: str, size: tuple[int, int], scheme: str) -> Iterator[Page]:
    """A page of somebody who has logged in to the demo."""
    from accounts import demo

    width, height = size
    context = chromium.new_context(
        base_url=address,
        viewport={"width": width, "height": height},
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
        locale="en-GB",
        timezone_id="Europe/London",
    )
    page = context.new_page()
    page.goto("/log-in/")
    page.fill("[name=username]", demo.EMAIL)
    page.fill("[name=password]", demo.PASSWORD)
    page.click("main button[type=submit]")
    page.wait_for_url(lambda url: "/log-in/" not in url)
    yield page
    context.close()


def settle(page: Page) -> None:
    """Fonts, fragments that come later, and what the pointer stirred up are there."""
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(250)
