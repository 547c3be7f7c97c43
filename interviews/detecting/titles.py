"""Posts that only one person holds: chief executive, medical director, head of midwifery, the falls nurse."""

import re
from collections.abc import Iterator

from interviews.detecting import vocabulary as voc
from interviews.detecting.tokens import Words
from interviews.identifiers import Found

STOP = (
    r"(?!(?:who|which|that|and|at|in|for|from|to|was|is|said|says|has|had|then|there|here|on|with|he|she|they|"
    r"we|i|it|the|a|an|but|or|so|"
    r"because|when|came|put|wrote|rang|told|asked|would|will|could|did|does|as|by|if|no|not|now|all|called|"
    r"himself|herself|sent|went|"
    r"got|this|my|our|their|his|her|you|are|were|be|been|who's|after|before|over|about|of|just|really|also|"
    r"always|never|comes|goes|"
    r"signed|wants|wanted|thought|decided|left|retired|up|down|out|into|onto|what|how|why|where|well|um|er|erm|"
    r"yeah|yes|thats|that's|its|it's|he's|she's|"
    r"they've|i've|we've|i'm|we're|and)\b)"
)
SUBJECT = rf"(?:{STOP}[\w'’&-]+)(?: (?:and |& )?{STOP}[\w'’&-]+){{0,3}}"
CHIEF = (
    r"(?:interim |acting |deputy |assistant |former |joint )?chief (?:executives?|exec|operating officer|"
    r"operating|nursing officer|nurse|medical officer|"
    r"finance officer|financial officer|information officer|clinical information officer|people officer|"
    r"digital officer|officer|pharmacist|midwife|"
    r"accountable officer|constable|clinical officer|inspector|social work officer|internal auditor|of staff|"
    r"fire officer|commissioner|whip|librarian|clerk|biomedical scientist)"
)
DIRECTOR = (
    rf"(?:(?:interim|acting|deputy|assistant|associate|executive|clinical|non-executive) )?(?:director of {SUBJECT}|"
    r"(?:deputy |associate |assistant |interim |acting )?(?:medical|nursing|finance|managing|regional|programme|"
    r"turnaround|operations|clinical|strategy|commissioning|"
    r"locality|transformation|workforce|improvement|hr|it|area|artistic|development|digital|research|education|"
    r"executive|service|estates|performance|"
    r"quality|safety|planning|communications|divisional|care group|borough|place|public health) director)"
)
HEAD = rf"(?:deputy |interim |acting )?head of {SUBJECT}"
FOR = rf"(?: for {SUBJECT})?"
CHAIR = (
    r"(?:vice[ -])?(?:chair|chairman|chairwoman|chairperson|president|leader|secretary|"
    r"treasurer) of (?:the )?(?:[\w'’-]+ ){0,3}(?:trust|board|governors|council|committee|group|trustees|"
    r"association|friends|charity|ccg|icb|lmc|federation|network|panel|forum|branch|society)"
)
POST = (
    r"(?:accountable officer|senior partner|managing partner|executive partner|company secretary|lead (?:nurse|"
    r"gp|midwife|pharmacist|clinician|consultant|commissioner|governor|chaplain|officer|cancer nurse|paramedic|"
    r"therapist|"
    r"physiotherapist|social worker|inspector)|caldicott guardian|freedom to speak up guardian|nurse director|"
    r"medical superintendent|lord mayor|lord lieutenant|"
    r"high sheriff|vice[ -]chancellor|pro[ -]vice[ -]chancellor|registered manager|monitoring officer|"
    r"section 151 officer|returning officer|"
    r"police and crime commissioner|lead member for [\w ]{3,30}?(?= |[,.])|"
    r"cabinet member for \w+(?: (?:and )?\w+){0,3}|portfolio holder(?: for \w+)?|postmaster|postmistress|"
    r"town clerk|parish clerk|head ?(?:teacher|master|mistress)|"
    r"principal of \w+(?: \w+)?|dean of \w+|mayor of \w+|bishop of \w+(?: and \w+)?|archdeacon of \w+|"
    r"mp for \w+(?: \w+)?|superintendent (?:radiographer|pharmacist|physiotherapist)|"
    r"matron for \w+|clinical lead for \w+(?: \w+)?|lead for \w+(?: \w+)?)"
)
UNIQUE = re.compile(rf"(?<![\w-])(?:{CHIEF}|{DIRECTOR}{FOR}|{HEAD}|{CHAIR}|{POST})(?![\w-])", re.IGNORECASE)
LEAD = re.compile(
    rf"\b(?:the|our|their|his|her|its|as|was|is|'s|’s) (?P<post>(?:{STOP}[\w'’-]+ ){{1,2}}?(?:lead|coordinator|"
    rf"co-ordinator|champion|manager|secretary|clerk|commissioner|coroner|guardian|registrar))\b(?! (?:to|in|us|"
    rf"them|him|her|me|on|up|for the)\b)",
    re.IGNORECASE,
)
SPECIALIST = re.compile(
    r"\b(?:the|our) (?P<post>(?:[\w'’-]+ )?[\w'’-]+ (?:nurse|consultant|midwife|pharmacist|surgeon|"
    r"paediatrician|chaplain|matron))\b[^.\n]{0,30}?\b(?:only one|the only one|just the one|only the one|"
    r"only ever one)\b",
    re.IGNORECASE,
)
SHORT = re.compile(r"\b(?:the|our|their) (?P<post>CEO|COO|CFO|AO|CMO|CNO|DPH|DoN|DON|MD|SRO|CIO|Chair|Mayor)\b")
NOT_ONE = re.compile(
    r"\b(?:a|an|any|every|each|some|another|many|several|two|three|four|five|no|good|most|various|one of (?:the|"
    r"our)|or|kind of|sort of|other|these|those|being|all|multiple|new)\s+$",
    re.IGNORECASE,
)
MANY = re.compile(
    r"(?:directors|executives|officers|nurses|heads|chairs|leads|managers|partners|consultants|secretaries|"
    r"coordinators|midwives|champions)$",
    re.IGNORECASE,
)
LOOSE = voc.words_of("plain_leads")


def _one(text: str, start: int, end: int) -> bool:
    return not NOT_ONE.search(text[max(0, start - 20) : start]) and not MANY.search(text[start:end])


def find(words: Words) -> Iterator[Found]:
    text = words.text
    for match in UNIQUE.finditer(text):
        if _one(text, match.start(), match.end()) and not re.match(
            r"(?i)head of (?:steam|state|hair|the|lettuce|cabbage)", match.group()
        ):
            yield Found(match.start(), match.end(), "title", 0.8)
    for match in LEAD.finditer(text):
        first = match["post"].split()[0].lower()
        last = match["post"].split()[-1].lower()
        if (
            (last == "lead" or last == "champion" or last == "commissioner" or last == "coroner")
            and first not in LOOSE
            and _one(text, match.start("post"), match.end("post"))
        ):
            yield Found(match.start("post"), match.end("post"), "title", 0.6)
    for pattern in (SPECIALIST, SHORT):
        for match in pattern.finditer(text):
            yield Found(match.start("post"), match.end("post"), "title", 0.6)
