"""Rows of another study named in a form, and a restricted analyst at every door: nothing joins, nothing shows.

That an address of another study is not found is proved for every door in tests/test_architecture.py; here somebody is a
member of both studies and sends what belongs to the one to the other.
"""

import re
import uuid
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Study, User
from cmo.models import Evidence, Reading
from interviews.models import Coding, Extract, Memo, Upload
from reports.models import Block
from tests import factories, filled, steps, walk
from tracers.models import Site

pytestmark = pytest.mark.django_db


def mixed() -> list[str]:
    """Rows that hang from two studies at once, by any way along their foreign keys."""
    found = []
    for model in apps.get_models():
        ways = list(_ways(model, ()))
        if model._meta.app_label in walk.FLOORS and len(ways) > 1:
            for row in model._base_manager.values_list("pk", *ways):
                if len(set(filter(None, row[1:]))) > 1:
                    found.append(f"{model.__name__} {row[0]}: {dict(zip(ways, row[1:], strict=True))}")
    return found


def _ways(model: Any, met: tuple[Any, ...]) -> Iterator[str]:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey) and field.related_model is Study:
            yield field.name
        elif isinstance(field, models.ForeignKey) and field.related_model not in {*met, model, User} and len(met) < 4:
            yield from (f"{field.name}__{way}" for way in _ways(field.related_model, (*met, model)))


def things(study: Study) -> SimpleNamespace:
    """One of each kind."""
    extract, report = Extract.objects.of(study).exclude(codings=None)[0], study.reports.get()
    configuration = study.configurations.order_by("number")[0]
    return SimpleNamespace(
        slug=study.slug,
        site=study.sites.get(code="A1"),
        tracer=study.tracers.get(code="dementia"),
        theme=study.themes.get(),
        stream=study.work_streams.get(),
        question=study.research_questions.get(),
        source=extract.text.source,
        extract=extract,
        code=extract.codes.get(),
        free_code=study.codes.get(name="Relationships"),
        configuration=configuration,
        other=study.configurations.order_by("number")[1],
        item=configuration.items.filter(role="context")[0],
        evidence=configuration.evidence.get(),
        report=report,
        section=report.sections.get(),
        block=Block.objects.filter(section__report=report, kind="prose")[0],
    )


@pytest.fixture
def two(study, alice) -> tuple[SimpleNamespace, SimpleNamespace]:
    """(here, there): two filled studies of one owner."""
    filled.fill(study, by=alice)
    other = factories.study(slug="other", title="Another study")
    other.admit(alice, Membership.Role.OWNER)
    User.objects.filter(name="Sam Reed").update(email="sam.elsewhere@example.org")
    filled.fill(other, by=alice)
    return things(study), things(other)


NEW_CONFIGURATION = {"kind": "observed", "label": "New", "state": "draft"}
SOURCE = {"printed_id": "20417", "kind": "interview", "p-number": "1", "p-0-speaker": "Respondent"}
# name: (address, the things in its path, what is sent besides, the field, the thing it names)
FIELDS: dict[str, tuple[str, tuple[str, ...], dict[str, str], str, str]] = {
    "a theme’s tracer": ("tracers:frame_kind", ("themes",), {"label": "X"}, "tracer", "tracer"),
    "a site’s whole": ("tracers:frame_kind", ("sites",), {"label": "X", "kind": "area"}, "parent", "site"),
    "a question’s whole": (
        "tracers:frame_kind",
        ("research-questions",),
        {"code": "9", "text": "x"},
        "parent",
        "question",
    ),
    "an event’s tracer": (
        "tracers:frame_kind",
        ("policy-events",),
        {"date": "2016", "label": "x"},
        "tracers",
        "tracer",
    ),
    "a member’s site": ("member_list", (), {"email": "x@example.org", "name": "X", "role": "analyst"}, "sites", "site"),
    "a code’s place": ("interviews:code_new", (), {"name": "X", "kind": "emergent"}, "parent", "code"),
    "a code moved": ("interviews:code_edit", ("free_code",), {"name": "X", "kind": "emergent"}, "parent", ""),
    "a source’s tracer": ("interviews:source_edit", ("source",), SOURCE, "tracers", "tracer"),
    "a source’s stream": ("interviews:source_edit", ("source",), SOURCE, "work_stream", "stream"),
    "a speaker’s site": ("interviews:source_edit", ("source",), SOURCE, "p-0-site", "site"),
    "an extract’s code": ("interviews:extract_list", ("source",), {"start": "30", "end": "40"}, "codes", "code"),
    "a new code’s place": (
        "interviews:extract_list",
        ("source",),
        {"start": "30", "end": "40", "new_code": "Brand new"},
        "under",
        "code",
    ),
    "one more code": ("interviews:coding_list", ("extract",), {}, "codes", "free_code"),
    "a configuration’s tracer": ("cmo:configuration_new", (), NEW_CONFIGURATION, "tracer", "tracer"),
    "a configuration’s site": ("cmo:configuration_new", (), NEW_CONFIGURATION, "sites", "site"),
    "a configuration’s theme": ("cmo:configuration_edit", ("configuration",), NEW_CONFIGURATION, "themes", "theme"),
    "a merger": ("cmo:configuration_merge", ("configuration",), {}, "into", "other"),
    "a link": ("cmo:link_new", ("configuration",), {"kind": "refines"}, "other", "other"),
    "a reading": ("cmo:reading_new", ("configuration",), {"result": "speaks"}, "source", "source"),
    "evidence": ("cmo:extract_evidence", ("extract",), {"place": ""}, "configuration", "other"),
    "evidence for an item": ("cmo:evidence_edit", ("evidence",), {}, "item", "item"),
    "a report’s tracer": ("reports:report_new", (), {"title": "X"}, "tracer", "tracer"),
    "a report’s tracers": ("reports:report_edit", ("report",), {"title": "X", "status": "draft"}, "tracers", "tracer"),
    "a quotation": ("reports:quotation_new", ("report",), {"place": "SECTION"}, "extract", "extract"),
}


