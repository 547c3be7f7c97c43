"""The tables of figures that a report asks for: the one place that knows how they are counted."""

from collections.abc import Mapping

from accounts.models import Membership
from interviews.matrix.asked import Asked
from interviews.matrix.codes import Unknown, code_table
from interviews.matrix.grid import Grid
from interviews.matrix.ground import Ground

CODES = "codes"
OPTIONS = frozenset({"count", "share", "below", "said"})


def counted(asking: Membership, sent: Mapping[str, str], ground: Ground) -> Grid:
    """What the page of the table would show this member. Raises Unknown with a sentence."""
    if sent["rows"] != CODES:
        raise Unknown(f"“{sent['rows']}” cannot be counted in lines; write codes")
    if sent["by"] not in ground.attributes:
        known = ", ".join(ground.attributes) or "nothing yet"
        raise Unknown(f"there are no columns “{sent['by']}”; write one of: {known}")
    if unknown := [name for name in sent if name not in {"rows", "by", *OPTIONS, *ground.attributes}]:
        raise Unknown(f"“{unknown[0]}” is nothing that a table can be asked")
    return code_table(asking, Asked.read(sent, ground.attributes), ground)
