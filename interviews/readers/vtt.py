"""WebVTT (.vtt), as Teams, Zoom and transcription services write it."""

import re

import webvtt

from interviews.readers.cues import conversation
from interviews.readers.decoding import clean, decode
from interviews.readers.plain import refuse_other_kinds
from interviews.readers.reading import Draft, Unreadable
from interviews.readers.timed import Cue, refuse_broken_times


def read(file: str, data: bytes) -> Draft:
    refuse_other_kinds(file, data, expected="a WebVTT transcript")
    text, encoding, notices = decode(file, data)
    text = clean(text).lstrip()
    if not re.match(r"WEBVTT(?:\s|\Z)", text):
        raise Unreadable(
            file,
            "it does not begin with WEBVTT as a .vtt transcript must",
            "export it again as WebVTT, or give it the ending .txt if it is plain text",
        )
    refuse_broken_times(file, text)
    cues = [
        Cue(_in_seconds(caption.start), _in_seconds(caption.end), caption.raw_text)
        for caption in webvtt.from_string(text).captions
    ]
    return conversation(cues, encoding, notices)


def _in_seconds(clock: str) -> float:
    hours, minutes, seconds = clock.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(seconds)
