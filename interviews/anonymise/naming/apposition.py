"""Two names said one after the other: how plainly the words around them say that they are one's."""

import re
from enum import IntEnum

from interviews.anonymise.naming.parting import ENDS, acts, begins_anew, of_two
from interviews.anonymise.naming.words import folded, listed

LONGEST = 50  # characters between a surname and the first name of the same person


class Plainly(IntEnum):
    NOT = 0
    NEAR = 1  # in one sentence, nothing that parts them: "Dr Rahman, lovely. Tariq moved …"
    BESIDE = 2  # next to one another, or a sentence of the name alone: "We lost Ron. Mr Holt."
    SAME = 3  # "Dr Sana, that's Dr Mahmood now"
    CALLED = 4  # "everybody calls him Degsy"


_APART = frozenset(
    listed(
        """
        and or with to from for about by told asked rang saw met nor than plus versus like then when before after under
        daughter son wife husband mother mum father dad sister brother niece nephew cousin aunt uncle partner friend
        nurse receptionist secretary assistant colleague deputy registrar manager not call calls called
        """
    )
)
_BETWEEN = frozenset(
    listed(
        "sorry well um er erm uh yeah yes oh aye i mean rather full in our my now actually really properly so just but"
    )
)
_ARTICLES = frozenset(listed("the a an old lad chap girl man lady first"))
_EQUALS = frozenset(
    listed("thats that he she it its is was being hes shes its called named surname mean sorry aka alias meaning")
)
_MOST = 5  # words that say no more than "I mean, that's …"
_SENTENCE_END = re.compile(r"[.?!:;…]")
_ALONE = re.compile(r"[.!?…]\s+$")
_LISTED = re.compile(r"^\s*,?\s*(?:and|or)\b(?! (?:he|she|they|it|who|i|we|you|that)\b)|^,\s*[A-Z]\w+(?:,|\s+and\b)")
_ANSWERED = re.compile(
    r"^\s*[.?!…–—-]*\s*\n+[^\n:]{1,30}:\s*(?:(?:oh|it's|its|just|no|well|um|er)[\s,]+)*$", re.IGNORECASE
)
_WELCOME = re.compile(r"^,?\s*(?:please\b|or\b|will do|is fine|'s fine)", re.IGNORECASE)
_MANY = (
    r"(?:they|we|you|everyone|everybody|people|folk|nobody|(?:the|my|our|old)\s+(?:\w+\s+)?\w+s)\s+"
    r"(?:all\s+|just\s+|only\s+)?"
)
_CALLED_BEFORE = re.compile(
    rf"\b(?:{_MANY}(?:call|calls|called)\s+(?:him|her|me|it|us|them)"
    r"|\bI (?:always |just |only )?call(?:ed)? (?:him|her)|(?:can|could|may|shall) I call you"
    r"|(?:everyone|everybody|people|folk|they all|(?:the|my|our) \w+s(?: all)?) says?|known as)[\s,]+$",
    re.IGNORECASE,
)
_CALLED_AFTER = re.compile(rf"^,?\s*(?:is what\s+)?{_MANY}(?:call|calls|called)\s+(?:him|her|me|us)\b", re.IGNORECASE)
_I_MEAN = re.compile(r"^,? (?:I mean|I should say|that is|is the proper name)\b(?!\s+\w+ing)", re.IGNORECASE)
_NAMED = re.compile(
    r"^,? (?:her|his|my|their|the) (?:sur|first |second |last |full |proper |real |maiden )?name"
    r"(?:['’]?s| is| was)?,? $"
)
_IS_A = re.compile(r"\b(?:she|he)(?:['’]?s| is| was)(?: an?)? $", re.IGNORECASE)
_TO_US = re.compile(r"^,?\s+to (?:us|everyone|everybody|his|her|my|friends|the (?:lads|girls|staff|patients|team))\b")


def plainly(between: str, before: str, after: str, earlier: str = "") -> Plainly:
    """`between` are the words between the two names ("" when they are far apart), `before` and `after` some around the
    second, `earlier` some before the first."""
    words = folded(between)
    if _CALLED_BEFORE.search(before) or _CALLED_AFTER.search(after) or _TO_US.search(after):
        return Plainly.CALLED
    if not between or len(between) > LONGEST or of_two(between, after, earlier):
        return Plainly.NOT
    if "\n" in between:
        answered = _ANSWERED.search(between) and _WELCOME.search(after)
        return Plainly.BESIDE if answered else Plainly.NOT
    if between in {"'s ", "’s "}:
        return Plainly.SAME
    if _I_MEAN.search(after) or _IS_A.search(between) or _NAMED.search(between):
        return Plainly.SAME
    if len(words) <= _MOST and set(words) <= _BETWEEN | _ARTICLES | _EQUALS:
        if words and set(words) & _EQUALS:
            return Plainly.SAME
        if "," in between and not words and _LISTED.search(after):
            return Plainly.NOT
        return Plainly.NOT if begins_anew(between, after) else Plainly.BESIDE
    if _ALONE.search(between) and ENDS.search(after) and len(_SENTENCE_END.findall(between)) == 1:
        return Plainly.BESIDE
    clause = _SENTENCE_END.split(between)[-1]
    return Plainly.NEAR if _APART.isdisjoint(folded(clause)) and not acts(between) else Plainly.NOT
