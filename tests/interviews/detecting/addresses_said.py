"""Makes addresses and postcodes as people speak them and recognisers print them: lower case, numbers as words.

Every sentence comes with where its identifiers stand. The same seed makes the same sentences.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

ONES = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = ("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def phrases(text: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in text.split("|"))


SURE_STREETS = words("road street lane avenue drive close crescent terrace gardens grove mews way road street")
OTHER_STREETS = words("place court hill row walk square parade rise view park green wharf yard gate mount")
# Names as streets have them: trees, trades, saints, people, places, and words that are nothing else
NAMES = phrases(
    """station|church|mill|park|victoria|albert|queens|kings|london|chapel|school|manor|springfield|grange|oak|
    hawthorn|beech|willow|elm|cedar|birch|maple|sycamore|alexandra|york|richmond|windsor|kingsway|stanley|clarence|
    wellington|nelson|gladstone|cromwell|milton|tennyson|shakespeare|byron|coleridge|wordsworth|bramley|fairfield|
    northcote|southfield|westbourne|eastfield|highfield|lower mill|upper church|old school|new|long|broad|mary|
    saint john's|saint marys|st peters|saint andrew's|st annes|all saints|trafalgar|balmoral|holyrood|lansdowne|
    cavendish|devonshire|warwick|salisbury|carlton|clifton|belgrave|grosvenor|berkeley|hanover|brunswick|granville|
    tavistock|ashgrove|thornhill|brackenbury|holloway|pemberton|ackroyd|hartley|rushton|fenwick|barnard|tolladine|
    penhallow|carnarvon|llewellyn|glendower|mcintyre|kirkstall|otley|burley|woodhouse|meanwood|holbeck|ravensworth|
    abbey|priory|friars|bishops|canal|quarry|foundry|gasworks|railway|market|castle|bridge|river|brook|meadow|
    cherry tree|apple tree|pear tree|primrose|bluebell|heather|lavender|rose|ivy|holly|robin|kestrel|skylark|
    nightingale|swallow|heron|kingfisher|otterburn|shaftesbury|marlborough|blenheim|waterloo|alma|inkerman|
    ladysmith|mafeking|pretoria|jubilee|coronation|princess|duke|earl|regent|union|prospect|mount pleasant|bellevue|
    hope|providence|garden|orchard|vicarage|rectory|glebe|tithe barn|coopers|tanners|weavers|potters|saddlers|
    fullers|drapers|sandy|stoney|clay|chalk|green|white horse|red lion|black bull|blue boar|bell|swan|crown|
    dock|harbour|sea|marine|cliff|beach|sands|east|west|north|south|front|back|cross|water|well|spring|pond|
    wood|forest|heath|moor|fern|gorse|bracken|common|warren|fox|badger|hare|deer|dove|lark|raven"""
)
IRISH = ("shandon", "ballymun", "drumcondra", "rathgar", "knockbreda", "lisburn", "falls", "shankill", "antrim")
BLOCKS = words("house court tower lodge mansions point heights buildings")
HOUSES = phrases(
    "rose cottage|the old rectory|the old vicarage|ivy cottage|the old school house|the bungalow|mill house|"
    "the old post office|orchard cottage|the old forge|manor farm|hill top farm|the lodge|the gatehouse|"
    "the coach house|willow barn|the old chapel|honeysuckle cottage|the manse|glebe farm|the old bakery|"
    "brook cottage|the old dairy|church farm|the grange|pear tree cottage|lower farm|the stables"
)
AREAS = words(
    "LS SW SE NE NW M B L S G EH CF BS BT BD HD HX WF YO HU DN NG LE CV WV DY ST CW CH WA WN BL OL SK PR BB FY LA CA "
    "DL TS SR DH PE CB IP NR CO CM SS RM IG E N W EC WC UB HA TW KT CR BR DA ME TN CT BN RH GU PO SO SP BA TA EX PL TQ "
    "TR DT BH SN GL OX RG SL HP MK LU AL SG NN WR HR SY LD SA LL DG KA ML PA FK KY DD PH AB IV KW ZE HS TD"
)
THE = words(
    "green crescent avenue paddocks maltings laurels oaks elms square mews terrace parade grove orchard meadows "
    "willows close ridgeway broadway"
)
WELSH = words("heol ffordd bryn maes stryd clos llys rhodfa")
WELSH_NAMES = phrases("y deri|glas|mawr|yr ysgol|gwyn|hir|y castell|fawr|newydd")
LETTERS = {
    "a": words("a ay"), "b": words("b bee"), "c": words("c cee see"), "d": words("d dee"), "e": words("e ee"),
    "f": words("f ef eff"), "g": words("g gee"), "h": words("h aitch haitch"), "i": words("i eye"),
    "j": words("j jay"), "k": words("k kay"), "l": words("l el ell"), "m": words("m em"), "n": words("n en"),
    "o": words("o oh"), "p": words("p pee"), "q": words("q cue queue"), "r": words("r ar are"),
    "s": words("s ess es"), "t": words("t tee tea"), "u": words("u you"), "v": words("v vee"),
    "w": ["w", "double u", "double you"], "x": words("x ex"), "y": words("y why wye"), "z": words("z zed"),
}  # fmt: skip
NATO = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        words(
            "alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa quebec "
            "romeo sierra tango uniform victor whiskey xray yankee zulu"
        ),
        strict=True,
    )
)
FOR = {
    "a": "apple", "b": "bravo", "c": "charlie", "d": "delta", "e": "echo", "f": "freddie", "g": "george", "h": "harry",
    "i": "india", "j": "juliet", "k": "kilo", "l": "lima", "m": "mother", "n": "november", "o": "oscar", "p": "peter",
    "q": "queen", "r": "roger", "s": "sugar", "t": "tommy", "u": "uncle", "v": "victor", "w": "whiskey", "x": "xray",
    "y": "yellow", "z": "zebra",
}  # fmt: skip
INWARD_LETTERS = "abdefghjlnpqrstuwxyz"
LIVES = (
    "she lives at {} and she's been there for years",
    "we were at {} when it happened so it wasn't far",
    "my mum's at {} on her own now since dad went",
    "i said can you confirm the address and he said {} and that was that",
    "the ambulance went to {} which was the wrong house",
    "so that's {} and the key is with the neighbour",
    "they moved from {} the year before last",
    "he was found outside {} in his slippers",
    "it's {} if you want to send the letter",
    "the address is {} i can spell it if you like",
    "i live at {} so i'm only round the corner from the surgery",
    "we visit {} twice a week the carers do the rest",
    "she gave her address as {} but nobody there had heard of her",
    "send it to {} please not to the hospital",
    "the house is {} you can't miss it",
    "our office was at {} before the merger",
    "um {} yeah that's right",
    "and then {} that's where the clinic used to be",
)
POSTED = (
    "the postcode is {} i think",
    "and the postcode um {} so it's out of area",
    "her postcode's {} that's what the system said",
    "she said {} and it came up straight away",
    "it's {} so we're over the boundary",
    "so {} is the postcode they put in",
    "what's your postcode {} okay lovely",
    "we're {} which is the other trust",
    "postcode {} and a date of birth that's all i need",
    "he typed {} into the thing and it sent him to the wrong town",
    "the letter had {} on it and that isn't us",
)
BEFORE = (
    "yeah i mean it was one of those days",
    "so what happened was",
    "res right okay so",
    "and she said to me well you know",
    "i'd been there about six months at that point and",
    "",
)
AFTER = ("and that was the end of it", "so yeah", "you know what i mean", "anyway we got there", "")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A line of talk; what stands at start … end of it is an identifier of this type."""

    text: str
    start: int
    end: int
    type: str
    kind: str


