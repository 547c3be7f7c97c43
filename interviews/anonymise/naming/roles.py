"""What somebody is, said beside the name, where only one person is that: "our practice manager is Mrs Field … Susan,
our practice manager". A surname and a first name of one role are one person's."""

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import product

from interviews.anonymise.naming.people import Name, fits, sexes_differ

# Where there is one of each …
_ONE = (
    r"(?:manager|lead|leader|chaplain|matron|director|chair|chairman|chairwoman|chairperson|head|boss|vicar|supervisor|"
    r"caretaker|coordinator|co-ordinator|treasurer|principal|headteacher|landlord|landlady|chief executive)"
)
# … and where "our" or "my" says so
_OURS = (
    r"(?:consultant|gp|doctor|social worker|key ?worker|health visitor|midwife|dentist|solicitor|physio|secretary|"
    r"receptionist|pharmacist|counsellor|dieti[ct]ian|cleaner|cook|administrator|psychologist|cardiologist|surgeon|"
    r"therapist|caseworker|case worker|care coordinator|support worker|tutor|interpreter)"
)
_ROLE = (
    rf"(?:(?:our|my|your|their|the)\s+(?:[a-z-]+\s+){{0,2}}{_ONE}(?:\s+of\s+[a-z]+)?|"
    rf"(?:our|my)\s+(?:[a-z-]+\s+)?{_OURS})"
)
_AFTER = re.compile(
    rf"^(?:['’]s|,?\s+(?:(?:who|she|he|that)(?:['’]?s|\s+is|\s+was)|is|was))?,?\s*[–—-]?\s*(?P<role>{_ROLE})\b(?!['’])",
    re.IGNORECASE,
)
_BEFORE = re.compile(
    rf"\b(?P<role>{_ROLE})(?:\s+(?:at the time|then|here|there|now))?(?:,|\s+(?:is|was)(?:\s+called)?|\s+called)?\s+$",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(r"(?:\b(?:is|was|are|as)|['’]s|,)\s+$", re.IGNORECASE)  # Denise is the lead, Mrs Crouch …
_DETERMINER = re.compile(r"^(?:our|my|your|their|the)\s+", re.IGNORECASE)


def role(before: str, after: str) -> str:
    """What the words around a name say that its bearer alone is; "" when they do not."""
    said = _AFTER.search(after) or _BEFORE.search(before)
    if said and said.re is _BEFORE and _OF_ANOTHER.search(before, 0, said.start()):
        return ""
    return _DETERMINER.sub("", " ".join(said["role"].lower().split())) if said else ""


def one_by_role(said: Iterable[tuple[int, Name, str]], full: Collection[Name]) -> Iterator[tuple[int, int, Name]]:
    """Of (place, name, role) two places and the whole name: of each role that has one surname and one first name."""
    of_role: dict[str, dict[Name, int]] = {}
    for place, name, what in said:
        if what and (name.surname_only or _is_first(name)):
            of_role.setdefault(what, {}).setdefault(name, place)
    for names in of_role.values():
        surnames = [name for name in names if name.surname_only]
        given = [name for name in names if _is_first(name)]
        if len({name.parts for name in surnames}) == len({name.parts for name in given}) == 1:
            for one, other in product(surnames[:1], given[:1]):
                whole = Name(other.parts + one.parts, one.title, one.sex or other.sex)
                if not sexes_differ(one, whole) and not any(_held(name, one, other) for name in full):
                    yield names[one], names[other], whole


def _is_first(name: Name) -> bool:
    """One word without a title, or a given name and how the doctor is called by it: Eilidh, Dr Eilidh."""
    return name.given_only or (len(name.parts) == 1 and len(name.parts[0]) > 2 and not name.title)


def _held(full: Name, surname: Name, given: Name) -> bool:
    """Whether the first name is somebody's with another surname, or the surname's bearer has another first name."""
    return (fits(surname, full) > 0) != (fits(given, full) > 0)
