"""What meeting and transcription programs write around the words, brought into the shape of a transcript."""

import re

_STARRED = re.compile(r"^\*\*(?P<name>[^*\n]{1,80}?)(?P<inside>:?)\*\*(?P<outside>:?)", re.MULTILINE)
_CHAT = re.compile(
    r"^(?P<time>\d{1,2}:\d{2}(?::\d{2})?)[ \t]+From[ \t]+(?P<name>[^:\n]{1,60}?)(?:[ \t]+to[ \t]+[^:\n]{1,60}?)?[ \t]*:"
    r"[ \t]*\n?[ \t]*",
    re.MULTILINE | re.IGNORECASE,
)
_ABOUT_ITSELF = re.compile(
    r"^[ \t]*(?:Transcribed by https?://otter\.ai.*|[^\n:]{1,60} (?:started|stopped) transcription)[ \t]*(?:\n|\Z)",
    re.MULTILINE,
)


def tidied(text: str) -> str:
    """Zoom's “10:02:03 From Ann Lee to Everyone:” is “10:02:03 Ann Lee:”; a program's lines about itself go."""
    text = _CHAT.sub(r"\g<time> \g<name>: ", text)
    if len(_STARRED.findall(text)) > 1:
        text = _STARRED.sub(lambda found: f"{found['name']}{found['inside'] or found['outside']}", text)
    return _ABOUT_ITSELF.sub("", text).strip("\n")
