"""What sort of organisation or place a name says it is."""

import re

_ORGANISATIONS = [
    ("hospital Trust", r"\b(hospitals?|acute|infirmary)\b.*\btrust\b|\b(nhs|foundation) trust\b"),
    ("CCG", r"\bccg\b|\bclinical commissioning\b"),
    ("integrated care board", r"\bic[bs]\b|\bintegrated care\b"),
    ("primary care network", r"\bpcn\b|\bprimary care network\b"),
    ("health board", r"\bhealth board\b|\bhealth and social care trust\b"),
    ("GP practice", r"\b(surgery|medical (centre|practice|group)|health centre|practice|gp|doctors)\b"),
    ("ward", r"\b(ward|unit)\b"),
    ("hospice", r"\bhospice\b"),
    ("hospital", r"\b(hospitals?|infirmary|general|ysbyty)\b"),
    ("ambulance service", r"\bambulance\b"),
    ("council", r"\b(council|borough|local authority)\b"),
    ("charity", r"\b(charity|foundation|association|society|carers|age uk|mind|samaritans|friends)\b"),
    ("charity", r"\b(marie curie|macmillan|barnardos?|mencap|red cross|salvation army|citizens advice)\b"),
    ("university", r"\b(university|college)\b|\buni\b"),
    ("school", r"\b(school|academy|nursery|primary)\b"),
    ("care home", r"\b(care home|nursing home|residential home|lodge|court|manor)\b"),
    ("home care company", r"\b(home ?care|domiciliary|care)\b"),
    ("pharmacy", r"\b(pharmacy|chemists?|pharmacists?)\b"),
    ("place of worship", r"\b(church|chapel|capel|mosque|temple|gurdwara|synagogue|parish|cathedral)\b"),
    ("newspaper", r"\b(post|chronicle|herald|gazette|echo|mercury|argus|times|news|evening|radio)\b"),
    ("hospital Trust", r"\btrust\b"),
    ("company", r"\b(ltd|limited|plc|llp|company|solicitors|consulting|group)\b"),
]  # fmt: skip
_PLACES = [
    ("road", r"\b(road|rd|street|lane|avenue|close|crescent|terrace|drive|row|mount|way|hill|stryd|square|court)\b"),
    ("river", r"\b(river|beck|afon)\b"),
    ("county", r"shire\b|\b(county|kent|cornwall|devon|norfolk|suffolk|essex|sussex|surrey|cumbria|dorset|somerset)\b"),
    ("island", r"\b(isle|island|ynys)\b"),
]  # fmt: skip
_KNOWN_ORGANISATIONS = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _ORGANISATIONS]
_KNOWN_PLACES = [(kind, re.compile(pattern, re.IGNORECASE)) for kind, pattern in _PLACES]


def kind_of_organisation(words: str) -> str:
    """ "Kernow CCG" → "CCG"; "organisation" when the name does not say."""
    return next((kind for kind, pattern in _KNOWN_ORGANISATIONS if pattern.search(words)), "organisation")


def kind_of_place(words: str) -> str:
    """ "Welbeck Road" → "road"; "place" when the name does not say."""
    return next((kind for kind, pattern in _KNOWN_PLACES if pattern.search(words)), "place")
