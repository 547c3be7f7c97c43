"""Theories, configurations, links, evidence, readings, and what was found at each site: each table in and out."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import RestrictedError

from accounts.models import Study
from cmo.models import (
    Activation,
    Comparison,
    ComparisonConfiguration,
    ComparisonSite,
    Configuration,
    ConfigurationQuestion,
    ConfigurationSite,
    ConfigurationTheme,
    Evidence,
    Item,
    Link,
    ProgrammeTheory,
    Reading,
    SiteFinding,
)
from cmo.models.configurations import CELLS
from exchange.studyfolder.loading import Loading, Shelf, given, insist_on_a_tree, join
from exchange.studyfolder.words import Entry, find_words, put_extract, table
from exchange.tables import BadRow, Row, plain
from interviews.models import Extract

THEORIES = ("id", "statement"), ("level", "parent", "origin", "tracer", "none_identifiable", "note")
CONFIGURATIONS = (
    ("id", "context", "mechanism", "outcome"),
    (
        "tracer",
        "sites",
        "level",
        "kind",
        "label",
        "statement",
        "theory",
        "themes",
        "research_questions",
        "resource",
        "reasoning",
        "actor",
        "intervention",
        "unintended",
        "state",
        "second_reader",
        "note",
    ),
)
LINKS = ("from", "kind", "to"), ("from_item", "to_item", "note")
EVIDENCE = (
    ("configuration", "source"),
    (
        "quote",
        "page",
        "finding",
        "status",
        "item",
        "stance",
        "use",
        "relevance",
        "richness",
        "rigour",
        "comment",
        "analyst",
        "start",
        "end",
    ),
)
READINGS = ("source", "configuration", "result"), ("by", "date")
FINDINGS = ("configuration", "site", "presence"), ("summary",)
ACTIVATIONS = ("configuration", "item", "site", "activation"), ("actor", "period")
SUMMARIES = ("theme", "text"), ("site", "participant")
COMPARISONS = ("configurations", "judgement"), ("sites", "pattern", "explanation", "matches")
ITEM_COLUMNS = ("actor", "intervention", "context", "mechanism", "resource", "reasoning", "outcome", "unintended")


# Programme theories


def load_theories(loading: Loading) -> None:
    rows = loading.table("theories", *THEORIES)
    shelf = Shelf(loading, loading.study.theories.all(), lambda theory: theory.code.casefold(), rows, once=True)
    for row in rows:
        with loading.row(row):
            code = row.required("id")
            values: dict[str, Any] = {"study": loading.study, "code": code, "statement": row["statement"]}
            values |= given(
                row,
                {
                    "level": row["level"],
                    "parent": _parent_theory(shelf, row),
                    "origin": row["origin"],
                    "tracer": loading.tracers.optional(row["tracer"]),
                    "none_identifiable": row.flag("none_identifiable", False),
                    "note": row["note"],
                },
            )
            theory = shelf.put(row, code.casefold(), values)
            theory.attributes |= row.extra
            insist_on_a_tree(theory, theory.parent)
    shelf.flush()


def _parent_theory(shelf: Shelf[ProgrammeTheory], row: Row) -> ProgrammeTheory | None:
    if row["parent"] and row["parent"].casefold() not in shelf.by_key:
        raise BadRow(f"the parent “{row['parent']}” is not among the theories above this row. Put it first.")
    return shelf.by_key[row["parent"].casefold()] if row["parent"] else None


def dump_theories(study: Study) -> bytes:
    rows = {theory.pk: theory for theory in study.theories.select_related("tracer")}
    return table(
        THEORIES,
        (
            {
                "uuid": theory.pk,
                "id": theory.code,
                "statement": theory.statement,
                "level": theory.level,
                "parent": rows[theory.parent_id].code if theory.parent_id else "",
                "origin": theory.origin,
                "tracer": theory.tracer.code if theory.tracer else "",
                "none_identifiable": "yes" if theory.none_identifiable else "",
                "note": theory.note,
            }
            | theory.attributes
            for theory in sorted(rows.values(), key=lambda theory: (_depth(rows, theory), theory.code))
        ),
    )


def _depth(rows: dict[Any, ProgrammeTheory], theory: ProgrammeTheory) -> int:
    return 1 + _depth(rows, rows[theory.parent_id]) if theory.parent_id else 0


# Configurations


def load_configurations(loading: Loading) -> None:
    rows = loading.table("configurations", *CONFIGURATIONS)
    held = loading.study.configurations.prefetch_related("items")
    shelf = Shelf(loading, held, lambda configuration: configuration.code.casefold(), rows)
    last = max((configuration.number for configuration in shelf.by_id.values()), default=0)
    wanted: list[tuple[Configuration, Row]] = []
    sites: dict[Configuration, Any] = {}
    themes: dict[Configuration, Any] = {}
    questions: dict[Configuration, Any] = {}
    for row in rows:
        with loading.row(row):
            code = row.required("id")
            if any(row_before["id"].casefold() == code.casefold() for _, row_before in wanted):
                raise BadRow(f"the id “{code}” stands there twice. Give each configuration an id of its own.")
            sites_told = loading.sites.all(row.listed("sites")) if row.has("sites") else None
            themes_told = loading.themes.all(row.listed("themes")) if row.has("themes") else None
            asked = loading.questions.all(row.listed("research_questions")) if row.has("research_questions") else None
            number = re.search(r"\d{1,9}$", code)
            last += 1
            values = _configuration_values(loading, row) | {"study": loading.study, "code": code}
            fresh = {"number": int(number[0]) if number else last}
            configuration = shelf.put(row, code.casefold(), values, only_new=fresh)
            configuration.attributes |= row.extra
            wanted.append((configuration, row))
            sites[configuration], themes[configuration], questions[configuration] = sites_told, themes_told, asked
    shelf.flush()
    join(ConfigurationSite, "configuration", "site", sites)
    join(ConfigurationTheme, "configuration", "theme", themes)
    join(ConfigurationQuestion, "configuration", "question", questions)
    _save_items(loading, wanted)


def _configuration_values(loading: Loading, row: Row) -> dict[str, Any]:
    return given(
        row,
        {
            "tracer": loading.tracers.optional(row["tracer"]),
            "level": row["level"],
            "kind": row.choice("kind", Configuration.Kind, Configuration.Kind.OBSERVED),
            "label": row["label"],
            "statement": row["statement"],
            "theory": loading.theories.optional(row["theory"]),
            "state": row.choice("state", Configuration.State, Configuration.State.DRAFT),
            "second_reader": row["second_reader"],
            "note": row["note"],
        },
    )


def _save_items(loading: Loading, wanted: list[tuple[Configuration, Row]]) -> None:
    """Make the items of each configuration those of its row. An item whose words stay keeps its identity."""
    configurations = [configuration for configuration, _ in wanted]
    held: dict[Any, list[Item]] = {}
    for item in Item.objects.filter(configuration__in=configurations).order_by("order"):
        held.setdefault((item.configuration_id, _column(item)), []).append(item)
    made: list[Item] = []
    changed: list[Item] = []
    for configuration, row in wanted:
        for column in (column for column in ITEM_COLUMNS if row.has(column)):
            with loading.row(row):
                there = held.get((configuration.pk, column), [])
                _match_items(configuration, column, row.lines(column), there, made, changed)
    Item.objects.bulk_create(made, batch_size=1000)
    Item.objects.bulk_update(changed, ["text", "order"], batch_size=500)


def _match_items(
    configuration: Configuration,
    column: str,
    texts: list[str],
    there: list[Item],
    made: list[Item],
    changed: list[Item],
) -> None:
    left = list(there)
    for order, text in enumerate(texts):
        item = next((item for item in left if item.text == text), None)
        item = item or next((item for item in left if item.text not in texts), None)
        if item is None:
            role, intended = ("outcome", False) if column == "unintended" else (column, True)
            made.append(Item(configuration=configuration, role=role, intended=intended, text=text, order=order))
            continue
        left.remove(item)
        if (item.text, item.order) != (text, order):
            item.text, item.order = text, order
            changed.append(item)
    for surplus in left:
        try:
            surplus.delete_unused()
        except RestrictedError:
            raise BadRow(
                f"the item “{surplus.text[:60]}” is gone here but evidence or links still point at it."
            ) from None


def _column(item: Item) -> str:
    return item.role if item.intended else "unintended"


def dump_configurations(study: Study) -> bytes:
    return table(CONFIGURATIONS, _configuration_rows(study))


def _configuration_rows(study: Study) -> Iterator[Entry]:
    configurations = study.configurations.select_related("tracer", "theory")
    for configuration in configurations.prefetch_related("items", "sites", "themes", "research_questions"):
        yield (
            {
                "uuid": configuration.pk,
                "id": configuration.code,
                "tracer": configuration.tracer.code if configuration.tracer else "",
                "sites": _codes(configuration.sites.all()),
                "level": configuration.level,
                "kind": configuration.kind,
                "label": configuration.label,
                "statement": configuration.statement,
                "theory": configuration.theory.code if configuration.theory else "",
                "themes": _codes(configuration.themes.all()),
                "research_questions": _codes(configuration.research_questions.all()),
                "state": configuration.state,
                "second_reader": configuration.second_reader,
                "note": configuration.note,
            }
            | {
                column: "\n".join(_one_line(item.text) for item in _items(configuration, column))
                for column in ITEM_COLUMNS
            }
            | configuration.attributes
        )


def _items(configuration: Configuration, column: str) -> list[Item]:
    return sorted((i for i in configuration.items.all() if _column(i) == column), key=lambda item: item.order)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _codes(rows: Iterable[Any]) -> str:
    return "; ".join(row.code for row in rows)


def find_item(configuration: Configuration, name: str) -> Item | None:
    """The item that “mechanism 2” names: the second of its column, or of its whole cell where the column is shorter."""
    if not name:
        return None
    match = re.fullmatch(r"\s*(?:mechanism:\s*)?([a-z]+)\s*(\d{0,4})\s*", name.casefold())
    if not match or match[1] not in ITEM_COLUMNS:
        raise BadRow(f"“{name}” is not an item. Write it as “context 1”, “mechanism 2” or “outcome 1”.")
    column, place = match[1], int(match[2] or 1) - 1
    for found in (_items(configuration, column), configuration.cell(*CELLS.get(column, ()))):
        if 0 <= place < len(found):
            return found[place]
    raise BadRow(f"{configuration.code} has no “{name}”. Count its items in configurations.csv.")


def item_name(item: Item | None, configuration: Configuration) -> str:
    return f"{_column(item)} {_items(configuration, _column(item)).index(item) + 1}" if item else ""


# Links


def load_links(loading: Loading) -> None:
    rows = loading.table("links", *LINKS)
    held = Link.objects.filter(start__study=loading.study)
    shelf = Shelf(loading, held, _link_key, rows)
    notes: dict[Any, list[str]] = {}
    for row in rows:
        with loading.row(row):
            start, end = loading.configurations[row.required("from")], loading.configurations[row.required("to")]
            if start == end:
                raise BadRow("a configuration cannot be linked to itself.")
            link = Link(
                start=start,
                kind=row.choice("kind", Link.Kind),
                end=end,
                start_item=find_item(start, row["from_item"]),
                end_item=find_item(end, row["to_item"]),
            )
            if not link.kind:
                row.required("kind")
            key = _link_key(link)
            said = notes.setdefault(key, [])
            if row["note"] and row["note"] not in said:
                said.append(row["note"])
            values = {name: getattr(link, name) for name in ("start", "kind", "end", "start_item", "end_item")}
            shelf.put(row, key, values | ({"note": "; ".join(said)} if row.has("note") else {}))
            _insist_on_one_way(shelf, link)
    shelf.flush()


def _insist_on_one_way(shelf: Shelf[Link], link: Link) -> None:
    """Raises BadRow when this nesting closes a circle."""
    if link.kind != Link.Kind.NESTED_IN:
        return
    nested = [(each.start_id, each.end_id) for each in shelf.by_id.values() if each.kind == Link.Kind.NESTED_IN]
    inside, edge = {link.end_id}, {link.end_id}
    while edge:
        edge = {end for start, end in nested if start in edge} - inside
        inside |= edge
    if link.start_id in inside:
        raise BadRow(f"{link.end.code} is nested in {link.start.code} already: nesting goes one way.")


def _link_key(link: Link) -> tuple[Any, ...]:
    return link.start_id, link.kind, link.end_id, link.start_item_id, link.end_item_id


def dump_links(study: Study) -> bytes:
    configurations = _by_id(study)
    links = Link.objects.filter(start__study=study).select_related("start_item", "end_item")
    return table(
        LINKS,
        (
            {
                "uuid": link.pk,
                "from": configurations[link.start_id].code,
                "kind": link.kind,
                "to": configurations[link.end_id].code,
                "from_item": item_name(link.start_item, configurations[link.start_id]),
                "to_item": item_name(link.end_item, configurations[link.end_id]),
                "note": link.note,
            }
            for link in links
        ),
    )


def _by_id(study: Study) -> dict[Any, Configuration]:
    return {configuration.pk: configuration for configuration in study.configurations.prefetch_related("items")}


# Evidence


def load_evidence(loading: Loading) -> None:
    rows = loading.table("evidence", *EVIDENCE)
    held = Evidence.objects.filter(configuration__study=loading.study)
    shelf = Shelf(loading, held, _evidence_key, rows)
    extracts = Shelf(
        loading, Extract.objects.of(loading.study), lambda extract: (extract.text_id, extract.start, extract.end), []
    )
    for row in rows:
        with loading.row(row):
            evidence = _evidence(loading, row, extracts)
            names = ("configuration", "item", "extract", "source", "finding", "given_quote", "page", "analyst")
            values = {name: getattr(evidence, name) for name in names}
            put = shelf.put(row, _evidence_key(evidence), values | _judgement(row))
            put.attributes |= row.extra
    extracts.flush()
    shelf.flush()


def _evidence(loading: Loading, row: Row, extracts: Shelf[Extract]) -> Evidence:
    """What the row joins. Words that are not found stay as given, without an extract."""
    configuration = loading.configurations[row.required("configuration")]
    finding = loading.configurations.optional(row["finding"])
    source = loading.sources[row.required("source")] if row["source"] or not finding else None
    extract = None
    if source and row["quote"] and (span := find_words(loading, row, source, row["quote"], prefer=extracts.by_key)):
        bare = Row("extracts", row.number, {})
        extract = put_extract(loading, extracts, bare, span, {})
    return Evidence(
        configuration=configuration,
        item=find_item(configuration, row["item"]),
        extract=extract,
        source=source,
        finding=finding,
        given_quote="" if extract else row["quote"],
        page=row["page"],
        analyst=row["analyst"],
    )


def _judgement(row: Row) -> dict[str, Any]:
    return given(
        row,
        {
            "stance": row.choice("stance", Evidence.Stance),
            "use": "tests" if plain(row["use"]) == "tested" else row.choice("use", Evidence.Use),
            "status": row["status"],
            "relevance": row["relevance"],
            "richness": row["richness"],
            "rigour": row["rigour"],
            "comment": row["comment"],
        },
    )


def _evidence_key(evidence: Evidence) -> tuple[Any, ...]:
    return (
        evidence.configuration_id,
        evidence.item_id,
        evidence.extract_id,
        evidence.source_id,
        evidence.finding_id,
        evidence.given_quote,
        evidence.page,
        evidence.analyst,
    )


def dump_evidence(study: Study) -> bytes:
    return table(EVIDENCE, _evidence_rows(study))


def _evidence_rows(study: Study) -> Iterator[Entry]:
    configurations = _by_id(study)
    held = Evidence.objects.filter(configuration__study=study).order_by("configuration__number", "at", "pk")
    for evidence in held.select_related("extract", "source", "item"):
        extract = evidence.extract
        configuration = configurations[evidence.configuration_id]
        yield {
            "uuid": evidence.pk,
            "configuration": configuration.code,
            "source": evidence.source.printed_id if evidence.source else "",
            "quote": extract.quote if extract else evidence.given_quote,
            "start": extract.start if extract else "",
            "end": extract.end if extract else "",
            "page": evidence.page,
            "finding": configurations[evidence.finding_id].code if evidence.finding_id else "",
            "status": evidence.status,
            "item": item_name(evidence.item, configuration),
            "stance": evidence.stance,
            "use": evidence.use,
            "relevance": evidence.relevance,
            "richness": evidence.richness,
            "rigour": evidence.rigour,
            "comment": evidence.comment,
            "analyst": evidence.analyst,
        } | evidence.attributes


# Readings


def load_readings(loading: Loading) -> None:
    rows = loading.table("readings", *READINGS)
    held = Reading.objects.filter(configuration__study=loading.study)
    shelf = Shelf(loading, held, lambda r: (r.source_id, r.configuration_id, r.reader), rows, once=True)
    for row in rows:
        with loading.row(row):
            source = loading.sources[row.required("source")]
            configuration = loading.configurations[row.required("configuration")]
            row.required("result")
            values = {
                "source": source,
                "configuration": configuration,
                "result": row.choice("result", Reading.Result),
                "reader": row["by"],
            } | given(row, {"date": row["date"]})
            shelf.put(row, (source.pk, configuration.pk, row["by"]), values)
    shelf.flush()


def dump_readings(study: Study) -> bytes:
    readings = Reading.objects.filter(configuration__study=study).select_related("source", "configuration")
    return table(
        READINGS,
        (
            {
                "uuid": reading.pk,
                "source": reading.source.printed_id,
                "configuration": reading.configuration.code,
                "result": reading.result,
                "by": reading.reader,
                "date": reading.date,
            }
            for reading in readings.order_by("configuration__number", "source__printed_id", "reader")
        ),
    )


# Findings and activations


def load_findings(loading: Loading) -> None:
    rows = loading.table("findings", *FINDINGS)
    held = SiteFinding.objects.filter(configuration__study=loading.study)
    shelf = Shelf(loading, held, lambda finding: (finding.configuration_id, finding.site_id), rows, once=True)
    for row in rows:
        with loading.row(row):
            configuration = loading.configurations[row.required("configuration")]
            site = loading.sites[row.required("site")]
            row.required("presence")
            values = {"configuration": configuration, "site": site, "presence": _presence(row)}
            values |= given(row, {"summary": row["summary"]})
            shelf.put(row, (configuration.pk, site.pk), values)
    shelf.flush()


def _presence(row: Row) -> str:
    """DOMAIN's words; “looked for, not found” is the same as “looked for and not found”."""
    if plain(row["presence"]).replace(",", "") in {"lookedfornotfound", "notfound"}:
        return SiteFinding.Presence.NOT_FOUND
    return row.choice("presence", SiteFinding.Presence)


