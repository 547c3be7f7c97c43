"""Participants, sources and their words, codes, extracts and memos."""

from interviews.models.anonymising import ListedName, Place, Replacement
from interviews.models.codes import Code, CodeTheme
from interviews.models.extracts import Coding, Extract, ExtractSite, ExtractTracer
from interviews.models.leaks import SetAside
from interviews.models.memos import Memo
from interviews.models.news import News
from interviews.models.participants import Participant
from interviews.models.searches import SavedSearch
from interviews.models.settled import Settled
from interviews.models.sources import Participation, Source, SourceText, SourceTracer
from interviews.models.spoken import SpokenTurn
from interviews.models.suggesting import Suggestion, SuggestionRun
from interviews.models.uploads import Batch, TextPrint, Upload, UploadFile
from interviews.models.work import Assignment, Difference, DoubleCoding

__all__ = [
    "Assignment",
    "Batch",
    "Code",
    "CodeTheme",
    "Coding",
    "Difference",
    "DoubleCoding",
    "Extract",
    "ExtractSite",
    "ExtractTracer",
    "ListedName",
    "Memo",
    "News",
    "Participant",
    "Participation",
    "Place",
    "Replacement",
    "SavedSearch",
    "SetAside",
    "Settled",
    "Source",
    "SourceText",
    "SourceTracer",
    "SpokenTurn",
    "Suggestion",
    "SuggestionRun",
    "TextPrint",
    "Upload",
    "UploadFile",
]
