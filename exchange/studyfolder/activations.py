"""activations.csv: how far a mechanism fired at a site."""

from accounts.models import Study
from cmo.models import Activation
from cmo.models.activations import NOT_A_MECHANISM
from exchange.studyfolder.configurations import find_item, item_name
from exchange.studyfolder.loading import Loading, Shelf, table
from exchange.studyfolder.outgoing import Outgoing
from interviews.tables import BadRow

COLUMNS = ("configuration", "item", "site", "activation"), ("actor", "period")


def load(loading: Loading) -> None:
    rows = loading.table("activations", *COLUMNS)
    held = Activation.objects.filter(item__configuration__study=loading.study)
    shelf = Shelf(loading, held, lambda a: (a.item_id, a.site_id, a.actor, a.period), rows, once=True)
    for row in rows:
        with loading.row(row):
            configuration = loading.configurations[row.required("configuration")]
            item = find_item(configuration, row.required("item"))
            site = loading.sites[row.required("site")]
            row.required("activation")
            if item and item.column != "mechanism":
                raise BadRow(f"“{row['item']}” is no mechanism. {NOT_A_MECHANISM}")
            values = {
                "item": item,
                "site": site,
                "activation": row.choice("activation", Activation.Level),
                "actor": row["actor"],
                "period": row["period"],
            }
            shelf.put(row, (item.pk if item else None, site.pk, row["actor"], row["period"]), values)
    shelf.flush()


def dump(study: Study) -> bytes:
    configurations = Outgoing(study).by_id
    activations = Activation.objects.filter(item__configuration__study=study).select_related("item", "site")
    return table(
        COLUMNS,
        (
            {
                "uuid": activation.pk,
                "configuration": configurations[activation.item.configuration_id].code,
                "item": item_name(activation.item, configurations[activation.item.configuration_id]),
                "site": activation.site.code,
                "activation": activation.activation,
                "actor": activation.actor,
                "period": activation.period,
            }
            for activation in activations.order_by("item__configuration__number", "item__order", "site__order", "pk")
        ),
    )
