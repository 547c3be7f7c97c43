"""A ripple chain as rows: each step a line, as the list beside the picture has it."""

from collections.abc import Iterator, Sequence

from cmo.models import Configuration, Item
from cmo.rippling import ShownChain

HEAD = ("chain", "step", "from", "from item", "kind", "to", "to item", "sites", "told by one source", "note")


def rows(shown: ShownChain) -> Iterator[Sequence[object]]:
    """Under HEAD. Sources are counted, not named: a row may leave the house."""
    for step in shown.steps:
        link = step.link
        yield (
            shown.name,
            step.drawn.number,
            called(link.start),
            said(link.start_item),
            link.get_kind_display(),
            called(link.end),
            said(link.end_item),
            " → ".join(step.sites) + ("" if step.drawn.meet else " (do not meet)"),
            "yes" if step.drawn.solid else "no",
            " ".join(filter(None, ["Leads back: a circle." if step.drawn.back else "", link.note])),
        )


def called(configuration: Configuration) -> str:
    return f"{configuration.code} {configuration.label}".strip()


def said(item: Item | None) -> str:
    return item.text if item else ""
