"""Makes talk in which people, organisations and places are named in many ways, so that who is meant is known.

Each transcript has a few casts (two of one surname, a hospital and its town, a firm and its owner …) whose members are
introduced and then spoken of in any of their forms that mean nobody else. It is written as the gold transcripts are
(bench/gold.py), the same for the same seed.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from tests.interviews.situation_words import (
    BODY,
    BOROUGHS,
    BY_PARTS,
    COUNTIES,
    FILL,
    HOUSES,
    INTRODUCE,
    MEN,
    PERSON,
    PLACE,
    PLAIN,
    QUESTIONS,
    ROLES,
    SAINTS,
    SHORT,
    STREETS,
    SURNAMES,
    TOWNS,
    WOMEN,
    phrases,
)


@dataclass(slots=True)
class Thing:
    """Somebody or something: its forms by name, and how each is marked."""

    type: str
    slug: str
    forms: dict[str, str]
    she: str = "it"
    used: list[str] = field(default_factory=list)

    def mark(self, form: str) -> str:
        return f"⟦{self.forms[form]}|{self.type}|{self.slug}⟧"


class Cast:
    """Who and what a transcript speaks of. No form of one is a form of another."""

    def __init__(self, random: Random, lower: bool) -> None:
        self.random, self.lower = random, lower
        self.things: list[Thing] = []
        self.lines: list[list[str]] = []
        self.taken: set[str] = set()

    def pick(self, names: tuple[str, ...]) -> str:
        free = [name for name in names if self.taken.isdisjoint(_words(name))]
        name = self.random.choice(free)
        self.taken.update(_words(name))
        return name

    def person(self, *, last: str = "", first: str = "", title: str = "", without: tuple[str, ...] = ()) -> Thing:
        woman = self.random.random() < 0.5
        if title in ("Mr", "Mrs", "Sister"):
            woman = title != "Mr"
        given, _, nick = (first or self.pick(WOMEN if woman else MEN)).partition("=")
        surname = last or self.pick(SURNAMES)
        title = title or self.random.choice(
            ("Dr", "Dr", "Mrs" if woman else "Mr", "Ms" if woman else "Mr", "Professor")
        )
        full = f"{given} {surname}"
        forms = {
            "full": full,
            "first": given,
            "last": surname,
            "titled": f"{title} {surname}",
            "whole": f"{title} {full}",
            "nick": nick or given,
        }
        if title == "Dr":
            forms["doctor"] = f"Dr {given}"
        letters = "".join(part[0] for part in re.findall(r"[^\W_]+", full))
        if len(letters) < 4 and not self.lower:
            forms["initials"] = letters
        thing = Thing("person", _slug(full), forms, "she" if woman else "he")
        thing.used = [form for form in forms if form not in (*without, "nick")]
        if self.lower or surname.lower() in PLAIN:
            thing.used = [form for form in thing.used if form != "last"]
        self.things.append(thing)
        return thing

    def thing(self, kind: str, forms: dict[str, str]) -> Thing:
        thing = Thing(kind, _slug(next(iter(forms.values()))) + "-" + kind[:3], forms, used=list(forms))
        self.things.append(thing)
        return thing

    def say(self, line: str, thing: Thing | None = None, **others: Thing) -> str:
        """With the forms in it marked: {full} of the thing, {b.first} of another."""
        cast = others | ({"": thing} if thing else {})

        def put(match: re.Match[str]) -> str:
            of, _, form = match[1].rpartition(".")
            if form == "she":
                return cast[of].she
            if form == "pronoun":
                return {"she": "her", "he": "him", "it": "it"}[cast[of].she]
            if form == "role":
                return self.random.choice(ROLES)
            if form == "x":
                form = self.random.choice(cast[of].used)
            return cast[of].mark(form)

        return re.sub(r"\{([\w.]+)\}", put, line)

    def add(self, *lines: str) -> None:
        self.lines.append(list(lines))

    def introduced(self, thing: Thing) -> str:
        by_parts = self.random.random() < 0.3
        return self.say(self.random.choice(BY_PARTS if by_parts else INTRODUCE), thing)

    def about(self, thing: Thing, count: int = 2) -> list[str]:
        lines = {"person": PERSON, "organisation": BODY, "place": PLACE}[thing.type]
        return [self.say(line, thing) for line in self.random.sample(lines, count)]


# The situations: each adds its things to the cast, and what is first said of them


def somebody(cast: Cast) -> None:
    one = cast.person()
    cast.add(cast.introduced(one), *cast.about(one, 4))


def nicknamed(cast: Cast) -> None:
    name = cast.pick(tuple(name for name in WOMEN + MEN if "=" in name))
    one = cast.person(first=name, title="Mrs" if name in WOMEN else "Mr")
    cast.add(cast.introduced(one), cast.say(cast.random.choice(SHORT), one))
    one.used.append("nick")
    cast.add(*cast.about(one, 4))


def couple(cast: Cast) -> None:
    surname = cast.pick(SURNAMES)
    he = cast.person(last=surname, title="Mr", without=("last",))
    she = cast.person(last=surname, title="Mrs", without=("last",))
    line = cast.random.choice(
        phrases(
            "I look after {a.first} and {b.full}, they're both in their eighties.|There's {a.titled} and {b.titled}, "
            "{a.first} and {b.first}.|{a.full} and his wife {b.first} live upstairs.|My neighbours are {a.full} and "
            "{b.full}.|{b.full} cares for her husband, {a.first}, on her own."
        )
    )
    cast.add(cast.say(line, a=he, b=she), *cast.about(he, 3), *cast.about(she, 3))


def namesakes(cast: Cast) -> None:
    """Two of one first name: neither is said by it alone."""
    woman = cast.random.random() < 0.5
    first = cast.pick(WOMEN if woman else MEN)
    without = ("first", "doctor", "nick", "initials")
    pair = [cast.person(first=first, title="Mrs" if woman else "Mr", without=without) for _ in range(2)]
    line = cast.random.choice(
        phrases(
            "We've two of that name, {a.full} and {b.full}.|Not {a.full}, {b.full}.|"
            "There's {a.full} and there's {b.full}."
        )
    )
    cast.add(cast.say(line, a=pair[0], b=pair[1]), *cast.about(pair[0], 3), *cast.about(pair[1], 3))


def relatives(cast: Cast) -> None:
    """Brothers or sisters, or no relatives at all, of one surname and one title."""
    surname = cast.pick(SURNAMES)
    pair = [cast.person(last=surname, title="Dr", without=("last", "titled")) for _ in range(2)]
    for one in pair:
        cast.add(cast.say("{whole} was one of the partners.", one), *cast.about(one, 3))
    cast.add(cast.say("{a.whole} is no relation to {b.whole}, by the way.", a=pair[0], b=pair[1]))


def hospital(cast: Cast) -> None:
    town = cast.pick(TOWNS)
    place = cast.thing("place", {"town": town})
    sort = cast.random.choice(("General", "Royal Infirmary", "District Hospital", "Hospital", "General Hospital"))
    body = cast.thing("organisation", {"full": f"{town} {sort}"})
    cast.add(*cast.about(body, 3), *cast.about(place, 3))


def trust(cast: Cast) -> None:
    town = cast.pick(TOWNS)
    place = cast.thing("place", {"town": town})
    sort = cast.random.choice(
        ("Teaching Hospitals NHS Trust", "Hospitals NHS Foundation Trust", "Community Health Trust")
    )
    full = f"{town} {sort}"
    letters = "".join(word[0] for word in full.split() if word != "NHS")
    forms = {"full": full, "letters": letters.lower() if cast.lower else letters}
    if cast.lower:
        forms["letters"] = " ".join(letters.lower())
    body = cast.thing("organisation", forms)
    cast.add(
        cast.say("I'm employed by {full}, {letters} for short.", body), *cast.about(body, 4), *cast.about(place, 2)
    )


def firm(cast: Cast) -> None:
    owner = cast.person(title=cast.random.choice(("Mr", "Mrs")), without=("last", "initials"))
    surname = owner.forms["full"].split(" ", owner.forms["first"].count(" ") + 1)[-1]
    sort = cast.random.choice(
        ("Pharmacy", "Chemist", "Solicitors", "Coaches", "and Sons", "Opticians", "Funeral Directors")
    )
    body = cast.thing("organisation", {"full": f"{surname} {sort}"})
    cast.add(cast.introduced(owner), *cast.about(body, 3), *cast.about(owner, 3))


def home(cast: Cast) -> None:
    name = cast.pick(HOUSES)
    sort = cast.random.choice(
        ("Care Home", "Nursing Home", "Surgery", "Medical Centre", "Primary School", "Day Centre")
    )
    body = cast.thing("organisation", {"full": f"{name} {sort}", "short": name})
    first, *rest = cast.about(body, 5)
    cast.add(cast.say("It was {full} that rang.", body), first, *rest)


def saints(cast: Cast) -> None:
    saint = cast.pick(SAINTS)
    one = cast.thing("organisation", {"hospice": f"{saint} Hospice"})
    other = cast.thing("organisation", {"school": f"{saint} Primary School"})
    cast.add(*cast.about(one, 3), *cast.about(other, 3))


def council(cast: Cast) -> None:
    name = cast.pick(BOROUGHS)
    place = cast.thing("place", {"name": name})
    body = cast.thing("organisation", {"full": f"{name} Council"})
    cast.add(*cast.about(place, 2), *cast.about(body, 3), *cast.about(place, 2))


def county(cast: Cast) -> None:
    name = cast.pick(COUNTIES)
    place = cast.thing("place", {"name": name})
    body = cast.thing("organisation", {"full": f"{name} County Council"})
    cast.add(*cast.about(body, 2), *cast.about(place, 3))


def compass(cast: Cast) -> None:
    town = cast.pick(TOWNS)
    one, other = cast.thing("place", {"n": f"North {town}"}), cast.thing("place", {"s": f"South {town}"})
    cast.add(*cast.about(one, 2), *cast.about(other, 2), *cast.about(one, 1))


def street(cast: Cast) -> None:
    name = cast.pick(STREETS)
    place = cast.thing("place", {"street": name})
    body = cast.thing("organisation", {"full": f"{name} Surgery"})
    cast.add(
        cast.say("The clinic on {street} is shut.", place),
        cast.say("You go along {street} as far as the lights.", place),
        *cast.about(body, 3),
        cast.say("They were digging up {street} again.", place),
    )


def university(cast: Cast) -> None:
    town = cast.pick(TOWNS)
    place = cast.thing("place", {"town": town})
    body = cast.thing("organisation", {"full": f"University of {town}", "short": f"{town} University"})
    cast.add(cast.say("I did my training at the {full}.", body), cast.say("{short} has a good name for it.", body))
    cast.add(*cast.about(place, 3))


def charity(cast: Cast) -> None:
    town = cast.pick(TOWNS)
    place = cast.thing("place", {"town": town})
    sort = cast.random.choice(("Age UK", "Mind in", "Healthwatch", "Citizens Advice"))
    body = cast.thing("organisation", {"full": f"{sort} {town}"})
    cast.add(*cast.about(body, 3), *cast.about(place, 2))


def by_role(cast: Cast) -> None:
    """Title and surname, and the first name, joined by nothing but the role."""
    one = cast.person(title=cast.random.choice(("Dr", "Mrs", "Mr")), without=("full", "last", "whole", "initials"))
    role = cast.random.choice(ROLES)
    cast.add(
        cast.say(f"Our {role} is {{titled}}.", one),
        *cast.about(one, 1),
        cast.say(f"{{first}}, our {role}, was in the room as well.", one),
        *cast.about(one, 3),
    )


def misheard(cast: Cast) -> None:
    one = cast.person(without=("last",))
    surname = one.forms["titled"].split(" ", 1)[1]
    heard = (
        ("ck", "k"),
        ("ph", "f"),
        ("ll", "l"),
        ("tt", "t"),
        ("gh", "g"),
        ("er", "ar"),
        ("y", "i"),
        ("w", "v"),
        ("h", ""),
    )
    wrong = next((surname.replace(*pair, 1) for pair in heard if pair[0] in surname[1:]), surname)
    one.forms["wrong"] = wrong[:1].upper() + wrong[1:]
    cast.add(
        cast.introduced(one),
        cast.say("They'd put {wrong} on the letter, it's {full}.", one) if wrong != surname else "Never mind.",
        *cast.about(one, 3),
    )


def kin(cast: Cast) -> None:
    woman = cast.random.random() < 0.5
    one = cast.person(title="Mrs" if woman else "Mr", without=("last", "whole", "initials"))
    one.forms["kin"] = f"{'Auntie' if woman else 'Uncle'} {one.forms['first']}"
    relation = "aunt" if woman else "uncle"
    cast.add(cast.say(f"My {relation}, {{full}}, was in the bed by the window.", one))
    one.used.append("kin")
    cast.add(*cast.about(one, 5))


def speaker_named(cast: Cast) -> None:
    """Who is greeted by name, and says the surname."""
    one = cast.person(without=("last", "initials", "doctor"))
    cast.add(
        cast.say("My name is {full}, and I'm a nurse by background.", one),
        cast.say("Thank you, {first}.", one),
        cast.say("People say, oh, it's {titled} again.", one),
    )


def sister(cast: Cast) -> None:
    one = cast.person(title="Sister", without=("whole", "last", "initials", "doctor"))
    cast.add(cast.say("There was {titled}, {full}, on nights.", one), *cast.about(one, 4))


SITUATIONS: tuple[tuple[Callable[[Cast], None], int], ...] = (
    (somebody, 6),
    (nicknamed, 3),
    (couple, 3),
    (namesakes, 2),
    (relatives, 1),
    (hospital, 3),
    (trust, 2),
    (firm, 2),
    (home, 3),
    (saints, 1),
    (council, 2),
    (county, 1),
    (compass, 1),
    (street, 2),
    (university, 1),
    (charity, 1),
    (by_role, 2),
    (misheard, 2),
    (kin, 1),
    (speaker_named, 1),
    (sister, 1),
)


def transcript(seed: int) -> str:
    """One transcript as the gold ones are written; every second is lower case."""
    random = Random(seed)
    lower = seed % 2 == 1
    cast = Cast(random, lower)
    makers = [make for make, _ in SITUATIONS]
    for make in random.choices(makers, [weight for _, weight in SITUATIONS], k=5):
        make(cast)
    random.shuffle(cast.lines)
    spoken: list[str] = []
    for lines in cast.lines:
        for at in range(0, len(lines), 3):
            spoken += [
                f"INTERVIEWER: {random.choice(QUESTIONS)}",
                "RESPONDENT: " + " ".join(_filled(random, lines[at : at + 3])),
            ]
    later = [thing for thing in cast.things if random.random() < 0.6]
    for thing in later:
        spoken += [f"INTERVIEWER: {random.choice(QUESTIONS)}", "RESPONDENT: " + " ".join(cast.about(thing, 2))]
    text = "\n\n".join(spoken)
    if lower:
        text = re.sub(r"(?<=\s)(?:–|-)(?=\s) ?", "", text.lower())
        text = re.sub(r"[.,?!](?=\s|$)", "", text)
        text = text.replace("interviewer:", "int").replace("respondent:", "res")
    return f"# style: {'lower' if lower else 'cased'}\n\n{text}\n"


def _filled(random: Random, lines: list[str]) -> list[str]:
    return [part for line in lines for part in ([line, random.choice(FILL)] if random.random() < 0.3 else [line])]


def _words(name: str) -> set[str]:
    return {word.lower() for word in re.findall(r"[^\W_]+", name) if len(word) > 3}


def _slug(words: str) -> str:
    return "-".join(re.findall(r"[^\W_]+", words.lower()))
