"""The check of a report with what the database knows of its sources, and of what was taken out of them."""

from collections.abc import Iterator

from accounts.models import Study
from interviews.leaks.lookout import NEW, TAKEN_OUT, Lookout, lookout
from interviews.models import Extract, Source
from interviews.turns import asks
from reports.check import LOOK, MUST, ExtractFacts, Found, SourceFacts, check, quoted
from reports.document import Document
from reports.leaks import leaks

SAID = {
    TAKEN_OUT: "“{words}” was taken out of the interviews, and stands here ({type}). Write what stands for it there, "
    "or leave it out.",
    NEW: "“{words}” may identify somebody ({type}). Leave it out, or say on the page of leaks that it is none.",
}
PERHAPS_SAID = "“{words}” may be the name of somebody who should not be named here."


def findings(document: Document, study: Study) -> tuple[Found, ...]:
    """Those that must be put right first."""
    sources, extracts = quoted(document)
    rows = Source.objects.filter(pk__in=sources).values_list("pk", "printed_id", "consent", "withdrawn")
    words = Extract.objects.filter(pk__in=extracts).values_list(
        "pk", "quote", "published", "quotable", "speaker", "text__source__interviewers"
    )
    checked = check(
        document,
        {pk: SourceFacts(printed, consent, gone) for pk, printed, consent, gone in rows},
        {
            pk: ExtractFacts(quote, published, quotable, asks(speaker, askers))
            for pk, quote, published, quotable, speaker, askers in words
        },
    )
    found = dict.fromkeys([*_leaking(document, lookout(study)), *checked])
    return tuple(sorted(found, key=lambda each: each.weight != MUST))


def _leaking(document: Document, lookout: Lookout) -> Iterator[Found]:
    if lookout.sealed:
        yield Found(LOOK, f"Whether names stand here that were taken out cannot be told. {lookout.sealed}")
    for leak in leaks(document, lookout):
        said = SAID.get(leak.kind, PERHAPS_SAID).format(words=leak.words, type=leak.type_name.lower())
        yield Found(MUST if leak.kind == TAKEN_OUT else LOOK, said, leak.block, leak.section)
