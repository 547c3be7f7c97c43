"""The general behaviours in real Chromium, on small pages of their own: no server, no database."""

import mimetypes
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, sync_playwright

STATIC = Path(__file__).parents[2] / "static"
ORIGIN = "http://triad.test"
CSP = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'"
ARGUMENTS = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
STYLES = '<link rel="stylesheet" href="/static/css/triad.css">'
SHELL = """<!doctype html><html lang="en"><head><title>Test</title>
{styles}<script type="module" src="/static/js/main.js"></script></head>
<body>{body}<div id="toasts" role="status"></div></body></html>"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that fails the test when the browser's console speaks of an error or of the content security policy."""
    context = browser.new_context()
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def show(page: Page) -> Callable[..., Page]:
    """show('<button …>') puts the body on a page with Triad's behaviours and waits until they have started."""

    def shown(body: str, styled: bool = False) -> Page:
        def answer(route: Route) -> None:
            path = route.request.url.removeprefix(ORIGIN).partition("?")[0]
            headers = {"Content-Security-Policy": CSP}
            if path.startswith("/static/"):
                kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
                route.fulfill(path=STATIC / path.removeprefix("/static/"), content_type=kind, headers=headers)
            else:
                route.fulfill(
                    body=SHELL.format(body=body, styles=STYLES if styled else ""),
                    content_type="text/html; charset=utf-8",
                    headers=headers,
                )

        page.route(f"{ORIGIN}/**", answer)
        page.goto(f"{ORIGIN}/page")
        page.wait_for_selector("html[data-js]")
        return page

    return shown
