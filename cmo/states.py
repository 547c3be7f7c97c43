"""What a state of a configuration asks for, by the rules of the study; each rule is off, reminds, or requires."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

OFF, REMIND, REQUIRE = "off", "remind", "require"
SETTINGS = (OFF, REMIND, REQUIRE)

RULES = {
    "plain_sentence": "A plain sentence",
    "testing_link": "Evidence that tests it",
    "contradictions_answered": "Contradictions answered",
    "second_reader": "A second reader who is not the author",
    "version_reason": "A reason for each version",
    "small_groups": "Small groups widened in reports",
}
"""All rules of a study by the words of the study folder. The last two are asked elsewhere: by versions, by reports."""

ORDER = ("draft", "working", "refined")
ASKED = {
    "working": ("plain_sentence",),
    "refined": ("plain_sentence", "testing_link", "contradictions_answered", "second_reader"),
}
"""What each state asks. A draft, and what was set aside, may lack anything."""

MISSING = {
    "plain_sentence": ("It has no plain sentence yet.", "statement"),
    "testing_link": ("No evidence tests it yet: what there is elicited the theory, or its use is unsaid.", "evidence"),
    "contradictions_answered": (
        "Something contradicts it, and nobody has said what was made of that.",
        "contradictions",
    ),
    "second_reader": ("No second reader is named, other than who wrote it.", "second_reader"),
}


@dataclass(frozen=True)
class Facts:
    """What is so of a configuration. `open_contradictions`: contradicting evidence and rivals without an answer."""

    statement: str = ""
    testing: bool = False
    open_contradictions: int = 0
    author: str = ""
    second_reader: str = ""

    def holds(self, rule: str) -> bool:
        if rule == "plain_sentence":
            return bool(self.statement.strip())
        if rule == "testing_link":
            return self.testing
        if rule == "contradictions_answered":
            return not self.open_contradictions
        reader = _name(self.second_reader)
        return bool(reader) and reader != _name(self.author)


@dataclass(frozen=True)
class Lack:
    """A rule that does not hold, with the sentence that says so and where it is mended (a part of the page)."""

    rule: str
    required: bool
    sentence: str
    place: str


def setting(rules: Mapping[str, object], rule: str) -> str:
    """How the study takes a rule; what is not said, or not understood, reminds."""
    said = str(rules.get(rule, REMIND))
    return said if said in SETTINGS else REMIND


def lacking(state: str, rules: Mapping[str, object], facts: Facts) -> list[Lack]:
    """What a configuration in this state lacks, in the order of the rules; what is off is not asked.

    >>> [each.rule for each in lacking("working", {}, Facts())]
    ['plain_sentence']
    """
    return [
        Lack(rule, setting(rules, rule) == REQUIRE, *MISSING[rule])
        for rule in ASKED.get(state, ())
        if setting(rules, rule) != OFF and not facts.holds(rule)
    ]


def requires(state: str, rules: Mapping[str, object]) -> bool:
    """Whether this state requires anything at all."""
    return any(setting(rules, rule) == REQUIRE for rule in ASKED.get(state, ()))


def furthest(state: str, rules: Mapping[str, object], facts: Facts) -> str:
    """The state itself, or the last one before it that lacks nothing it requires."""
    if state not in ORDER:
        return state
    reached: Sequence[str] = ORDER[: ORDER.index(state) + 1]
    return next(each for each in reversed(reached) if not any(lack.required for lack in lacking(each, rules, facts)))


def _name(text: str) -> str:
    return " ".join(text.split()).casefold()