def number(to: int, random: Random) -> str:
    """A number of a house as it is said."""
    n = min(to, random.randint(*random.choices(((1, 20), (21, 99), (100, max(to, 100))), (5, 5, 3))[0]))
    if n < 10:
        return ONES[n]
    if n < 20:
        return TEENS[n - 10]
    if n < 100:
        if random.random() < 0.1 and n % 11 == 0:
            return f"double {ONES[n // 11]}"
        return f"{TENS[n // 10]} {ONES[n % 10]}".strip()
    hundreds, rest = divmod(n, 100)
    small = "" if not rest else ONES[rest] if rest < 10 else TEENS[rest - 10] if rest < 20 else ""
    small = small or f"{TENS[rest // 10]} {ONES[rest % 10]}".strip()
    if not rest:
        return random.choice(
            (f"{ONES[hundreds]} hundred", "a hundred" if hundreds == 1 else f"{ONES[hundreds]} hundred")
        )
    ways = [
        f"{'a' if hundreds == 1 and random.random() < 0.5 else ONES[hundreds]} hundred and {small}",
        " ".join(ONES[int(d)] or "oh" for d in str(n)),
    ]
    if rest < 10:
        ways.append(f"{ONES[hundreds]} oh {ONES[rest]}")
    else:
        ways.append(f"{ONES[hundreds]} {small}")
    if rest % 11 == 0:
        ways.append(f"{ONES[hundreds]} double {ONES[rest // 11]}")
    return random.choice(ways)


