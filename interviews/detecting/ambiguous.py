"""Words that are names as well as words: is "Will" at the start of a sentence a man or a question?"""

import re

from interviews.detecting import vocabulary as voc
from interviews.detecting.lexicon import is_given
from interviews.detecting.tokens import Words

AUXILIARY = frozenset("will may might can".split())
MONTHS = frozenset("may march april june august".split())
VERBS = frozenset(
    "mark hope grant rob sue pat chase wade don nick jack rose bless carry marry skip josh pierce tuck bob dash drew".split()
)
NOUNS = frozenset("rose hope grace faith grant bill field price green church king young long".split())
THIRD = re.compile(r"[^s]s$")
APPOSED = frozenset("my our who his her their who's that's bless god".split())
NOT_AFTER = frozenset(
    """i you he she it we they that this there the a an be have not your my our his her their these those me us them of to up down off for on in
    some all any one if so well enough under out over with anyone someone people about then at as""".split()
)


def reads_as_name(words: Words, at: int, known: bool) -> bool:
    """Whether the word at this place is a name here. known: the text uses it as a name elsewhere."""
    token, low = words.tokens[at], words.lows[at]
    before, after = words.before(at), words.after(at)
    following = words.tokens[at + 1] if at + 1 < len(words.tokens) else None
    points = -0.1 if known else -0.6
    if low in MONTHS and not known:
        points -= 0.5
    if after == low and known:
        points += 1
    if token.clitic:
        points += 0.8 if token.clitic[-1] == "s" else 0.3
    elif following is not None:
        near = following.gap == " "
        if near and after in voc.SPEECH:
            points += 0.8
            if low in AUXILIARY and after in ("never", "always", "just", "put", "and"):
                points -= 1
        if near and after in NOT_AFTER and not (after == "that" and following.clitic):
            points -= 1.2
        if near and known and after in ("on", "from", "in", "at", "with") and low not in AUXILIARY | VERBS:
            points += 1.4
        if known and near and after in ("from", "who") and low != "rose":
            points += 1.2
        beyond = words.tokens[at + 2] if at + 2 < len(words.tokens) else None
        if near and after == "and" and beyond and beyond.gap == " " and (beyond.capital or is_given(beyond.low)):
            points += 1.0
        if following.gap == ", " and after in APPOSED:
            points += 1.0
        if near and low in AUXILIARY and after not in voc.SPEECH:
            points -= 0.6
        if near and after[:1].isdigit():
            points -= 1
        if following.gap.startswith((".", "?", "!")) and known:
            points += 0.3
        if known and following.gap.startswith((',"', ",”", ",’", ",'")):
            points += 0.5
        if known and near and not words.lower and token.opens and THIRD.search(after) and low not in NOUNS:
            points += 0.6
        if following.gap.startswith(",") and known and words.tokens[at].gap.endswith(", "):
            points += 0.5
        if near and not words.lower and following.capital and after not in ("i",):
            points += 0.4
    if not token.opens or words.lower:
        if before == "and" and (is_given(words.before(at, 2)) or known):
            points += 0.8
        if before in voc.DETERMINERS:
            points -= 1.2
        if (
            low not in AUXILIARY | VERBS
            and not before in voc.PRONOUNS
            and before in ("to", "says", "said", "with", "for", "from", "by")
        ):
            points += 0.5
        elif before in ("called", "named", "name's", "doctor", "mr", "mrs"):
            points += 1.5
        elif before in voc.PRONOUNS or before in ("to", "not", "i'd", "we'd", "they'd", "question", "exclamation"):
            points -= 0.9
        if before in voc.INTRODUCING or before in voc.TITLES or before in voc.ROLES or before in voc.OLD:
            points += 0.5
        if before in ("in", "of", "since", "by", "until", "till", "last", "next") and low in (
            "may",
            "march",
            "april",
            "june",
            "august",
        ):
            points -= 2
    return points > 0
