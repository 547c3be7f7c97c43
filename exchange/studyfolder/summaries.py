"""summaries.csv: what was said on a theme, by site or participant."""

from accounts.models import Study
from exchange.studyfolder.loading import Loading, Shelf, table

COLUMNS = ("theme", "text"), ("site", "participant")


def load(loading: Loading) -> None:
    rows = loading.table("summaries", *COLUMNS)
    held = loading.study.theme_summaries.all()
    shelf = Shelf(loading, held, lambda s: (s.theme_id, s.site_id, s.participant_id), rows, once=True)
    for row in rows:
        with loading.row(row):
            theme = loading.themes[row.required("theme")]
            site, person = loading.sites.optional(row["site"]), loading.participants.optional(row["participant"])
            key = theme.pk, site.pk if site else None, person.pk if person else None
            values = {
                "study": loading.study,
                "theme": theme,
                "site": site,
                "participant": person,
                "text": row.required("text"),
            }
            shelf.put(row, key, values)
    shelf.flush()


def dump(study: Study) -> bytes:
    summaries = study.theme_summaries.select_related("theme", "site", "participant")
    return table(
        COLUMNS,
        (
            {
                "uuid": summary.pk,
                "theme": summary.theme.code,
                "text": summary.text,
                "site": summary.site.code if summary.site else "",
                "participant": summary.participant.code if summary.participant else "",
            }
            for summary in summaries.order_by("theme__order", "site__order", "participant__code")
        ),
    )