@pytest.mark.parametrize("name", FIELDS)
def test_a_form_takes_a_row_of_its_own_study_and_none_of_another(two, as_user, alice, name):
    here, there = two
    address, path, sent, field, thing = FIELDS[name]
    sent = {key: f"s-{here.section.pk}" if value == "SECTION" else value for key, value in sent.items()}
    values = [getattr(here, each).pk if hasattr(here, each) else each for each in path]
    url = reverse(address, args=[here.slug, *values])
    client = as_user(alice)
    if thing:
        assert client.post(url, sent | {field: str(getattr(here, thing).pk)}).status_code in {200, 302}
    before = _counted()
    foreign = getattr(there, thing or "code").pk
    assert client.post(url, sent | {field: str(foreign)}).status_code in {404, 422}
    assert mixed() == []
    assert _counted() == before


def _counted() -> dict[str, int]:
    floors = (model for model in apps.get_models() if model._meta.app_label in walk.FLOORS)
    return {model.__name__: model._base_manager.count() for model in floors}


def test_what_the_address_names_besides_its_path_is_of_the_study_too(two, as_user, alice):
    here, there = two
    client = as_user(alice)
    judged = reverse("cmo:comparison_new", args=[here.slug], query={"configuration": there.configuration.pk})
    assert client.post(judged, {"judgement": "same"}).status_code == 404
    finding = reverse("cmo:finding_edit", args=[here.slug, here.configuration.pk, there.site.pk])
    assert client.post(finding, {"presence": "present"}).status_code == 404
    section = reverse("reports:section_new", args=[here.slug, here.report.pk], query={"after": there.section.pk})
    assert client.post(section, {"heading": "New", "level": "1"}).status_code == 302
    block = reverse("reports:block_new", args=[here.slug, here.section.pk], query={"after": there.block.pk})
    assert client.post(block, {"text": "New"}).status_code == 302
    place = {"extract": here.extract.pk, "place": f"s-{there.section.pk}"}
    assert client.post(reverse("reports:quotation_new", args=[here.slug, here.report.pk]), place).status_code == 422
    new_code = client.get(reverse("interviews:code_new", args=[here.slug], query={"under": there.code.pk}))
    assert f'<option value="{there.code.pk}"' not in new_code.text
    tray = reverse("reports:report_detail", args=[here.slug, here.report.pk], query={"code": there.code.pk})
    assert client.get(tray).status_code == 200
    assert mixed() == []
    assert there.report.sections.count() == 1 and there.section.blocks.count() == 2


def test_an_extract_with_the_id_of_one_elsewhere_is_refused(two, as_user, alice):
    here, there = two
    url = reverse("interviews:extract_list", args=[here.slug, here.source.pk])
    answer = as_user(alice).post(url, {"id": there.extract.pk, "start": 0, "end": 5, "codes": here.code.pk})
    assert answer.status_code == 422
    assert there.extract.codings.count() == 1 and mixed() == []


