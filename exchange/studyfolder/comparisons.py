"""comparisons.csv: the judgement of people on how sites compare, and the items that they matched."""

from typing import Any

from accounts.models import Study
from cmo import saying
from cmo.models import Comparison, ComparisonConfiguration, ComparisonSite, Configuration
from exchange.studyfolder import matches
from exchange.studyfolder.loading import Loading, Shelf, codes_of, join, table
from exchange.studyfolder.outgoing import Outgoing
from interviews.tables import BadRow

COLUMNS = ("configurations", "judgement"), ("sites", "pattern", "explanation", "matches")


def load(loading: Loading) -> None:
    rows = loading.table("comparisons", *COLUMNS)
    held = loading.study.comparisons.prefetch_related("configurations", "sites")
    shelf = Shelf(loading, held, _comparison_key, rows, once=True)
    configurations: dict[Comparison, Any] = {}
    sites: dict[Comparison, Any] = {}
    told: dict[Comparison, list[matches.Told]] = {}
    for row in rows:
        with loading.row(row):
            row.required("configurations")
            compared = loading.configurations.all(row.listed("configurations"))
            if not compared:
                raise BadRow("the column “configurations” names none. Write their ids, separated by semicolons.")
            at = loading.sites.all(row.listed("sites"))
            values = {
                "study": loading.study,
                "judgement": row.choice("judgement", Comparison.Judgement),
                "pattern": row.choice("pattern", Comparison.Pattern),
                "explanation": row["explanation"],
            }
            if row.has("matches"):
                found, values["matches"] = matches.read(loading, row)
            key = frozenset(c.pk for c in compared), frozenset(s.pk for s in at)
            comparison = shelf.put(row, key, values)
            comparison.attributes |= row.extra
            if shelf.is_touched(comparison):
                shelf.amend(row, comparison, {"said": _said(compared) if comparison.judgement else ""})
            if row.has("matches"):
                told[comparison] = found
            configurations[comparison], sites[comparison] = compared, at
    shelf.flush()
    join(ComparisonConfiguration, "comparison", "configuration", configurations)
    join(ComparisonSite, "comparison", "site", sites)
    matches.save(loading, told)


def _said(compared: list[Configuration]) -> str:
    """What they say now: a judgement that is brought in is held to be on these words."""
    return saying.mark_of_all(each.says for each in compared)


def _comparison_key(comparison: Comparison) -> tuple[Any, ...]:
    return (
        frozenset(configuration.pk for configuration in comparison.configurations.all()),
        frozenset(site.pk for site in comparison.sites.all()),
    )


def dump(study: Study) -> bytes:
    comparisons = study.comparisons.prefetch_related("configurations", "sites", "pairs__one", "pairs__other")
    held = Outgoing(study).by_id
    return table(
        COLUMNS,
        sorted(
            (
                {
                    "uuid": comparison.pk,
                    "configurations": codes_of(comparison.configurations.all()),
                    "judgement": comparison.judgement,
                    "sites": codes_of(comparison.sites.all()),
                    "pattern": comparison.pattern,
                    "explanation": comparison.explanation,
                    "matches": matches.written(comparison, held),
                }
                | comparison.attributes
                for comparison in comparisons
            ),
            key=lambda entry: str(entry["configurations"]),
        ),
    )
