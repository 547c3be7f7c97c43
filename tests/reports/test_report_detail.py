"""The writing page: outline, paper, tray, check."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cmo.models import Evidence
from tests import factories
from tests.reports.conftest import ROOM
from tests.reports.litany import url


@pytest.fixture
def address(study, report):
    return url("report_detail", study, report.pk)


def test_reader_sees_the_report_and_nothing_to_press(as_user, rita, address):
    page = as_user(rita).get(address).content.decode()
    assert f"“{ROOM}”" in page
    assert "[20417, Area 1, Provider, Jul 2016]" in page
    for words in ("Edit", "Insert after", "tray-form", "Add a section"):
        assert words not in page


def test_analyst_sees_tools_and_the_check(as_user, bob, address):
    page = as_user(bob).get(address).content.decode()
    for words in ("Edit", "Insert after", "Add a section", "This message names no evidence: “Share a budget”."):
        assert words in page


def test_a_quotation_leads_to_its_words(as_user, rita, address, source, extract):
    page = as_user(rita).get(address).content.decode()
    assert f"/sources/{source.pk}/read/?extract={extract.pk}#extract-{extract.pk}" in page


def test_stranger_finds_nothing(as_user, charlie, address):
    assert as_user(charlie).get(address).status_code == 404


def test_a_report_of_another_study_is_not_found(as_user, bob, alice, report, study):
    other = factories.study(slug="other", title="Other")
    other.admit(bob, "analyst")
    assert as_user(bob).get(url("report_detail", other, report.pk)).status_code == 404


def test_wrong_method(as_user, bob, address):
    assert as_user(bob).post(address).status_code == 405


# The tray


def tray(client, address, **asked) -> str:
    page = client.get(address, asked).content.decode()
    return page[page.index('id="tray-list"') :]


def test_the_tray_holds_what_was_said_on_the_tracer(as_user, bob, study, address, extract):
    elsewhere = factories.source(study, "5", tracers=["screening"])
    factories.extract(elsewhere, "awkward at first")
    shown = tray(as_user(bob), address)
    assert ROOM in shown
    assert "used here" in shown
    assert "awkward at first" not in shown


def test_the_interviewers_words_are_refused_with_the_reason(as_user, bob, study, address, source, extract):
    factories.extract(source, "How did the partnership change referrals?")
    shown = tray(as_user(bob), address)
    assert "These are the interviewer’s words, not a participant’s." in shown
    for mark in ("quote", "words", "cite"):
        assert f"{{{{{mark} 20417 &quot;How did" not in shown
        assert f"{{{{{mark} 20417 &quot;we sat" in shown


def test_evidence_of_the_tracer_is_in_the_tray_wherever_it_was_said(as_user, bob, study, address, configuration):
    elsewhere = factories.extract(factories.source(study, "5", tracers=["screening"]), "awkward at first")
    Evidence.objects.add(configuration, by=None, extract=elsewhere)
    assert "awkward at first" in tray(as_user(bob), address)


def test_the_tray_is_filtered_by_words_code_site_and_configuration(as_user, bob, study, address, other_source, source):
    code = factories.code(study, "Money")
    there = factories.extract(other_source, "took the budget as well", code)
    configuration = factories.configuration(study, label="Money moves")
    Evidence.objects.add(configuration, by=None, extract=there)
    client = as_user(bob)
    site = study.sites.get(code="A2")
    for asked in ({"q": "TOOK the"}, {"code": code.pk}, {"site": site.pk}, {"configuration": configuration.pk}):
        shown = tray(client, address, **asked)
        assert "took the budget as well" in shown
        assert ROOM not in shown
    assert "Nothing fits this filter" in tray(client, address, q="nobody said this")


def test_words_that_may_not_be_quoted_can_be_cited_only(as_user, bob, address, source):
    source.consent = "paraphrase only"
    source.save()
    shown = tray(as_user(bob), address)
    assert "may only be paraphrased" in shown
    assert "data-block-marker" not in shown
    assert "{{cite 20417" in shown.replace("&quot;", '"')


def test_a_restricted_analyst_sees_no_hidden_words(as_user, study, address, other_source):
    anna = factories.member(study, "Anna Bright", "analyst", sites=[study.sites.get(code="A2")])
    page = as_user(anna).get(address).content.decode()
    assert ROOM not in page
    assert "words of a source that you may not see" in page


def test_the_number_of_queries_does_not_grow(as_user, bob, study, load, address, source, other_source):
    client = as_user(bob)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(6):
        factories.configuration(study)
        factories.source(study, f"7{number}")
    piece = f'{{{{quote 20417 "{ROOM}"}}}}\n\n{{{{cite 31862 "the budget"; 20417}}}} {{{{because CMO-02}}}}\n\n'
    others = f'{{{{quote 70 "{ROOM}"}}}}\n\n{{{{quote 71 "{ROOM}"}}}}'
    load(f"---\ntracer: dementia\n---\n\n# Theme\n\n{piece * 6}{others}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) == len(few)
