"""What says of two names side by side that they are two people's: "Mark and Marc", "not Steve, Mr Lomax", a row."""

import re

_KIN = (
    r"daughter|son|sons|wife|husband|partner|mother|mum|mam|father|dad|sister|brother|niece|nephew|cousin|aunt|uncle|"
    r"friend|mate|lad|lass|girl|boy|carer|nurse|receptionist|secretary|assistant|colleague|deputy|registrar|boss"
)
_TWO = re.compile(
    r"^,? (?:and|&|nor|is not|isn['’]?t|versus|and then"
    rf"|and (?:his|her|my|their|our) (?:{_KIN}),?|(?:has|had) an? (?:\w+ )?(?:{_KIN}),?(?: called)?)\s$"
)
_DENIED = re.compile(
    r"\b(?:not|never|instead of|rather than|(?:is|was|are|were|did|does|do|has|had)n['’]?t)"
    r"(?: (?:be|for|with|to))?\s+$",
    re.IGNORECASE,
)
_GREETED = re.compile(r"\b(?:hello|hi|hiya|morning|afternoon|evening|listen|look|thanks|right),?\s+$", re.IGNORECASE)
_OWNER = re.compile(rf"^['’]s\b|^s? (?:{_KIN})\b")
_SAYS = re.compile(r"^,? (?:says|said|reckons|reckoned|thinks|thought|goes|here)\b")
_PRESENTED = re.compile(r"^[,.] this is $")  # "Dr Platt, this is Brian"
_ACTED = re.compile(r"^ \w[^,.;:–—-]*(?:[,.;:?!…] | - )$")  # "Mrs Hughes lives next door, Gwen …"
_DID = re.compile(r"^ (?:was|is|has|had|did|does|came|went|left|took|got|gave|ran|sat|\w+ed) ")
_OWNED = re.compile(r"['’]s (?!$|(?:her|his|my|our|the|an?|not)\b)", re.IGNORECASE)  # "Dr Patel's receptionist"
ENDS = re.compile(r"^\s*(?:[.!?…]|$)")
_PAUSED = re.compile(r"^\s*[,–—-]")


def two(between: str) -> bool:
    """Whether the words between two names say that they are two's: "Mark and Marc"."""
    return bool(_TWO.search(between))


def in_row(before: str, between: str, after: str) -> bool:
    """Whether two names stand in a row of three or more: the words between each of them and its neighbours."""
    around = {before.strip(), after.strip()}
    if between.strip() == ",":
        return bool(around & {",", ", and", "and", ", or"})
    full_stop = between.rstrip()[-1:] == "." and after.strip() == "."
    return full_stop or (between.strip() == "." and before.rstrip()[-1:] == ".")


def of_two(between: str, after: str, earlier: str) -> bool:
    """ "Not Steve, Mr Lomax", "Hello Brian, Dr Platt here", "Lisa, Mrs Kendrick's daughter"."""
    greeted = between.strip() == "," and (_GREETED.search(earlier) or _SAYS.search(after))
    return bool(
        _OWNED.match(between)
        or _DENIED.search(earlier)
        or _OWNER.search(after)
        or greeted
        or _PRESENTED.search(between)
    )


def begins_anew(between: str, after: str) -> bool:
    """ "Dr Platt? Brian never saw him": the second begins a sentence that goes on."""
    return between.strip() in {".", "?", "!", "…", ";"} and not (ENDS.search(after) or _PAUSED.search(after))


def acts(between: str) -> bool:
    """Whether a sentence tells what the first does, and the second then begins one."""
    return bool(_ACTED.search(between) or _DID.search(between))
