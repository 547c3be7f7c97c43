"""The tables of a study folder in the order in which they can be read: what is named stands before who names it."""

from exchange.studyfolder import (
    activations,
    codebook,
    comparisons,
    configurations,
    evidence,
    extracts,
    findings,
    links,
    memos,
    participants,
    readings,
    sources,
    summaries,
    theories,
)

TABLES = {
    "participants": participants,
    "sources": sources,
    "codebook": codebook,
    "extracts": extracts,
    "theories": theories,
    "configurations": configurations,
    "links": links,
    "evidence": evidence,
    "readings": readings,
    "findings": findings,
    "activations": activations,
    "summaries": summaries,
    "comparisons": comparisons,
    "memos": memos,
}
