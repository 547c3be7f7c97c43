import csv
import io

from django.urls import reverse

from interviews.double import deeds
from interviews.models import Assignment, Coding, DoubleCoding
from tests import factories


def difference(opened, code: str):
    return opened.differences.get(code__name=code)


def at(name: str, thing=None) -> str:
    values = {"slug": "dementia-care"} | ({"pk": thing.pk} if thing else {})
    return reverse(f"interviews:{name}", kwargs=values)


def test_while_it_is_blind_there_are_no_figures(as_user, alice, bob, rita, double):
    for user in (alice, bob, rita):
        page = as_user(user).get(at("double_detail", double)).content.decode()
        assert "Blind until both are done" in page
        assert "Kappa" not in page
    assert "told when it is open" in as_user(alice).get(at("double_list")).content.decode()


def test_an_owner_opens_it_with_a_reason(as_user, alice, bob, rita, charlie, double):
    address = at("double_open", double)
    for user, status in ((bob, 403), (rita, 403), (charlie, 404)):
        assert as_user(user).post(address, {"reason": "Because"}).status_code == status
    assert as_user(alice).get(address).status_code == 405
    refused = as_user(alice).post(address, {"reason": ""})
    assert refused.status_code == 422
    assert "Say why" in refused.content.decode()
    assert as_user(alice).post(address, {"reason": "Dana left the team"}).status_code == 302
    assert "Dana left the team" in as_user(rita).get(at("double_detail", double)).content.decode()


def test_the_figures_stand_code_by_code(as_user, rita, opened):
    page = as_user(rita).get(at("double_detail", opened)).content.decode()
    assert "2 turns, 0 without any code" in page
    assert "Krippendorff’s alpha" in page
    # Trust: both coded the first turn, neither the second
    assert '<td class="figure" data-head="Kappa">1.00</td>' in page
    assert "4 sentences" in as_user(rita).get(at("double_detail", opened), {"unit": "sentence"}).content.decode()
    out = as_user(rita).get(at("double_detail", opened), {"unit": "character", "uncoded": "out"}).content.decode()
    assert "covers it, or not" in out
    assert "is left out; of the others" in out


def test_an_unknown_unit_is_a_turn(as_user, rita, opened):
    assert "2 turns" in as_user(rita).get(at("double_detail", opened), {"unit": "parsec"}).content.decode()


def test_the_words_stand_side_by_side(as_user, bob, opened):
    page = as_user(bob).get(at("double_detail", opened)).content.decode()
    assert '<mark class="mark">we sat in the same room</mark>' in page
    assert '<mark class="mark">sat in the same room, so</mark>' in page


def test_deciding_goes_on_to_the_next(as_user, bob, opened):
    first, second, third = opened.differences.all()
    answer = as_user(bob).post(at("difference_decide", first), {"decision": "second", "unit": "sentence"})
    assert f"difference={second.pk}" in answer["Location"]
    assert "unit=sentence" in answer["Location"]
    as_user(bob).post(at("difference_decide", third), {"decision": "left"})
    answer = as_user(bob).post(at("difference_decide", second), {"decision": "neither"})
    assert f"difference={second.pk}" in answer["Location"]  # nothing is left to decide
    page = as_user(bob).get(answer["Location"].split("#")[0]).content.decode()
    assert "none not decided" in page
    assert "Decided by Bob Tanner" in page


def test_who_may_decide_and_close(as_user, bob, rita, charlie, opened):
    for address in (at("difference_decide", opened.differences.all()[0]), at("double_close", opened)):
        for user, status in ((rita, 403), (charlie, 404)):
            assert as_user(user).post(address, {"decision": "first"}).status_code == status
        assert as_user(bob).get(address).status_code == 405
    page = as_user(rita).get(at("double_detail", opened)).content.decode()
    assert "Close it" not in page
    assert 'name="decision"' not in page


def test_a_decision_that_makes_no_sense_is_refused(as_user, bob, opened):
    answer = as_user(bob).post(at("difference_decide", opened.differences.all()[0]), {"decision": "mine"})
    assert answer.status_code == 422
    assert "Choose whose marking stays" in answer.content.decode()


def test_closing_and_after(as_user, bob, opened, source):
    deeds.decide(difference(opened, "Doubt"), "neither", by=bob)
    answer = as_user(bob).post(at("double_close", opened), follow=True)
    assert "Closed. 1 coding went; the rest counts." in answer.content.decode()
    assert not Coding.objects.filter(code__name="Doubt").exists()
    assert "Close it" not in answer.content.decode()
    page = as_user(bob).get(at("double_detail", opened), {"difference": str(difference(opened, "Doubt").pk)})
    assert '<mark class="mark">awkward at first</mark>' in page.content.decode()
    assert as_user(bob).post(at("double_close", opened)).status_code == 422


def test_it_can_be_looked_at_after_the_words_and_the_codes_went(as_user, bob, opened, source):
    Coding.objects.all().delete()
    source.study.codes.all().delete()
    text = source.latest_text
    text.pk, text.version, text.text, text.turns = None, 2, "Other words.", []
    text._state.adding = True
    text.save()
    page = as_user(bob).get(at("double_detail", opened)).content.decode()
    assert "a code that is gone" in page
    assert "The words were changed since" in page


def test_the_list_and_its_sheet(as_user, rita, opened):
    page = as_user(rita).get(at("double_list")).content.decode()
    assert "0 of 3" in page
    answer = as_user(rita).get(at("double_sheet"), {"unit": "sentence"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert rows[0]["Code"] == "All codes together"
    assert {row["Unit"] for row in rows} == {"sentence"}
    trust = next(row for row in rows if row["Code"] == "Trust")
    assert (trust["Both"], trust["Neither"], trust["Cohen’s kappa"]) == ("1", "3", "1.0")


def test_a_blind_one_is_not_in_the_sheet(as_user, rita, double):
    assert len(as_user(rita).get(at("double_sheet")).content.decode().splitlines()) == 1


def test_hidden_sources_have_no_double_codings(as_user, study, opened):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    assert as_user(sam).get(at("double_detail", opened)).status_code == 404
    assert "20417" not in as_user(sam).get(at("double_list")).content.decode()
    assert len(as_user(sam).get(at("double_sheet")).content.decode().splitlines()) == 1


def test_more_codes_need_no_more_queries(as_user, study, alice, bob, opened, dana, django_assert_max_num_queries):
    client = as_user(bob)
    with django_assert_max_num_queries(20) as few:
        client.get(at("double_detail", opened))
    deeds.close(opened, by=alice)
    for n in range(6):
        factories.extract(opened.source, "awkward", factories.code(study, f"Code {n}"), by=bob if n % 2 else dana)
    members = [study.memberships.get(user=user) for user in (bob, dana, alice)]
    again = DoubleCoding.objects.begin([opened.source], *members[:2], by=members[2])[0]
    for assignment in Assignment.objects.filter(double=again):
        deeds.finish(assignment, by=assignment.user)
    again.refresh_from_db()
    assert again.differences.count() > 6
    with django_assert_max_num_queries(len(few)):
        client.get(at("double_detail", again))