def test_marks_of_a_report_find_no_words_of_another_study(two, as_user, alice):
    here, there = two
    factories.source(Study.objects.get(slug=there.slug), "88888", words="Respondent: The zebra of the other study.")
    text = 'A {{words 88888 "zebra of the other"}} B {{cite 88888}}.\n\n{{quote 88888 "The zebra"}}'
    url = reverse("reports:block_new", args=[here.slug, here.section.pk])
    as_user(alice).post(url, {"text": text})
    assert mixed() == []
    assert not Extract.objects.filter(quote__contains="zebra").exists()


# What does not fit


EVIL = ("\x00", "x" * 4000, "-1", "9" * 20, "<script>alert(1)</script>", "٣", "", "new")
NAMES = """
q site sites organisation tracer kind state status sort page extract configuration under after place theme code
citation next totals column role version start end id quote codes new_code in_vivo name parent description hue
label statement level themes note context mechanism outcome text stance use source result presence summary
judgement pattern alike move step direction title slug email heading tracers printed_id date p-number p-0-site
u0-printed_id u0-p-number u0-leave_out threshold dry_run files folder item relevance
""".split()  # noqa: SIM905


@pytest.mark.parametrize("page", walk.study_pages(), ids=str)
def test_no_page_breaks_on_values_that_no_form_sends(page, study, alice, as_user):
    filled.fill(study, by=alice)
    client = as_user(alice)
    door = walk.door(page, study, client)
    for value in EVIL:
        odd = walk.Door(page, door.values, dict.fromkeys(NAMES, value), dict.fromkeys(NAMES, value))
        for method in ("GET", "POST"):
            answer = walk.answer(client, odd, study.slug, method)
            assert answer.status_code < 500
            assert "<script>alert(1)" not in answer.getvalue().decode(errors="ignore")
            assert answer.headers.get("Location", "/").startswith("/")
    for method in ("head", "put", "delete"):
        assert getattr(client, method)(door.at(study.slug)).status_code < 500


def test_a_nul_in_an_address_is_answered_in_words(as_user, alice, study):
    answer = as_user(alice).get(reverse("interviews:source_list", args=[study.slug]) + "?q=%00")
    assert answer.status_code == 400
    assert "cannot read what was sent" in answer.text
    assert as_user(alice).get("/studies/%00/").status_code == 400


# A restricted analyst


HIDDEN = "Respondent: The zebra crossed our boardroom twice, and nobody minuted it."


def hide(study: Study, bob: User) -> None:
    """A source of Area 2 with everything that can stand on it."""
    source = factories.source(study, "77777", site="A2", words=HIDDEN)
    configuration, code = study.configurations.order_by("number")[0], study.codes.get(name="Trust")
    extract = factories.extract(source, "zebra crossed our boardroom", code, by=bob)
    Evidence.objects.add(configuration, by=bob, extract=extract, stance="contradicts", comment="The zebra says no")
    Reading.objects.note(source, configuration, "speaks", by=bob)
    Memo.objects.create(study=study, text="The zebra again", on=extract.pk, on_kind="extract", by=bob)
    Memo.objects.create(study=study, text="The zebra again", on=source.pk, on_kind="source", by=bob)
    factories.upload(study, by=bob, name="zebra.txt", text=HIDDEN)


@pytest.fixture
def sam(study) -> User:
    return factories.member(study, "Samira Cole", Membership.Role.ANALYST, sites=[Site.objects.get(code="A1")])


def words(answer: Any) -> str:
    """What is read, of a page that comes in one piece or in many; without what differs from answer to answer."""
    content = answer.getvalue()
    return re.sub(
        r'name="csrfmiddlewaretoken" value="\w+"|nonce-\w+|X-CSRFToken[^}]*|data-as-of="[^"]*"',
        "",
        content.decode(errors="ignore"),
    )


def seen(client: Client, study: Study, owner: Client) -> dict[str, str]:
    """All pages as this client reads them, but for the PDF, whose words are those of the page."""
    pages = {}
    for page in walk.study_pages():
        open_to_owner = walk.door(page, study, owner)
        try:
            door = walk.door(page, study, client, like=open_to_owner)
        except AssertionError:
            continue
        answer = walk.answer(client, door, study.slug, "GET")
        if answer.status_code == 200 and page.name != "reports:report_pdf":
            pages[door.at(study.slug)] = words(answer)
    return pages


def test_pages_of_a_restricted_analyst_are_the_same_without_the_hidden_sources(study, alice, bob, sam, as_user):
    filled.fill(study, by=alice)
    client = as_user(sam)
    before = seen(client, study, as_user(alice))
    steps.over()
    hide(study, bob)
    changed = [url for url, text in before.items() if words(client.get(url)) != text]
    assert changed == []
    assert len(before) > 20