def dump_findings(study: Study) -> bytes:
    findings = SiteFinding.objects.filter(configuration__study=study).select_related("configuration", "site")
    return table(
        FINDINGS,
        (
            {
                "uuid": finding.pk,
                "configuration": finding.configuration.code,
                "site": finding.site.code,
                "presence": finding.presence,
                "summary": finding.summary,
            }
            for finding in findings.order_by("configuration__number", "site__order")
        ),
    )


def load_activations(loading: Loading) -> None:
    rows = loading.table("activations", *ACTIVATIONS)
    held = Activation.objects.filter(item__configuration__study=loading.study)
    shelf = Shelf(loading, held, lambda a: (a.item_id, a.site_id, a.actor, a.period), rows, once=True)
    for row in rows:
        with loading.row(row):
            configuration = loading.configurations[row.required("configuration")]
            item = find_item(configuration, row.required("item"))
            site = loading.sites[row.required("site")]
            row.required("activation")
            values = {
                "item": item,
                "site": site,
                "activation": row.choice("activation", Activation.Level),
                "actor": row["actor"],
                "period": row["period"],
            }
            shelf.put(row, (item.pk if item else None, site.pk, row["actor"], row["period"]), values)
    shelf.flush()


def dump_activations(study: Study) -> bytes:
    configurations = _by_id(study)
    activations = Activation.objects.filter(item__configuration__study=study).select_related("item", "site")
    return table(
        ACTIVATIONS,
        (
            {
                "uuid": activation.pk,
                "configuration": configurations[activation.item.configuration_id].code,
                "item": item_name(activation.item, configurations[activation.item.configuration_id]),
                "site": activation.site.code,
                "activation": activation.activation,
                "actor": activation.actor,
                "period": activation.period,
            }
            for activation in activations.order_by("item__configuration__number", "item__order", "site__order")
        ),
    )


