"""findings.csv: configuration × site."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from accounts.models import Study
from cmo.models import Configuration, Evidence, SiteFinding
from exchange.studyfolder.loading import Entry, Loading, Shelf, given, table
from exchange.studyfolder.outgoing import Outgoing
from interviews.tables import Row
from tracers.names import plain

COLUMNS = ("configuration", "site", "presence"), ("summary", "quote")


def load(loading: Loading) -> None:
    rows = loading.table("findings", *COLUMNS)
    held = SiteFinding.objects.filter(configuration__study=loading.study)
    shelf = Shelf(loading, held, lambda finding: (finding.configuration_id, finding.site_id), rows, once=True)
    quotes = Quotes(loading)
    for row in rows:
        with loading.row(row):
            configuration = loading.configurations[row.required("configuration")]
            site = loading.sites[row.required("site")]
            row.required("presence")
            values = {"configuration": configuration, "site": site, "presence": _presence(row)}
            values |= given(row, {"summary": row["summary"]})
            key = configuration.pk, site.pk
            if row.has("quote") and not quotes.hides(shelf.held(row, key)):
                values["quote"] = quotes.find(row, configuration)
            finding = shelf.put(row, key, values)
            if shelf.is_touched(finding):
                shelf.amend(row, finding, {"said": configuration.says})
    shelf.flush()


@dataclass(frozen=True)
class Quotes:
    """The words of evidence, by configuration: what may stand first in a finding."""

    loading: Loading

    @cached_property
    def seen(self) -> list[Evidence]:
        """What whoever imports may see."""
        rows = Evidence.objects.filter(configuration__study=self.loading.study).exclude(extract=None, given_quote="")
        return list(self.loading.seen(rows).select_related("extract").order_by("-at", "-pk"))

    @cached_property
    def by_words(self) -> dict[tuple[Any, str], Evidence]:
        return {(each.configuration_id, plain(words_of(each))): each for each in self.seen}

    def hides(self, finding: SiteFinding | None) -> bool:
        """Whether words stand first that whoever imports may not see: they stay."""
        chosen = finding.quote_id if finding else None
        return bool(chosen) and chosen not in {each.pk for each in self.seen}

    def find(self, row: Row, configuration: Configuration) -> Evidence | None:
        """The evidence with these words; a notice where there is none."""
        found = self.by_words.get((configuration.pk, plain(row["quote"]))) if row["quote"] else None
        if row["quote"] and not found:
            named = f"“{row['quote'][:60]}” is no evidence for {configuration.code}"
            self.loading.problems.notice(row.file, row.number, f"{named}, so no quotation was put first.")
        return found


def words_of(evidence: Evidence) -> str:
    return evidence.extract.quote if evidence.extract else evidence.given_quote


def _presence(row: Row) -> str:
    """DOMAIN's words; “looked for, not found” is the same as “looked for and not found”."""
    if plain(row["presence"]).replace(",", "") in {"lookedfornotfound", "notfound"}:
        return SiteFinding.Presence.NOT_FOUND
    return row.choice("presence", SiteFinding.Presence)


def dump(study: Study) -> bytes:
    return table(COLUMNS, rows(Outgoing(study)))


def rows(out: Outgoing) -> Iterator[Entry]:
    findings = out.findings.select_related("configuration", "site", "quote__extract")
    seen = set(out.evidence.values_list("pk", flat=True))
    for finding in findings.order_by("configuration__number", "site__order"):
        yield {
            "uuid": finding.pk,
            "configuration": finding.configuration.code,
            "site": finding.site.code,
            "presence": finding.presence,
            "summary": finding.summary,
            "quote": words_of(finding.quote) if finding.quote and finding.quote_id in seen else "",
        }
