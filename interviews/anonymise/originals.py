"""What replacements are really called: sealed, each form of an entity on a line.

The line of a form is what Place.form counts, so forms are added at the end and never moved.
"""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from accounts import sealing
from accounts.models import Study
from interviews.models import Replacement


def hold(study: Study, *replacements: Replacement) -> None:
    """Keep the forms from anybody else's change until the transaction ends, and have them as they are now.

    Raises Replacement.DoesNotExist where one was merged into another meanwhile.
    """
    Study.objects.select_for_update(no_key=True).get(pk=study.pk)
    for each in replacements:
        each.refresh_from_db()


def forms(study: Study, replacements: Iterable[Replacement]) -> dict[UUID, tuple[str, ...]]:
    """The forms of each. Raises accounts.sealing.Sealed when the key was destroyed."""
    given = list(replacements)
    opened = sealing.unseal_many(study, (each.sealed for each in given))
    return {each.pk: tuple(words.split("\n")) for each, words in zip(given, opened, strict=True)}


def sealed(study: Study, forms: Iterable[Sequence[str]]) -> list[bytes]:
    """What goes into Replacement.sealed, for each entity's forms."""
    return sealing.seal_many(study, ("\n".join(each) for each in forms))


def one_line(words: str) -> str:
    """A form: words without the line breaks that happened to stand between them."""
    return " ".join(words.split())


def said(lines: Sequence[str], form: int) -> str:
    """The form that a place counts."""
    return lines[form] if form < len(lines) else lines[0]


def name(forms: Mapping[str, int]) -> str:
    """What to call an entity: the form with most words, of several the most frequent. `forms` with their counts."""
    return max(forms, key=lambda form: (form.count(" "), forms[form], len(form)), default="")
