"""What an export may say of who spoke, where few people stand behind it."""

from cmo.known import Behind
from cmo.models import Evidence
from cmo.side_by_side import Quoted
from interviews.citation import STANDARD, citation, cited_fields, style_error
from interviews.models import Source

NOT_SHOWN = "Words that are not to be quoted are left out."
REFUSED = (Source.Consent.PARAPHRASE_ONLY, Source.Consent.NONE)
TELLING = ("organisation", "role", "participant")


def words_of(quoted: Quoted) -> str:
    """What was said, as far as it may be quoted; for a whole source its page."""
    evidence = quoted.evidence
    refused = evidence.source and (evidence.source.withdrawn or evidence.source.consent in REFUSED)
    if evidence.words and (refused or (evidence.extract and not evidence.extract.quotable)):
        return NOT_SHOWN
    return evidence.words or (f"On page {evidence.page}" if evidence.page else "The whole source")


def citation_of(evidence: Evidence, who: Behind | None = None) -> str:
    """The citation; without organisation, role and date where those behind it are few, or nobody knows how many (None).

    Of the date the year stays where that gives nobody away.
    """
    if evidence.source is None or (who and not who.is_small):
        return evidence.citation
    speaker = evidence.extract.speaker if evidence.extract else None
    fields = cited_fields(evidence.source, evidence.source.participations.all(), speaker)
    fields["date"] = fields["date"][:4] if who and who.years else ""
    style = evidence.configuration.study.citation
    return citation(STANDARD if style_error(style) else style, fields | dict.fromkeys(TELLING, ""))
