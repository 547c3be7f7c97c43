from dataclasses import dataclass, field

import pytest

from reports import files
from reports.models import Report
from tests import factories

ROOM = "we sat in the same room, so you couldn’t just pass people on"
BUDGET = "Then the memory clinic took the budget as well"


@dataclass
class Said:
    """What an import says, collected."""

    notices: list[tuple[str, int, str]] = field(default_factory=list)
    errors: list[tuple[str, int, str]] = field(default_factory=list)
    counts: list[tuple[str, str]] = field(default_factory=list)

    def notice(self, file: str, row: int, message: str) -> None:
        self.notices.append((file, row, message))

    def error(self, file: str, row: int, message: str) -> None:
        self.errors.append((file, row, message))

    def count(self, file: str, what: str) -> None:
        self.counts.append((file, what))


@pytest.fixture
def said() -> Said:
    return Said()


@pytest.fixture
def source(study):
    return factories.source(study)


@pytest.fixture
def other_source(study):
    return factories.source(study, "31862", site="A2")


@pytest.fixture
def extract(source):
    return factories.extract(source, ROOM)


@pytest.fixture
def configuration(study):
    return factories.configuration(study, label="Sharing a room")


@pytest.fixture
def load(study, source):
    """load(text): the report “dementia” of this text."""

    def loaded(text: str, problems: Said | None = None) -> Report:
        return files.load(study, "dementia", text, by=None, problems=problems or Said())

    return loaded


TEXT = """---
title: Dementia in partnership
tracer: dementia
authors: A. Marsh; B. Tanner
---

# Introduction

Staff shared a room {{cite 20417 "in the same room"}}.

# Theme: One room

{{quote 20417 "we sat in the same room, … couldn’t just pass people on"}}

# Actionable messages

- Share a room {{because CMO-01; 20417}}
- Share a budget
"""


@pytest.fixture
def report(load, extract, configuration):
    return load(TEXT)
