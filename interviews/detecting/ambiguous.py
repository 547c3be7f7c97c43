"""Words that are names as well as words: is "Will" at the start of a sentence a man or a question?

Each trait of the words around it speaks for a name or against it, with a weight found by reading interviews.
"""

import re
from collections.abc import Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.contractions import CONTRACTED
from interviews.detecting.lexicon import is_given, is_word
from interviews.detecting.tokens import Words

AUXILIARY = voc.words_of("auxiliary")  # will, may
MONTHS = voc.words_of("name_months")  # may, june
VERBS = voc.words_of("name_verbs")  # mark, rob, sue
NOUNS = voc.words_of("name_nouns")  # hope, grace, price
APPOSED = voc.words_of("apposed")  # "Frank, my husband"
NOT_AFTER = voc.words_of("not_after")
REACHED = voc.words_of("reached")  # "i rang may": somebody is the object
DEGREE = frozenset(["as", "how", "less", "more", "quite", "really", "so", "too", "very"])  # "how long", "very young"
PARTICIPLES = frozenset(["been", "born", "done", "gone", "is", "has"])  # after will and may never
ANY_ONE = frozenset(["a", "another", "any", "each", "every", "the", "this"])
TOWARDS = frozenset(["about", "by", "for", "from", "to", "with"])  # "i gave it to will"
SUBJECTS = frozenset(["he", "it", "she", "they"])
IN_MONTH = frozenset(["in", "of", "since", "by", "until", "till", "last", "next"])
THIRD_PERSON = re.compile(r"[^s]s$")
QUOTED = (',"', ",”", ",’", ",'")


def reads_as_name(words: Words, at: int, known: bool) -> bool:
    """Whether the word at this place is a name here. known: the text uses it as a name elsewhere."""
    return weighed(words, at, known) > 0


def weighed(words: Words, at: int, known: bool) -> float:
    """How much speaks for a name, above 0, or against it."""
    traits = [*_by_itself(words, at, known), *_what_follows(words, at, known), *_what_precedes(words, at, known)]
    return sum(traits)


def is_month(words: Words, at: int) -> bool:
    """Whether May, April … mean the month here."""
    if words.lows[at] not in MONTHS:
        return False
    before, after = words.before(at), words.after(at)
    ordinal = before in ("first", "second", "third", "twenty-first") or (before.endswith("th") and len(before) > 4)
    listed = before in voc.MONTHS or (before in ("and", "or") and words.before(at, 2) in voc.MONTHS)
    beside = listed or (after in voc.MONTHS and after != words.lows[at]) or before in voc.DETERMINERS or ordinal
    dated = before[:1].isdigit() or after[:1].isdigit()
    return beside or dated or before in voc.words_of("month_before") or after in ("or", "time", "the")


def _by_itself(words: Words, at: int, known: bool) -> Iterator[float]:
    token, low = words.tokens[at], words.lows[at]
    yield -0.1 if known else -0.6
    if low in MONTHS and not known:
        yield -0.5
    if known and words.after(at) == low:
        yield 1.0
    if token.clitic:
        yield 0.8 if token.clitic[-1] == "s" else 0.3


def _what_follows(words: Words, at: int, known: bool) -> Iterator[float]:
    if words.tokens[at].clitic or at + 1 >= len(words.tokens):
        return
    if words.tokens[at + 1].gap == " ":
        yield from _next_word(words, at, known)
    else:
        yield from _punctuation(words, at, known)


def _next_word(words: Words, at: int, known: bool) -> Iterator[float]:
    low, after, following = words.lows[at], words.after(at), words.tokens[at + 1]
    if after in voc.SPEECH:
        yield -0.2 if low in AUXILIARY and after in ("never", "always") else 0.8
    elif low in AUXILIARY:
        yield -0.6
    if low in AUXILIARY | VERBS and _no_complement(words, at):
        yield 1.5
    elif after in NOT_AFTER and not (after == "that" and following.clitic) and not (low == "may" and after in SUBJECTS):
        yield -1.2
    if after[:1].isdigit():
        yield -1.0
    if not words.lower and following.capital and after != "i":
        yield 0.4
    if _with_another(words, at):
        yield 1.0
    if known:
        yield from _next_of_known(words, at)


