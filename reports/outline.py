"""How a short report begins: its sections, filled with what the study knows already."""

import re
from collections.abc import Iterator

from accounts.models import Study
from interviews.models import Participation, Source
from reports.markers import PROSE, Block, Section
from tracers import dates
from tracers.models import Site, Tracer

HINTS = {
    "introduction": "What this report is about, and why this tracer was chosen.",
    "before": "How things stood before the change: who was responsible, what worked, what did not.",
    "after": "What the change altered, and what those who made it hoped for.",
    "programme theory": "What was supposed to work, for whom and why; then the CMO tables.",
    "theme": "What people said, in their words, and what you make of it.",
    "summary": "The findings, one sentence each.",
    "actionable messages": "What those who can act should do. Name the evidence of each message with a “because” mark.",
    "references": "References that are cited in the text appear here by themselves.",
    "disclaimer": "The words that the funder asks for.",
    "acknowledgements": "Whom you thank.",
    "free": "Write, or insert a quotation from the tray.",
}
_CHOSEN = re.compile(r"^(it was )?chosen because\s+", re.IGNORECASE)


def short_report(study: Study, tracer: Tracer | None) -> list[Section]:
    """The sections of a new report; those that the study knows nothing about stay empty."""
    themes = list(study.themes.filter(tracer=tracer)) if tracer else []
    return [
        _section("Introduction", "introduction", *_introduction(study, tracer)),
        _section("Before", "before"),
        _section("After", "after"),
        _section("Programme theory", "programme theory", *_theory(study, tracer)),
        *(
            _section(_numbered(number, theme.label), "theme", theme.definition)
            for number, theme in enumerate(themes, start=1)
        ),
        *_areas(study, tracer),
        _section("Summary", "summary"),
        _section("Actionable messages", "actionable messages"),
        _section("References", "references"),
        _section("Disclaimer", "disclaimer", study.funding, study.disclaimer),
        _section(
            "Acknowledgements", "acknowledgements", "We are grateful to all who gave their time to be interviewed."
        ),
    ]


def _section(heading: str, kind: str, *pieces: str | Block) -> Section:
    blocks = (Block(PROSE, " ".join(piece.split())) if isinstance(piece, str) else piece for piece in pieces if piece)
    return Section(heading, 1, kind, tuple(block for block in blocks if block.kind != PROSE or block.text))


def _numbered(number: int, label: str) -> str:
    return label if label.casefold().startswith("theme") else f"Theme {number}: {label}"


def _introduction(study: Study, tracer: Tracer | None) -> Iterator[str]:
    if not tracer:
        yield f"This report is part of “{study.title}”{_of(study)}."
        return
    tracers = study.tracers.count()
    among = f", one of the {tracers} tracers of “{study.title}”" if tracers > 1 else f", a tracer of “{study.title}”"
    among += _of(study)
    reason = _CHOSEN.sub("", tracer.rationale.strip(), count=1)
    because = f" It was chosen because {_within(reason)}" if reason else ""
    yield f"This short report is about {_within(tracer.label)}{among}.{because}"
    yield tracer.description
    yield _sources(study, tracer)


def _of(study: Study) -> str:
    """ ", an evaluation of the Act"; "" where the study does not say of what."""
    programme = study.programme.strip().rstrip(".")
    return f", an evaluation of {programme}" if programme else ""


def _sources(study: Study, tracer: Tracer) -> str:
    """ "It draws on 7 sources from Area 1 and Area 2, dated August 2015 to July 2016." """
    sources = study.sources.about(tracer)
    when = sorted(filter(None, sources.values_list("date", flat=True)))
    labels = list(
        Site.objects.filter(pk__in=Participation.objects.filter(source__in=sources).values("site")).values_list(
            "label", flat=True
        )
    )
    number = sources.exclude(kind__in=[Source.Kind.DOCUMENT, Source.Kind.LITERATURE]).count()
    if not number:
        return ""
    what = "one interview" if number == 1 else f"{number} interviews"
    where = f" from {_listed(labels)}" if labels else ""
    months = list(dict.fromkeys(dates.show(each[:7]) for each in (when[:1] + when[-1:])))
    return f"It draws on {what}{where}{f', {" to ".join(months)}' if months else ''}."


def _theory(study: Study, tracer: Tracer | None) -> Iterator[str | Block]:
    theories = study.theories.filter(tracer=tracer) if tracer else study.theories.none()
    for theory in theories:
        yield theory.statement
    if tracer and study.configurations.filter(tracer=tracer).exists():
        yield Block("configurations", tracer.code)


def _areas(study: Study, tracer: Tracer | None) -> Iterator[Section]:
    areas = list(study.sites.filter(kind=Site.Kind.AREA).values_list("label", flat=True))
    if tracer and len(areas) > 1 and study.configurations.filter(tracer=tracer, kind="observed").exists():
        yield _section(f"{_listed(areas)} compared", "free", Block("comparison", tracer.code))


def _listed(labels: list[str]) -> str:
    return " and ".join(filter(None, [", ".join(labels[:-1]), *labels[-1:]]))


def _within(text: str) -> str:
    """A label or reason as it stands within a sentence: a capital goes, an abbreviation stays."""
    text = text.strip()
    first = text.split()[0] if text else ""
    return text[:1].lower() + text[1:] if first[1:].islower() else text
