"""The house stands as docs/architecture.md says: everything points down, and every door asks who is there."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Study, User
from tests import filled, walk

ROOT = Path(__file__).parents[1]
FLOORS = ("accounts", "tracers", "interviews", "cmo", "reports", "exchange", "config")
HEAVY = {"spacy": {"interviews/detection.py"}, "weasyprint": {"reports/pdf.py"}}
LEFT_AT_START = ("spacy", "weasyprint", "sklearn", "pandas", "docx", "mammoth", "openpyxl")
PURE_ROOMS = ("interviews/anonymise/naming", "interviews/detecting", "interviews/labels")
PURE = (
    *("tracers.dates", "tracers.names", "tracers.profile"),
    *("interviews.spans", "interviews.anchoring", "interviews.turns", "interviews.citation", "interviews.published"),
    *("interviews.identifiers", "interviews.edits", "interviews.carrying", "interviews.highlights", "interviews.tally"),
    *(
        f"interviews.anonymise.{name}"
        for name in ("known", "matching", "mentions", "within", "entities", "pseudonyms", "proposals")
    ),
    *(f"interviews.intake.{name}" for name in ("duplicates", "telling", "voices")),
    *(f"interviews.leaks.{name}" for name in ("names", "fresh")),
    *(f"interviews.overview.{name}" for name in ("conflicts", "lookalikes", "presence", "repeats", "spread")),
    "interviews.sheet",
    "interviews.agreement",
    *(f"interviews.double.{name}" for name in ("units", "differing", "comparing", "showing")),
