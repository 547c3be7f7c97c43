"""Names in a text without capitals: words that no list of ordinary words knows, listed names, and what stands beside a title."""

from interviews.detecting import vocabulary as voc
from interviews.detecting.ambiguous import reads_as_name
from interviews.detecting.capitals import Piece
from interviews.detecting.lexicon import is_given, is_given_word, is_surname, is_word, listed, longest, single
from interviews.detecting.tokens import Words

CALLED = frozenset("dr doctor mr mister mrs ms miss prof professor sir lady lord dame".split())
ROLE_CALLED = frozenset(
    "sister nurse matron father imam canon rabbi councillor reverend uncle auntie aunty aunt pastor captain judge".split()
)
TAILS = frozenset(
    """hospital infirmary hospice surgery clinic practice trust council ccg icb pct lhb pcn university college school academy foundation pharmacy
    chemist homecare ltd limited plc partnership constabulary ward church chapel primary infirmary""".split()
)
NOT_NAMED = frozenset(
    """a an the my your his her their our its this that these those no some any every each another of in at on to from for with by and or but so
    is was were be been are am had has have do did does go went going gone come came get got put take took said says say see saw seen
    i you he she it we they me him us them who what which when where how why then there here not as if because than about up down out
    local big small whole same other new old nearest main first second third last next one two three four five six seven eight nine ten
    private public good bad best worst own actual entire different general many more most acute community mental primary secondary
    well just really only even still back into through over under before after like left right okay yeah no yes people every
    into called between inside outside near within leave leaving run running start started open opened close closed use used join joined visit
    build built find found know knew need needed tell told ask asked ring rang call week month year day night morning afternoon teaching
    inner high nursing special medium large specialist emergency children's women's doctor's doctors nhs day our""".split()
)
STREETS = frozenset("street road lane avenue crescent terrace estate".split())
NOT_STREETS = frozenset(
    "main high side ring long busy back country fast outside inside rocky bumpy middle other slow quiet wrong right whole top bottom bus cycle motor dirt housing real industrial council sink posh rough big trading".split()
)
SAFE_PLACES = frozenset(
    "reading bath hull sale bury poole rugby wells settle diss rye barking sandwich mold cork kerry clare louth down wick mull coll rum eigg dover".split()
)
NUMBERED = frozenset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty".split()
)
LOCAL_HEADS = frozenset("royal north south east west saint st nhs queen king princess prince great little".split())


def is_compound(low: str) -> bool:
    """keyworker, signwriter: two ordinary words in one, the second of the kind that joins."""
    return low not in listed("surnames") and any(
        low.endswith(tail) and len(low) - len(tail) > 2 and low[: -len(tail)] in listed("words")
        for tail in voc.COMPOUND_TAILS
    )