def street(random: Random) -> str:
    kind = random.choice(SURE_STREETS if random.random() < 0.75 else OTHER_STREETS)
    return f"{random.choice(IRISH) if random.random() < 0.05 else random.choice(NAMES)} {kind}"


def house(random: Random) -> str:
    said = number(399, random) if random.random() < 0.9 else str(random.randint(1, 399))
    letter = f" {random.choice('abcd')}" if random.random() < 0.08 else ""
    return f"{'number ' if random.random() < 0.12 else ''}{said}{letter}"


def plain(random: Random) -> str:
    return f"{house(random)} {street(random)}"


def flat(random: Random) -> str:
    what = random.choice(("flat", "flat", "flat", "apartment", "unit", "room"))
    which = random.choice((number(40, random), number(12, random), random.choice("abcd")))
    floor = random.choice(("", "", "", " top floor", " ground floor"))
    where = random.choice(
        (
            plain(random),
            f"{random.choice(NAMES)} {random.choice(BLOCKS)}",
            f"{random.choice(NAMES)} {random.choice(BLOCKS)} {street(random)}",
            f"{random.choice(NAMES)} {random.choice(BLOCKS)} on {street(random)}",
        )
    )
    return f"{what} {which}{floor} {where}"


def named(random: Random) -> str:
    return f"{random.choice(HOUSES)} {random.choice(('', 'on ', 'in '))}{street(random)}"


def box(random: Random) -> str:
    return f"{random.choice(('p o box', 'po box', 'post office box'))} {number(999, random)}"


