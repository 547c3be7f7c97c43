"""What the markers of a report name: extracts, sources and configurations of the study."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from accounts.models import Study, User
from cmo.models import Configuration
from interviews.anchoring import Searchable, places_between
from interviews.models import Extract, Source, SourceText
from interviews.models.extracts import ExtractQuerySet
from interviews.spans import Span
from reports import asked, markers
from reports.markers import Marker, Pointer
from tracers.names import fold


@dataclass(frozen=True, slots=True)
class Named:
    """What one pointer of a marker was found to name. All three are empty where nothing was found."""

    kind: str
    place: int
    part: int
    given: str
    extract: UUID | None = None
    source: UUID | None = None
    configuration: UUID | None = None

    @property
    def found(self) -> bool:
        return bool(self.source or self.configuration)


@dataclass(frozen=True, slots=True)
class Content:
    """What a block holds: a resolved quotation has an extract and no text, an unresolved one keeps what was given."""

    kind: str
    text: str
    extract: UUID | None = None
    named: tuple[Named, ...] = ()


@dataclass(slots=True)
class Resolver:
    """Reads each text once. `problems` collects (line, sentence) of what was not found.

    `sources` are those the writer may see. `known` are markers that were resolved before: they keep what they name.
    """

    study: Study
    by: User | None
    sources: Iterable[Source]
    known: Sequence[Named] = ()
    problems: list[tuple[int, str]] = field(default_factory=list)
    _sources: dict[str, Source] = field(init=False)
    _configurations: dict[str, Configuration] | None = None
    _texts: dict[UUID, tuple[SourceText, Searchable]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._sources = {fold(source.printed_id): source for source in self.sources}

    def content(self, block: markers.Block) -> Content:
        if block.kind == markers.QUOTATION:
            return self._quotation(block)
        if block.kind in asked.KINDS:
            return Content(block.kind, asked.written(asked.read(block.text)))
        if block.kind != markers.PROSE:
            return Content(
                block.kind, "; ".join(markers.written_pointer(each) for each in markers.pointers(block.text))
            )
        return Content(block.kind, block.text, named=tuple(self._named(block)))

    def _quotation(self, block: markers.Block) -> Content:
        [pointer, *_] = markers.pointers(block.text) or (Pointer(""),)
        source = self._source(pointer, block.line)
        extract = source and self._words(source, pointer, block.line, exactly=True)
        return Content(block.kind, "" if extract else block.text, extract.pk if extract else None)

    def _named(self, block: markers.Block) -> Iterable[Named]:
        for place, mark in markers.unclosed(block.text):
            self._problem(
                block.line + place - 1,
                f"“{mark}” stays words: it is no mark, or a quotation mark or its }}}} is missing.",
            )
        before = {(named.kind, named.given): named for named in self.known if named.found}
        for place, found in enumerate(markers.markers(block.text)):
            marker = Marker(found["name"], markers.pointers(found["rest"]))
            line = block.line + block.text.count("\n", 0, found.start())
            kind = "words" if marker.name == "quote" else marker.name
            if kind not in markers.INLINE:
                self._problem(line, f"“{found[0]}” is not a marker that can stand within a sentence.")
                continue
            for part, pointer in enumerate(marker.pointers):
                named = Named(kind, place, part, markers.written_pointer(pointer))
                if held := before.get((kind, named.given)):
                    yield replace(held, place=place, part=part)
                else:
                    yield self._resolved(named, pointer, line)

    def _resolved(self, named: Named, pointer: Pointer, line: int) -> Named:
        if named.kind == "because" and not pointer.words and (found := self.configuration(pointer.name)):
            return replace(named, configuration=found.pk)
        source = self._source(pointer, line, or_configuration=named.kind == "because")
        if not source:
            return named
        if named.kind != "words" and not pointer.words:
            return replace(named, source=source.pk)
        extract = self._words(source, pointer, line, exactly=named.kind == "words")
        return replace(named, source=source.pk, extract=extract.pk) if extract else named

    def configuration(self, name: str) -> Configuration | None:
        if self._configurations is None:
            self._configurations = {fold(each.code): each for each in self.study.configurations.all()}
        return self._configurations.get(fold(name))

    def _source(self, pointer: Pointer, line: int, *, or_configuration: bool = False) -> Source | None:
        found = self._sources.get(fold(pointer.name))
        if not found:
            what = "source or configuration" if or_configuration else "source"
            self._problem(line, f"There is no {what} “{pointer.name}” in this study; the mark stays unresolved.")
        return found

    def _words(self, source: Source, pointer: Pointer, line: int, *, exactly: bool) -> Extract | None:
        if not pointer.words:
            self._problem(line, f"The mark names source {source} but no words of it; write “first words … last words”.")
            return None
        extract = self.extract(source, pointer.words, exactly=exactly)
        if not extract:
            self._problem(
                line, f"These words were not found in source {source}; the mark stays unresolved: “{pointer.words}”"
            )
        return extract

    def extract(self, source: Source, words: str, *, exactly: bool) -> Extract | None:
        """The extract of these words of the source; a new one, uncoded, where nobody has marked them yet.

        Printed words (`exactly`) are no more than what was asked for; a citation may point to a wider extract.
        """
        text, searchable = self._text(source)
        found = places_between(searchable, words)
        if not found:
            return self._in_published_form(text, words)
        span = found[0]
        wider = self._extracts(text).filter(start__lte=span.start, end__gte=span.end)
        fitting = [each for each in wider if not exactly or _says_the_same(each, span)]
        if fitting:
            return min(fitting, key=lambda each: (each.end - each.start, str(each.pk)))
        return Extract.objects.mark(text, span.start, span.end, by=self.by)

    def _in_published_form(self, text: SourceText, words: str) -> Extract | None:
        for extract in self._extracts(text).exclude(published="").order_by("start", "end", "pk"):
            searchable = Searchable(extract.published.strip())
            if Span(0, len(searchable.text)) in places_between(searchable, words):
                return extract
        return None

    def _extracts(self, text: SourceText) -> ExtractQuerySet:
        """Those that the writer may know of (interviews/models/blind.py)."""
        return text.extracts.seen_by(self.by.pk) if self.by else text.extracts.all()

    def _text(self, source: Source) -> tuple[SourceText, Searchable]:
        if source.pk not in self._texts:
            text = source.latest_text
            self._texts[source.pk] = text, Searchable(text.text)
        return self._texts[source.pk]

    def _problem(self, line: int, message: str) -> None:
        self.problems.append((line, message))


def _says_the_same(extract: Extract, span: Span) -> bool:
    """The extract covers the span and beside it nothing but signs and spaces."""
    before = extract.quote[: span.start - extract.start]
    after = extract.quote[span.end - extract.start :]
    return not any(sign.isalnum() for sign in before + after)
