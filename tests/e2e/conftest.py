"""Real Chromium on the real program: a live server, real PostgreSQL, the real content security policy."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from accounts.models import User
from tests import factories

ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
WAIT = 10_000  # milliseconds


@pytest.fixture(scope="session", autouse=True)
def beside_a_browser() -> Iterator[None]:
    """Playwright keeps an event loop running in this thread, which Django would take for asynchronous code."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def complaints() -> list[str]:
    """Errors the browser's console spoke of, the security policy included; a test strikes out what it expects."""
    return []


@pytest.fixture
def open_as(browser: Browser, live_server, complaints: list[str]) -> Iterator[Callable[..., Page]]:
    """open_as(bob, "/studies/…/") logs in by hand and opens the page. A complaint of the console fails the test."""
    contexts = []

    def opened(user: User, path: str, **options: object) -> Page:
        context = browser.new_context(base_url=live_server.url, viewport={"width": 1440, "height": 900}, **options)
        contexts.append(context)
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.on(
            "console",
            lambda said: (
                complaints.append(f"{said.text} {said.location.get('url', '')}") if said.type == "error" else None
            ),
        )
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto("/log-in/")
        page.fill("[name=username]", user.email)
        page.fill("[name=password]", factories.PASSWORD)
        page.click("main button[type=submit]")
        page.wait_for_url(lambda url: "/log-in/" not in url)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
