"""Deeds over several codes and what stands on them: one becomes part of another, or gives some of its extracts away."""

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, TextChoices
from django.db.models.deletion import RestrictedError

from accounts import journal
from accounts.models import User
from interviews.models import Code, CodeTheme, Coding, Difference, Memo, SuggestionRun
from interviews.models.codes import hold_tree, in_order
from interviews.siblings import STEP

MEANING = ("description", "include", "exclude")


class Meaning(TextChoices):
    """Which words say what the code means, once two have become one."""

    OURS = "ours", "of the code that stays"
    THEIRS = "theirs", "of the code that goes"
    BOTH = "both", "both, one below the other"


@transaction.atomic
def merge(code: Code, *, into: Code, by: User | None, meaning: str = Meaning.OURS) -> int:
    """`code` becomes part of `into` and is gone: extracts, codes under it, themes and memos go over.

    Gives how many codings went over; where the same coder has coded an extract with both, one stays. Raises
    ValidationError where the two cannot become one.
    """
    hold_tree(code.study)
    code.refresh_from_db()
    into.refresh_from_db()
    _keep_apart(code, into)
    moved = _hand_over(Coding.objects.filter(code=code), into)
    _take_in_children(code, into)
    _take_in_meaning(code, into, meaning)
    doubles = CodeTheme.objects.filter(theme=OuterRef("theme"), code=into)
    CodeTheme.objects.filter(Exists(doubles), code=code).delete()
    CodeTheme.objects.filter(code=code).update(code=into)
    Memo.objects.filter(study=code.study, on=code.pk).update(on=into.pk)
    Difference.objects.filter(code=code).update(code=into)
    SuggestionRun.objects.filter(code=code).update(code=into)
    try:
        code.delete()
    except RestrictedError as error:
        users = sorted({str(thing._meta.verbose_name_plural) for thing in error.restricted_objects})
        raise ValidationError(
            f"“{code}” is still used in {' and '.join(users)}. Remove it there first, or retire the code instead."
        ) from None
    journal.record(into.study, by, "merged", into, count=moved)
    return moved


@transaction.atomic
def split(code: Code, extracts: Iterable[UUID], *, into: Code, keep: bool, by: User | None) -> int:
    """Give these extracts of `code` the code `into`; with `keep` they have both, by the name of who does it.

    Without it the codings go over as they are, with their coders and dates. Gives how many extracts there were.
    Raises ValidationError when none of them has the code, or the codes do not fit.
    """
    hold_tree(code.study)
    if into == code:
        raise ValidationError("They have this code already. Choose another one.")
    _usable(code, into)
    codings = Coding.objects.filter(code=code, extract__in=list(extracts))
    number = codings.values("extract").distinct().count()
    if not number:
        raise ValidationError("Tick the extracts first: none that has this code was chosen.")
    if keep:
        _code_too(codings, into, by)
    else:
        _hand_over(codings, into)
    journal.record(code.study, by, "split", code, count=number)
    return number


def _keep_apart(code: Code, into: Code) -> None:
    """Raises ValidationError where the tree does not allow that the one goes into the other."""
    if code == into:
        raise ValidationError("A code cannot be merged with itself. Choose another one.")
    _usable(code, into)
    if code in into.ancestors():
        raise ValidationError(
            f"“{into}” stands under “{code}”. Merge the lower one into the upper one, then rename it if you like."
        )
    ours = {name.lower() for name in into.children.values_list("name", flat=True)}
    if twice := [child.name for child in code.children.all() if child.name.lower() in ours]:
        raise ValidationError(
            f"Both have a code “{twice[0]}” under them. Merge or rename one of these first, then try again."
        )


def _usable(code: Code, into: Code) -> None:
    if code.study_id != into.study_id:
        raise ValidationError("This code belongs to another study.")
    if into.retired:
        raise ValidationError(f"“{into}” is retired. Bring it back first, or choose another code.")


def _hand_over(codings: QuerySet[Coding], into: Code) -> int:
    """These codings get the other code; of exact doubles (extract and coder) one stays."""
    doubles = Coding.objects.filter(extract=OuterRef("extract"), coder=OuterRef("coder"), code=into)
    codings.filter(Exists(doubles)).delete()
    return codings.update(code=into)


def _code_too(codings: QuerySet[Coding], into: Code, by: User | None) -> None:
    held = Coding.objects.filter(extract=OuterRef("extract"), code=into)
    bare = codings.filter(~Exists(held)).order_by("extract").values_list("extract", flat=True).distinct()
    Coding.objects.bulk_create(Coding(extract_id=extract, code=into, by=by, coder=str(by or "")) for extract in bare)


def _take_in_children(code: Code, into: Code) -> None:
    """The codes under the one come last under the other, in their order."""
    last = max((child.position for child in into.children.all()), default=0)
    children = sorted(code.children.all(), key=in_order)
    for place, child in enumerate(children, 1):
        child.parent, child.position = into, last + STEP * place
    Code.objects.bulk_update(children, ["parent", "position"])


def _take_in_meaning(code: Code, into: Code, meaning: str) -> None:
    for field in MEANING:
        ours, theirs = getattr(into, field), getattr(code, field)
        chosen = {Meaning.THEIRS: theirs, Meaning.BOTH: "\n\n".join(filter(None, [ours, theirs]))}
        setattr(into, field, chosen.get(Meaning(meaning), ours))
    into.attributes = code.attributes | into.attributes
    into.save(update_fields=[*MEANING, "attributes"])
