"""The finished document of a report, from the database: the same number of queries whatever its length."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import accumulate, chain
from uuid import UUID

from django.db.models import Prefetch

from accounts.models import Membership
from cmo import comparison as compared
from cmo import material
from cmo.models import Configuration, Item, SiteFinding
from interviews.citation import cite
from interviews.models import Extract, Participation, Source
from reports import document as doc
from reports import markers, prose, references
from reports.citations import together
from reports.document import Chapter, Cited, Document, Inline, Missing, Node, Placed
from reports.models import Block, Mention, Report, Section
from tracers import dates
from tracers.models import PolicyEvent, Site, Tracer
from tracers.names import fold

UNNUMBERED = {Section.Kind.REFERENCES, Section.Kind.DISCLAIMER, Section.Kind.ACKNOWLEDGEMENTS}
LETTERS = {
    Item.Role.CONTEXT: "C",
    Item.Role.ACTOR: "A",
    Item.Role.INTERVENTION: "I",
    Item.Role.MECHANISM: "M",
    Item.Role.RESOURCE: "M res",
    Item.Role.REASONING: "M rea",
    Item.Role.OUTCOME: "O",
}
HIDDEN = "words of a source that you may not see"


def document(report: Report, member: Membership | None = None) -> Document:
    """Everything the report says, as it will be printed; a restricted analyst gets no words of hidden sources."""
    return _Assembly(report, member or Membership(study=report.study)).whole()


@dataclass
class _Assembly:
    report: Report
    member: Membership
    tables: Counter[str] = field(default_factory=Counter)
    marks: list[str] = field(default_factory=list)  # labels of the footnotes, in order of their first mark
    cited_keys: dict[str, None] = field(default_factory=dict)

    def whole(self) -> Document:
        report, study = self.report, self.report.study
        chapters = [self._chapter(*placed) for placed in _placed(self.sections)]
        chapters = self._with_back_matter(chapters)
        return Document(
            title=report.title,
            study=study.title,
            programme=study.programme,
            tracers=tuple(tracer.label for tracer in self.tracers),
            authors=tuple(filter(None, (name.strip() for name in report.authors.split(";")))),
            contact=report.contact,
            date=dates.show(report.date),
            version=report.version,
            status=report.get_status_display(),
            is_final=report.status == Report.Status.PUBLISHED,
            chapters=tuple(chapters),
            footnotes=tuple(self.footnotes),
        )

    # What the database holds, each asked once.

    @cached_property
    def sections(self) -> list[Section]:
        people = Participation.objects.select_related("site", "participant")
        mentions = Mention.objects.select_related("extract", "source__work_stream", "configuration").prefetch_related(
            Prefetch("source__participations", people)
        )
        blocks = (
            Block.objects.select_related("extract__text__source__work_stream")
            .defer("extract__text__text", "extract__text__turns")
            .prefetch_related(Prefetch("extract__text__source__participations", people), Prefetch("mentions", mentions))
        )
        return list(self.report.sections.prefetch_related(Prefetch("blocks", blocks)))

    @cached_property
    def blocks(self) -> list[Block]:
        return [block for section in self.sections for block in section.blocks.all()]

    @cached_property
    def visible(self) -> set[UUID] | None:
        """The sources this member may see; None for all."""
        if not self.member.site_restricted:
            return None
        return set(Source.objects.visible_to(self.member).values_list("pk", flat=True))

    @cached_property
    def configurations(self) -> list[Configuration]:
        return list(self.report.study.configurations.with_triads())

    @cached_property
    def tracers(self) -> list[Tracer]:
        return list(self.report.tracers.all())

    @cached_property
    def sites(self) -> list[Site]:
        return list(self.report.study.sites.all())

    @cached_property
    def events(self) -> list[PolicyEvent]:
        return list(self.report.study.policy_events.prefetch_related("tracers"))

    @cached_property
    def collected(self) -> material.Collected:
        """Of everything that any comparison or matrix of the report names."""
        named = [self._named_configurations(block.text) for block in self.blocks if block.kind == Block.Kind.COMPARISON]
        named += [self._in_matrix() for block in self.blocks if block.kind == Block.Kind.MATRIX]
        keys = {each.pk for each in chain.from_iterable(named)}
        return material.collect(self.member, None, [each for each in self.configurations if each.pk in keys])

    @cached_property
    def references(self) -> dict[str, dict[str, object]]:
        return {reference.key: reference.csl for reference in self.report.study.references.all()}

    @cached_property
    def footnote_texts(self) -> dict[str, Block]:
        """Blocks of prose that are footnotes, by label."""
        prose_blocks = (block for block in self.blocks if block.kind == Block.Kind.PROSE)
        return {found[0]: block for block in prose_blocks if (found := prose.footnote(block.text))}

    # Sections.

    def _chapter(self, section: Section, depth: int, number: str) -> Chapter:
        nodes = [Placed(node, block.pk) for block in section.blocks.all() for node in self._nodes(block)]
        return Chapter(f"s-{section.pk}", section.heading, number, depth, section.kind, tuple(nodes), section.pk)

    def _with_back_matter(self, chapters: list[Chapter]) -> list[Chapter]:
        """References that were cited join the section of references; the study's disclaimer stands at the end."""
        kinds = [chapter.kind for chapter in chapters]
        if entries := self._reference_list():
            place = kinds.index("references") if "references" in kinds else None
            if place is None:
                chapters.append(_generated("References", "references", (Placed(entries),)))
            else:
                chapters[place] = _extended(chapters[place], Placed(entries))
        if "disclaimer" not in kinds and self.report.study.disclaimer.strip():
            paragraphs = tuple(Placed(node) for node in _plain_paragraphs(self.report.study.disclaimer))
            chapters.append(_generated("Disclaimer", "disclaimer", paragraphs))
        return chapters

    def _reference_list(self) -> doc.ReferenceList | None:
        known = [(key, self.references[key]) for key in self.cited_keys if key in self.references]
        entries = sorted((references.entry(csl), key) for key, csl in known)
        found = tuple((key, prose.read(text, _no_marks)) for text, key in entries)
        return doc.ReferenceList(tuple((key, _first_runs(nodes)) for key, nodes in found)) if found else None

    # Blocks.

    def _nodes(self, block: Block) -> Iterable[Node]:
        if block.kind == Block.Kind.PROSE:
            return self._prose(block)
        if block.kind == Block.Kind.QUOTATION:
            return (self._quotation(block),)
        if block.kind == Block.Kind.CONFIGURATIONS:
            return self._triads(block)
        if block.kind == Block.Kind.COMPARISON:
            return self._comparisons(block)
        if block.kind == Block.Kind.TIMELINE:
            return self._timeline()
        return self._matrix(block)

    def _prose(self, block: Block) -> Sequence[Node]:
        if found := prose.footnote(block.text):
            label, text = found
            return (doc.Footnote(label, _first_runs(prose.read(text, self._resolve(block)))),)
        return prose.read(block.text, self._resolve(block))

    def _quotation(self, block: Block) -> Node:
        extract = block.extract
        if not extract:
            return _missing(block.text, "these words were not found in their source")
        source = extract.text.source
        if not self._may_see(source):
            return _missing(HIDDEN, "")
        words = tuple(filter(None, (part.strip() for part in _printed(extract).split("\n"))))
        return doc.Quotation(words, self._cite(source, extract), extract.pk, source.pk)

    def _triads(self, block: Block) -> list[Node]:
        found = self._named_configurations(block.text)
        if not found:
            return [_missing(block.text, "there is no configuration of this name")]
        return [self._triad(configuration, self._next("Table")) for configuration in found]

    def _named_configurations(self, text: str) -> list[Configuration]:
        """Those of a tracer (its code or label), or one by one; nothing said means those of the report's tracers."""
        names = [text.strip(), *(part.strip() for part in text.replace(",", ";").split(";"))]
        wanted = {fold(name) for name in names if name}
        own = {tracer.pk for tracer in self.tracers} if not wanted else set()
        listed = [each for each in self.configurations if fold(each.code) in wanted]
        return listed or [
            each
            for each in self.configurations
            if each.tracer and ({fold(each.tracer.code), fold(each.tracer.label)} & wanted or each.tracer_id in own)
        ]

    def _triad(self, configuration: Configuration, number: int = 0) -> doc.Triad:
        return doc.Triad(
            id=configuration.pk,
            number=number,
            code=configuration.code,
            label=configuration.label,
            sites=_scope(list(configuration.sites.all())),
            kind=configuration.get_kind_display(),
            sentence=configuration.statement,
            contexts=_items(configuration.contexts),
            mechanisms=_items(configuration.mechanisms),
            outcomes=_items(configuration.outcomes),
        )

    def _comparisons(self, block: Block) -> list[Node]:
        found = self._named_configurations(block.text)
        if not found:
            return [_missing(block.text, "there is nothing of this name to compare")]
        areas = [site for site in self.sites if site.kind == Site.Kind.AREA]
        tracer = found[0].tracer if len({each.tracer_id for each in found}) == 1 else None
        rows = compared.compare(_only(self.collected.material, found), [site.pk for site in areas])
        caption = " beside ".join(site.label for site in areas)
        about = tracer.label if tracer else "configurations"
        return [
            doc.Comparison(
                self._next("Table"),
                f"{about}: {caption}",
                tuple(site.label for site in areas),
                tuple(self._row(row, self.collected) for row in rows),
            )
        ]

    def _row(self, row: compared.Row, collected: material.Collected) -> doc.ComparisonRow:
        configurations = [each for key, each in collected.configurations.items() if key in row.triads]
        judged = collected.comparisons_of.get(frozenset(each.pk for each in configurations), [])
        return doc.ComparisonRow(
            label=" / ".join(str(each) for each in configurations),
            cells=tuple(self._cell(side, collected) for side in row.sides),
            judgement=" ".join(
                f"{one.get_judgement_display()}. {one.explanation}".strip() for one in judged if one.judgement
            ),
        )

    def _cell(self, side: compared.Side, collected: material.Collected) -> doc.SiteCell:
        findings = [collected.findings[key] for key in side.findings if isinstance(key, UUID)]
        triads = tuple(self._triad(each) for key, each in collected.configurations.items() if key in side.triads)
        others = (f"{collected.configurations[each.configuration_id].code}: {_told(each)}" for each in findings[1:])
        summaries = [*(each.summary for each in findings[:1]), *others]
        return doc.SiteCell(triads, side.known.words, "\n".join(filter(None, summaries)))

    def _timeline(self) -> list[Node]:
        own = {tracer.pk for tracer in self.tracers}
        events = [
            doc.Event(dates.show(event.date), event.label, event.detail)
            for event in self.events
            if not event.tracers.all() or {tracer.pk for tracer in event.tracers.all()} & own
        ]
        if not events:
            return [_missing("timeline", "the study has no policy events yet")]
        return [doc.Timeline(self._next("Table"), "Policy timeline", tuple(events))]

    def _matrix(self, block: Block) -> list[Node]:
        if markers.plain_kind(block.text) != "configurations sites":
            return [_missing(block.text, "only the matrix “configurations sites” can be shown yet")]
        known = _only(self.collected.material, self._in_matrix())
        rows = tuple(
            (
                str(self.collected.configurations[row.triad]),  # type: ignore[index]
                tuple(cell.words for _, cell, _ in row.cells),
            )
            for row in compared.matrix(known, known.places)
        )
        columns = tuple(place.label for place in known.places)
        return [doc.Matrix(self._next("Table"), "What was found at each site", columns, rows)]

    def _in_matrix(self) -> list[Configuration]:
        return self._named_configurations("") or self.configurations

    # Marks within prose.

    def _resolve(self, block: Block) -> prose.Resolve:
        mentions: dict[int, list[Mention]] = {}
        for mention in block.mentions.all():
            mentions.setdefault(mention.place, []).append(mention)

        def resolve(atom: prose.Atom) -> Inline:
            if atom.kind == "marker":
                return self._marker(atom.content, mentions.get(atom.place, []))
            return self._footnote_mark(atom.content) if atom.kind == "footnote" else self._reference_mark(atom.content)

        return resolve

    def _marker(self, given: str, mentions: Sequence[Mention]) -> Inline:
        inner = given.strip("{} ")
        if not mentions or any(not (each.source or each.configuration) for each in mentions):
            return Missing(inner, "it names nothing in this study")
        if any(each.source and not self._may_see(each.source) for each in mentions):
            return Missing(HIDDEN, "")
        if any(markers.has_words(each.given) and not each.extract for each in mentions):
            return Missing(inner, "these words were not found in their source")
        first = mentions[0]
        if first.kind == Mention.Kind.WORDS:
            return self._words(first)
        cited = tuple(self._cited(each.source, each.extract) for each in mentions if each.source)
        text = together([each.citation for each in cited])
        if first.kind == Mention.Kind.CITE:
            return doc.Citation(text, cited)
        named = tuple((each.configuration.code, each.configuration.pk) for each in mentions if each.configuration)
        return doc.Because("; ".join([*(code for code, _ in named), *filter(None, [text])]), named, cited)

    def _words(self, mention: Mention) -> Inline:
        if not (mention.extract and mention.source):
            return Missing(mention.given, "these words were not found in their source")
        words = " ".join(_printed(mention.extract).split())
        cited = self._cite(mention.source, mention.extract)
        return doc.Words(words, cited, mention.extract.pk, mention.source.pk)

    def _cited(self, source: Source, extract: Extract | None) -> Cited:
        return Cited(self._cite(source, extract), source.pk, extract.pk if extract else None)

    def _cite(self, source: Source, extract: Extract | None) -> str:
        speaker = extract.speaker if extract else None
        return cite(source, source.participations.all(), self.report.study.citation, speaker)

    def _may_see(self, source: Source) -> bool:
        return self.visible is None or source.pk in self.visible

    def _footnote_mark(self, label: str) -> Inline:
        if label not in self.footnote_texts:
            return Missing(f"^{label}", "there is no footnote of this name")
        if label not in self.marks:
            self.marks.append(label)
        return doc.FootnoteMark(self.marks.index(label) + 1)

    @cached_property
    def footnotes(self) -> list[doc.Runs]:
        """In the order of their marks; a footnote that marks another one adds it at the end."""
        notes: list[doc.Runs] = []
        while len(notes) < len(self.marks):
            block = self.footnote_texts[self.marks[len(notes)]]
            _, text = prose.footnote(block.text) or ("", "")
            notes.append(_first_runs(prose.read(text, self._resolve(block))))
        return notes

    def _reference_mark(self, named: str) -> Inline:
        """`@weiss1998, p. 8; @pawson1997`"""
        cited = []
        for part in named.split(";"):
            key, _, where = part.strip().removeprefix("@").partition(",")
            csl = self.references.get(key.strip())
            if csl is None:
                return Missing(f"@{key.strip()}", "there is no reference of this name")
            self.cited_keys[key.strip()] = None
            cited.append((key.strip(), ", ".join(filter(None, [references.mark(csl), where.strip()]))))
        return doc.ReferenceMark(tuple(cited))

    def _next(self, what: str) -> int:
        self.tables[what] += 1
        return self.tables[what]


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


