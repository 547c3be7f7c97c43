"""The words of a report: its prose, quotations, and what its marks stand for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from interviews.citation import cite
from interviews.models import Extract, Source
from reports import document as doc
from reports import markers, prose, references
from reports.assemble.held import Held
from reports.citations import together
from reports.document import Cited, Inline, Missing, Node, missing
from reports.models import Block, Mention

HIDDEN = "words of a source that you may not see"


@dataclass
class Words:
    """`marks` are the labels of the footnotes, `cited_keys` the references, each in order of the first mark."""

    held: Held
    marks: list[str] = field(default_factory=list)
    cited_keys: dict[str, None] = field(default_factory=dict)

    def passage(self, block: Block) -> Sequence[Node]:
        if found := prose.footnote(block.text):
            label, text = found
            return (doc.Footnote(label, _first_runs(prose.read(text, self._resolve(block)))),)
        return prose.read(block.text, self._resolve(block))

    def quotation(self, block: Block) -> Node:
        extract = block.extract
        if not extract:
            return missing(block.text, "these words were not found in their source")
        source = extract.text.source
        if not self.held.may_see(source):
            return missing(HIDDEN, "")
        words = tuple(filter(None, (part.strip() for part in _printed(extract).split("\n"))))
        return doc.Quotation(words, self._cite(source, extract), extract.pk, source.pk)

    @cached_property
    def footnotes(self) -> list[doc.Runs]:
        """In the order of their marks; a footnote that marks another one adds it at the end."""
        notes: list[doc.Runs] = []
        while len(notes) < len(self.marks):
            block = self.held.footnote_texts[self.marks[len(notes)]]
            _, text = prose.footnote(block.text) or ("", "")
            notes.append(_first_runs(prose.read(text, self._resolve(block))))
        return notes

    def reference_list(self) -> doc.ReferenceList | None:
        known = [(key, self.held.references[key]) for key in self.cited_keys if key in self.held.references]
        entries = sorted((references.entry(csl), key) for key, csl in known)
        found = tuple((key, prose.read(text, _no_marks)) for text, key in entries)
        return doc.ReferenceList(tuple((key, _first_runs(nodes)) for key, nodes in found)) if found else None

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
        if any(each.source and not self.held.may_see(each.source) for each in mentions):
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
        return cite(source, source.participations.all(), self.held.report.study.citation, speaker)

    def _footnote_mark(self, label: str) -> Inline:
        if label not in self.held.footnote_texts:
            return Missing(f"^{label}", "there is no footnote of this name")
        if label not in self.marks:
            self.marks.append(label)
        return doc.FootnoteMark(self.marks.index(label) + 1)

    def _reference_mark(self, named: str) -> Inline:
        """`@weiss1998, p. 8; @pawson1997`"""
        cited = []
        for part in named.split(";"):
            key, _, where = part.strip().removeprefix("@").partition(",")
            csl = self.held.references.get(key.strip())
            if csl is None:
                return Missing(f"@{key.strip()}", "there is no reference of this name")
            self.cited_keys[key.strip()] = None
            cited.append((key.strip(), ", ".join(filter(None, [references.mark(csl), where.strip()]))))
        return doc.ReferenceMark(tuple(cited))


def _printed(extract: Extract) -> str:
    return extract.published.strip() or extract.quote


def _no_marks(atom: prose.Atom) -> Inline:
    return doc.Text(atom.content)


def _first_runs(nodes: Sequence[Node]) -> doc.Runs:
    return tuple(run for node in nodes for run in doc.inlines(node))