def test_hidden_words_in_a_report_show_nowhere(study, alice, bob, sam, as_user):
    filled.fill(study, by=alice)
    hide(study, bob)
    section = study.reports.get().sections.get()
    text = (
        'A {{words 77777 "zebra crossed"}} and {{cite 77777 "boardroom twice"}}.\n\n{{quote 77777 "nobody minuted it"}}'
    )
    as_user(alice).post(reverse("reports:block_new", args=[study.slug, section.pk]), {"text": text})
    assert section.blocks.count() == 4
    for url, page in seen(as_user(sam), study, as_user(alice)).items():
        assert "zebra" not in page and "minuted" not in page, url
    for block in section.blocks.all():
        page = as_user(sam).get(reverse("reports:block_edit", args=[study.slug, block.pk]))
        assert page.status_code in {200, 403} and "zebra" not in words(page)


def test_a_restricted_analyst_reaches_nothing_hidden_by_its_id(study, alice, bob, sam, as_user):
    filled.fill(study, by=alice)
    hide(study, bob)
    source = study.sources.get(printed_id="77777")
    extract, coding = Extract.objects.get(text__source=source), Coding.objects.get(extract__text__source=source)
    evidence = Evidence.objects.get(source=source)
    here, report = study.configurations.order_by("number")[0], study.reports.get()
    client, slug = as_user(sam), study.slug
    for name, pk in (
        ("interviews:source_edit", source.pk),
        ("interviews:source_read", source.pk),
        ("interviews:extract_list", source.pk),
        ("interviews:extract_detail", extract.pk),
        ("interviews:coding_list", extract.pk),
        ("interviews:extract_remove", extract.pk),
        ("interviews:coding_remove", coding.pk),
        ("interviews:upload_detail", Upload.objects.get(name="zebra.txt").batch_id),
        ("cmo:extract_evidence", extract.pk),
        ("cmo:evidence_edit", evidence.pk),
        ("cmo:evidence_remove", evidence.pk),
    ):
        url = reverse(name, args=[slug, pk])
        assert client.get(url).status_code in {404, 405}, name
        assert client.post(url, {"start": 0, "end": 5}).status_code in {404, 405}, name
    reading = client.post(reverse("cmo:reading_new", args=[slug, here.pk]), {"source": source.pk, "result": "nothing"})
    assert reading.status_code == 422
    quoted = {"extract": extract.pk, "place": f"s-{report.sections.get().pk}"}
    assert client.post(reverse("reports:quotation_new", args=[slug, report.pk]), quoted).status_code == 404
    other = study.sources.get(printed_id="20417")
    moved = {"printed_id": "20417", "kind": "interview", "p-number": "1", "p-0-site": study.sites.get(code="A2").pk}
    assert client.post(reverse("interviews:source_edit", args=[slug, other.pk]), moved).status_code == 422


# Twice, and too late


def test_the_same_extract_sent_twice_is_one(two, as_user, alice):
    here, _ = two
    url = reverse("interviews:extract_list", args=[here.slug, here.source.pk])
    sent = {"id": uuid.uuid4(), "start": 60, "end": 80, "codes": here.code.pk}
    before = Extract.objects.count()
    assert [as_user(alice).post(url, sent).status_code for _ in range(2)] == [302, 302]
    assert Extract.objects.count() == before + 1


def test_a_stale_page_gets_a_sentence(two, as_user, alice):
    here, _ = two
    client = as_user(alice)
    gone = uuid.uuid4()
    url = reverse("interviews:extract_list", args=[here.slug, here.source.pk])
    answer = client.post(url, {"start": 0, "end": 5, "codes": gone}, headers={"HX-Request": "true"})
    assert answer.status_code == 422 and answer.text.strip()
    answer = client.post(url, {"start": 0, "end": 5, "version": 7, "codes": here.code.pk})
    assert answer.status_code == 422 and "corrected after you opened them" in words(answer)
    answer = client.post(url, {"start": 5, "end": 10**9, "codes": here.code.pk})
    assert answer.status_code == 422 and "outside the text" in words(answer)
    for name in ("interviews:extract_remove", "interviews:coding_list", "reports:section_remove", "reports:block_edit"):
        answer = client.post(reverse(name, args=[here.slug, gone]), {"codes": here.code.pk, "text": "x"})
        assert answer.status_code == 404 and "It may have been removed" in answer.text
    used = client.post(reverse("interviews:extract_remove", args=[here.slug, here.extract.pk]), follow=True)
    assert "still used in" in words(used)
