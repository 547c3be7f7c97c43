"""What is proposed, as a table for other programs: it holds the names themselves."""

import csv
import io
from collections import Counter

from accounts.models import Study
from interviews.anonymise import originals
from interviews.models import Place

COLUMNS = ("source", "start", "end", "text", "type", "entity", "replacement", "score")


def write(study: Study) -> tuple[str, int]:
    """CSV of every place that is proposed or accepted and not applied, and how many there are.

    `start` and `end` count code points of the source's current words, `entity` is what the replacement stands for.
    """
    places = Place.objects.filter(replacement__study=study).suggested()
    rows = places.in_context().select_related("replacement").order_by("text__source__printed_id", "start", "end")
    fields = ("text__source__printed_id", "start", "end", "words", "replacement_id", "form", "label", "score")
    found = list(rows.values_list(*fields))
    held = {each.pk: each for each in study.replacements.all()}
    forms = originals.forms(study, held.values())
    said: dict[object, Counter[str]] = {}
    for *_, replacement, form, _, _ in found:
        said.setdefault(replacement, Counter())[originals.said(forms[replacement], form)] += 1
    names = {replacement: originals.name(counts) for replacement, counts in said.items()}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for source, start, end, words, replacement, _, label, score in found:
        row = held[replacement]
        writer.writerow(
            (
                source,
                start,
                end,
                words,
                row.type,
                names[replacement],
                label or row.label,
                f"{score:.3f}".rstrip("0").rstrip("."),
            )
        )
    return out.getvalue(), len(found)
