import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from cmo.models import Evidence
from interviews.models import Code, Coding, Extract
from tests import factories

HTMX = {"HX-Request": "true"}


@pytest.fixture
def extract(study, bob):
    return factories.extract(factories.source(study), "we sat in the same room", factories.code(study, "Trust"), by=bob)


def at(name: str, thing) -> str:
    return reverse(f"interviews:{name}", kwargs={"slug": "dementia-care", "pk": thing.pk})


def test_the_address_of_an_extract_leads_to_its_words(as_user, rita, extract):
    answer = as_user(rita).get(at("extract_detail", extract))
    assert answer["Location"] == f"{at('source_read', extract.source)}?extract={extract.pk}#extract-{extract.pk}"


def test_the_panel_says_who_coded_and_when(as_user, rita, extract):
    panel = as_user(rita).get(at("extract_detail", extract), headers=HTMX).content.decode()
    assert "we sat in the same room" in panel
    assert "Bob Tanner" in panel
    assert "<html" not in panel
    assert "<form" not in panel  # Rita reads


def test_the_panel_has_a_place_for_configurations(as_user, bob, extract):
    panel = as_user(bob).get(at("extract_detail", extract), headers=HTMX).content.decode()
    assert f'hx-get="{reverse("cmo:extract_evidence", kwargs={"slug": "dementia-care", "pk": extract.pk})}"' in panel


def test_a_code_is_added(as_user, alice, extract, study):
    doubt = factories.code(study, "Doubt")
    answer = as_user(alice).post(at("coding_list", extract), {"codes": [doubt.pk]}, headers=HTMX)
    assert answer.status_code == 200
    assert Coding.objects.get(code=doubt).coder == "Alice Marsh"
    assert ">Trust, Doubt</button>" in answer.content.decode()


def test_a_new_code_is_added_by_a_plain_form(as_user, alice, extract):
    answer = as_user(alice).post(at("coding_list", extract), {"codes": "", "new_code": "Doubt"})
    assert answer.status_code == 302
    assert set(extract.codes.values_list("name", flat=True)) == {"Trust", "Doubt"}


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_adding_nothing_is_said(as_user, bob, extract, headers):
    answer = as_user(bob).post(at("coding_list", extract), {"codes": "", "new_code": " "}, headers=headers)
    assert answer.status_code == 422
    assert "Choose a code, or name a new one." in answer.content.decode()


def test_a_coding_is_removed_and_the_extract_stays(as_user, alice, extract):
    answer = as_user(alice).post(at("coding_remove", extract.codings.get()), headers=HTMX)
    page = answer.content.decode()
    assert not extract.codings.exists()
    assert ">No code yet</button>" in page
    assert f'id="count-{Code.objects.get().pk}" hx-swap-oob="true"></span>' in page


def test_the_same_code_by_somebody_else_stays(as_user, bob, extract, study):
    theirs = Coding.objects.create(extract=extract, code=Code.objects.get(), coder="Alice Marsh")
    as_user(bob).post(at("coding_remove", extract.codings.get(coder="Bob Tanner")))
    assert list(extract.codings.all()) == [theirs]


def test_an_extract_is_deleted_and_its_turn_drawn_without_it(as_user, bob, extract):
    answer = as_user(bob).post(at("extract_remove", extract), headers=HTMX).content.decode()
    assert not Extract.objects.exists()
    assert 'id="turn-2"' in answer
    assert "turn-extracts" not in answer
    assert "data-extract=" not in answer


def test_deleting_by_a_plain_form_leads_back_to_the_words(as_user, bob, extract):
    answer = as_user(bob).post(at("extract_remove", extract))
    assert answer["Location"] == at("source_read", extract.source)


def test_an_extract_that_is_evidence_is_not_deleted(as_user, bob, extract, study):
    Evidence.objects.add(factories.configuration(study), by=bob, extract=extract)
    answer = as_user(bob).post(at("extract_remove", extract), headers=HTMX)
    assert answer.status_code == 422
    assert "still used in evidence" in answer.content.decode()
    plain = as_user(bob).post(at("extract_remove", extract), follow=True)
    assert "still used in evidence" in plain.content.decode()
    assert Extract.objects.filter(pk=extract.pk).exists()


WRITES = ("coding_list", "extract_about", "extract_remove", "coding_remove")


def thing(name: str, extract):
    return extract.codings.get() if name == "coding_remove" else extract


@pytest.mark.parametrize("name", WRITES)
def test_reader_may_not_change_coding(as_user, rita, extract, name):
    assert as_user(rita).post(at(name, thing(name, extract))).status_code == 403


