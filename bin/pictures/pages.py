"""Every page of the demo study, for those who change pages: light and dark, wide and narrow."""

from pathlib import Path

from playwright.sync_api import Browser

from bin.pictures.browser import NARROW, WIDE, opened, settle
from bin.pictures.demo import DEMO, configuration, extract, report, source


def take_pages(chromium: Browser, address: str, folder: Path, names: list[str]) -> None:
    """All of them when none is named."""
    wanted = {name: path for name, path in pages_of_the_demo().items() if not names or name in names}
    if unknown := set(names) - set(wanted):
        raise SystemExit(f"No page has the name {', '.join(sorted(unknown))}.")
    folder.mkdir(parents=True, exist_ok=True)
    for scheme in ("light", "dark"):
        for size in (WIDE, NARROW):
            with opened(chromium, address, size, scheme) as page:
                for name, path in wanted.items():
                    page.goto(path)
                    settle(page)
                    page.screenshot(path=folder / f"{name}-{scheme}-{size[0]}.png", full_page=True)
                print(f"{scheme}, {size[0]} wide", flush=True)


def pages_of_the_demo() -> dict[str, str]:
    one = f"{DEMO}sources/{source().pk}/"
    triad, paper = f"{DEMO}configurations/{configuration().pk}/", f"{DEMO}reports/{report().pk}/"
    named = {
        "studies": "/",
        "new-study": "/new-study/",
        "import": "/import-study/",
        "password": "/password/",
        "home": DEMO,
        "source": one,
        "reading": f"{one}read/",
        "reading-in-hand": f"{one}read/?extract={extract().pk}",
        "code": f"{DEMO}codes/{extract().codings.first().code.pk}/",
        "board": f"{DEMO}tracers/dementia/board/",
        "configuration": triad,
        "trail": f"{triad}trail/",
        "configuration-edit": f"{triad}edit/",
        "configuration-new": f"{DEMO}configurations/new/",
        "comparison": f"{DEMO}comparison/?tracer=dementia",
        "matching": f"{DEMO}comparison/matching/?configuration={configuration().pk}",
        "conclusions-again": f"{DEMO}evidence/again/conclusions/",
        "theory-table": f"{DEMO}theories/table/",
        "report": paper,
        "report-title": f"{paper}edit/",
        "report-read": f"{paper}html/",
        "report-new": f"{DEMO}reports/new/",
        "memos": f"{DEMO}memos/",
        "journal": f"{DEMO}journal/",
        "interviews": f"{DEMO}sources/interviews/",
        "conflicts": f"{DEMO}sources/conflicts/",
        "anonymise-apply": f"{DEMO}anonymise/apply/",
        "anonymise-list": f"{DEMO}anonymise/list/",
        "anonymise-pattern": f"{DEMO}anonymise/pattern/",
    }
    named |= {name: f"{DEMO}{path}/" for name, path in {"again": "evidence/again", "rules": "settings/rules"}.items()}
    named |= {
        "tables": f"{DEMO}tables/?rows=organisation&sort=contrast&as=heat",
        "extracts": f"{DEMO}extracts/?site=A1",
    }
    named |= {"tables-of-configurations": f"{DEMO}configurations/table/?share=column"}
    lists = ("meetings", "sources", "uploads", "codes", "configurations", "reports", "frame", "settings", "members")
    lists += ("anonymise", "leaks", "work", "double-codings", "timeline")
    lists += ("theories", "links", "chains", "grouping", "contradictions", "coverage", "sites", "summaries")
    frames = ("tracers", "themes", "work-streams", "research-questions", "policy-events")
    return (
        named
        | {name: f"{DEMO}{name}/" for name in lists}
        | {f"frame-{name}": f"{DEMO}frame/{name}/" for name in frames}
    )