# Theme summaries


def load_summaries(loading: Loading) -> None:
    rows = loading.table("summaries", *SUMMARIES)
    held = loading.study.theme_summaries.all()
    shelf = Shelf(loading, held, lambda s: (s.theme_id, s.site_id, s.participant_id), rows, once=True)
    for row in rows:
        with loading.row(row):
            theme = loading.themes[row.required("theme")]
            site, person = loading.sites.optional(row["site"]), loading.participants.optional(row["participant"])
            key = theme.pk, site.pk if site else None, person.pk if person else None
            values = {
                "study": loading.study,
                "theme": theme,
                "site": site,
                "participant": person,
                "text": row.required("text"),
            }
            shelf.put(row, key, values)
    shelf.flush()


def dump_summaries(study: Study) -> bytes:
    summaries = study.theme_summaries.select_related("theme", "site", "participant")
    return table(
        SUMMARIES,
        (
            {
                "uuid": summary.pk,
                "theme": summary.theme.code,
                "text": summary.text,
                "site": summary.site.code if summary.site else "",
                "participant": summary.participant.code if summary.participant else "",
            }
            for summary in summaries.order_by("theme__order", "site__order", "participant__code")
        ),
    )


# Comparisons


def load_comparisons(loading: Loading) -> None:
    rows = loading.table("comparisons", *COMPARISONS)
    held = loading.study.comparisons.prefetch_related("configurations", "sites")
    shelf = Shelf(loading, held, _comparison_key, rows, once=True)
    configurations: dict[Comparison, Any] = {}
    sites: dict[Comparison, Any] = {}
    for row in rows:
        with loading.row(row):
            row.required("configurations")
            row.required("judgement")
            compared = loading.configurations.all(row.listed("configurations"))
            if not compared:
                raise BadRow("the column “configurations” names none. Write their ids, separated by semicolons.")
            at = loading.sites.all(row.listed("sites"))
            values = {
                "study": loading.study,
                "judgement": row.choice("judgement", Comparison.Judgement),
                "pattern": row.choice("pattern", Comparison.Pattern),
                "explanation": row["explanation"],
                "matches": row["matches"],
            }
            key = frozenset(c.pk for c in compared), frozenset(s.pk for s in at)
            comparison = shelf.put(row, key, values)
            comparison.attributes |= row.extra
            configurations[comparison], sites[comparison] = compared, at
    shelf.flush()
    join(ComparisonConfiguration, "comparison", "configuration", configurations)
    join(ComparisonSite, "comparison", "site", sites)


def _comparison_key(comparison: Comparison) -> tuple[Any, ...]:
    return (
        frozenset(configuration.pk for configuration in comparison.configurations.all()),
        frozenset(site.pk for site in comparison.sites.all()),
    )


def dump_comparisons(study: Study) -> bytes:
    comparisons = study.comparisons.prefetch_related("configurations", "sites")
    return table(
        COMPARISONS,
        sorted(
            (
                {
                    "uuid": comparison.pk,
                    "configurations": _codes(comparison.configurations.all()),
                    "judgement": comparison.judgement,
                    "sites": _codes(comparison.sites.all()),
                    "pattern": comparison.pattern,
                    "explanation": comparison.explanation,
                    "matches": comparison.matches,
                }
                | comparison.attributes
                for comparison in comparisons
            ),
            key=lambda entry: str(entry["configurations"]),
        ),
    )
