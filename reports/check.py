"""What should be looked at before a report leaves the house. Pure: it reads a finished document and facts.

“must” has to be put right before publication; “look” is a reminder.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import UUID

from interviews.published import published_form_ok
from reports import document as doc
from reports.document import Chapter, Document, Inline, Node

MUST, LOOK = "must", "look"


@dataclass(frozen=True, slots=True)
class SourceFacts:
    printed_id: str
    consent: str = "quote"
    withdrawn: str = ""


@dataclass(frozen=True, slots=True)
class ExtractFacts:
    quote: str
    published: str = ""
    quotable: bool = True
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """`block` or `section` is where: both empty for the report as a whole."""

    weight: str
    message: str
    block: UUID | None = None
    section: UUID | None = None


ASKED = "These are the interviewer’s words, not a participant’s."
CONSENT = {
    "ask first": "Ask before quoting source {id}: its consent says so.",
    "paraphrase only": "Source {id} may only be paraphrased, not quoted.",
    "none": "Source {id} may not be used at all.",
}


def check(
    document: Document, sources: Mapping[UUID, SourceFacts], extracts: Mapping[UUID, ExtractFacts]
) -> tuple[Found, ...]:
    """Everything found, those that must be put right first, each in the order of the text."""
    found = [each for chapter in document.chapters for each in _chapter(chapter, sources, extracts)]
    printed = document.printed
    found += [
        Found(
            LOOK,
            f"“{chapter.heading or 'A section'}” is still empty. It is left out of what is printed.",
            section=chapter.section,
        )
        for chapter in document.chapters
        if chapter not in printed and chapter.kind != "references"  # these come by themselves
    ]
    return tuple(sorted(dict.fromkeys(found), key=lambda each: each.weight != MUST))


def quoted(document: Document) -> tuple[set[UUID], set[UUID]]:
    """The sources and extracts that the document points to."""
    found = [pair for node in document.nodes for pair in _pairs(node)]
    return {source for source, _ in found}, {extract for _, extract in found if extract}


def _chapter(
    chapter: Chapter, sources: Mapping[UUID, SourceFacts], extracts: Mapping[UUID, ExtractFacts]
) -> Iterator[Found]:
    for placed in chapter.nodes:
        for weight, message in _node(placed.node, sources, extracts):
            yield Found(weight, message, placed.block, chapter.section)
        if chapter.kind == "actionable messages":
            for message in _unfounded(placed.node):
                yield Found(LOOK, message, placed.block, chapter.section)


def _node(
    node: Node, sources: Mapping[UUID, SourceFacts], extracts: Mapping[UUID, ExtractFacts]
) -> Iterator[tuple[str, str]]:
    if isinstance(node, doc.Quotation):
        yield from _words(node.source, node.extract, sources, extracts)
    for inline in doc.inlines(node):
        if isinstance(inline, doc.Missing):
            yield MUST, f"“{_short(inline.given)}” is not resolved: {inline.why or 'it cannot be shown to you'}."
        elif isinstance(inline, doc.Words):
            yield from _words(inline.source, inline.extract, sources, extracts)
        elif isinstance(inline, doc.Citation | doc.Because):
            yield from _cited(inline, sources, extracts)


def _words(
    source: UUID, extract: UUID, sources: Mapping[UUID, SourceFacts], extracts: Mapping[UUID, ExtractFacts]
) -> Iterator[tuple[str, str]]:
    known, words = sources.get(source), extracts.get(extract)
    if known:
        if refusal := CONSENT.get(known.consent):
            yield MUST, refusal.format(id=known.printed_id)
        yield from _withdrawn(known)
    if words and words.asked:
        yield MUST, f"{ASKED} They cannot be quoted: “{_short(words.quote)}”."
    if known and words and not words.quotable:
        yield MUST, f"These words of source {known.printed_id} are marked as not to be quoted: “{_short(words.quote)}”."
    if words and words.published and not (fit := published_form_ok(words.quote, words.published)):
        whose = f" of source {known.printed_id}" if known else ""
        yield MUST, f"The printed form departs from the words{whose}: {fit.reason}"


def _cited(
    inline: doc.Citation | doc.Because, sources: Mapping[UUID, SourceFacts], extracts: Mapping[UUID, ExtractFacts]
) -> Iterator[tuple[str, str]]:
    for cited in inline.cited:
        words = extracts.get(cited.extract) if cited.extract else None
        if words and words.asked:
            yield MUST, f"{ASKED} They cannot be cited: “{_short(words.quote)}”."
        if known := sources.get(cited.source):
            if known.consent == "none":
                yield MUST, CONSENT["none"].format(id=known.printed_id)
            yield from _withdrawn(known)
        if not cited.extract:
            yield LOOK, f"The citation {cited.citation} points to an interview but to no words of it."


def _withdrawn(source: SourceFacts) -> Iterator[tuple[str, str]]:
    if source.withdrawn:
        yield MUST, f"The consent for source {source.printed_id} was withdrawn on {source.withdrawn}."


def _unfounded(node: Node) -> Iterator[str]:
    """Messages (the items of a list) that name no evidence."""
    if isinstance(node, doc.Listing):
        for item in node.items:
            inlines = [inline for each in item for inline in doc.inlines(each)]
            if not any(isinstance(inline, doc.Because | doc.Citation | doc.Words) for inline in inlines):
                yield f"This message names no evidence: “{_short(doc.plain(tuple(inlines)))}”."


def _pairs(node: Node) -> Iterator[tuple[UUID, UUID | None]]:
    if isinstance(node, doc.Quotation):
        yield node.source, node.extract
    for inline in doc.inlines(node):
        yield from _inline_pairs(inline)


def _inline_pairs(inline: Inline) -> Iterator[tuple[UUID, UUID | None]]:
    if isinstance(inline, doc.Words):
        yield inline.source, inline.extract
    elif isinstance(inline, doc.Citation | doc.Because):
        for cited in inline.cited:
            yield cited.source, cited.extract


def _short(text: str, width: int = 70) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else f"{text[: width - 1].rstrip()}…"