def _extended(chapter: Chapter, placed: Placed) -> Chapter:
    return Chapter(
        chapter.anchor,
        chapter.heading,
        chapter.number,
        chapter.depth,
        chapter.kind,
        (*chapter.nodes, placed),
        chapter.section,
    )


def _missing(given: str, why: str) -> doc.Paragraph:
    return doc.Paragraph((Missing(given, why),))


def _printed(extract: Extract) -> str:
    return extract.published.strip() or extract.quote


def _items(items: Iterable[Item]) -> tuple[doc.Item, ...]:
    return tuple(doc.Item(item.text, item.role, LETTERS[Item.Role(item.role)], item.intended) for item in items)


def _only(known: compared.Material, configurations: Sequence[Configuration]) -> compared.Material:
    """What is known of these configurations."""
    keys = {each.pk for each in configurations}
    triads = tuple(triad for triad in known.triads if triad.key in keys)
    return replace(known, triads=triads, sets=tuple(filter(None, (together & keys for together in known.sets))))


def _told(finding: SiteFinding) -> str:
    return " ".join(filter(None, [f"{finding.get_presence_display()}.", finding.summary]))


def _scope(sites: Sequence[Site]) -> str:
    """ "Area 1 and Area 2"; "" for the whole study."""
    labels = [site.label for site in sites]
    return " and ".join(filter(None, [", ".join(labels[:-1]), *labels[-1:]]))


def _plain_paragraphs(text: str) -> Iterable[doc.Paragraph]:
    return (doc.Paragraph((doc.Text(part),)) for part in markers.paragraphs(text))


def _no_marks(atom: prose.Atom) -> Inline:
    return doc.Text(atom.content)


def _first_runs(nodes: Sequence[Node]) -> doc.Runs:
    return tuple(run for node in nodes for run in doc.inlines(node))
