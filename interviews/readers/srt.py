"""SubRip (.srt)."""

import io
import re

import webvtt

from interviews.labels.stamps import seconds
from interviews.readers.cues import conversation
from interviews.readers.decoding import clean, decode
from interviews.readers.plain import refuse_other_kinds
from interviews.readers.reading import Draft, Unreadable
from interviews.readers.timed import Cue, refuse_broken_times


def read(file: str, data: bytes) -> Draft:
    refuse_other_kinds(file, data, expected="a subtitle file")
    text, encoding, notices = decode(file, data)
    text = clean(text).lstrip()
    if text and not re.match(r"\d+[^\S\n]*\n[^\n]*-->", text):
        raise Unreadable(
            file,
            "it does not begin with a numbered time as an .srt file must",
            "export it again, or give it the ending .txt if it is plain text",
        )
    refuse_broken_times(file, text)
    captions = webvtt.from_buffer(io.StringIO(text), format="srt").captions if text else []
    cues = [Cue(seconds(caption.start) or 0.0, seconds(caption.end) or 0.0, caption.raw_text) for caption in captions]
    return conversation(cues, encoding, notices)
