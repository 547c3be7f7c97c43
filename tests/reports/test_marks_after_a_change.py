"""What the marks of a report say after the words they quote were anonymised or corrected."""

import pytest
from django.urls import reverse

from accounts import sealing
from interviews import rewriting
from interviews.anonymise import applying
from interviews.edits import Edit
from interviews.models import Place, Replacement
from reports import assemble, files, html
from reports.models import Mention

pytestmark = pytest.mark.django_db
TEXT = """---
title: Dementia
---

# One room

Staff said so {{words 20417 "the memory clinic took the budget as well"}}, twice
{{cite 20417 "the memory … budget as well"; 20417 "same room"}}, and {{cite 20417}}.

{{quote 20417 "Then the memory clinic … for us here."}}
"""


@pytest.fixture
def report(load, source, alice):
    """A report that quotes what is then taken out: “memory clinic” becomes “[clinic A]”."""
    report = load(TEXT)
    study, text = source.study, source.latest_text
    start = text.text.index("memory clinic")
    label = Replacement.objects.create(
        study=study, type="organisation", label="[clinic A]", sealed=sealing.seal(study, "x"), state="accepted"
    )
    Place.objects.create(replacement=label, text=text, start=start, end=start + len("memory clinic"))
    applying.apply(study, sources=[source], by=alice)
    return report


def named(report):
    return list(
        Mention.objects.filter(block__section__report=report).order_by("place", "part").values_list("extract", "source")
    )


def test_the_finished_report_shows_the_new_words(report):
    page = html.whole(assemble.document(report, None), html.Style())
    assert "memory clinic" not in page
    assert "the [clinic A] took the budget as well" in page


def test_the_exported_report_names_the_new_words_and_comes_back_to_the_same_extracts(report, said, load):
    before = named(report)
    dumped = files.dump(report)
    assert "memory" not in dumped
    assert '{{words 20417 "the [clinic A] took the budget as well"}}' in dumped
    assert '"same room"}}, and {{cite 20417}}.' in dumped
    load(dumped, said)
    assert (said.notices, said.errors) == ([], [])
    assert named(report) == before
    assert files.dump(report) == dumped
    load(dumped, said)
    assert said.counts[-1] == ("reports/dementia.md", "unchanged")


def test_a_passage_opened_and_saved_names_the_same_extracts_by_their_new_words(report, as_user, bob, study):
    before = named(report)
    block = report.sections.get().blocks.get(kind="prose")
    address = reverse("reports:block_edit", kwargs={"slug": study.slug, "pk": block.pk})
    form = as_user(bob).get(address).context["editing"].form
    assert "memory" not in form.initial["text"]
    response = as_user(bob).post(address, {"text": form.initial["text"] + " More.", "before": form.current_mark})
    assert response.status_code in {200, 302}
    block.refresh_from_db()
    assert "[clinic A]" in block.text
    assert block.text.endswith("More.")
    assert named(report) == before
    assert not [given for given in Mention.objects.values_list("given", flat=True) if "memory" in given]


def test_marks_whose_words_did_not_change_stay_as_they_were_written(load, source, alice):
    report = load(TEXT)
    start = source.latest_text.text.index("awkward")
    rewriting.correct(source, [Edit(start, start + 7, "odd")], by=alice)
    prose = TEXT.split("\n\n")[2]
    assert prose in files.dump(report)


def test_marks_are_renewed_with_as_many_queries_however_many_they_are(report, django_assert_num_queries):
    with django_assert_num_queries(10):
        files.dump(report)