def spread(random: Random) -> str:
    first = random.randint(1, 88)
    one, other = (TENS[n // 10] + " " + ONES[n % 10] if n > 19 else (ONES + TEENS)[n] for n in (first, first + 2))
    return f"{one.strip()} {random.choice(('to', 'stroke', 'dash'))} {other.strip()} {street(random)}"


def the_green(random: Random) -> str:
    return f"{house(random)} the {random.choice(THE)}"


def estate(random: Random) -> str:
    where = random.choice(("industrial estate", "trading estate", "business park", "retail park"))
    return f"unit {number(40, random)} {random.choice(NAMES)} {where}"


def force(random: Random) -> str:
    return f"{random.choice(('b f p o', 'bfpo'))} {number(800, random)}"


def welsh(random: Random) -> str:
    return f"{house(random)} {random.choice(WELSH)} {random.choice(WELSH_NAMES)}"


def turned(random: Random) -> str:
    return f"{street(random)} number {number(150, random)}"


ADDRESSES: dict[str, tuple[Callable[[Random], str], int]] = {
    "plain": (plain, 10),
    "flat": (flat, 5),
    "named": (named, 3),
    "box": (box, 1),
    "range": (spread, 1),
    "the": (the_green, 2),
    "estate": (estate, 1),
    "bfpo": (force, 1),
    "welsh": (welsh, 1),
    "turned": (turned, 1),
}


def addresses(seed: int, count: int) -> Iterator[Sentence]:
    random = Random(seed)
    kinds, weights = list(ADDRESSES), [weight for _, weight in ADDRESSES.values()]
    for _ in range(count):
        kind = random.choices(kinds, weights)[0]
        yield _said(random, random.choice(LIVES), ADDRESSES[kind][0](random), "address", kind)


def _said(random: Random, frame: str, words: str, kind: str, how: str) -> Sentence:
    before, after = frame.split("{}")
    before = f"{random.choice(BEFORE)} {before}".lstrip()
    return Sentence(
        f"{before}{words}{after} {random.choice(AFTER)}".rstrip(), len(before), len(before) + len(words), kind, how
    )


def digits(digits: str, random: Random, way: str) -> str:
    """One or two figures as they are said."""
    if way == "figures":
        return digits
    if len(digits) == 2 and random.random() < 0.75 and digits[0] != "0":
        n = int(digits)
        return TEENS[n - 10] if n < 20 else f"{TENS[n // 10]} {ONES[n % 10]}".strip()
    if len(digits) == 2 and digits[0] == digits[1] and random.random() < 0.4:
        return f"double {ONES[int(digits[0])] or 'oh'}"
    return " ".join(ONES[int(digit)] or random.choice(("oh", "zero", "nought")) for digit in digits)


def letters(letters: str, random: Random, way: str) -> str:
    if way == "joined":
        return letters
    if way == "nato":
        return " ".join(NATO[letter] for letter in letters)
    if way == "for":
        return " ".join(f"{letter} for {FOR[letter]}" for letter in letters)
    if len(letters) == 2 and letters[0] == letters[1] and random.random() < 0.6:
        return f"double {letters[0]}"
    if way == "plain":
        return " ".join(letters)
    return " ".join(random.choice(LETTERS[letter]) for letter in letters)


def postcode(random: Random) -> tuple[str, str]:
    """The words and how they were said."""
    area = random.choice(AREAS).lower()
    district = (
        str(random.randint(1, 29)) if random.random() < 0.95 or area not in ("sw", "se", "ec", "wc", "w") else "1"
    )
    tail = random.choice("apvx") if area in ("sw", "ec", "wc", "w") and district == "1" else ""
    unit = "".join(random.choice(INWARD_LETTERS) for _ in range(2))
    sector = str(random.randint(0, 9))
    way = random.choices(("plain", "named", "nato", "for", "joined", "written"), (8, 5, 1, 1, 2, 2))[0]
    if way == "written":
        return random.choice((f"{area}{district}{tail} {sector}{unit}", f"{area}{district}{tail}{sector}{unit}")), way
    figures = "figures" if random.random() < 0.15 else "words"
    gap = random.choices(("", "um ", "er ", "and then "), (12, 1, 1, 1))[0]
    pieces = [
        letters(area, random, way),
        digits(district, random, figures),
        *([letters(tail, random, way)] if tail else []),
        gap + digits(sector, random, figures),
        letters(unit, random, "named" if way == "joined" and random.random() < 0.5 else way),
    ]
    return " ".join(pieces), way + (" filler" if gap else "")


def postcodes(seed: int, count: int) -> Iterator[Sentence]:
    random = Random(seed)
    for _ in range(count):
        said, how = postcode(random)
        yield _said(random, random.choice(POSTED), said, "postcode", how)


def both(seed: int, count: int) -> Iterator[tuple[Sentence, Sentence]]:
    """An address and its postcode in one line."""
    random = Random(seed)
    for _ in range(count):
        kind = random.choice(("plain", "flat", "named"))
        first = _said(
            random, random.choice(LIVES[:4]).split("{}")[0] + "{}", ADDRESSES[kind][0](random), "address", kind
        )
        said, how = postcode(random)
        joint = random.choice((" ", " postcode ", " that's ", " and the postcode's ", " in leeds "))
        start = first.end + len(joint)
        text = f"{first.text[: first.end]}{joint}{said} and so on"
        yield (
            Sentence(text, first.start, first.end, "address", kind),
            Sentence(text, start, start + len(said), "postcode", how),
        )
