"""The study's own list: its forms (anonymise/matching.py), the ordinary words among them asked of their context."""

from collections.abc import Iterator, Sequence

from interviews.anonymise.known import Form
from interviews.anonymise.matching import Match, matches
from interviews.anonymise.naming.words import listed
from interviews.detecting import vocabulary as voc
from interviews.detecting.ambiguous import AUXILIARY, reads_as_name
from interviews.detecting.lexicon import in_phrase, is_given_word, is_word
from interviews.detecting.said_hospitals import ENDS
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

NOT_AFTER_THESE = frozenset(
    listed(
        """
        to not too so very how as us me him them more less quite really pretty i'd we'd they'd don't didn't can't
        couldn't would could should can do does did only big little new old good bad whole full question
        """
    )
)
NOT_BEFORE_THESE = frozenset(
    listed("i you he she it we they that this of to up down off for my your a an the ago so be his her their own")
)
DOUBTFUL = 0.5  # a form of less weight is an ordinary word as well


def find(words: Words, forms: Sequence[Form]) -> Iterator[Found]:
    """Every form in the text that means its entity there."""
    starts = {token.start: at for at, token in enumerate(words.tokens)}
    for match in matches(words.text, forms):
        at = starts.get(match.start)
        if at is None or _meant(words, at, match):
            exact = match.score >= match.form.weight >= DOUBTFUL
            yield Found(match.start, match.end, match.form.type, 1.0 if exact else 0.9, match.form.entity)


def _meant(words: Words, at: int, match: Match) -> bool:
    """Whether a form of one ordinary word is the name here: "will" is asked of the words around it."""
    token = words.tokens[at]
    if match.end > token.end or not is_word(words.lows[at]):
        return True
    if not words.lower and not token.capital:
        return False
    if not words.lower and not token.opens:
        return True
    if in_phrase("not_identifiers", words.lows, at):
        return False
    if match.form.type != "person":
        return words.lower and _located(words, at, match.form.type)
    if words.lower and not is_given_word(words.lows[at]):
        return reads_as_name(words, at, True)  # "long" alone is seldom Joan Long
    return reads_as_name(words, at, True) or (words.lower and _nothing_against(words, at))


def _located(words: Words, at: int, kind: str) -> bool:
    """Whether a word that is a place or an organisation as well is it here: "at the freeman", "out of walker"."""
    before = words.before(at)
    if before == "the":
        return _ends_there(words, at)
    if before in voc.DETERMINERS or before in NOT_AFTER_THESE - {"to"}:
        return False
    return kind == "organisation" or before in voc.PREPOSITIONS or _nothing_against(words, at)


def _ends_there(words: Words, at: int) -> bool:
    """Whether what follows cannot be what the name belongs to, as in "the general public"."""
    if at + 1 >= len(words.tokens) or words.tokens[at + 1].gap != " " or words.tokens[at].clitic:
        return True
    return words.after(at) in ENDS


def _nothing_against(words: Words, at: int) -> bool:
    """Without capitals a listed name that is a word as well is meant, unless its neighbours make it a word."""
    before, after = words.before(at), words.after(at)
    if before == "to" and words.before(at, 2) in voc.SPEECH:
        return True
    if words.lows[at] in AUXILIARY or before in voc.DETERMINERS or before in voc.PRONOUNS or before in NOT_AFTER_THESE:
        return words.lows[at] == after != before  # "well will will tell you"
    return after not in NOT_BEFORE_THESE
