"""The words of speaker labels: what names somebody who speaks, and what stands before a colon without speaking."""

import re

from interviews.labels.stamps import BOXED
from tracers.names import fold


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Words that stand before a colon without speaking. Those of the second set describe the recording: they make a header.
NOT_SPEAKERS = _words(
    """
    note notes nb n.b ps p.s eg e.g ie i.e example aim aims objective objectives background summary conclusion result
    results method methods finding findings recommendation recommendations figure table box appendix section chapter
    theme topic question prompt probe context mechanism outcome nhs http https mailto email tel telephone phone fax
    re fw fwd cc warning important reference references source yes no okay ok so and but because well right also
    however therefore first firstly second secondly third thirdly finally step stage part area day week year option
    """
)
ABOUT_THE_RECORDING = _words(
    """
    date title time place location venue site duration length recorded recording transcript transcriber transcription
    file filename format version author authors tags study project subject present attendees participants speakers
    interview id organisation organization role mode started ended start end kind status created published
    """
) | {
    "transcribed by",
    "conducted by",
    "participant id",
    "interview id",
    "interview date",
    "interview number",
    "file name",
}

INTERVIEWER_WORDS = _words("interviewer interviewers int interv intv iv researcher facilitator moderator")
SPEAKER_WORDS = INTERVIEWER_WORDS | _words(
    """
    interviewee respondent respondents resp participant patient pt doctor dr clinician physician nurse gp carer speaker
    spk observer host guest manager commissioner provider caller therapist client unknown male female
    """
)
ASKS_WHEN_OTHER_ANSWERS = {  # these ask when one of those answers
    "i": {"r", "p", "s", "respondent", "participant", "interviewee"},
    "q": {"a"},
    "d": {"p"},
    "dr": {"p", "pt", "patient"},
    "doctor": {"p", "pt", "patient"},
    "clinician": {"p", "pt", "patient", "client"},
    "physician": {"p", "pt", "patient"},
    "therapist": {"client", "patient"},
}
PARTICLES = _words("de da di do du la le van von der den ter bin ibn al el y e of and the &")

# What people are at work and to one another: "Ward manager", "Second carer" and "Head of finance" are somebody.
PEOPLE = SPEAKER_WORDS | _words(
    """
    accountant administrator adviser advisor advocate analyst assistant auditor caregiver chair chairman chairperson
    chairwoman champion clerk colleague consultant coordinator co-ordinator councillor daughter dentist deputy dietitian
    director executive expert father fellow governor head husband inspector lead leader matron member mentor midwife
    mother navigator officer official optometrist owner paramedic parent partner pharmacist physiotherapist planner
    practitioner professor psychiatrist psychologist radiographer receptionist registrar relative rep representative
    resident secretary sister son specialist spouse student supervisor surgeon teacher technician trainee
    trainer trustee user visitor volunteer wife worker
    """
)
OF_A_SENTENCE = _words(  # and not of somebody's title
    """
    a about all also an and another any are as at be been being both but by can do does each either every few first for
    from going had has have he her here his how i if in into is it its just last let like looking main many more most
    much my next no not now of on one only or other our out over own please same second see she so some such than that
    the their them then there these they this those to too two up was we were what when where which who why with would
    you your
    """
)

BRACKET = rf"(?:[ \t]?(?!{BOXED})[(\[][^\n()\[\]]{{1,60}}[)\]])"
_MONTH = re.compile(r"\b(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sep|Sept|Oct|Nov|Dec)[a-z]*\b\.?,?(?=\s|\Z)")


def plausible_label(label: str) -> bool:
    """Whether words before a colon look like the name of somebody who speaks."""
    return is_known_label(label) or looks_like_a_name(label)


def is_known_label(label: str) -> bool:
    bare = _bare(label).strip()
    return stem(bare) in SPEAKER_WORDS or re.fullmatch(r"[A-Z]{1,3}\d{1,3}", bare) is not None


def looks_like_a_name(label: str) -> bool:
    bare = _bare(label)
    if stem(bare) in NOT_SPEAKERS | ABOUT_THE_RECORDING or fold(bare) in ABOUT_THE_RECORDING:
        return False
    words = bare.split()
    if any(character.isdigit() for character in bare) and _MONTH.search(bare):
        return False
    if not 1 <= len(words) <= 7 or not any(character.isalpha() for character in bare):
        return False
    if words[0][0].islower():
        return False
    return is_somebody(bare) or all(not word[0].islower() or word in PARTICLES for word in words)


def is_somebody(label: str) -> bool:
    """Ward manager, Carer 2, Director of nursing – but not “My manager” or “If a nurse”."""
    first, *others = stem(label).split() or [""]
    if first in OF_A_SENTENCE - {"first", "second"}:
        return False
    if first in PEOPLE and others[:1] == ["of"]:
        return len(others) > 1
    return (others or [first])[-1] in PEOPLE and not OF_A_SENTENCE & set(others)


def looks_like_a_title(label: str) -> bool:
    """A few words without those of a sentence, the first with a capital: “Practice link”, not “For example”."""
    bare = _bare(label)
    words = fold(bare).split()
    plain = 2 <= len(words) <= 4 and all(word.replace("-", "").isalpha() for word in words)
    return plain and bare[0].isupper() and not set(words) & (OF_A_SENTENCE | NOT_SPEAKERS | ABOUT_THE_RECORDING)


def stem(label: str) -> str:
    """Interviewer 2 (JB) → interviewer"""
    return re.sub(r"(?:[\s_#-]*\d+[a-z]?|\s[a-z])?\.?\Z", "", fold(_bare(label)), count=1)


def _bare(label: str) -> str:
    """A label without what stands in brackets after it."""
    return re.sub(BRACKET + r"\Z", "", label)
