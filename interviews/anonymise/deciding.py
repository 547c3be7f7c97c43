"""What people decide about proposed identifiers (proposing.py), before they are applied (applying.py).

`member` is given where somebody may see a part of the study only: then what is decided holds for the places of the
sources that this member sees. Refusals are ValidationErrors with one sentence.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Case, Max, Value, When
from django.utils import timezone

from accounts import journal
from accounts.models import Membership, Study, User
from interviews.anonymise import originals
from interviews.anonymise.pseudonyms import TOLD_APART, Pattern, PatternError, Thing
from interviews.anonymise.pseudonyms import propose as replacements_for
from interviews.models import Place, Replacement
from interviews.models.anonymising import State

DEEDS = {State.ACCEPTED: "accepted", State.REJECTED: "left as it is", State.PROPOSED: "put back to be decided"}
LONGEST = 120
BATCH = 1000


@transaction.atomic
def decide(replacement: Replacement, state: str, *, by: User, member: Membership | None = None) -> None:
    """Accept it or leave it as it is, everywhere; single places that were decided by themselves stay so."""
    places = replacement.places.filter(applied=False)
    if member and _is_partly_hidden(replacement, member):
        places.visible_to(member).update(state=state)
    else:
        places.filter(state=State.PROPOSED).update(state="")
        _judge(replacement, state, by)
        replacement.save(update_fields=["state", "decided_by", "decided_at"])
    journal.record(replacement.study, by, DEEDS[State(state)], replacement)


@transaction.atomic
def decide_all(study: Study, replacements: Collection[UUID], state: str, *, by: User, member: Membership) -> int:
    """The same for many that are still to be decided, as one deed; how many there were."""
    places = Place.objects.visible_to(member).undecided().filter(replacement__in=replacements)
    undecided = set(places.order_by().values_list("replacement", flat=True))
    by_themselves = places if member.site_restricted else places.filter(state=State.PROPOSED)
    pks = list(by_themselves.values_list("pk", flat=True))
    if not member.site_restricted:
        whole = study.replacements.filter(pk__in=undecided, state=State.PROPOSED)
        whole.update(state=state, decided_by=by, decided_at=timezone.now())
    Place.objects.filter(pk__in=pks).update(state=state)
    if undecided:
        journal.record(study, by, f"together {DEEDS[State(state)]}: identifiers in", study, count=len(undecided))
    return len(undecided)


@transaction.atomic
def decide_here(place: Place, state: str, *, by: User) -> None:
    """For this place alone; an empty state makes it follow its replacement again, and read like it."""
    _must_not_be_applied(place)
    place.state = state
    place.label = place.label if state == State.ACCEPTED else ""
    place.save(update_fields=["state", "label"])
    deed = f"at one place {DEEDS[State(state)]}" if state else "as everywhere, at one place"
    journal.record(place.replacement.study, by, deed, place)


@transaction.atomic
def rename_here(place: Place, label: str, *, by: User) -> None:
    """Let this place read differently, which accepts it."""
    _must_not_be_applied(place)
    place.label = _clean(label, place.replacement)
    place.state = State.ACCEPTED
    place.save(update_fields=["label", "state"])
    journal.record(place.replacement.study, by, "renamed at one place", place)


@transaction.atomic
def rename(replacement: Replacement, label: str, *, by: User, member: Membership | None = None) -> None:
    """Let other words stand for it, which accepts it."""
    label = _clean(label, replacement)
    if label != replacement.label:
        if replacement.places.filter(applied=True).exists():
            raise ValidationError(
                f"“{replacement.label}” stands in the words of interviews already. Undo it there first, or change the "
                "replacement at single places."
            )
        _must_be_free(label, replacement)
        replacement.label = label
        replacement.save(update_fields=["label"])
        journal.record(replacement.study, by, "renamed", replacement)
    decide(replacement, State.ACCEPTED, by=by, member=member)


@transaction.atomic
def retype(replacement: Replacement, kind: str, *, by: User, member: Membership | None = None) -> None:
    """Say what it is; while nobody has decided, the words that stand for it change too."""
    _must_be_seen_whole(replacement, member)
    replacement.type = kind
    replacement.full_clean(exclude=["sealed"])
    replacement.save(update_fields=["type"])
    if replacement.state == State.PROPOSED and not replacement.places.filter(applied=True).exists():
        relabel(replacement.study, [replacement])
    journal.record(replacement.study, by, "changed the type of", replacement)


@transaction.atomic
def merge(into: Replacement, other: Replacement, *, by: User, member: Membership | None = None) -> Replacement:
    """The two are the same: all places belong to one of them, which is returned: that which is applied already."""
    if into.pk == other.pk:
        return into
    originals.hold(into.study, into, other)
    for each in (into, other):
        _must_be_seen_whole(each, member)
    if other.places.filter(applied=True).exists():
        if into.places.filter(applied=True).exists():
            raise ValidationError(
                f"Both “{into.label}” and “{other.label}” stand in the words of interviews already. Undo one of them "
                "first."
            )
        into, other = other, into
    forms = originals.forms(into.study, [into, other])
    lines = list(dict.fromkeys([*forms[into.pk], *forms[other.pk]]))
    into.sealed = originals.sealed(into.study, [lines])[0]
    if into.state == State.PROPOSED != other.state:
        into.state, into.decided_by, into.decided_at = other.state, other.decided_by, other.decided_at
    into.save()
    moved = [When(form=old, then=Value(lines.index(words))) for old, words in enumerate(forms[other.pk])]
    other.places.update(form=Case(*moved, default=Value(0)), replacement=into)
    other.delete()
    journal.record(into.study, by, "merged another into", into)
    return into


@transaction.atomic
def split(replacement: Replacement, places: Collection[Place], *, by: User) -> Replacement:
    """These places mean somebody or something else: a new replacement, decided as the old one was."""
    originals.hold(replacement.study, replacement)
    chosen = [place for place in places if place.replacement_id == replacement.pk and not place.applied]
    if not chosen:
        raise ValidationError("Choose the places that mean somebody else.")
    if replacement.places.count() == len(chosen):
        raise ValidationError("These are all of its places. Choose only those that mean somebody else.")
    known = originals.forms(replacement.study, [replacement])[replacement.pk]
    lines = list(dict.fromkeys(originals.said(known, place.form) for place in chosen))
    made = make(replacement.study, replacement.type, lines, state=replacement.state, by=replacement.decided_by)
    for place in chosen:
        place.form, place.replacement = lines.index(originals.said(known, place.form)), made
    Place.objects.bulk_update(chosen, ["form", "replacement"], batch_size=BATCH)
    journal.record(replacement.study, by, "split off", made)
    return made


@transaction.atomic
def choose_pattern(study: Study, templates: Mapping[str, str], *, by: User) -> int:
    """How replacements read from now on; how many of those that nobody decided were renamed by it."""
    given = {kind: template.strip() for kind, template in templates.items() if template.strip()}
    try:
        Pattern(given)
    except PatternError as problem:
        raise ValidationError(str(problem)) from None
    study.replacement_pattern = given
    study.save(update_fields=["replacement_pattern"])
    free = study.replacements.filter(state=State.PROPOSED).exclude(places__applied=True).order_by("order")
    changed = relabel(study, list(free))
    journal.record(study, by, "changed how replacements read in", study, count=max(changed, 1))
    return changed


def relabel(study: Study, these: Sequence[Replacement]) -> int:
    """Name these anew by the study's pattern; nobody gets a replacement that another has. How many changed."""
    mine = {each.pk for each in these}
    others = [each for each in study.replacements.all() if each.pk not in mine]
    forms = originals.forms(study, these)
    things = [Thing(each.type, (), each.label) for each in others]
    things += [Thing(each.type, forms[each.pk]) for each in these]
    labels = replacements_for(things, Pattern(study.replacement_pattern))[len(others) :]
    changed = [each for each, label in zip(these, labels, strict=True) if each.label != label]
    for each, label in zip(these, labels, strict=True):
        each.label = label
    Replacement.objects.bulk_update(these, ["label"], batch_size=BATCH)
    return len(changed)


