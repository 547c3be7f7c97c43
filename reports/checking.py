"""The check of a report with what the database knows of its sources: two queries."""

from interviews.models import Extract, Source
from interviews.turns import asks
from reports.check import ExtractFacts, Found, SourceFacts, check, quoted
from reports.document import Document


def findings(document: Document) -> tuple[Found, ...]:
    sources, extracts = quoted(document)
    rows = Source.objects.filter(pk__in=sources).values_list("pk", "printed_id", "consent", "withdrawn")
    words = Extract.objects.filter(pk__in=extracts).values_list(
        "pk", "quote", "published", "quotable", "speaker", "text__source__interviewers"
    )
    return check(
        document,
        {pk: SourceFacts(printed, consent, gone) for pk, printed, consent, gone in rows},
        {
            pk: ExtractFacts(quote, published, quotable, asks(speaker, askers))
            for pk, quote, published, quotable, speaker, askers in words
        },
    )
