"""study.toml: the study itself and its frame."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tomli_w
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify

from accounts.models import Study, User
from exchange.studyfolder.folder import Folder
from exchange.studyfolder.loading import Loading, insist_on_a_tree, join, sentences
from exchange.studyfolder.shapes import wrong_entry, wrong_study
from interviews.problems import Problems
from interviews.tables import BadRow, Row
from tracers.models import (
    PolicyEvent,
    PolicyEventTracer,
    QuestionTheme,
    QuestionTracer,
    ResearchQuestion,
    Site,
    Theme,
    Tracer,
    WorkStream,
)

FILE = "study.toml"
PLAIN = (
    "title",
    "programme",
    "design",
    "citation",
    "threshold",
    "ethics",
    "funding",
    "disclaimer",
    "levels",
    "rules",
    "opening",
    "replacement_pattern",
)
NAMED = {"code", "parent", "tracer", "profile", "themes", "tracers"}  # read in ways of their own
LEVELS = ["programme", "aspect", "tracer"]


@dataclass(frozen=True)
class Part:
    """One array of tables of study.toml: its model and its keys (the first names the row)."""

    name: str
    model: type[Any]
    keys: tuple[str, ...]
    choices: Mapping[str, type[models.TextChoices]]
    parent: str = ""
    prefix: str = ""


PARTS = (
    Part(
        "sites", Site, ("code", "label", "kind", "parent", "description", "profile"), {"kind": Site.Kind}, "parent", "S"
    ),
    Part(
        "tracers", Tracer, ("code", "label", "kind", "rationale", "description"), {"kind": Tracer.Kind}, "", "tracer-"
    ),
    Part("work_streams", WorkStream, ("code", "title", "aim", "start", "end"), {}, "", "WS"),
    Part("research_questions", ResearchQuestion, ("code", "text", "parent", "themes", "tracers"), {}, "parent", "Q"),
    Part("themes", Theme, ("code", "label", "tracer", "definition"), {}, "tracer", "T"),
)


def load(folder: Folder, by: User | None, problems: Problems) -> Loading | None:
    """Make or update the study and its frame; None where study.toml itself cannot be used."""
    told = _parsed(folder, problems)
    if told is None:
        return None
    for problem in wrong_study(told):
        problems.error(FILE, 0, problem)
    if problems.errors:
        return None
    slug = told.get("slug", "")
    if not slug or slugify(slug) != slug:
        problems.error(FILE, 0, f"the slug “{slug}” must be there and hold only a–z, 0–9 and hyphens.")
        return None
    study = Study.objects.select_for_update().filter(slug=slug).first()
    fresh = study is None
    study = study or Study(slug=slug, levels=LEVELS)
    before = {name: getattr(study, name) for name in PLAIN}
    for name in PLAIN:
        if name in told:
            setattr(study, name, told[name])
    _note_unknown(told, study, problems)
    try:
        study.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as error:
        problems.error(FILE, 0, sentences(error))
        return None
    study.save()
    problems.count(
        FILE, "made" if fresh else "changed" if before != {n: getattr(study, n) for n in PLAIN} else "unchanged"
    )
    loading = Loading(folder, study, by, problems)
    for part in PARTS:
        _load_part(part, told.get(part.name, []), loading)
    _join_questions(told.get("research_questions", []), loading)
    _load_events(told.get("policy_events", []), loading)
    return loading


def _parsed(folder: Folder, problems: Problems) -> dict[str, Any] | None:
    try:
        return tomllib.loads(folder.read(FILE).decode("utf-8-sig"))
    except UnicodeDecodeError:
        problems.error(FILE, 0, "this is not UTF-8 text. Save it again as UTF-8.")
    except tomllib.TOMLDecodeError as error:
        problems.error(FILE, 0, f"this is not well-formed TOML: {error}.")
    except (ValueError, RecursionError):
        problems.error(
            FILE, 0, "a number in it is far too long, or its lists are nested too deep. Write it more simply."
        )
    return None


def _note_unknown(told: Mapping[str, Any], study: Study, problems: Problems) -> None:
    known = {"slug", "policy_events", *PLAIN, *(part.name for part in PARTS)}
    for name in told.keys() - known:
        problems.notice(FILE, 0, f"unknown key “{name}”, kept as an attribute of the study.")
        study.attributes[name] = (
            told[name] if isinstance(told[name], str | int | float | bool | list | dict) else str(told[name])
        )


def _rows(name: str, entries: Any, keys: Sequence[str], problems: Problems) -> list[tuple[Row, Mapping[str, Any]]]:
    """The entries of an array of tables as rows, the first being row 1 of [[name]]."""
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        problems.error(FILE, 0, f"“{name}” must be written as [[{name}]], one block each.")
        return []
    rows = []
    for number, entry in enumerate(entries, start=1):
        if unknown := entry.keys() - {*keys, "uuid"}:
            problems.notice(f"{FILE} [[{name}]]", number, f"unknown key “{'”, “'.join(sorted(unknown))}” was left out.")
        if problem := wrong_entry(entry):
            problems.error(f"{FILE} [[{name}]]", number, problem)
            continue
        rows.append((Row(f"{FILE} [[{name}]]", number, {key: str(value) for key, value in entry.items()}), entry))
    return rows


def _load_part(part: Part, entries: Any, loading: Loading) -> None:
    held: dict[str, Any] = {}
    codes: set[str] = set()
    existing = {row.code.casefold(): row for row in part.model._base_manager.filter(study=loading.study)}
    for row, entry in _rows(part.name, entries, part.keys, loading.problems):
        with loading.row(row):
            label = next((row[key] for key in ("label", "title", "text") if row[key]), "")
            code = " ".join(row["code"].split()) or (slugify(label) if label else "")
            if not code:
                raise BadRow("give it a code and a label.")
            if code.casefold() in codes:
                raise BadRow(f"the code “{code}” stands there twice. Give each a code of its own.")
            codes.add(code.casefold())
            values = _values(part, row, entry, held, loading) | {"code": code, "order": row.number - 1}
            if "label" in part.keys:
                values["label"] = row["label"] or code
            thing = existing.get(code.casefold()) or part.model(study=loading.study)
            fresh = code.casefold() not in existing
            changed = fresh or any(getattr(thing, name) != value for name, value in values.items())
            for name, value in values.items():
                setattr(thing, name, value)
            if changed:
                if part.parent == "parent":
                    insist_on_a_tree(thing, values.get("parent"))
                thing.full_clean()
                thing.save()
            held[code.casefold()] = thing
            held.setdefault(str(thing).casefold(), thing)
            loading.problems.count(FILE, "made" if fresh else "changed" if changed else "unchanged")


def _values(
    part: Part, row: Row, entry: Mapping[str, Any], held: Mapping[str, Any], loading: Loading
) -> dict[str, Any]:
    values: dict[str, Any] = {key: row[key] for key in part.keys if key in entry and key not in NAMED}
    values |= {key: row.choice(key, choices) for key, choices in part.choices.items() if row[key]}
    if part.parent == "parent" and row["parent"]:
        if row["parent"].casefold() not in held:
            raise BadRow(f"the parent “{row['parent']}” is not among those above it.")
        values["parent"] = held[row["parent"].casefold()]
    if part.parent == "tracer" and row["tracer"]:
        values["tracer"] = loading.tracers[row["tracer"]]
    if "profile" in entry:
        values["profile"] = [{str(key): str(value) for key, value in line.items()} for line in entry["profile"]]
    return values


def _join_questions(entries: list[dict[str, Any]], loading: Loading) -> None:
    """The themes that bear on each question, and the tracers that are to answer it."""
    themes: dict[ResearchQuestion, Any] = {}
    tracers: dict[ResearchQuestion, Any] = {}
    for number, entry in enumerate(entries, start=1):
        question = loading.questions.get(" ".join(str(entry.get("code") or entry.get("text", "")).split()))
        with loading.row(Row(f"{FILE} [[research_questions]]", number, {})):
            if question and "themes" in entry:
                themes[question] = loading.themes.all(_named(entry["themes"]))
            if question and "tracers" in entry:
                tracers[question] = loading.tracers.all(_named(entry["tracers"]))
    join(QuestionTheme, "question", "theme", themes)
    join(QuestionTracer, "question", "tracer", tracers)


def _named(told: Any) -> list[str]:
    return told if isinstance(told, list) else [part.strip() for part in str(told).split(";") if part.strip()]


def _load_events(entries: Any, loading: Loading) -> None:
    existing = {(event.date, event.label): event for event in loading.study.policy_events.all()}
    wanted: dict[PolicyEvent, list[Tracer]] = {}
    for row, entry in _rows("policy_events", entries, ("date", "label", "detail", "tracers"), loading.problems):
        with loading.row(row):
            tracers = loading.tracers.all(_named(entry.get("tracers", [])))
            event = existing.get((row["date"], row["label"]))
            fresh = event is None
            event = event or PolicyEvent(study=loading.study, date=row["date"], label=row["label"])
            changed = fresh or event.detail != row["detail"]
            event.detail = row["detail"]
            if changed:
                event.full_clean()
                event.save()
            wanted[event] = tracers
            loading.problems.count(FILE, "made" if fresh else "changed" if changed else "unchanged")
    join(PolicyEventTracer, "event", "tracer", wanted)


def dump(study: Study) -> bytes:
    """study.toml as text."""
    told: dict[str, Any] = {"slug": study.slug}
    told |= {name: getattr(study, name) for name in PLAIN if getattr(study, name) not in ("", None, {}, [])}
    told |= {name: value for name, value in study.attributes.items() if name not in told}
    for part in PARTS:
        rows = part.model._base_manager.filter(study=study).order_by("order", "code")
        if part.parent:
            rows = rows.select_related(part.parent)
        told[part.name] = [_entry(part, row) for row in _parents_first(list(rows))]
    told["policy_events"] = [
        _filled({"date": e.date, "label": e.label, "detail": e.detail, "tracers": [t.code for t in e.tracers.all()]})
        for e in study.policy_events.prefetch_related("tracers")
    ]
    told = {name: value for name, value in told.items() if value != []}
    tables = {name: value for name, value in told.items() if isinstance(value, dict | list) and name != "levels"}
    return tomli_w.dumps({n: v for n, v in told.items() if n not in tables} | tables, multiline_strings=False).encode()


def _parents_first(rows: list[Any]) -> list[Any]:
    """In order, but never a part before its whole: the order in which `load` can read them."""
    placed: list[Any] = []
    waiting = rows
    while waiting:
        ready = [row for row in waiting if getattr(row, "parent", None) is None or row.parent in placed] or waiting
        placed += ready
        waiting = [row for row in waiting if row not in ready]
    return placed


def _entry(part: Part, row: Any) -> dict[str, Any]:
    values = {key: getattr(row, key) for key in part.keys}
    return _filled({key: _told(value) for key, value in values.items()})


def _told(value: Any) -> Any:
    """A thing by its code, several by theirs."""
    return [each.code for each in value.all()] if isinstance(value, models.Manager) else getattr(value, "code", value)


def _filled(values: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in ("", None, [])}
