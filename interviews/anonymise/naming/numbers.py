"""Numbers, codes and addresses on the net in one shape, written or spoken: "oh one six" is "016"."""

import re

from interviews.anonymise.naming.words import folded, listed
from interviews.detecting.spoken import TEENS, TENS, TIMES

_UNITS = listed("zero one two three four five six seven eight nine")
_DIGITS = {word: str(digit) for digit, word in enumerate(_UNITS)} | dict.fromkeys(("oh", "nought", "naught"), "0")
_MONTHS = listed("january february march april may june july august september october november december")
_FILLERS = frozenset(listed("and a the number of born on"))


def spoken(words: str) -> str:
    """The letters and digits: "seven one nine triple five" → "719555", "n n fourteen six z q" → "nn146zq"."""
    said, times = folded(words), 1
    done: list[str] = []
    tens = more = False  # after "forty" a unit joins it; after "a hundred and" a number does
    for word in said:
        if word in TIMES:
            times = TIMES[word]
        elif word == "hundred":
            done.append("00" if done and done[-1] in "123456789" else "100")
            tens = False
        elif word == "and" and done and done[-1].endswith("00"):
            more = True
        elif word not in _FILLERS or len(said) == 1:
            number = _DIGITS.get(word) or TEENS.get(word) or str(TENS.get(word, word))
            joins = (tens and word in _DIGITS and number != "0") or (more and number.isdigit())
            if joins:
                done[-1] = done[-1][: -len(number)] + number
            else:
                done.append(number * times)
            tens, more, times = word in TENS, False, 1
    return "".join(done)


def phone(words: str) -> str:
    digits = spoken(words)
    digits = re.sub(r"^(plus|00)?44\(?0?\)?(?=\d{9,10}$)", "0", digits)
    return re.sub(r"^440?(?=\d{9,10}$)", "0", digits)


def address_on_the_net(words: str) -> str:
    """ "shell dot tanwhitby at anfieldlane dot example" → "shell.tanwhitby@anfieldlane.example"."""
    plain = re.sub(r"^(https?://)?(www\.)?|/+$", "", words.casefold().strip())
    for said, sign in ((r"at", "@"), (r"dot", "."), (r"slash|stroke", "/"), (r"dash|hyphen", "-"), ("underscore", "_")):
        plain = re.sub(rf"\s+(?:{said})\s+", sign, plain)
    return re.sub(r"\s+", "", re.sub(r"^www\.", "", plain))


def date(words: str) -> str:
    """Day, month and year as they stand, months as numbers: "3rd of May 1961" → "3 5 1961"."""
    parts = []
    for word in folded(words):
        month = next((i for i, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)), None)
        number = re.sub(r"(?<=\d)(st|nd|rd|th)$", "", word)
        if month or word not in _FILLERS:
            parts.append(str(month or number).lstrip("0") or "0")
    if len(parts) == 3 and len(parts[0]) == 4:
        parts.reverse()
    return " ".join(parts)
