"""findings.csv: configuration × site."""

from collections.abc import Iterator

from accounts.models import Study
from cmo.models import SiteFinding
from exchange.studyfolder.loading import Entry, Loading, Shelf, given, table
from exchange.studyfolder.outgoing import Outgoing
from interviews.tables import Row
from tracers.names import plain

COLUMNS = ("configuration", "site", "presence"), ("summary",)


def load(loading: Loading) -> None:
    rows = loading.table("findings", *COLUMNS)
    held = SiteFinding.objects.filter(configuration__study=loading.study)
    shelf = Shelf(loading, held, lambda finding: (finding.configuration_id, finding.site_id), rows, once=True)
    for row in rows:
        with loading.row(row):
            configuration = loading.configurations[row.required("configuration")]
            site = loading.sites[row.required("site")]
            row.required("presence")
            values = {"configuration": configuration, "site": site, "presence": _presence(row)}
            values |= given(row, {"summary": row["summary"]})
            shelf.put(row, (configuration.pk, site.pk), values)
    shelf.flush()


def _presence(row: Row) -> str:
    """DOMAIN's words; “looked for, not found” is the same as “looked for and not found”."""
    if plain(row["presence"]).replace(",", "") in {"lookedfornotfound", "notfound"}:
        return SiteFinding.Presence.NOT_FOUND
    return row.choice("presence", SiteFinding.Presence)


def dump(study: Study) -> bytes:
    return table(COLUMNS, rows(Outgoing(study)))


def rows(out: Outgoing) -> Iterator[Entry]:
    findings = out.findings.select_related("configuration", "site")
    for finding in findings.order_by("configuration__number", "site__order"):
        yield {
            "uuid": finding.pk,
            "configuration": finding.configuration.code,
            "site": finding.site.code,
            "presence": finding.presence,
            "summary": finding.summary,
        }
