import pytest

from tests import factories
from tracers.kinds import KINDS
from tracers.models import PolicyEvent, ResearchQuestion, Site, Theme, WorkStream

FRAME = "/studies/dementia-care/frame/"
HTMX = {"HX-Request": "true"}
GOOD = {
    "sites": {"label": "Area 3", "kind": "area", "profile": "Population: 90,000 (2016)"},
    "tracers": {"label": "Stroke", "kind": "pathway", "rationale": "It crosses all the borders."},
    "themes": {"label": "Trust"},
    "work-streams": {"title": "Commissioners", "start": "2015", "end": "2016-07"},
    "research-questions": {"code": "2b", "text": "Who decides?"},
    "policy-events": {"date": "2013-04-01", "label": "The Act comes into force"},
}
BAD = {
    "sites": {"label": "", "kind": "area"},
    "tracers": {"label": "Stroke", "kind": "a disease"},
    "themes": {"label": ""},
    "work-streams": {"title": "Commissioners", "start": "July 2015"},
    "research-questions": {"code": "", "text": "Who decides?"},
    "policy-events": {"date": "", "label": "The Act"},
}


def at(kind: str, row=None, act: str = "") -> str:
    return f"{FRAME}{kind}/" + (f"{row.pk}/" if row else "") + (f"{act}/" if act else "")


@pytest.fixture
def area(study) -> Site:
    return study.sites.get(code="A1")


@pytest.mark.parametrize("kind", KINDS)
def test_a_row_of_each_kind_can_be_added_changed_and_removed(kind, as_user, bob, study):
    client, rows = as_user(bob), KINDS[kind].rows(study)
    before = set(rows.values_list("pk", flat=True))
    assert client.post(at(kind), GOOD[kind]).headers["Location"] == at(kind)
    row = rows.exclude(pk__in=before).get()
    changed = GOOD[kind] | {"code": "C9"}
    assert client.post(at(kind, row), changed).status_code == 302
    row.refresh_from_db()
    assert getattr(row, "code", "C9") == "C9"
    assert client.post(at(kind, row, "removal")).status_code == 302
    assert set(rows.all().values_list("pk", flat=True)) == before


@pytest.mark.parametrize("kind", KINDS)
def test_an_invalid_row_answers_422_and_keeps_what_was_typed(kind, as_user, bob, study):
    before = KINDS[kind].rows(study).count()
    answer = as_user(bob).post(at(kind), BAD[kind])
    assert answer.status_code == 422
    assert "could not be saved" in answer.text
    assert all(value in answer.text for value in BAD[kind].values())
    assert KINDS[kind].rows(study).count() == before


def test_the_frame_opens_on_the_sites(as_user, rita, study):
    page = as_user(rita).get(FRAME).text
    assert "Area 1" in page
    assert "National" in page


def test_a_reader_sees_no_buttons_and_may_not_change(as_user, rita, area):
    client = as_user(rita)
    assert "Add a site" not in client.get(FRAME).text
    assert client.post(at("sites"), GOOD["sites"]).status_code == 403
    assert client.get(at("sites", area)).status_code == 403
    assert client.post(at("sites", area, "removal")).status_code == 403
    assert client.post(at("sites", area, "order"), {"direction": "down"}).status_code == 403


def test_a_stranger_learns_nothing(as_user, charlie, area):
    client = as_user(charlie)
    assert client.get(FRAME).status_code == 404
    assert client.post(at("sites", area), GOOD["sites"]).status_code == 404


def test_a_row_of_another_study_is_not_there(as_user, charlie, area):
    answer = as_user(charlie).post(f"/studies/charlies/frame/sites/{area.pk}/", GOOD["sites"])
    assert answer.status_code == 404
    area.refresh_from_db()
    assert area.label == "Area 1"


def test_an_unknown_kind_is_not_there(as_user, alice):
    assert as_user(alice).get(f"{FRAME}people/").status_code == 404


def test_removing_and_moving_take_a_post(as_user, alice, area):
    client = as_user(alice)
    assert client.get(at("sites", area, "removal")).status_code == 405
    assert client.get(at("sites", area, "order")).status_code == 405


