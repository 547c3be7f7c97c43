"""Tables and pictures of a published report stay as they were published, whatever is counted afterwards."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import User
from reports.assemble.packing import packed
from reports.assemble.whole import document
from reports.document import Node
from reports.models import Block, Frozen, Report

LIVE = (
    *(Block.Kind.CONFIGURATIONS, Block.Kind.COMPARISON, Block.Kind.TIMELINE),
    *(Block.Kind.MATRIX, Block.Kind.CHAINS),
)


@transaction.atomic
def change(report: Report, *, by: User | None, **told: Any) -> None:
    """Title, status and so on. Published, the report keeps its tables; taken back, they live again."""
    was = Report.objects.values_list("status", flat=True).get(pk=report.pk)
    report.change(by=by, **told)
    if was == report.status == Report.Status.PUBLISHED:
        return
    Frozen.objects.filter(report=report).delete()  # of an earlier time, too: an import changes a status by itself
    if report.status == Report.Status.PUBLISHED:
        _freeze(report)


def _freeze(report: Report) -> None:
    live = set(Block.objects.filter(section__report=report, kind__in=LIVE).values_list("pk", flat=True))
    held: defaultdict[UUID, list[Node]] = defaultdict(list)
    for chapter in document(report).chapters:
        for placed in chapter.nodes:
            if placed.block in live:
                held[placed.block].append(placed.node)
    Frozen.objects.bulk_create(
        Frozen(report=report, block=block, nodes=[packed(node) for node in nodes]) for block, nodes in held.items()
    )
