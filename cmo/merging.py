"""One configuration becomes part of another: what goes where, and the deed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts import journal
from accounts.models import User
from cmo import states
from cmo.handing import hand_over
from cmo.keeping import keep
from cmo.models import Activation, Configuration, Item, Link, Match
from cmo.models.items import CELLS
from cmo.nesting import around
from cmo.placing import hold_board


@dataclass(frozen=True)
class Plan:
    """What becomes of `goes` when it is merged. `same`: its items by id, to the equal ones of `into`."""

    goes: Configuration
    into: Configuration
    same: Mapping[UUID, Item]
    between: Sequence[Link]
    matched: Sequence[Match] = ()
    problem: str = ""

    @property
    def columns(self) -> list[tuple[str, list[tuple[Item, bool]], list[Item]]]:
        """By column: the items of `into` (and whether one of `goes` becomes one with it), and those that come."""
        doubled = {item.pk for item in self.same.values()}
        return [
            (
                column,
                [(item, item.pk in doubled) for item in self.into.cell(*roles)],
                [item for item in self.goes.cell(*roles) if item.pk not in self.same],
            )
            for column, roles in CELLS.items()
        ]

    @property
    def remarks(self) -> list[str]:
        """What has no place in the one that stays; it is written into the note of the one that goes."""
        matches = (f"{match.get_how_display()}: “{match.one}” and “{match.other}”." for match in self.matched)
        return [*(_sentence(link) for link in self.between), *matches, *self._activations, *self._sites]

    @property
    def _sites(self) -> list[str]:
        if self.goes.sites.all() or not self.into.sites.all():
            return []
        sites = ", ".join(str(site) for site in self.into.sites.all())
        return [f"{self.goes.code} was about the whole study; {self.into.code} stays with {sites}."]

    @property
    def _activations(self) -> list[str]:
        return [
            f"The activation of “{held.item}” at {held.site} was: {held.get_activation_display().lower()}."
            for held, equal in doubled(self.same)
            if held.activation != equal.activation
        ]


def planned(goes: Configuration, into: Configuration) -> Plan:
    """What would become of it; `problem` says why the two cannot be merged."""
    same = {item.pk: equal for item in goes.items.all() if (equal := _equal(item, into.items.all()))}
    pair = [goes, into]
    between = Link.objects.filter(start__in=pair, end__in=pair).select_related("start", "end")
    matched = Match.objects.within(pair).select_related("one", "other")
    told = [
        match for match in matched if same.get(match.one_id) != match.other and same.get(match.other_id) != match.one
    ]
    return Plan(goes, into, same, list(between), told, _problem(goes, into))


@transaction.atomic
def merge(goes: Configuration, *, into: Configuration, by: User | None, reason: str = "") -> None:
    """Everything of `goes` goes to `into`; what is left of it is set aside and says where the rest went.

    Both keep a version before, `into` another one after. Raises ValidationError where they cannot be merged.
    """
    hold_board(goes.study)
    goes.refresh_from_db()
    into.refresh_from_db()
    plan = planned(goes, into)
    if plan.problem:
        raise ValidationError(plan.problem)
    ask_reason(into, reason)
    keep(goes, by=by, reason=_words(f"Merged into {into.code}.", reason))
    keep(into, by=by, reason=f"As it was before {goes.code} was merged into it.")
    remarks = plan.remarks
    hand_over(plan.goes, plan.into, plan.same)
    _set_aside(goes, into, _words(f"Merged into {into.code}.", reason, *remarks))
    kept = keep(into, by=by, reason=_words(f"{goes.code} was merged into it.", reason))
    into.evidence.filter(judged_on__gt=kept.number).update(judged_on=kept.number)
    into.fall_back(by=by)
    journal.record(into.study, by, "merged", into)


def ask_reason(configuration: Configuration, reason: str) -> None:
    """Raises ValidationError where the study requires a reason and there is none."""
    required = states.setting(configuration.study.rules, "version_reason") == states.REQUIRE
    if required and not reason.strip():
        raise ValidationError({"reason": "This study asks for a reason with each version. Say what made you do this."})


def doubled(same: Mapping[UUID, Item]) -> list[tuple[Activation, Activation]]:
    """Activations of items that become one, at the same site, of the same people and time: what goes, what stays."""
    held = Activation.objects.filter(item__in=[*same, *(item.pk for item in same.values())])
    rows = list(held.select_related("item", "site"))
    of = {(row.item_id, row.site_id, row.actor, row.period): row for row in rows}
    pairs = [
        (row, of.get((same[row.item_id].pk, row.site_id, row.actor, row.period))) for row in rows if row.item_id in same
    ]
    return [(row, equal) for row, equal in pairs if equal]


def _equal(item: Item, others: Iterable[Item]) -> Item | None:
    return next((other for other in others if _said(other) == _said(item)), None)


def _said(item: Item) -> tuple[str, str, bool]:
    return item.role, " ".join(item.text.split()), item.intended


def _problem(goes: Configuration, into: Configuration) -> str:
    if goes.study_id != into.study_id:
        return "The other configuration belongs to another study."
    if goes.pk == into.pk:
        return "A configuration cannot be merged into itself. Choose another one."
    for each in (goes, into):
        if each.merged_into:
            return f"{each.code} was merged into {each.merged_into.code} already. Choose that one."
    return _circle(goes, into)


def _circle(goes: Configuration, into: Configuration) -> str:
    """As one they would be nested in themselves; a link between the two themselves does not count, for it goes."""
    links = Link.objects.filter(kind=Link.Kind.NESTED_IN, start__study=into.study_id).values_list("start", "end")
    pairs = [tuple(into.pk if end == goes.pk else end for end in link) for link in links]
    way = around([(part, whole) for part, whole in pairs if part != whole], into.pk)
    if not way:
        return ""
    names = " in ".join(Configuration.objects.get(pk=pk).code for pk in way)
    return (
        f"{goes.code} and {into.code} are nested one in the other through {names}: as one they would be nested in "
        "themselves. Remove one of these links first."
    )


def _set_aside(goes: Configuration, into: Configuration, words: str) -> None:
    into.agenda = into.agenda or goes.agenda
    into.theory = into.theory or goes.theory
    into.save(update_fields=["agenda", "theory"])
    goes.state, goes.merged_into, goes.agenda = Configuration.State.SET_ASIDE, into, ""
    goes.note = "\n\n".join(filter(None, [goes.note.strip(), words]))
    goes.save(update_fields=["state", "merged_into", "agenda", "note"])


def _words(*sentences: str) -> str:
    return " ".join(words.strip() for words in sentences if words.strip())


def _sentence(link: Link) -> str:
    items = " → ".join(f"“{item}”" for item in (link.start_item, link.end_item) if item)
    said = f"{link.start.code} {link.get_kind_display()} {link.end.code}"
    return " ".join(filter(None, [f"It said: {said}{f' ({items})' if items else ''}.", link.note, link.answer_note]))
