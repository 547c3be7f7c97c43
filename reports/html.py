"""The finished document as HTML: the same words for the page, the HTML file and the PDF.

`Style.address` gives the place of the words behind a quotation or citation ("" for none), and `Style.paper` is set for
paged output, where a footnote stands at the foot of its page.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from interviews.pictures.svg import within
from reports import document as doc
from reports.document import COLUMNS, Chapter, Document, Inline, Node, Runs

ROLE_CLASSES = ("role-context", "role-mechanism", "role-outcome")
NAMED_ROLES = {"resource": "Resource", "reasoning": "Reasoning", "actor": "Actor", "intervention": "Intervention"}
HEADINGS = ("<h2>{}{}</h2>", "<h3>{}{}</h3>", "<h4>{}{}</h4>", "<h5>{}{}</h5>", "<h6>{}{}</h6>")
NOTHING = mark_safe("")


def nowhere(source: UUID, extract: UUID | None) -> str:
    return ""


@dataclass(frozen=True)
class Style:
    address: Callable[[UUID, UUID | None], str] = nowhere
    paper: bool = False
    footnotes: Sequence[Runs] = field(default=())
    within: frozenset[int] = frozenset()  # the footnotes whose text is being printed: one of them is not opened again


def whole(document: Document, style: Style) -> SafeString:
    """Cover, contents, chapters and notes."""
    ending = NOTHING if style.paper else notes(document.footnotes, style)
    body = _join(chapter(each, style) for each in document.printed)
    return _join([cover(document), contents(document), format_html('<div class="body">{}{}</div>', body, ending)])


def cover(document: Document, title: str = "<h1>{}</h1>") -> SafeString:
    facts = " · ".join(filter(None, [document.date, document.version and f"Version {document.version}"]))
    return _join(
        [
            mark_safe('<header class="cover">'),
            _if('<p class="cover-study">{}</p>', document.study),
            format_html(title, document.title),
            _if('<p class="cover-programme">{}</p>', document.programme),
            _if('<p class="cover-authors">{}</p>', ", ".join(document.authors)),
            _if('<p class="cover-facts">{}</p>', facts),
            _if('<p class="cover-contact">{}</p>', document.contact),
            NOTHING
            if document.is_final
            else format_html('<p class="cover-status"><strong>{}</strong> {}</p>', *_standing(document)),
            mark_safe("</header>"),
        ]
    )


def contents(document: Document) -> SafeString:
    chapters = [chapter for chapter in document.printed if chapter.heading and chapter.depth <= 2]
    entries = format_html_join(
        "",
        '<li class="depth-{}"><a href="#{}"><span class="number">{}</span> <span class="entry">{}</span></a></li>',
        ((chapter.depth, chapter.anchor, chapter.number, chapter.heading) for chapter in chapters),
    )
    if not chapters:
        return NOTHING
    return format_html('<nav class="contents" aria-label="Contents"><h2>Contents</h2><ol>{}</ol></nav>', entries)


def chapter(chapter: Chapter, style: Style) -> SafeString:
    return format_html(
        '<section class="chapter depth-{} kind-{}" id="{}">{}{}</section>',
        chapter.depth,
        chapter.kind.replace(" ", "-"),
        chapter.anchor,
        heading(chapter),
        nodes((placed.node for placed in chapter.nodes), style),
    )


def heading(chapter: Chapter) -> SafeString:
    if not chapter.heading:
        return NOTHING
    number = _if('<span class="number">{}</span> ', chapter.number)
    return format_html(HEADINGS[min(chapter.depth, len(HEADINGS)) - 1], number, chapter.heading)


def node(node: Node, style: Style) -> SafeString:
    return _PRINTERS[type(node)](node, style)


def nodes(several: Iterable[Node], style: Style) -> SafeString:
    return _join(node(each, style) for each in several)


def footnote(footnote: doc.Footnote, style: Style) -> SafeString:
    """A footnote where it is kept, for the writing page alone."""
    return format_html('<p class="kept-note">[^{}] {}</p>', footnote.label, runs(footnote.runs, style))


def runs(pieces: Iterable[Inline], style: Style) -> SafeString:
    return _join(_inline(piece, style) for piece in pieces)


def _inline(inline: Inline, style: Style) -> SafeString:
    match inline:
        case doc.Text():
            return _text(inline)
        case doc.Words():
            cited = _cited(inline.citation, inline.source, inline.extract, style)
            return format_html("<q>“{}”</q> {}", inline.words, cited)
        case doc.Citation():
            return _citation(inline, style)
        case doc.Because():
            return _because(inline, style)
        case doc.ReferenceMark():
            links = format_html_join("; ", '<a class="reference" href="#r-{}">{}</a>', inline.cited)
            return format_html("({})", links)
        case doc.FootnoteMark():
            return _footnote_mark(inline, style)
        case doc.Missing():
            why = f": {inline.why}" if inline.why else ""
            return format_html('<mark class="missing">[{}{}]</mark>', inline.given, why)


def _text(run: doc.Text) -> SafeString:
    said = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in run.text.split("\n")))
    said = format_html("<em>{}</em>", said) if run.italic else said
    said = format_html("<strong>{}</strong>", said) if run.bold else said
    return format_html('<a href="{}">{}</a>', run.href, said) if run.href else said


def _cited(text: str, source: UUID, extract: UUID | None, style: Style) -> SafeString:
    address = style.address(source, extract)
    if address:
        return format_html('<a class="citation" href="{}">{}</a>', address, text)
    return format_html('<span class="citation">{}</span>', text)


def _citation(citation: doc.Citation, style: Style) -> SafeString:
    """One citation leads to its words; of several within one pair of brackets each part does."""
    if len(citation.cited) == 1:
        [only] = citation.cited
        return _cited(citation.text, only.source, only.extract, style)
    pieces, rest = [], citation.text
    for each in citation.cited:
        address, words = style.address(each.source, each.extract), _inner(each.citation, citation.text)
        if address and words in rest:
            before, _, rest = rest.partition(words)
            pieces.append(format_html('{}<a href="{}">{}</a>', before, address, words))
    return format_html('<span class="citation">{}{}</span>', _join(pieces), rest)


def _inner(citation: str, whole: str) -> str:
    return citation if citation in whole else citation[1:-1]


def _because(because: doc.Because, style: Style) -> SafeString:
    codes = format_html_join("; ", "{}", ((code,) for code, _ in because.configurations))
    said = because.text.removeprefix("; ".join(code for code, _ in because.configurations)).removeprefix("; ")
    cited = _citation(doc.Citation(said, because.cited), style) if because.cited else NOTHING
    joint = "; " if codes and cited else ""
    return format_html('<span class="because">Evidence: {}{}{}</span>', codes, joint, cited)


def _footnote_mark(mark: doc.FootnoteMark, style: Style) -> SafeString:
    if not style.paper:
        return format_html('<sup class="note-mark"><a href="#n-{0}" id="m-{0}">{0}</a></sup>', mark.number)
    if mark.number in style.within:
        return format_html("<sup>{}</sup>", mark.number)
    inner = replace(style, within=style.within | {mark.number})
    text = runs(style.footnotes[mark.number - 1], inner)
    return format_html('<span class="footnote">{}</span>', text)


def notes(footnotes: Sequence[Runs], style: Style) -> SafeString:
    if not footnotes:
        return NOTHING
    entries = format_html_join(
        "",
        '<li id="n-{0}">{1} <a class="note-back" href="#m-{0}" aria-label="Back to the text">↩</a></li>',
        ((number, runs(each, style)) for number, each in enumerate(footnotes, start=1)),
    )
    return format_html('<section class="notes" aria-label="Notes"><h2>Notes</h2><ol>{}</ol></section>', entries)


def _listing(listing: doc.Listing, style: Style) -> SafeString:
    items = format_html_join("", "<li>{}</li>", ((_item(item, style),) for item in listing.items))
    if not listing.ordered:
        return format_html("<ul>{}</ul>", items)
    start = format_html(' start="{}"', listing.start) if listing.start != 1 else NOTHING
    return format_html("<ol{}>{}</ol>", start, items)


def _item(item: Sequence[Node], style: Style) -> SafeString:
    """A first paragraph needs no tag of its own."""
    first, rest = (item[0], item[1:]) if item and isinstance(item[0], doc.Paragraph) else (None, item)
    said = runs(first.runs, style) if first else NOTHING
    return _join([said, *(node(each, style) for each in rest)])


def _table(table: doc.Table, style: Style) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((runs(cell, style),) for cell in table.head))
    rows = _join(
        format_html("<tr>{}</tr>", format_html_join("", "<td>{}</td>", ((runs(cell, style),) for cell in row)))
        for row in table.rows
    )
    return format_html('<table class="plain"><thead><tr>{}</tr></thead><tbody>{}</tbody></table>', head, rows)


def _quotation(quotation: doc.Quotation, style: Style) -> SafeString:
    last = len(quotation.words) - 1
    paragraphs = format_html_join(
        "",
        "<p>“{}{}</p>",
        ((words, "”" if place == last else "") for place, words in enumerate(quotation.words)),
    )
    cited = _cited(quotation.citation, quotation.source, quotation.extract, style)
    return format_html('<blockquote>{}<p class="source">{}</p></blockquote>', paragraphs, cited)


def _caption(number: int, text: SafeString | str, what: str = "Table") -> SafeString:
    return format_html('<span class="table-number">{} {}</span> {}', what, number, text)


def _table_caption(number: int, text: SafeString | str) -> SafeString:
    return format_html("<caption>{}</caption>", _caption(number, text))


def _triad(triad: doc.Triad) -> SafeString:
    facts = " · ".join(filter(None, [triad.code, triad.kind, triad.sites]))
    caption = format_html(
        '<span class="table-name">{}</span> <span class="table-facts">{}</span>{}',
        triad.label or triad.code,
        facts,
        _if('<span class="table-sentence">{}</span>', triad.sentence),
    )
    heads = zip(ROLE_CLASSES, "CMO", COLUMNS, strict=True)
    head = format_html_join("", '<th scope="col" class="{}"><span class="letter">{}</span> {}</th>', heads)
    cells = format_html_join(
        "", '<td data-column="{}">{}</td>', ((column, _items(triad.of(column))) for column in COLUMNS)
    )
    return format_html(
        '<div class="kept"><table class="cmo-table">{}<thead><tr>{}</tr></thead>'
        "<tbody><tr>{}</tr></tbody></table></div>",
        _table_caption(triad.number, caption),
        head,
        cells,
    )


def _items(items: Sequence[doc.Item]) -> SafeString:
    if not items:
        return mark_safe('<span class="none">not stated</span>')
    if len(items) == 1:
        return format_html("<p>{}</p>", _said(items[0]))
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}</li>", ((_said(item),) for item in items)))


def _said(item: doc.Item) -> SafeString:
    named = _if('<span class="item-role">{}:</span> ', NAMED_ROLES.get(item.role, ""))
    unintended = NOTHING if item.intended else mark_safe(' <span class="item-role">(unintended)</span>')
    return format_html("{}{}{}", named, item.text, unintended)


def _comparison(comparison: doc.Comparison) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((site,) for site in comparison.sites))
    rows = _join(_comparison_row(row) for row in comparison.rows)
    return format_html(
        '<table class="beside">{}<thead><tr>{}</tr></thead>{}</table>',
        _table_caption(comparison.number, format_html('<span class="table-name">{}</span>', comparison.caption)),
        head,
        rows,
    )


def _comparison_row(row: doc.ComparisonRow) -> SafeString:
    """Contexts beside contexts, mechanisms beside mechanisms; what was found of it comes last."""
    judgement = _if('<span class="judgement">{}</span>', row.judgement)
    rows = [_across(row, *column) for column in zip(ROLE_CLASSES, "CMO", COLUMNS, strict=True)]
    findings = format_html_join("", "<td>{}</td>", ((_finding(cell),) for cell in row.cells))
    return format_html(
        '<tbody><tr><th scope="rowgroup" colspan="{}">{}{}</th></tr>{}<tr class="findings">{}</tr></tbody>',
        len(row.cells),
        row.label,
        judgement,
        _join(rows if any(cell.triads for cell in row.cells) else ()),
        findings,
    )


def _across(row: doc.ComparisonRow, role: str, letter: str, column: str) -> SafeString:
    pattern = '<td><div class="short"><span class="letter {}" title="{}">{}</span> <div>{}</div></div></td>'
    cells = format_html_join("", pattern, ((role, column, letter, _of_column(cell, column)) for cell in row.cells))
    return format_html("<tr>{}</tr>", cells)


def _of_column(cell: doc.SiteCell, column: str) -> SafeString:
    """The items of this column; several configurations at one site are told apart by their code."""
    if not cell.triads:
        return mark_safe('<span class="none">no configuration here</span>')
    several = len(cell.triads) > 1
    return _join(
        format_html("{}{}", _if('<p class="item-role">{}</p>', triad.code if several else ""), _items(triad.of(column)))
        for triad in cell.triads
    )


def _finding(cell: doc.SiteCell) -> SafeString:
    summary = format_html_join("", "<p>{}</p>", ((line,) for line in cell.summary.split("\n") if line.strip()))
    return format_html("{}{}", _if('<p class="finding">{}</p>', cell.finding), summary)


def _timeline(timeline: doc.Timeline) -> SafeString:
    rows = format_html_join(
        "",
        '<tr><th scope="row">{}</th><td><strong>{}</strong>{}</td></tr>',
        ((event.date, event.label, _if("<br>{}", event.detail)) for event in timeline.events),
    )
    return format_html(
        '<table class="timeline">{}<thead><tr><th scope="col">Date</th><th scope="col">Event</th></tr></thead>'
        "<tbody>{}</tbody></table>",
        _table_caption(timeline.number, format_html('<span class="table-name">{}</span>', timeline.caption)),
        rows,
    )


def _matrix(matrix: doc.Matrix) -> SafeString:
    head = format_html_join("", '<th scope="col">{}</th>', ((column,) for column in matrix.columns))
    rows = _join(
        format_html(
            '<tr><th scope="row">{}</th>{}</tr>',
            label,
            format_html_join("", "<td>{}</td>", ((cell,) for cell in cells)),
        )
        for label, cells in matrix.rows
    )
    return format_html(
        '<table class="plain">{}<thead><tr><th scope="col">{}</th>{}</tr></thead><tbody>{}</tbody></table>{}',
        _table_caption(matrix.number, format_html('<span class="table-name">{}</span>', matrix.caption)),
        matrix.side,
        head,
        rows,
        _if('<p class="table-notes">{}</p>', " ".join(matrix.notes)),
    )


def _figure(figure: doc.Figure, style: Style) -> SafeString:
    """On paper as a picture with a text in its stead, on a page as part of it."""
    caption = _caption(figure.number, format_html('<span class="table-name">{}</span>', figure.caption), "Figure")
    caption = format_html("<figcaption>{}</figcaption>", caption)
    if style.paper:
        data = b64encode(figure.svg).decode()
        picture = format_html('<img alt="{}" src="data:image/svg+xml;base64,{}">', figure.told, data)
    else:
        drawn = mark_safe(within(figure.svg.decode(), f"figure-{figure.number}"))  # noqa: S308 – escaped there
        picture = format_html('<div class="picture" role="img" aria-label="{}">{}</div>', figure.told, drawn)
    return format_html('<figure class="figure">{}{}</figure>', picture, caption)


def _references(references: doc.ReferenceList, style: Style) -> SafeString:
    entries = format_html_join(
        "", '<li id="r-{}">{}</li>', ((key, runs(entry, style)) for key, entry in references.entries)
    )
    return format_html('<ul class="references">{}</ul>', entries)


def _standing(document: Document) -> tuple[str, str]:
    return document.status, "Not published: please do not quote or pass on."


def _if(pattern: str, value: str) -> SafeString:
    return format_html(pattern, value) if value else NOTHING


def _join(pieces: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((piece,) for piece in pieces))


_PRINTERS: dict[type, Callable[[Any, Style], SafeString]] = {
    doc.Paragraph: lambda node, style: format_html("<p>{}</p>", runs(node.runs, style)),
    doc.Listing: _listing,
    doc.Table: _table,
    doc.Quotation: _quotation,
    doc.Triad: lambda node, _: _triad(node),
    doc.Comparison: lambda node, _: _comparison(node),
    doc.Timeline: lambda node, _: _timeline(node),
    doc.Matrix: lambda node, _: _matrix(node),
    doc.Figure: _figure,
    doc.Footnote: lambda node, _: NOTHING,
    doc.ReferenceList: _references,
}
