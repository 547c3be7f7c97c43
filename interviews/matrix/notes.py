"""By which rules a table was counted, a sentence each. Pure."""

from collections.abc import Collection, Iterator

from interviews.matrix.asked import Asked
from interviews.matrix.attributes import Attribute, Only
from interviews.matrix.small import Widening

ASSUMED = {
    "place": "Where nobody has said which site the words speak of, the speaker’s own is assumed.",
    "tracer": "Where nobody has said which tracer the words speak of, those of the source are assumed.",
}
IN_PLACES = {"site", "place"}


def rules(asked: Asked, across: Attribute, down: Attribute | None, only: Only) -> Iterator[str]:
    """What follows from what is asked for."""
    if asked.share:
        yield "The tables to take away hold the numbers beside the shares."
    if asked.everyone:
        yield "The interviewers’ words count too, but never as people heard."
    else:
        yield "What interviewers say is left out."
    sides = [across, *([down] if down else [])]
    yield from (ASSUMED[each.name] for each in sides if each.name in ASSUMED)
    if any(each.name in IN_PLACES and any(each.wholes.values()) for each in sides):
        yield "A site that lies in another one counts for it as well, each person, source and extract once."
    yield "Totals count anew and are not sums: who stands in two places counts once."
    if asked.columns:
        yield "Some columns are chosen; “All” counts these alone."
    if asked.sort == "contrast":
        yield "The lines whose columns lie furthest apart stand first; what is not said is no column there."
    yield from (f"Only where “{each.label}” is “{each.called(value)}”." for each, value in only)


def widened(attribute: Attribute | None, by: Widening, k: int) -> Iterator[str]:
    """What was widened, in words."""
    if attribute and by.folded:
        yield f"{attribute.label}: {_named(attribute, by.folded)} told with the site around, so that {_few(k)}."
    if attribute and by.joined:
        named = _named(attribute, by.joined)
        yield f"{attribute.label}: {named} told together as “Others”, counted anew, so that {_few(k)}."
    if attribute and by.left_out:
        yield f"{attribute.label}: {_named(attribute, by.left_out)} left out, of totals too, so that {_few(k)}."


def _named(attribute: Attribute, values: Collection[str]) -> str:
    named = "”, “".join(attribute.called(value) for value in attribute.values if value in values)
    return f"“{named}” {'is' if len(values) == 1 else 'are'}"


def _few(k: int) -> str:
    return f"fewer than {k} people stand nowhere apart"
