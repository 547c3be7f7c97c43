"""What is said before a number, so that it is one: "bleep", "her account is", "the last four digits are"."""

import re

from interviews.detecting.dates import NUMBER, UNITS

PHONE_CUE = re.compile(
    r"\b(?:phone|phoned|telephone|tel|mobile|landline|line|ring|rang|dial|text|fax|call|"
    r"switchboard)\b[^.\n?!]{0,24}$",
    re.IGNORECASE,
)
THING = (
    r"(?:staff|payroll|case|log|complaint|incident|reference|ref|policy|account|ticket|job|order|claim|invoice|"
    r"locker|"
    r"badge|bleep|crime|hospital|unit|membership|member|plot|employee|receipt|tag|pager|passport|licen[cs]e|student|"
    r"registration|collar|warrant|tenancy|roll|card|patient|record|file|serial|meter|customer|blue badge|pension|"
    r"service|prison|charity|company|asset|booking|clinic|unique)"
)
TIGHT_CUE = re.compile(
    rf"\b(?:ext|extension|extn|bleep|pager|badge|pin|sort code|key ?(?:safe|code|pad)(?: code)?|(?:door|alarm|gate|"
    rf"entry|pass|access|safe|security|ods) ?code|internal|police log|log ?in|user ?name|driving licen[cs]e|d ?b ?s|"
    rf"cad|datix|officer|buzz|reg|plate|"
    rf"(?:end(?:s|ed|ing)?(?: in| with)|(?:last|first|three|four) (?:two |three |four |five |six )?(?:digits|numbers|"
    rf"figures|letters|on the back)|(?:number|account|card) (?:end(?:s|ed|ing)))|"
    rf"(?:the|an?|my|this|office) (?:incident|claim|"
    rf"policy|reference|ref|complaint|licen[cs]e)|n ?m ?c|g ?m ?c|h ?c ?p ?c|g ?p ?h ?c|payroll|account|"
    rf"employee id|staff id|collar|u ?r ?n|c ?r ?n|m ?r ?n|{THING} (?:number|no|ref|reference|code|id|pin))"
    r"(?:['’]?s)?(?: (?:number|no|reference|code|pin|id|registration))?(?:['’]?s)?"
    r"(?:[ ,:]+(?:is|was|its|it['’]s|it was|that['’]?s|um|er|erm|ending(?: in)?|for \w+(?: \w+)?|are|were|which is|"
    r"of|like|so|"
    r"the|one|we had|on it|i think|again|begins|starts|me|him|her|us|on))*[ ,:]+$",
    re.IGNORECASE,
)
EXTENSION = re.compile(r"\b(?:ext|extension|extn|bleep|pager)(?: (?:number|is|me on))? $", re.IGNORECASE)
BED = re.compile(
    rf"\b(?:in|on|to|into|from|is|was|it's|by|and|ward {NUMBER}(?: [a-h])?,?) (?:bed|room|bay|cubicle|locker) "
    rf"(?P<number>(?:{NUMBER}|\d{{1,3}})(?: ?[a-h])?)\b"
    rf"(?! (?:{UNITS})\b)(?! ?(?:-|or|to|and a|more|months?|weeks?|days?|hours?|minutes?|years?|people|"
    rf"patients|of|times|per|hundred|thousand|other|big|star|beds?|nurses|staff|on \w+days?))",
    re.IGNORECASE,
)
CAR = re.compile(
    r"\b(?:reg|registration|plate|car|van|ambulance|taxi|lorry|"
    r"minibus|vehicle|drives|drove)\b",
    re.IGNORECASE,
)