def _no_complement(words: Words, at: int) -> bool:
    """Whether the next word cannot follow a verb, were this one: "will hes", "may talking", "mark sorted it"."""
    low, after, following = words.lows[at], words.after(at), words.tokens[at + 1]
    past = after.endswith("ed") and not after.endswith("eed") and len(after) > 3 and is_word(after)
    if low in AUXILIARY:
        run_together = after in CONTRACTED and after.endswith(("es", "re", "im"))
        pronoun = (after in voc.PRONOUNS and bool(following.clitic)) or run_together
        lasting = after.endswith("ing") and len(after) > 5 and is_word(after[:-3]) and not after.endswith("thing")
        return pronoun or lasting or past or after in PARTICIPLES or after in ("and", "who")
    return past and low not in NOUNS and words.before(at) not in voc.DETERMINERS


def _next_of_known(words: Words, at: int) -> Iterator[float]:
    low, after = words.lows[at], words.after(at)
    if after in ("on", "from", "in", "at", "with") and low not in AUXILIARY | VERBS:
        yield 1.4
    if after in ("from", "who") and low != "rose":
        yield 1.2
    if not words.lower and words.tokens[at].opens and THIRD_PERSON.search(after) and low not in NOUNS:
        yield 0.6


def _with_another(words: Words, at: int) -> bool:
    """Will and Sarah."""
    if words.after(at) != "and" or at + 2 >= len(words.tokens):
        return False
    other = words.tokens[at + 2]
    return other.gap == " " and (other.capital or is_given(other.low))


def _punctuation(words: Words, at: int, known: bool) -> Iterator[float]:
    gap = words.tokens[at + 1].gap
    if gap == ", " and words.after(at) in APPOSED:
        yield 1.0
    if known and gap.startswith((".", "?", "!")):
        yield 0.3
    if known and gap.startswith(QUOTED):
        yield 0.5
    if known and gap.startswith(",") and words.tokens[at].gap.endswith(", "):
        yield 0.5


def _what_precedes(words: Words, at: int, known: bool) -> Iterator[float]:
    if words.tokens[at].opens and not words.lower:
        return
    low, before = words.lows[at], words.before(at)
    if before == "and" and (known or is_given(words.before(at, 2))):
        yield 0.8
    if before in voc.DETERMINERS:
        yield -1.2
    clause = known and before in ("since", "until", "till") and words.after(at) in voc.SPEECH  # "since may went"
    if low in MONTHS and before in IN_MONTH and not clause:
        yield -2.0
    if before in DEGREE:
        yield -1.5
    if known and low in AUXILIARY and before == "to" and words.before(at, 2) in voc.SPEECH:  # "i said to may"
        yield 3.0
    elif low in AUXILIARY and (before in REACHED or (low == "will" and before in TOWARDS)):
        yield 1.8
    if low in AUXILIARY and words.before(at, 2) in ANY_ONE:  # "the doctor will see you"
        return
    if before in voc.INTRODUCING or before in voc.TITLES or before in voc.ROLES or before in voc.OLD:
        yield 0.5
    yield from _spoken_to(low, before)


def _spoken_to(low: str, before: str) -> Iterator[float]:
    if before in voc.PRONOUNS:
        yield -0.9
    elif low not in AUXILIARY | VERBS and before in ("to", "says", "said", "with", "for", "from", "by"):
        yield 0.5
    elif before in ("called", "named", "name's", "doctor", "mr", "mrs"):
        yield 1.5
    elif low == "will" and before == "to":
        yield 0.3
    elif before in ("to", "not", "i'd", "we'd", "they'd", "question", "exclamation"):
        yield -0.9
