"""What the values of study.toml must look like, before they are saved: the first thing that is wrong, as a sentence."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

from interviews.anonymise.pseudonyms import Pattern, PatternError
from interviews.citation import style_error

TEXTS = ("slug", "title", "programme", "design", "citation", "ethics", "funding", "disclaimer")
RULES = (
    "plain_sentence",
    "testing_link",
    "contradictions_answered",
    "second_reader",
    "version_reason",
    "small_groups",
)
FORCES = ("off", "remind", "require")
LISTS = ("tracers", "themes")
OPENING = ("report", "configuration", "source", "quote")
NUL = "it holds a NUL character. Remove it."


def wrong_value(value: Any) -> str:
    """What no database can hold: a NUL character, and numbers that are none."""
    for each in _scalars(value):
        if isinstance(each, str) and "\x00" in each:
            return NUL
        if isinstance(each, str) and not each.isprintable() and _has_halves(each):
            return "it holds half of a character. Write it again."
        if isinstance(each, float) and not math.isfinite(each):
            return "it holds “nan” or “inf”, which is not a number. Write a number, or leave it out."
    return ""


def _scalars(value: Any) -> Iterator[Any]:
    waiting = [value]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Mapping):
            waiting += [*each.keys(), *each.values()]
        elif isinstance(each, list):
            waiting += each
        else:
            yield each


def _has_halves(text: str) -> bool:
    return any("\ud800" <= sign <= "\udfff" for sign in text)


def wrong_study(told: Mapping[str, Any]) -> list[str]:
    """Everything that is wrong with the study's own keys."""
    problems = [
        f"“{name}” must be text in quotation marks." for name in TEXTS if not isinstance(told.get(name, ""), str)
    ]
    problems += [f"{name}: {problem}" for name, value in told.items() if (problem := wrong_value(value))]
    checks = {
        "citation": _citation,
        "threshold": _threshold,
        "levels": _levels,
        "rules": _rules,
        "opening": _opening,
        "replacement_pattern": _replacement_pattern,
    }
    return problems or [problem for name, check in checks.items() if name in told and (problem := check(told[name]))]


def _citation(style: str) -> str:
    return f"citation: {problem}" if style and (problem := style_error(style)) else ""


def _threshold(value: Any) -> str:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 1000:
        return ""
    return f"threshold: “{value}” is not a whole number from 0 to 1000."


def _levels(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(each, str) and 0 < len(each.strip()) <= 60 for each in value):
        return ""
    return 'levels must be a list of names, such as ["programme", "tracer"], each of 60 characters at most.'


def _rules(value: Any) -> str:
    if not isinstance(value, dict):
        return "rules must be written as [rules], a line for each rule."
    for name, force in value.items():
        if name not in RULES:
            return f"“{name}” is not a known rule. Use one of: {', '.join(RULES)}."
        if force not in FORCES:
            return f"the rule “{name}” is “{force}”. Use one of: {', '.join(FORCES)}."
    return ""


def _opening(value: Any) -> str:
    if isinstance(value, dict) and all(name in OPENING and isinstance(each, str) for name, each in value.items()):
        return ""
    return f"opening must be a table of texts with the keys {', '.join(OPENING)}."


def _replacement_pattern(value: Any) -> str:
    if not isinstance(value, dict) or not all(isinstance(each, str) for each in value.values()):
        return "replacement_pattern must be written as [replacement_pattern], a line for each type of identifier."
    try:
        Pattern(value)
    except PatternError as problem:
        return f"replacement_pattern: {problem}"
    return ""


def wrong_entry(entry: Mapping[str, Any]) -> str:
    """What is wrong with a block such as [[sites]]."""
    for name, value in entry.items():
        if problem := wrong_value(value):
            return f"{name}: {problem}"
        if name == "profile" and not _is_profile(value):
            return "profile must be a list of tables, such as [{ label = “Population”, value = “300,000” }]."
        if name in LISTS and not isinstance(value, str) and not _is_texts(value):
            return f'{name} must be a list of names, such as ["dementia"].'
        if name not in {"profile", *LISTS} and isinstance(value, list | dict):
            return f"“{name}” must be one value, not a list or a table."
    return ""


def _is_profile(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(line, dict) and not any(isinstance(each, list | dict) for each in line.values()) for line in value
    )


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