class Lowercase:
    """The names of a text that hardly uses capitals."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self.pieces: list[Piece] = []
        self.doubtful: list[int] = []
        self.marks = [self.mark(at) for at in range(len(words.tokens))]

    def mark(self, at: int) -> str:
        """n a name, p a place, x a word that no list knows, ? a name and a word, w a word, - what only looks like a name."""
        low = self.words.lows[at]
        if low[0].isdigit() or (len(low) == 1):
            return "w"
        length = longest("not_identifiers", self.words.lows, at)
        if length and (length > 1 or not is_given(low)):
            return "-"
        if low in single("acronyms") and not (
            is_given(low) and self.words.before(at) not in voc.DETERMINERS | voc.PREPOSITIONS
        ):
            return "-"
        if low in ("reg", "al", "van", "tel") and (
            self.words.before(at) in voc.DETERMINERS or self.words.before(at) in ("car", "et", "plate")
        ):
            return "w"
        if low in listed("places") and not is_given(low):
            return "p"
        if is_given(low):
            return "n"
        if is_given_word(low):
            return "?"
        if is_word(low):
            return "w"
        if is_compound(low):
            return "w"
        return "x" if len(low) > 2 or low in listed("surnames") else "w"

    def read(self) -> None:
        at = 0
        while at < len(self.words.tokens):
            at = (
                self.stop(at)
                or self.organisation(at)
                or self.place(at)
                or self.titled(at)
                or self.person(at)
                or self.letters(at)
                or self.word(at)
            )

    def add(self, first: int, last: int, type: str, score: float) -> int:
        self.pieces.append(Piece(first, last, type, score))
        return last + 1

    def stop(self, at: int) -> int:
        length = longest("not_identifiers", self.words.lows, at)
        return at + length if length > 1 else 0

    def near(self, at: int) -> bool:
        """Whether this word follows the one before it closely."""
        return (
            at < len(self.words.tokens)
            and self.words.tokens[at].gap in (" ", "-")
            and not self.words.tokens[at - 1].clitic
        )

    def organisation(self, at: int) -> int:
        """kettering general hospital, saint mary's, nhs highland: from here to its last word."""
        lows = self.words.lows
        if lows[at] in NOT_NAMED and lows[at] not in LOCAL_HEADS or self.words.tokens[at].label:
            return 0
        for last in range(at + 1, min(at + 6, len(lows))):
            if not (self.near(last) or self.words.tokens[last].gap == " "):
                break
            if lows[last] in TAILS and not all(
                low in voc.GENERIC or self.marks[n] == "w" and low not in voc.COMPASS
                for n, low in enumerate(lows[at:last], at)
            ):
                if any(
                    low in NOT_NAMED and low not in LOCAL_HEADS
                    for low in lows[at:last]
                    if low
                    not in ("of", "and", "community", "general", "mental", "primary", "children's", "royal", "nhs")
                ):
                    return 0
                end = last
                while (
                    end + 1 < len(lows)
                    and self.near(end + 1)
                    and lows[end + 1] in (*TAILS, "nhs", "general", "foundation", "centre")
                ):
                    end += 1
                return self.add(at, end, "organisation", 0.75)
            if lows[last] in NOT_NAMED and lows[last] not in (
                "of",
                "and",
                "community",
                "general",
                "mental",
                "primary",
                "royal",
                "children's",
                "women's",
            ):
                break
        if lows[at] in ("st", "saint") and self.near(at + 1) and not lows[at + 1] in NOT_NAMED:
            return self.add(at, at + 1, "organisation", 0.75)
        if (
            lows[at] in ("nhs", "radio", "bupa")
            and self.near(at + 1)
            and (self.marks[at + 1] in "px" or lows[at] == "nhs" and lows[at + 1] in voc.REGIONS)
        ):
            return self.add(at, at + 1, "organisation", 0.7)
        if lows[at] in voc.COMPASS and self.near(at + 1):
            return self.compass(at)
        if (
            lows[at] in ("royal", "general", "infirmary", "vic")
            and self.words.before(at) == "the"
            and self.words.before(at, 2)
            in (*voc.PREPOSITIONS, "up", "down", "called", "leave", "left", "phoned", "rang")
        ):
            return self.add(at, at, "organisation", 0.6)
        if lows[at] == "ward" and self.near(at + 1) and (lows[at + 1] in NUMBERED or lows[at + 1][0].isdigit()):
            return self.add(at, at + 1, "organisation", 0.6)
        if (
            self.marks[at] in "pxn"
            and self.near(at + 1)
            and lows[at + 1]
            in (
                "general",
                "infirmary",
                "royal",
                "uni",
                "health",
                "city",
                "mental",
                "carers",
                "homecare",
                "acute",
                "care",
            )
        ):
            return self.add(at, at + 1, "organisation", 0.65)
        return 0

    def compass(self, at: int) -> int:
        """north manchester, south west acute."""
        lows, end = self.words.lows, at
        while end + 1 < len(lows) and self.near(end + 1) and lows[end + 1] in voc.COMPASS:
            end += 1
        if end + 1 < len(lows) and self.near(end + 1):
            if lows[end + 1] in ("acute", "general", "infirmary"):
                return self.add(at, end + 1, "organisation", 0.65)
            if self.marks[end + 1] in "px":
                return self.add(at, end + 1, "place", 0.7)
        return 0

    def place(self, at: int) -> int:
        length = longest("places", self.words.lows, at)
        if length > 1:
            return self.add(at, at + length - 1, "place", 0.8)
        if self.marks[at] == "p" or (
            self.marks[at] == "x" and self.words.before(at) in ("in", "near", "around", "outside")
        ):
            last = at
            if self.near(at + 1) and self.words.lows[at + 1] in voc.STREETS | {
                "valley",
                "bridge",
                "park",
                "town",
                "village",
                "island",
                "bay",
            }:
                last += 1
            if self.words.lows[last + 1 : last + 3] in (
                ["town", "hall"],
                ["community", "centre"],
                ["health", "centre"],
                ["high", "street"],
                ["medical", "centre"],
                ["day", "centre"],
                ["fire", "station"],
                ["leisure", "centre"],
            ):
                last += 2
            return self.add(at, last, "place", 0.75)
        if (
            self.words.lows[at] in listed("place_words")
            and self.words.before(at) in ("in", "near")
            and self.words.lows[at] in SAFE_PLACES
        ):
            return self.add(at, at, "place", 0.6)
        return self.street(at)

    def street(self, at: int) -> int:
        """on anfield lane, the torre road: a street by its last word."""
        low = self.words.lows[at]
        if (
            low in NOT_STREETS
            or low in NOT_NAMED
            or low in voc.FUNCTION
            or low[0].isdigit()
            or not self.near(at + 1)
            or self.words.before(at)
            not in (
                "on",
                "in",
                "of",
                "at",
                "off",
                "the",
                "down",
                "up",
                "from",
                "to",
                "near",
                "by",
                "along",
                "old",
                "behind",
            )
        ):
            return 0
        last = at + 1 if self.words.lows[at + 1] in STREETS else 0
        if (
            not last
            and self.words.lows[at + 1] not in NOT_NAMED
            and at + 2 < len(self.words.lows)
            and self.near(at + 2)
            and self.words.lows[at + 2] in STREETS
        ):
            last = at + 2
        return self.add(at, last, "place", 0.6) if last else 0

    def titled(self, at: int) -> int:
        """doctor grace lam, mr breslin, big kev: the name beside a title."""
        lows = self.words.lows
        if lows[at] in voc.KIN and self.near(at + 1) and self.marks[at + 1] in "nx":
            return self.add(at, at + 1, "person", 0.8)
        if lows[at] not in CALLED and lows[at] not in ROLE_CALLED or not self.near(at + 1):
            return 0
        nxt = at + 1
        role = lows[at] in ROLE_CALLED or lows[at] in ("doctor", "sir", "miss", "lady", "lord")
        if not self.nameable(nxt, careful=role):
            return 0
        last = nxt
        while (
            last - nxt < 2
            and self.near(last + 1)
            and self.marks[last + 1] in "nx"
            and not (lows[last + 1] == lows[nxt])
        ):
            last += 1
        if is_given(lows[last]) and last == nxt and self.near(last + 1) and self.surname_word(last + 1):
            last += 1
        return self.add(nxt if lows[at] in ROLE_CALLED else at, last, "person", 0.9)

    def nameable(self, at: int, careful: bool) -> bool:
        """Whether this word can be the name after a title; careful where the title is often said by itself."""
        low, mark = self.words.lows[at], self.marks[at]
        if mark in "nxp":
            return True
        if (
            mark == "-"
            or low in voc.FUNCTION
            and not is_surname(low)
            or low in voc.SPEECH
            or low in NOT_NAMED - {"long", "young", "may"}
        ):
            return False
        if careful:
            return (mark == "?" and reads_as_name(self.words, at, True)) or (
                is_surname(low) and low not in voc.FUNCTION
            )
        return is_surname(low) or mark == "?"

    def person(self, at: int) -> int:
        """Listed names and unknown words beside each other: seun adebayo, huda, grainne."""
        if self.marks[at] not in "nx?":
            return 0
        lows = self.words.lows
        if self.marks[at] == "?":
            if not (
                self.near(at + 1)
                and self.marks[at + 1] in "xn"
                and not is_word(lows[at + 1])
                and lows[at + 1] not in NOT_NAMED
            ):
                return 0
        last = at
        while last - at < 3 and self.near(last + 1) and lows[last + 1] != lows[at]:
            mark = self.marks[last + 1]
            if mark in "nx" or (mark == "p" and is_surname(lows[last + 1]) and self.marks[at] == "n"):
                last += 1
            else:
                break
        if (
            self.marks[at] == "n"
            and last <= at + 1
            and self.near(last + 1)
            and self.surname_word(last + 1)
            and self.near(last + 2)
            and self.marks[last + 2] in "nxp"
        ):
            return self.add(at, last + 2, "person", 0.75)
        if last == at and self.marks[at] == "n" and self.near(at + 1) and self.surname_word(at + 1):
            return self.add(at, at + 1, "person", 0.7)
        score = 0.75 if "n" in self.marks[at : last + 1] else 0.7 if self.marks[at] == "?" else 0.55
        return self.add(at, last, self.kind(at, last), score)

    def surname_word(self, at: int) -> bool:
        """Whether an ordinary word after a given name is its surname: fergus long, rachel bell."""
        low = self.words.lows[at]
        rare = low not in listed("words") and len(low) > 3
        return (
            (rare or low in listed("surname_words"))
            and low not in ("may", "will", "can")
            and low not in voc.FUNCTION
            and low not in voc.SPEECH
            and low not in NOT_NAMED
            and not self.words.lows[at].endswith("ing")
        )

    def kind(self, first: int, last: int) -> str:
        low, before = self.words.lows[first], self.words.before(first)
        if "n" in self.marks[first : last + 1]:
            return "person"
        if before in ("in", "near", "around", "outside") and not is_surname(low):
            return "place"
        if before in ("the", "at") or len(low) <= 4 and not set(low) & set("aeiouy"):
            return "organisation"
        return "person"

    def letters(self, at: int) -> int:
        """m f t: letters said one by one, for an abbreviation or a name that is spelt."""
        lows, tokens = self.words.lows, self.words.tokens
        last = at
        while (
            last < len(lows)
            and len(lows[last]) == 1
            and lows[last].isalpha()
            and (last == at or tokens[last].gap in (" ", ". ", ".", "-", ", "))
        ):
            last += 1
        last -= 1
        while last > at and lows[last] in ("a", "i"):
            last -= 1
        first = at
        while first < last and lows[first] in ("a", "i"):
            first += 1
        spelt = "".join(lows[first : last + 1])
        if len(spelt) < 3 or spelt in single("acronyms") or spelt.rstrip("s") in single("acronyms"):
            return last + 1 if len(spelt) >= 2 else 0
        return self.add(first, last, "organisation", 0.6)

    def word(self, at: int) -> int:
        if self.marks[at] == "?":
            self.doubtful.append(at)
        return at + 1