def make(study: Study, kind: str, lines: Sequence[str], *, state: str, by: User | None) -> Replacement:
    """A replacement for something with these forms, named by the study's pattern."""
    last = study.replacements.aggregate(last=Max("order"))["last"] or 0
    sealed = originals.sealed(study, [lines])[0]
    made = Replacement(study=study, type=kind, order=last + 1, label="-", sealed=sealed)
    _judge(made, state, by)
    made.full_clean(exclude=["sealed"])
    made.save(force_insert=True)
    relabel(study, [made])
    return made


def _judge(replacement: Replacement, state: str, by: User | None) -> None:
    replacement.state = state
    replacement.decided_by = by if state != State.PROPOSED else None
    replacement.decided_at = timezone.now() if state != State.PROPOSED else None


def _clean(label: str, replacement: Replacement) -> str:
    label = originals.one_line(label)
    if not label:
        raise ValidationError("Type the words that are to stand there.")
    if len(label) > LONGEST:
        raise ValidationError(f"A replacement has at most {LONGEST} characters; this one has {len(label)}.")
    for words in originals.forms(replacement.study, [replacement])[replacement.pk]:
        if re.search(rf"(?<!\w){re.escape(words)}(?!\w)", label, re.IGNORECASE):
            raise ValidationError(f"This replacement would still say “{words}”. Choose words that do not.")
    return label


def _must_be_free(label: str, replacement: Replacement) -> None:
    others = replacement.study.replacements.filter(label__iexact=label, type__in=TOLD_APART).exclude(pk=replacement.pk)
    if replacement.type in TOLD_APART and others.exists():
        raise ValidationError(
            f"“{label}” stands for somebody or something else already. If the two are the same, merge them."
        )


def _must_not_be_applied(place: Place) -> None:
    if place.applied:
        raise ValidationError("The replacement stands in the words already. Undo it for the interview first.")


def _is_partly_hidden(replacement: Replacement, member: Membership) -> bool:
    return member.site_restricted and replacement.places.count() > replacement.places.visible_to(member).count()


def _must_be_seen_whole(replacement: Replacement, member: Membership | None) -> None:
    if member and _is_partly_hidden(replacement, member):
        raise ValidationError(
            f"“{replacement.label}” stands in interviews that you may not see, too. Ask somebody who sees them all."
        )
