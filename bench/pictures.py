"""The timeline, and a report with pictures, of the studies of bench/tables.py, which measures them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from bench.frame import Figure
from bench.reading import fetched

if TYPE_CHECKING:
    from accounts.models import Study

GOALS = {1: 150, 10: 500}
EVENTS, STREAMS, YEARS = 30, 6, 5
MARKERS = ("codes site share=column as=bars", "codes organisation as=dots", "codes site as=heat")


def of_pictures(address: str, cookie: str, study: "Study", times: int) -> Iterator[Figure]:
    """Served: from the request to the last byte, median."""
    _furnish(study)
    size = f"{study.sources.count():,} interviews"
    for what, path in (("timeline", "timeline/"), ("timeline of a tracer", "timeline/?tracer=dementia")):
        _, seconds = fetched(address, f"/studies/{study.slug}/{path}", cookie)
        yield Figure(f"{what}: served, {size}", 1000 * seconds, goal=GOALS[times])
    for form in ("svg", "xlsx", "png"):
        _, seconds = fetched(address, f"/studies/{study.slug}/timeline.{form}", cookie)
        yield Figure(f"timeline as {form.upper()}, {size}", 1000 * seconds)
    _, seconds = fetched(address, f"/studies/{study.slug}/reports/{_report(study)}/html/", cookie)
    what = f"report with {len(MARKERS)} pictures of {study.codes.count()} codes, and the timeline"
    yield Figure(f"{what}: served, {size}", 1000 * seconds)


def _furnish(study: "Study") -> None:
    """Interviews over five years, policy events and work streams."""
    from interviews.models import Source
    from tracers.models import PolicyEvent, WorkStream

    sources = list(study.sources.order_by("printed_id"))
    for number, source in enumerate(sources):
        source.date = f"{2013 + number % YEARS}-{1 + number // YEARS % 12:02}"
    Source.objects.bulk_update(sources, ["date"], batch_size=500)
    PolicyEvent.objects.bulk_create(
        PolicyEvent(study=study, date=f"{2012 + n % 6}-{1 + n % 12:02}", label=f"Something is decided {n}")
        for n in range(EVENTS)
    )
    WorkStream.objects.bulk_create(
        WorkStream(
            study=study, code=f"WS{n}", title="A year of listening", start=f"{2012 + n}-10", end=f"{2013 + n}-09"
        )
        for n in range(STREAMS)
    )


def _report(study: "Study") -> object:
    from reports.models import Report

    report = Report.objects.begin(study, name="pictures", title="Pictures", by=None)
    section = report.add_section("Findings", by=None)
    for order, text in enumerate(MARKERS):
        section.blocks.create(kind="matrix", text=text, order=order)
    section.blocks.create(kind="timeline", text="as=picture", order=len(MARKERS))
    return report.pk