@pytest.mark.parametrize("name", [*WRITES, "extract_detail"])
def test_a_stranger_finds_nothing(as_user, charlie, extract, name):
    client = as_user(charlie)
    ask = client.get if name == "extract_detail" else client.post
    assert ask(at(name, thing(name, extract))).status_code == 404


@pytest.mark.parametrize("name", [*WRITES, "extract_detail"])
def test_what_a_restricted_analyst_may_not_see_is_not_there(as_user, study, extract, name):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    client = as_user(sam)
    ask = client.get if name == "extract_detail" else client.post
    assert ask(at(name, thing(name, extract))).status_code == 404


@pytest.mark.parametrize("name", WRITES)
def test_nothing_is_changed_by_looking(as_user, bob, extract, name):
    assert as_user(bob).get(at(name, thing(name, extract))).status_code == 405


def test_a_panel_is_not_posted(as_user, bob, extract):
    assert as_user(bob).post(at("extract_detail", extract)).status_code == 405


@pytest.mark.parametrize(
    ("quote", "asked"),
    [("How did the partnership change referrals?", True), ("we sat in the same room", False)],
)
def test_words_of_the_interviewer_are_told_from_an_answer(study, django_assert_num_queries, quote, asked):
    made = factories.extract(factories.source(study), quote)
    extract = Extract.objects.select_related("text__source").get(pk=made.pk)
    with django_assert_num_queries(0):
        assert extract.is_question is asked


def test_who_asks_may_be_said_later(study, bob):
    source = factories.source(study)
    extract = factories.extract(source, "we sat in the same room")
    source.revise(by=bob, tracers=[], participations=[], interviewers=["RESPONDENT "])
    assert Extract.objects.get(pk=extract.pk).is_question


def test_the_panel_says_when_the_interviewer_speaks(as_user, rita, study):
    source = factories.source(study)
    for quote, said in (("And then?", True), ("we sat in the same room", False)):
        panel = as_user(rita).get(at("extract_detail", factories.extract(source, quote)), headers=HTMX)
        assert (">interviewer</span>" in panel.content.decode()) is said


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_the_words_speak_of_is_said_in_the_panel(as_user, bob, study, extract, headers):
    site, tracer = study.sites.get(code="A2"), study.tracers.get(code="dementia")
    client = as_user(bob)
    told = {"sites": [site.pk], "tracers": [tracer.pk], "claim": "second-hand", "unquotable": "on"}
    answer = client.post(at("extract_about", extract), told, headers=headers)
    assert answer.status_code == (200 if headers else 302)
    extract.refresh_from_db()
    assert (list(extract.sites.all()), list(extract.tracers.all())) == ([site], [tracer])
    assert (extract.claim, extract.quotable, extract.nowhere) == ("second-hand", False, False)
    assert study.journal.filter(deed="described", thing=extract.pk, by=bob).count() == 1
    panel = client.get(at("extract_detail", extract), headers=HTMX).content.decode()
    assert '<span class="chip chip-site">Area 2</span>' in panel
    assert "may not be quoted</span>" in panel
    assert "is assumed" not in panel


def test_nowhere_in_particular_is_an_answer_and_can_be_taken_back(as_user, bob, extract):
    as_user(bob).post(at("extract_about", extract), {"nowhere": "on"})
    extract.refresh_from_db()
    assert (extract.nowhere, extract.quotable) == (True, True)
    answer = as_user(bob).post(at("extract_about", extract), {}, headers=HTMX)
    extract.refresh_from_db()
    assert not extract.nowhere
    assert "site not said: that of the speaker is assumed" in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_nowhere_and_a_site_at_once_is_refused(as_user, bob, study, extract, headers):
    told = {"nowhere": "on", "sites": [study.sites.get(code="A2").pk]}
    answer = as_user(bob).post(at("extract_about", extract), told, headers=headers)
    assert answer.status_code == 422
    assert "but not both" in answer.content.decode()
    assert not extract.sites.exists()


def test_a_site_of_another_study_is_refused(as_user, bob, charlie, study, extract):
    foreign = charlie.memberships.get().study.sites.first()
    answer = as_user(bob).post(at("extract_about", extract), {"sites": [foreign.pk]}, headers=HTMX)
    assert answer.status_code == 422
    with pytest.raises(ValidationError):
        extract.describe(by=bob, sites=[foreign], tracers=[], nowhere=False, claim="", quotable=True)
    assert not extract.sites.exists()
