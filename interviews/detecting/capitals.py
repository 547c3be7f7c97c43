"""Names in a text that uses capitals: stretches of capitalised words, and what each is."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from interviews.detecting import vocabulary as voc
from interviews.detecting.ambiguous import MONTHS
from interviews.detecting.lexicon import (
    is_given,
    is_given_word,
    is_place,
    is_surname,
    is_word,
    listed,
    longest,
    phrases,
    single,
)
from interviews.detecting.tokens import Token, Words
from interviews.identifiers import Found

LINKS = frozenset({" ", "-", "‑", "  ", " & ", "&", "\u00a0"})
NUMBERED = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty".split()
)
SPELLING = frozenset({", ", "-", ". ", ".", "‑", " – "})


@dataclass(slots=True)
class Piece:
    """Words first to last of one name, and how sure that is; strong names are looked for in the rest of the text."""

    first: int
    last: int
    type: str
    score: float


def is_stop(lows: list[str], shouted: bool = True) -> bool:
    """Whether these words together only look like a name; an abbreviation only where it stands in capitals."""
    if longest("not_identifiers", lows, 0) == len(lows):
        return True
    return shouted and len(lows) == 1 and is_abbreviation(lows[0])


def is_abbreviation(low: str) -> bool:
    """A&E, CQC, GPs: an abbreviation that names nobody."""
    known = single("acronyms")
    return low in known or (low.endswith("s") and low[:-1] in known)


def is_product(word: str) -> bool:
    """HomeFirst, SystmOne, eConsult: how software and schemes are written, and no surname such as McGurk."""
    if "'" in word or "’" in word:
        return False
    humps = HUMPS.findall(word)
    return len(humps) > 1 and len(humps[-1]) > 2 and not word.startswith(SURNAME_HUMPS) and is_word(humps[-1].lower())


HUMPS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
MONTH_NAMES = frozenset("january february march april may june july august september october november december".split())
SURNAME_HUMPS = ("Mc", "Mac", "De", "La", "Le", "Fitz", "Van", "Di", "Du", "O'", "O’", "Da", "St", "Al", "El")


def is_role_label(words: Words, first: int, last: int) -> bool:
    """Whether the words of a speaker label or of a heading say a role or a kind, no name."""
    for index in range(first, last + 1):
        low = words.lows[index]
        token = words.tokens[index]
        if len(low) < 2 or any(letter.isdigit() for letter in low) or low in voc.TITLES:
            continue
        if low in listed("given") or low in listed("surnames") or not is_word(low):
            if low in single("acronyms") or is_stop([low]) or (token.shouted and len(low) <= 4):
                continue
            return False
        if is_given_word(low) and first == last and low not in ("sister", "father", "major", "chair", "king", "art"):
            return False
    return True


def runs(words: Words) -> Iterator[tuple[int, int]]:
    """First and last word of each stretch of capitalised words with the small words that join them."""
    tokens = words.tokens
    at = 0
    while at < len(tokens):
        if not _starts(tokens[at], words, at):
            at += 1
            continue
        last = at
        while (reach := _reach(words, last)) is not None:
            last = reach
        yield at, last
        at = last + 1


def _starts(token: Token, words: Words, at: int) -> bool:
    if token.label or not token.capital or token.low == "i" or token.word[0].isdigit():
        return False
    return not (token.low.startswith(("i'", "i’")))


def _capital(words: Words, at: int) -> bool:
    return at < len(words.tokens) and words.tokens[at].capital and not words.tokens[at].label and words.lows[at] != "i"


def _reach(words: Words, last: int) -> int | None:
    """The next word that belongs to the stretch, if any."""
    tokens, lows = words.tokens, words.lows
    if last + 1 >= len(tokens):
        return None
    following, current = tokens[last + 1], tokens[last]
    if (
        current.clitic
        and following.gap != "-"
        and not (_capital(words, last + 1) and following.gap == " " and _owned(words, last))
    ):
        return None
    if following.gap == ". " and current.low in voc.TITLES and following.low in voc.PARTICLES and not following.capital:
        for target in range(last + 2, min(last + 5, len(tokens))):
            if _capital(words, target):
                return target
    initial = (
        len(current.word) == 1 or current.low in ("dr", "mr", "mrs", "ms", "prof", "st", "rev", "cllr")
    ) and following.gap in (". ", ".")
    if current.low in ("q", "a") and current.opens and following.gap == ". ":
        return None
    if len(current.word) == 1 == len(following.word) and following.capital and following.gap in SPELLING:
        return last + 1
    if _capital(words, last + 1) and (following.gap in LINKS or initial):
        return None if following.opens and following.gap not in LINKS and not initial else last + 1
    if following.gap in LINKS and not following.capital:
        for count in (1, 2, 3):
            target = last + count + 1
            if not _capital(words, target) or tokens[target].gap not in (*LINKS, "'", "’"):
                continue
            between = lows[last + 1 : target]
            if any(tokens[last + n].gap not in LINKS for n in range(1, count + 1)):
                break
            if _joins(words, last, between, target):
                return target
    return None


def _owned(words: Words, last: int) -> bool:
    """Whether what follows a possessive belongs to the same name: St Luke's Hospital, King's Heath."""
    nxt = words.lows[last + 1]
    if longest("not_identifiers", words.lows, last) > 1:
        return True
    return nxt in voc.ORG_TAILS or nxt in voc.PLACE_TAILS or is_place(f"{words.lows[last]}'s {nxt}")


def _joins(words: Words, last: int, between: list[str], target: int) -> bool:
    low, far = words.lows[last], words.lows[target]
    hyphens = all(words.tokens[n].gap == "-" for n in range(last + 1, target + 1))
    if hyphens:
        return True
    if all(word in voc.PARTICLES for word in between):
        return is_given(low) or is_given_word(low) or (not is_word(low)) or is_place(" ".join([low, *between, far]))
    whole = " ".join([low, *between, far])
    if (
        is_place(whole)
        or longest("not_identifiers", [low, *between, *words.lows[target : target + 6]], 0) >= len(between) + 2
    ):
        return True
    if between[0] == "of":
        return (
            low in voc.ORG_TAILS
            or low in voc.ORG_HEADS
            or low
            in (
                "isle",
                "forest",
                "vale",
                "city",
                "county",
                "bank",
                "house",
                "department",
                "ministry",
                "secretary",
                "borough",
                "king",
                "queen",
                "our",
                "friends",
                "kingdom",
                "bridge",
                "mull",
                "bay",
                "firth",
                "duke",
                "earl",
                "prince",
                "bishop",
                "church",
                "institute",
                "freedom",
                "power",
                "deprivation",
                "gift",
                "right",
                "end",
                "area",
                "state",
                "standards",
                "code",
                "order",
                "office",
                "board",
                "court",
                "head",
                "director",
                "faculty",
            )
        )
    if between == ["and"] and words.before(last) == "nhs" and words.tokens[last - 1].capital:
        return True
    if between in (["and"], ["y"], ["yr"], ["a"]):
        return _organised(words, target) and low not in voc.FUNCTION and not is_given(low)
    return all(word in voc.JOINING for word in between) and is_place(whole)


def _organised(words: Words, target: int) -> bool:
    """Whether the stretch of capitals from here ends as an organisation does."""
    at = target
    while at < len(words.tokens) and _capital(words, at) and (at == target or words.tokens[at].gap in LINKS):
        if words.lows[at] in voc.ORG_TAILS:
            return True
        at += 1
    return False


class Capitals:
    """The names of a text by its capitals."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.pieces: list[Piece] = []
        self.doubtful: list[int] = []  # words which open a sentence and may be names

    def read(self) -> None:
        for first, last in runs(self.words):
            self.classify(first, last)

    def low(self, first: int, last: int) -> list[str]:
        return self.words.lows[first : last + 1]

    def add(self, first: int, last: int, type: str, score: float) -> None:
        self.pieces.append(Piece(first, last, type, score))

    def classify(self, first: int, last: int) -> None:
        first, last = self.trim(first, last)
        if first > last:
            return
        lows = self.low(first, last)
        if first == last and self.numbered(first):
            return self.add(first, first + 1, "organisation", 0.6)
        if self.stop(first, last):
            return None
        if (
            self.spelt(first, last)
            or self.stop_within(first, last)
            or self.titled(first, last)
            or self.place_list(first, last)
            or self.organisation(first, last)
            or self.street(first, last)
        ):
            return None
        return self.rest(first, last)

    def trim(self, first: int, last: int) -> tuple[int, int]:
        """Without what only opens the sentence, and without small words at either end."""
        tokens, lows = self.words.tokens, self.words.lows
        while first < last and tokens[first].opens and tokens[first + 1].gap != "-":
            opening = lows[first]
            whole = is_place(" ".join(lows[first : last + 1])) or is_stop(lows[first : last + 1])
            if not whole and opening in voc.FUNCTION and not (is_given_word(opening) and self.name_after(first)):
                first += 1
                while first <= last and not tokens[first].capital:
                    first += 1
                continue
            break
        return first, last

    def name_after(self, index: int) -> bool:
        nxt = self.words.after(index)
        return is_surname(nxt) and not is_word(nxt)

    def numbered(self, at: int) -> bool:
        """Ward 305, Ward Nine."""
        after = self.words.tokens[at + 1] if at + 1 < len(self.words.tokens) else None
        numbered = after is not None and after.gap == " " and (after.low[0].isdigit() or after.low in NUMBERED)
        return numbered and self.words.lows[at] in ("ward", "house", "unit")

    def stop(self, first: int, last: int) -> bool:
        """Whether the words only look like a name."""
        return is_stop(self.low(first, last), self.words.tokens[first].shouted)

    def stop_within(self, first: int, last: int) -> bool:
        """Cuts a longer stretch at words that only look like names; whether it did."""
        for at in range(first, last + 1):
            length = longest("not_identifiers", self.words.lows, at)
            whole = at + length - 1
            if (
                length > 1
                and at > first
                and self.words.lows[whole] in voc.ORG_TAILS
                and self.words.lows[at - 1] not in voc.FUNCTION
            ):
                continue
            if length > 1 and whole <= last and not (self.words.lows[last] in voc.ORG_TAILS and whole < last):
                if self.words.lows[at : whole + 1] == ["health", "and", "social", "care"] and whole < last:
                    return False
                if first < at:
                    self.classify(first, at - 1)
                if whole < last:
                    self.classify(whole + 1, last)
                return True
        return False

    def spelt(self, first: int, last: int) -> bool:
        """P-A-P-A: a name that is spelt."""
        lows = self.low(first, last)
        if len(lows) < 3 or any(len(low) > 1 for low in lows) or "".join(lows) in single("acronyms"):
            return False
        self.add(first, last, "person", 0.7)
        return True

    def titled(self, first: int, last: int) -> bool:
        """Dr Whitlock, Mr. Long, Sister Young, Old Mr Crompton."""
        lows = self.words.lows
        for at in range(first, last):
            if lows[at] in voc.TITLES or lows[at] in voc.ROLES:
                start = at
                while at + 1 <= last and (lows[at + 1] in voc.TITLES or lows[at + 1] in voc.ROLES):
                    at += 1
                    if lows[at - 1] in voc.ROLES:
                        start = at
                if at == last or not self.words.tokens[at + 1].capital and lows[at + 1] not in voc.PARTICLES:
                    return False
                if lows[at + 1] in voc.ORG_TAILS and lows[at + 1] not in ("church", "house", "bank"):
                    return False
                if lows[start] in voc.ROLES and lows[start] not in voc.KIN:
                    start = at + 1
                end = self.person_end(at + 1, last)
                self.add(start, end, "person", 0.95)
                if first < start - 1:
                    self.classify(first, min(start - 1, at - 1))
                if end < last:
                    self.classify(end + 1, last)
                return True
        return False

    def person_end(self, at: int, last: int) -> int:
        """The last word of a person's name that begins here."""
        end = at
        while end < last and end - at < 5 and self.words.lows[end + 1] not in voc.ORG_TAILS:
            end += 1
        return end

    def place_list(self, first: int, last: int) -> bool:
        lows = self.low(first, last)
        phrase = " ".join(lows)
        if len(lows) > 1 and is_place(phrase) or is_place(phrase.replace("saint ", "st ")) and len(lows) > 1:
            self.add(first, last, "place", 0.85)
            return True
        return False

    def organisation(self, first: int, last: int) -> bool:
        """Fernhill Surgery, University of Keele, NHS Highland, St Bride's, Sidat & Crompton."""
        lows = self.words.lows
        tails = [at for at in range(first, last + 1) if lows[at] in voc.ORG_TAILS]
        saint = lows[first] in ("st", "saint") and first < last
        if tails:
            end = tails[-1]
            while end < last and lows[end + 1] in voc.GENERIC:
                end += 1
            if end < last and lows[tails[-1] + 1] in ("of", "for", "at", "in"):
                end = last
            charity = lows[end] in ("association", "society", "foundation", "charity") and lows[first] not in (
                "housing",
                "the",
                "local",
                "charity",
            )
            if not (charity and end > first) and all(
                word in voc.GENERIC or word in voc.FUNCTION for word in lows[first : end + 1]
            ):
                if end < last:
                    self.classify(end + 1, last)
                return True
            weak = lows[end] not in voc.STRONG_TAILS
            if (
                weak
                and is_given(lows[first])
                and end == first + 1
                and lows[end] in ("house", "court", "post", "mill", "mills", "bank", "press")
            ):
                return False
            self.add(first, end, "organisation", 0.7 if weak else 0.85)
            if end < last:
                self.classify(end + 1, last)
            return True
        if first < last and (lows[first] in voc.ORG_HEADS or saint):
            place = saint and is_place("st " + " ".join(lows[first + 1 : last + 1]))
            self.add(first, last, "place" if place else "organisation", 0.75)
            return True
        if any(self.words.tokens[at].gap in (" & ", "&") for at in range(first + 1, last + 1)):
            self.add(first, last, "organisation", 0.8)
            return True
        return False

    def street(self, first: int, last: int) -> bool:
        lows = self.words.lows
        if (
            last == first
            or is_given(lows[first])
            and last == first + 1
            and lows[last] not in voc.STREETS
            and is_surname(lows[last])
        ):
            return False
        for at in range(last, first, -1):
            if lows[at] in voc.PLACE_TAILS:
                plain = all(word in voc.GENERIC or word in voc.FUNCTION for word in lows[first : at + 1])
                if plain and (
                    lows[at] not in voc.STREETS
                    or lows[first] in ("main", "new", "the", "housing", "back", "high", "other")
                ):
                    return at == last
                self.add(first, at, "place", 0.75)
                if at < last:
                    self.classify(at + 1, last)
                return True
        return False

    def rest(self, first: int, last: int) -> None:
        """What is left: people for the most part, places, abbreviations, names of all sorts."""
        if first == last:
            return self.one(first)
        tokens, lows = self.words.tokens, self.words.lows
        while (
            first < last
            and (self.stop(first, first) or lows[first] in voc.FUNCTION and tokens[first].opens)
            and not self.full_name(first, last)
        ):
            first += 1
        while last > first and self.stop(last, last) and not self.full_name(first, last):
            last -= 1
        if first == last:
            return self.one(first)
        if self.full_name(first, last):
            return self.add(first, last, "person", 0.9)
        words = lows[first : last + 1]
        if all(tokens[at].shouted for at in range(first, last + 1)):
            return self.add(first, last, "organisation", 0.5)
        if words[0] in ("daily", "evening", "sunday", "morning", "weekly") and words[-1] not in ("service", "meeting"):
            return self.add(first, last, "organisation", 0.6)
        if words[-1] in voc.MANAGEMENT and all(is_word(word) for word in words):
            return None
        if all(is_word(word) and not is_surname(word) for word in words):
            return None if tokens[first].opens and last == first + 1 else self.add(first, last, "organisation", 0.5)
        if lows[first] in voc.COMPASS or is_place(lows[last]):
            return self.add(first, last, "place", 0.6)
        if self.words.before(first) == "the":
            return self.add(first, last, "organisation", 0.6)
        if self.words.before(first) in ("in", "near", "around") and not is_surname(lows[last]):
            return self.add(first, last, "place", 0.6)
        return self.add(first, last, "person", 0.7)

    def full_name(self, first: int, last: int) -> bool:
        """A given name or an initial, and what may be a surname."""
        lows, tokens = self.words.lows, self.words.tokens
        if first == last:
            return False
        given = (
            is_given(lows[first])
            or (is_given_word(lows[first]))
            or (len(lows[first]) == 1 and lows[first] not in ("i", "a"))
        )
        if len(lows[first]) == 1 and all(len(low) == 1 for low in lows[first : last + 1]):
            return True
        surname = lows[last]
        return (
            given
            and (is_surname(surname) or not is_word(surname) or is_given(surname))
            and not (is_stop([surname]) and is_word(surname) and surname not in listed("surnames"))
        )

    def one(self, at: int) -> None:
        """A single capitalised word."""
        token, low = self.words.tokens[at], self.words.lows[at]
        after = self.words.tokens[at + 1] if at + 1 < len(self.words.tokens) else None
        if self.numbered(at):
            return self.add(at, at + 1, "organisation", 0.6)
        if (
            after
            and after.gap == ", "
            and len(after.word) == 1
            and after.capital
            and self.words.text[after.end : after.end + 1] == "."
            and not is_word(low)
        ):
            self.add(at, at + 1, "person", 0.85)
            return
        if self.stop(at, at) or low in voc.TITLES or low in voc.ROLES or low in voc.GENERIC or is_product(token.word):
            return
        if len(low) == 1:
            return self.initial(at)
        if token.clitic and is_stop([low + "'s"]):
            return
        if token.opens and not token.shouted:
            return self.opening(at)
        if token.shouted:
            return self.shouted(at)
        if is_word(low) and not is_given(low) and low not in listed("places"):
            return self.capital_word(at)
        self.add(at, at, self.kind(at), 0.8)

    def initial(self, at: int) -> None:
        """J.: somebody, where a full stop and no new sentence follows."""
        token = self.words.tokens[at]
        if re.match(r"\.(?: ?…| ?\?|[,;:]| [a-z])", self.words.text[token.end : token.end + 3]):
            self.add(at, at, "person", 0.5)

    def kind(self, at: int) -> str:
        """What a single name most likely is, by the lists and by the words around it."""
        low, before = self.words.lows[at], self.words.before(at)
        place, person = low in listed("places") or low in listed("place_words"), is_given(low)
        if place and (not person or before in ("in", "near", "from", "around", "to")):
            return "place"
        if person:
            return "person"
        if before == "the" or self.words.before(at) in ("at",):
            return "organisation"
        if before in ("in", "near", "around", "outside", "into"):
            return "place"
        return "person"

    def opening(self, at: int) -> None:
        low = self.words.lows[at]
        if not is_word(low):
            self.add(at, at, self.kind(at), 0.75)
        elif is_given(low) or low in listed("places"):
            self.add(at, at, self.kind(at), 0.7)
        elif is_given_word(low) or (low in listed("surname_words") and low not in voc.FUNCTION - {"long", "young"}):
            self.doubtful.append(at)

    def shouted(self, at: int) -> None:
        low = self.words.lows[at]
        token = self.words.tokens[at]
        if is_abbreviation(low) or any(letter.isdigit() for letter in low):
            return
        if len(low) == 2:
            return self.add(at, at, "person", 0.6)
        if len(low) <= 6 and not is_given(low):
            if not is_word(low) or len(low) <= 4:
                self.add(at, at, "organisation", 0.55)
            return
        if is_given(low) or is_place(low) or not is_word(low):
            self.add(at, at, self.kind(at), 0.7)

    def capital_word(self, at: int) -> None:
        """An ordinary word with a capital in the middle of a sentence: Grace, Long, the Royal."""
        low, before = self.words.lows[at], self.words.before(at)
        if is_given_word(low) or is_surname(low):
            if self.month(at):
                return
            return self.add(at, at, "organisation" if before == "the" else "person", 0.65)
        if low in listed("place_words"):
            return self.add(at, at, "place", 0.6)
        if (
            before == "the"
            and self.words.before(at, 2) in (*voc.PREPOSITIONS, "for", "with", "by", "on", "called", "than")
            or before in ("at", "on", "to", "from", "into", "in", "called", "and", "of")
            and low not in voc.MANAGEMENT
            and low not in voc.FUNCTION
        ):
            return self.add(at, at, "organisation", 0.5)

    def month(self, at: int) -> bool:
        low = self.words.lows[at]
        if low not in MONTHS and low != "march":
            return False
        before, after = self.words.before(at), self.words.after(at)
        return (
            before in voc.MONTH_BEFORE or before[:1].isdigit() or after[:1].isdigit() or after in ("or", "time", "the")
        )