def test_htmx_gets_the_fragment(as_user, bob, study):
    answer = as_user(bob).post(at("themes"), GOOD["themes"], headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div id="frame"')
    assert "Trust" in answer.text


def test_htmx_gets_the_fragment_of_an_invalid_form(as_user, bob, study):
    answer = as_user(bob).post(at("themes"), BAD["themes"], headers=HTMX)
    assert answer.status_code == 422
    assert answer.text.lstrip().startswith('<div id="frame"')


def test_a_code_is_made_of_the_label(as_user, bob, study):
    client = as_user(bob)
    client.post(at("themes"), {"label": "Shared budgets!"})
    client.post(at("themes"), {"label": "Shared budgets"})
    assert set(study.themes.values_list("code", flat=True)) == {"T01", "shared-budgets", "shared-budgets-2"}


def test_two_rows_cannot_have_the_same_code(as_user, bob, study):
    answer = as_user(bob).post(at("sites"), GOOD["sites"] | {"code": "A1"})
    assert answer.status_code == 422
    assert "Another site has this code already" in answer.text


def test_a_new_row_comes_last_and_can_be_moved_up(as_user, bob, study):
    client = as_user(bob)
    client.post(at("sites"), GOOD["sites"])
    assert [str(site) for site in study.sites.all()] == ["Area 1", "Area 2", "National", "Area 3"]
    client.post(at("sites", study.sites.get(label="Area 3"), "order"), {"direction": "up"})
    assert [str(site) for site in study.sites.all()] == ["Area 1", "Area 2", "Area 3", "National"]


def test_the_first_row_stays_where_it_is(as_user, bob, study, area):
    as_user(bob).post(at("sites", area, "order"), {"direction": "up"})
    assert [str(site) for site in study.sites.all()] == ["Area 1", "Area 2", "National"]


def test_what_is_used_cannot_be_removed_and_says_where(as_user, bob, study, area):
    factories.source(study)
    factories.source(study, "20418")
    factories.configuration(study)
    answer = as_user(bob).post(at("sites", area, "removal"))
    assert answer.status_code == 422
    assert "“Area 1” is still used in 1 configuration and 2 sources." in answer.text
    assert study.sites.filter(code="A1").exists()


def test_a_tracer_with_themes_names_them(as_user, bob, study):
    answer = as_user(bob).post(at("tracers", study.tracers.get(code="dementia"), "removal"))
    assert "still used in 1 theme." in answer.text


def test_a_site_cannot_be_part_of_its_own_part(as_user, bob, study, area):
    part = study.sites.create(code="A1N", label="Area 1 north", parent=area)
    answer = as_user(bob).post(at("sites", area), {"label": "Area 1", "code": "A1", "kind": "area", "parent": part.pk})
    assert answer.status_code == 422


def test_what_a_row_points_at_is_of_the_same_study(as_user, bob, study, charlie):
    other = Theme.objects.exclude(study=study).get().tracer
    assert as_user(bob).post(at("themes"), {"label": "Trust", "tracer": other.pk}).status_code == 422


def test_a_policy_event_keeps_its_tracers(as_user, bob, study):
    tracers = [str(tracer.pk) for tracer in study.tracers.all()]
    as_user(bob).post(at("policy-events"), GOOD["policy-events"] | {"tracers": tracers})
    assert PolicyEvent.objects.get().tracers.count() == 2


def test_dates_keep_their_precision(as_user, bob, study):
    as_user(bob).post(at("work-streams"), GOOD["work-streams"])
    assert WorkStream.objects.values_list("start", "end").get() == ("2015", "2016-07")


def test_a_label_is_text_and_never_markup(as_user, bob, study):
    client = as_user(bob)
    client.post(at("research-questions"), {"code": "1", "text": "<b onclick=x>Who?</b>"})
    assert ResearchQuestion.objects.get().text == "<b onclick=x>Who?</b>"
    assert "<b onclick" not in client.get(at("research-questions")).text


def test_two_areas_and_national_can_be_made_at_once(as_user, alice):
    empty = factories.study(slug="empty", title="Empty")
    empty.sites.all().delete()
    empty.admit(alice, "owner")
    client = as_user(alice)
    client.post("/studies/empty/frame/start/")
    client.post("/studies/empty/frame/start/")
    assert list(empty.sites.values_list("label", "kind")) == [
        ("Area 1", "area"),
        ("Area 2", "area"),
        ("National", "national"),
    ]


def test_each_deed_is_in_the_journal(as_user, bob, study):
    client = as_user(bob)
    client.post(at("themes"), GOOD["themes"])
    row = study.themes.get(label="Trust")
    client.post(at("themes", row), GOOD["themes"] | {"label": "Distrust", "code": "T02"})
    client.post(at("themes", row, "order"), {"direction": "up"})
    client.post(at("themes", row, "removal"))
    deeds = study.journal.filter(by=bob, thing=row.pk).order_by("id").values_list("deed", flat=True)
    assert list(deeds) == ["added", "changed", "moved", "removed"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_number_of_queries_does_not_grow_with_the_rows(kind, as_user, bob, study, django_assert_max_num_queries):
    client = as_user(bob)
    for number in range(6):
        client.post(at(kind), GOOD[kind] | {"code": f"N{number}", "tracer": study.tracers.first().pk})
    with django_assert_max_num_queries(18):
        client.get(at(kind))
