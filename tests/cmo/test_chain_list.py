"""The page of ripple chains, and the picture as a file."""

import csv
import io
from xml.etree import ElementTree

import pytest
from openpyxl import load_workbook

from cmo.models import Evidence
from tests import factories
from tests.cmo.litany import url


@pytest.fixture
def ripple(configuration, counterpart):
    return configuration.link(
        "ripple", counterpart, by=None, start_item=configuration.outcomes[0], end_item=counterpart.contexts[0]
    )


def main(answer):
    return answer.content.decode().split("<main")[1]


def test_what_nobody_tells_at_both_ends_is_broken_and_says_where_sites_do_not_meet(as_user, rita, study, ripple):
    page = main(as_user(rita).get(url("chain_list", study)))
    assert "stroke-dasharray" in page
    assert "Broken: no one source tells both ends" in page
    assert "The sites do not meet" in page
    assert "Area 1 → Area 2" in page


def test_one_source_that_tells_both_ends_makes_it_solid(as_user, rita, study, ripple, source, extract):
    for each in (ripple.start, ripple.end):
        Evidence.objects.add(each, by=None, extract=extract, stance="supports")
    page = main(as_user(rita).get(url("chain_list", study)))
    assert "stroke-dasharray" not in page
    assert "both told by" in page
    assert source.printed_id in page


def test_who_contradicts_does_not_tell_it(as_user, rita, study, ripple, extract):
    for each in (ripple.start, ripple.end):
        Evidence.objects.add(each, by=None, extract=extract, stance="contradicts")
    assert "stroke-dasharray" in main(as_user(rita).get(url("chain_list", study)))


def test_restricted_analyst_sees_solid_only_what_is_open_to_them(as_user, study, ripple):
    hidden = factories.extract(factories.source(study, "30001", site="A2"), "awkward at first")
    for each in (ripple.start, ripple.end):
        Evidence.objects.add(each, by=None, extract=hidden)
    dora = factories.member(study, "Dora Pike", "analyst", sites=list(study.sites.filter(code="A1")))
    page = main(as_user(dora).get(url("chain_list", study)))
    assert "30001" not in page
    assert "stroke-dasharray" in page


def test_circles_are_drawn_and_boxes_are_links(as_user, rita, study, ripple):
    ripple.end.link("sets_context", ripple.start, by=None)
    page = main(as_user(rita).get(url("chain_list", study)))
    assert "leads back: a circle" in page
    for each in (ripple.start, ripple.end):
        assert f'<a href="{url("configuration_detail", study, each.pk)}"' in page


def test_picture_is_a_file_without_links(as_user, rita, study, ripple):
    answer = as_user(rita).get(url("chain_file", study, "svg"), {"of": "CMO-02"})
    assert answer["Content-Type"] == "image/svg+xml"
    picture = ElementTree.fromstring(answer.content)
    assert "CMO-01" in picture.attrib["aria-label"]
    assert b"<a " not in answer.content
    assert as_user(rita).get(url("chain_file", study, "svg"), {"of": "CMO-77"}).status_code == 404


def test_words_of_items_cannot_leave_the_picture(as_user, rita, study, ripple):
    ripple.start_item.revise(by=None, text='<script>"&</script>', role="outcome")
    page = main(as_user(rita).get(url("chain_list", study)))
    assert "<script>" not in page.split("<svg")[1].split("</svg>")[0]


def test_of_a_tracer_are_those_that_touch_it(as_user, rita, study, ripple):
    assert "From CMO-01" in main(as_user(rita).get(url("chain_list", study), {"tracer": "dementia"}))
    assert "No chains yet" in main(as_user(rita).get(url("chain_list", study), {"tracer": "screening"}))


@pytest.mark.parametrize("form", ["svg", "png", "xlsx", "csv"])
def test_it_is_taken_along_in_each_form(as_user, rita, study, ripple, form):
    for asked in ({"of": "CMO-01"}, {"tracer": "dementia"}, {}):
        answer = as_user(rita).get(url("chain_file", study, form), asked)
        assert answer.status_code == 200 and answer.headers["Content-Disposition"].endswith(f'.{form}"')
    assert as_user(rita).get(url("chain_file", study, form), {"tracer": "screening"}).status_code == 404
    assert as_user(rita).get(url("chain_file", study, "pdf")).status_code == 404


def test_the_table_says_what_the_picture_draws(as_user, rita, study, ripple, source, extract):
    for each in (ripple.start, ripple.end):
        Evidence.objects.add(each, by=None, extract=extract, stance="supports")
    answer = as_user(rita).get(url("chain_file", study, "csv"), {"of": "CMO-02"})
    [step] = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert step["from"].startswith("CMO-01") and step["to"].startswith("CMO-02")
    assert step["from item"] == ripple.start_item.text and step["to item"] == ripple.end_item.text
    assert (step["kind"], step["step"], step["told by one source"]) == ("ripples into", "1", "yes")
    assert step["sites"] == "Area 1 → Area 2 (do not meet)"
    assert source.printed_id not in answer.content.decode()
    book = load_workbook(io.BytesIO(as_user(rita).get(url("chain_file", study, "xlsx")).content))
    assert [cell.value for cell in book["Steps"][2]][2] == step["from"]


def test_stranger_and_wrong_method(as_user, charlie, rita, study, ripple):
    for address in (url("chain_list", study), url("chain_file", study, "svg")):
        assert as_user(charlie).get(address).status_code == 404
        assert as_user(rita).post(address).status_code == 405


def test_number_of_queries_does_not_grow(as_user, rita, study, configuration, ripple, django_assert_max_num_queries):
    client, address = as_user(rita), url("chain_list", study)

    def counted(most):
        with django_assert_max_num_queries(most) as held:
            client.get(address)
        return len(held)

    Evidence.objects.add(configuration, by=None, extract=factories.extract(factories.source(study), "you know"))
    few = counted(40)
    for number in range(6):
        other = factories.configuration(study)
        configuration.link("ripple", other, by=None)
        source = factories.source(study, f"3000{number}")
        Evidence.objects.add(other, by=None, extract=factories.extract(source, "awkward at first"))
    counted(few)
