"""The finished document of a report, from the database: the same number of queries whatever its length."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from accounts.models import Membership
from reports import document as doc
from reports import markers
from reports.assemble.held import Held
from reports.assemble.shown import Shown
from reports.assemble.tables import Tables
from reports.assemble.words import Words
from reports.document import Chapter, Document, Node, Placed
from reports.models import Block, Report, Section
from tracers import dates

UNNUMBERED = {Section.Kind.REFERENCES, Section.Kind.DISCLAIMER, Section.Kind.ACKNOWLEDGEMENTS}


def document(report: Report, member: Membership | None = None) -> Document:
    """Everything the report says, as it will be printed; a restricted analyst gets no words of hidden sources."""
    return _Assembly(Held(report, member or Membership(study=report.study))).whole()


class _Assembly:
    def __init__(self, held: Held) -> None:
        self.held = held
        self.tables = Tables(held)
        self.shown = Shown(held, self.tables)
        self.words = Words(held)

    def whole(self) -> Document:
        report, study = self.held.report, self.held.report.study
        chapters = [self._chapter(*placed) for placed in _placed(self.held.sections)]
        chapters = self._with_back_matter(chapters)
        return Document(
            title=report.title,
            study=study.title,
            programme=study.programme,
            tracers=tuple(tracer.label for tracer in self.held.tracers),
            authors=tuple(filter(None, (name.strip() for name in report.authors.split(";")))),
            contact=report.contact,
            date=dates.show(report.date),
            version=report.version,
            status=report.get_status_display(),
            is_final=report.status == Report.Status.PUBLISHED,
            chapters=tuple(chapters),
            footnotes=tuple(self.words.footnotes),
        )

    def _chapter(self, section: Section, depth: int, number: str) -> Chapter:
        nodes = [Placed(node, block.pk) for block in section.blocks.all() for node in self._nodes(block)]
        return Chapter(f"s-{section.pk}", section.heading, number, depth, section.kind, tuple(nodes), section.pk)

    def _nodes(self, block: Block) -> Iterable[Node]:
        if block.pk in self.held.frozen:
            return [self._numbered(node) for node in self.held.frozen[block.pk]]
        if block.kind == Block.Kind.PROSE:
            return self.words.passage(block)
        if block.kind == Block.Kind.QUOTATION:
            return (self.words.quotation(block),)
        if block.kind == Block.Kind.CONFIGURATIONS:
            return self.tables.triads(block)
        if block.kind == Block.Kind.COMPARISON:
            return self.tables.comparisons(block)
        return self.shown.nodes(block)

    def _numbered(self, node: Node) -> Node:
        """What was kept, numbered where it stands now."""
        if isinstance(node, doc.Figure):
            return replace(node, number=next(self.shown.figures))
        if isinstance(node, doc.Triad | doc.Comparison | doc.Timeline | doc.Matrix):
            return replace(node, number=next(self.tables.numbers))
        return node

    def _with_back_matter(self, chapters: list[Chapter]) -> list[Chapter]:
        """References that were cited join the section of references; the study's disclaimer stands at the end."""
        kinds = [chapter.kind for chapter in chapters]
        if entries := self.words.reference_list():
            place = kinds.index("references") if "references" in kinds else None
            if place is None:
                chapters.append(_generated("References", "references", (Placed(entries),)))
            else:
                chapters[place] = replace(chapters[place], nodes=(*chapters[place].nodes, Placed(entries)))
        if "disclaimer" not in kinds and self.held.report.study.disclaimer.strip():
            paragraphs = tuple(Placed(node) for node in _plain_paragraphs(self.held.report.study.disclaimer))
            chapters.append(_generated("Disclaimer", "disclaimer", paragraphs))
        return chapters


def _placed(sections: Sequence[Section]) -> Iterable[tuple[Section, int, str]]:
    """(section, depth, number): a depth never skips; back matter and what is not printed are not numbered."""
    levels = (section.level for section in sections)
    depths = list(accumulate(levels, lambda last, level: min(level, last + 1), initial=0))[1:]
    printed = doc.say_something(
        [(depth, bool(section.blocks.all())) for section, depth in zip(sections, depths, strict=True)]
    )
    counts: list[int] = []
    for section, depth, is_printed in zip(sections, depths, printed, strict=True):
        del counts[depth:]
        counted = is_printed and bool(section.heading) and section.kind not in UNNUMBERED
        if len(counts) < depth:
            counts.append(0)
        counts[-1] += counted
        yield section, depth, ".".join(map(str, counts)) if counted else ""


def _generated(heading: str, kind: str, nodes: tuple[Placed, ...]) -> Chapter:
    return Chapter(f"s-{kind}", heading, "", 1, kind, nodes)


def _plain_paragraphs(text: str) -> Iterable[doc.Paragraph]:
    return (doc.Paragraph((doc.Text(part),)) for part in markers.paragraphs(text))
