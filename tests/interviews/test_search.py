"""The pages of the search: what is found, by whom, and coding the hits."""

import re
from itertools import chain

import pytest
from django.urls import reverse
from django.utils.html import escape

from accounts.models import JournalEntry
from interviews.models import Coding, Extract, Memo, Participant, Participation, SavedSearch, Source
from interviews.turns import find_turns
from tests import factories
from tracers.models import WorkStream

AT = "/studies/dementia-care/search/"
OTHER = """Interviewer: Who took the budgets?

Respondent: The council did. Nobody shared a thing! We never had one room.

Respondent: Budgeting was a nightmare."""


@pytest.fixture
def sources(study):
    return [
        factories.source(study, "20417", site="A1"),
        factories.source(study, "31862", site="A2", words=OTHER, tracers=["screening"]),
    ]


def found(client, **asked) -> list[tuple[str, int, list[str]]]:
    """(printed id, turn, hits) of each passage on the page."""
    answer = client.get(AT, asked)
    assert answer.status_code == 200, re.findall(r'role="alert">([^<]+)', answer.text)
    return [
        (each.printed_id, each.passage.number, [hit.line.hit for hit in each.hits]) for each in answer.context["shown"]
    ]


def ids(client, **asked) -> list[str]:
    return sorted({printed_id for printed_id, _, _ in found(client, **asked)})


# What is found


def test_words_are_found_in_all_their_forms_with_their_surroundings(as_user, rita, sources):
    client = as_user(rita)
    assert found(client, q="budget") == [("20417", 4, ["budget"]), ("31862", 3, ["Budgeting"])]
    page = client.get(AT, {"q": "budget"}).text
    start = factories.WORDS.index("budget")
    assert f"/sources/{sources[0].pk}/read/?hit={start}-{start + 6}#turn-4" in page
    assert "2 passages" in page and "in 2 sources, said by 2 people" in page


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"q": "room"}, ["20417", "31862"]),
        ({"q": '"same room"'}, ["20417"]),
        ({"q": "room -same"}, ["31862"]),
        ({"q": "awkward OR nightmare"}, ["20417", "31862"]),
        ({"q": "ever*"}, ["20417"]),
        ({"q": "room site:A2"}, ["31862"]),
        ({"q": "room", "site": "A2"}, ["31862"]),
        ({"q": "room site:“Area 1”"}, ["20417"]),
        ({"q": "room", "tracer": "screening"}, ["31862"]),
        ({"q": "room", "organisation": "Provider"}, ["20417", "31862"]),
        ({"q": "room", "organisation": "CCG"}, []),
        ({"q": "room", "role": "manag"}, ["20417", "31862"]),
        ({"q": "room", "participant": "P31862"}, ["31862"]),
        ({"q": "room", "speaker": "respondent"}, ["20417", "31862"]),
        ({"q": "room", "speaker": "Nurse"}, []),
        ({"q": "room", "kind": "document"}, []),
        ({"q": "room", "since": "2016-07-02", "until": "2016"}, ["20417", "31862"]),
        ({"q": "room", "since": "2016-08"}, []),
        ({"q": "room", "until": "2016-06"}, []),
        ({"q": "room", "work_stream": "-"}, ["20417", "31862"]),
        ({"q": r"\bsame\s+\w+m\b", "pattern": "on"}, ["20417"]),
        ({"site": "A2"}, ["31862"]),
    ],
    ids=str,
)
def test_a_search_is_narrowed_by_its_address(as_user, rita, sources, asked, expected):
    assert ids(as_user(rita), **asked) == expected


def test_what_interviewers_say_is_left_out_unless_asked_for(as_user, rita, sources):
    client = as_user(rita)
    assert found(client, q="partnership") == []
    assert found(client, q="partnership", said="interviewers") == [("20417", 1, ["partnership"])]
    assert ids(client, q="budget", said="everyone") == ["20417", "31862"]
    assert len(found(client, q="budget", said="everyone")) == 3


def test_a_work_stream_narrows(as_user, rita, study, sources):
    Source.objects.filter(pk=sources[0].pk).update(work_stream=WorkStream.objects.create(study=study, code="WS1"))
    assert ids(as_user(rita), q="room", work_stream="WS1") == ["20417"]
    assert ids(as_user(rita), q="room", work_stream="-") == ["31862"]


def test_of_a_joint_interview_only_the_one_who_is_there_counts(as_user, rita, study):
    words = "Nurse: Trust matters.\n\nDoctor: Trust is slow.\n\nNurse: Trust again."
    people = [
        Participation(
            participant=Participant.objects.create(study=study, code=name),
            site=study.sites.get(code=site),
            speaker=name,
            role=name,
        )
        for name, site in (("Nurse", "A1"), ("Doctor", "A2"))
    ]
    Source.objects.bring_in(
        study, printed_id="5", text=words, turns=find_turns(words, ("Nurse", "Doctor")), by=None, participations=people
    )
    client = as_user(rita)
    assert [number for _, number, _ in found(client, q="trust", site="A1")] == [1, 3]
    assert [number for _, number, _ in found(client, q="trust", site="A2")] == [2]
    assert found(client, q="trust", site="A2", role="nurse") == []
    assert "said by 1 person" in client.get(AT, {"q": "trust", "site": "A1"}).text


def test_codes_narrow_with_those_under_them(as_user, rita, study, sources):
    below = factories.code(study, "Sharing", factories.code(study, "Money"))
    factories.extract(sources[0], "took the budget", below)
    client = as_user(rita)
    assert found(client, q="budget", code=str(below.pk)) == [("20417", 4, ["budget"])]
    assert found(client, q="budget code:Money") == [("20417", 4, ["budget"])]
    assert found(client, q="budget", code="-") == [("31862", 3, ["Budgeting"])]


def test_passages_with_a_memo(as_user, rita, study, sources):
    extract = factories.extract(sources[0], "took the budget")
    Memo.objects.create(study=study, text="Look here", on=extract.pk)
    assert found(as_user(rita), q="budget", memo="on") == [("20417", 4, ["budget"])]
    Memo.objects.create(study=study, text="Look there", on=sources[1].pk)
    assert ids(as_user(rita), q="budget", memo="on") == ["20417", "31862"]


def test_memos_are_found_beside_what_was_said(as_user, rita, study, sources):
    Memo.objects.create(study=study, text="If “budgets” are shared, people talk.", kind="idea")
    page = as_user(rita).get(AT, {"q": "budget"}).text
    assert "In memos" in page and "<mark>budgets</mark>" in page
    assert "In memos" not in as_user(rita).get(AT, {"q": "budget", "site": "A1"}).text


def test_the_order_can_be_chosen(as_user, rita, study, sources):
    factories.source(study, "10000", words="Respondent: A budget.\n\nRespondent: No.", site="A1")
    factories.source(study, "90000", words="Respondent: Budget.\n\nRespondent: Budget!\n\nRespondent: Budget?")
    client = as_user(rita)
    order = [printed_id for printed_id, _, _ in found(client, q="budget")]
    assert order == sorted(order)
    assert found(client, q="budget", sort="most")[0][0] == "90000"


def test_pages_follow_one_another(as_user, rita, study):
    words = "\n\n".join(f"Respondent: Trust number {number}." for number in range(1, 41))
    for printed_id in ("1", "2", "3"):
        factories.source(study, printed_id, words=words)
    client = as_user(rita)
    pages = [[each[:2] for each in found(client, q="trust", page=page)] for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [50, 50, 20]
    assert [*chain(*pages)] == [(source, number) for source in "123" for number in range(1, 41)]
    assert "51–100 of 120 passages" in client.get(AT, {"q": "trust", "page": 2}).text


# Who may, and what cannot be read


def test_a_restricted_analyst_finds_nothing_that_is_hidden(as_user, study, sources):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A1")])
    hidden = factories.extract(sources[1], "Nobody shared", factories.code(study), factories.code(study, "Money"))
    Memo.objects.create(study=study, text="The nightmare again", on=hidden.pk)
    client = as_user(sam)
    assert ids(client, q="room") == ["20417"]
    for asked in ({"q": "nightmare"}, {"q": "nightm", "pattern": "on"}, {"site": "A2"}):
        page = client.get(AT, asked)
        assert page.context["shown"] == [] and "again" not in page.text
    assert "nightmare" not in client.get(f"{AT}words/").text
    assert client.get(f"{AT}codes/").context["page"].object_list == []
    text = sources[1].latest_text
    sent = {"hit": f"{text.pk}:30:40", "new_code": "X", "extent": "hit"}
    assert client.post(f"{AT}codings/", sent).status_code == 422
    assert not Coding.objects.filter(code__name="X").exists()


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ({"q": "(budget"}, "closing bracket"),
        ({"q": "-budget"}, "Say what to look for"),
        ({"q": "…"}, "no word"),
        ({"q": "(budget", "pattern": "on"}, "not a regular expression"),
        ({"q": "x*", "pattern": "on"}, "also fits where nothing stands"),
        ({"q": "a", "code": "Nonsense"}, "There is no code “Nonsense”"),
        ({"q": "a", "site": "Nowhere"}, "There is no site “Nowhere”"),
        ({"q": "a", "tracer": "None"}, "There is no tracer"),
        ({"q": "a work_stream:X"}, "There is no work stream"),
    ],
)
def test_what_cannot_be_read_is_told(as_user, rita, sources, asked, says):
    answer = as_user(rita).get(AT, asked)
    assert answer.status_code == 422
    assert escape(says) in answer.text
    assert escape(asked["q"]) in answer.text


def test_a_regular_expression_that_takes_too_long_is_stopped(as_user, rita, study, monkeypatch):
    monkeypatch.setattr("interviews.searching.patterns.SECONDS", 0.2)
    factories.source(study, words=f"Respondent: {'abcdefghijkl' * 40}c")
    answer = as_user(rita).get(AT, {"q": r"(.*)(.*)(.*)\1\2\3\1\2\3\1c", "pattern": "on"})
    assert answer.status_code == 422
    assert "takes longer than 0.2 seconds" in answer.text
    assert found(as_user(rita), q="trust") == []


def test_nothing_asked_shows_how(as_user, rita, sources):
    answer = as_user(rita).get(AT)
    assert answer.status_code == 200 and "How to search" in answer.text


@pytest.mark.parametrize("page", ["words/", "words.csv", "codes/", "codes.csv"])
def test_a_stranger_finds_no_page(as_user, charlie, rita, study, page):
    assert as_user(charlie).get(AT + page).status_code == 404
    assert as_user(rita).get(AT + page).status_code == 200
    assert as_user(rita).post(AT + page).status_code == 405


def test_a_hit_with_html_is_harmless(as_user, rita, study):
    factories.source(study, words="Respondent: <script>alert(1)</script> trust <b>")
    page = as_user(rita).get(AT, {"q": "trust OR script"}).text
    assert "<script>alert" not in page


def test_the_number_of_queries_does_not_grow(as_user, rita, study, sources, django_assert_max_num_queries):
    client = as_user(rita)
    with django_assert_max_num_queries(30) as few:
        client.get(AT, {"q": "room OR budget"})
    for number in range(20):
        factories.source(study, f"9{number:04}")
    with django_assert_max_num_queries(len(few)):
        client.get(AT, {"q": "room OR budget"})


# Coding


def hits(client, **asked) -> list[str]:
    return [hit.sent for each in client.get(AT, asked).context["shown"] for hit in each.hits]


def test_ticked_hits_are_coded_as_one_deed(as_user, bob, study, sources):
    client, code = as_user(bob), factories.code(study)
    before = JournalEntry.objects.count()
    sent = {"q": "budget", "hit": hits(client, q="budget")[:1], "codes": code.pk, "extent": "sentence"}
    answer = client.post(f"{AT}codings/", sent, follow=True)
    assert "1 extract in 1 source coded with “Trust”." in answer.text
    coding = Coding.objects.get()
    assert coding.extract.quote == "Then the memory clinic took the budget as well."
    assert (coding.by, coding.coder, coding.made_with) == (bob, "Bob Tanner", "search: budget")
    assert (coding.extract.speaker, coding.extract.made_by) == ("Respondent", bob)
    assert coding.extract.prefix and coding.extract.suffix
    assert JournalEntry.objects.count() == before + 1
    assert JournalEntry.objects.latest("pk").count == 1
    read = client.get(
        reverse("interviews:source_read", args=[study.slug, sources[0].pk]) + f"?extract={coding.extract_id}"
    )
    assert "by search: budget" in read.text


def test_all_hits_are_coded_on_other_pages_too(as_user, bob, study):
    words = "\n\n".join(f"Respondent: Trust number {number}. And so on." for number in range(1, 41))
    for printed_id in ("1", "2"):
        factories.source(study, printed_id, words=words)
    sent = {"q": "trust", "every": "1", "new_code": "Trusting", "extent": "sentence"}
    answer = as_user(bob).post(f"{AT}codings/", sent, follow=True)
    assert "80 extracts in 2 sources coded with “Trusting”." in answer.text
    assert {extract.quote for extract in Extract.objects.all()} == {f"Trust number {n}." for n in range(1, 41)}
    assert JournalEntry.objects.filter(deed="coded by search").get().count == 80


@pytest.mark.parametrize(("extent", "quotes"), [("hit", 5), ("words", 1), ("turn", 1), ("sentence", 2)])
def test_hits_that_share_an_extract_make_one(as_user, bob, study, extent, quotes):
    factories.source(study, words="Respondent: Trust, trust and trust. Trust is trust.")
    sent = {"q": "trust", "every": "1", "new_code": "T", "extent": extent, "around": "4"}
    as_user(bob).post(f"{AT}codings/", sent)
    assert Coding.objects.count() == quotes


def test_nothing_is_coded_twice(as_user, alice, bob, study, sources):
    code = factories.code(study)
    factories.extract(sources[0], "Then the memory clinic took the budget as well. That", code, by=alice)
    same = factories.extract(sources[1], "Budgeting was a nightmare.", by=alice)
    sent = {"q": "budget", "every": "1", "codes": code.pk, "extent": "sentence"}
    client = as_user(bob)
    assert "1 extract in 2 sources" not in (page := client.post(f"{AT}codings/", sent, follow=True).text)
    assert "1 had the code already." in page
    assert same.codings.get().code == code
    assert Extract.objects.count() == 2
    page = client.post(f"{AT}codings/", sent, follow=True).text
    assert "Nothing new was coded with “Trust”. 2 had the code already." in page
    assert Coding.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"hit": "", "codes": ""}, "Choose one code"),
        ({"new_code": "X"}, "Tick the hits"),
        ({"new_code": "X", "hit": "nonsense"}, "were changed meanwhile"),
        ({"new_code": "X", "hit": "{text}:5:9999"}, "were changed meanwhile"),
        ({"new_code": "X", "hit": "{text}:²:٣"}, "were changed meanwhile"),
        ({"new_code": "X", "hit": "{text}:90:100", "extent": "nonsense"}, "nonsense"),
        ({"new_code": "X", "every": "1", "q": "zebra"}, "Nothing was found"),
        ({"new_code": "X", "every": "1", "q": "(room"}, "closing bracket"),
    ],
)
def test_what_cannot_be_coded_is_told_and_changes_nothing(as_user, bob, sources, sent, says):
    told = {"q": "room", "extent": "hit"} | {key: str(value) for key, value in sent.items()}
    told = {key: value.replace("{text}", str(sources[0].latest_text.pk)) for key, value in told.items()}
    answer = as_user(bob).post(f"{AT}codings/", told)
    assert answer.status_code == 422
    assert says in answer.text
    assert not Coding.objects.exists() and not Extract.objects.exists()


def test_hits_of_words_that_were_corrected_are_refused(as_user, bob, study, sources):
    from interviews import rewriting
    from interviews.edits import Edit

    sent = {"q": "budget", "hit": hits(as_user(bob), q="budget")[:1], "new_code": "X", "extent": "hit"}
    rewriting.correct(sources[0], [Edit(0, 3, "Ivo")], by=bob)
    answer = as_user(bob).post(f"{AT}codings/", sent)
    assert answer.status_code == 422 and "were changed meanwhile" in answer.text
    assert not study.codes.exists()


def test_a_reader_may_neither_code_nor_keep(as_user, rita, charlie, study, sources):
    saved = SavedSearch.objects.keep(study, "Rooms", {"q": "room"}, by=None)
    page = as_user(rita).get(AT, {"q": "room"}).text
    assert "Code the ticked" not in page and "Keep this search" not in page and "Rooms" in page
    for path in ("codings/", "saved/", f"saved/{saved.pk}/removal/"):
        assert as_user(rita).post(AT + path).status_code == 403
        assert as_user(charlie).post(AT + path).status_code == 404
        assert as_user(rita).get(AT + path).status_code == 405


def test_the_queries_of_coding_do_not_grow_with_the_hits(as_user, bob, study, django_assert_max_num_queries):
    client = as_user(bob)
    factories.source(study, "1", words="Respondent: Trust one.")
    with django_assert_max_num_queries(60) as few:
        client.post(f"{AT}codings/", {"q": "trust", "every": "1", "new_code": "A", "extent": "hit"})
    words = "\n\n".join(f"Respondent: Trust number {number}." for number in range(1, 41))
    for number in range(2, 8):
        factories.source(study, str(number), words=words)
    with django_assert_max_num_queries(len(few)):
        client.post(f"{AT}codings/", {"q": "trust", "every": "1", "new_code": "B", "extent": "hit"})
    assert Coding.objects.count() == 1 + 241


# Keeping


def test_a_search_is_kept_found_again_and_taken_away(as_user, bob, study, sources):
    client = as_user(bob)
    page = client.post(f"{AT}saved/", {"q": '"same room"', "site": "A1", "name": "Rooms & more"}, follow=True)
    assert page.redirect_chain and escape("Rooms & more") in page.text
    saved = SavedSearch.objects.get()
    assert (saved.asked, saved.made_by) == ({"q": '"same room"', "site": "A1"}, bob)
    assert ids(client, **saved.asked) == ["20417"]
    assert client.get(f"{AT}?{saved.address}").context["asked"].q == '"same room"'
    client.post(f"{AT}saved/", {"q": "room", "name": "rooms & MORE"})
    assert SavedSearch.objects.get().asked == {"q": "room"}
    client.post(f"{AT}saved/{saved.pk}/removal/")
    assert not SavedSearch.objects.exists()


@pytest.mark.parametrize("sent", [{"q": "room"}, {"name": "Empty"}, {"name": "Wrong", "q": "(room"}])
def test_a_search_that_is_none_is_not_kept(as_user, bob, sources, sent):
    assert as_user(bob).post(f"{AT}saved/", sent).status_code == 422
    assert not SavedSearch.objects.exists()


# Counting


def test_words_are_counted_and_lead_to_their_places(as_user, rita, sources):
    client = as_user(rita)
    page = client.get(f"{AT}words/")
    counted = {family.word: family.times for family in page.context["page"]}
    assert counted["budget"] == 2 and "the" not in counted and "partnership" not in counted
    assert f"{AT}?q=budget" in page.text
    there = {family.word: family.times for family in client.get(f"{AT}words/", {"site": "A2"}).context["page"]}
    assert there["budgeting"] == 1 and "clinic" not in there
    left = client.get(f"{AT}words/", {"without": "Budget clinic"}).context["page"]
    assert not {"budget", "clinic"} & {family.word for family in left}
    csv = client.get(f"{AT}words.csv").content.decode("utf-8-sig").splitlines()
    assert csv[0] == "word,times,forms" and "budget,2,budget 1; budgeting 1" in csv


def test_codes_that_stand_together_lead_to_their_places(as_user, rita, study, sources):
    money, trust, room = (factories.code(study, name) for name in ("Money", "Trust", "Room"))
    factories.extract(sources[0], "the memory clinic took the budget", money)
    factories.extract(sources[0], "took the budget as well", trust)
    factories.extract(sources[0], "everything for us", room)
    client = as_user(rita)
    (row,) = client.get(f"{AT}codes/").context["page"]
    assert (row.one, row.other, row.places, row.sources) == (money, trust, 1, 1)
    page = client.get(f"{AT}codes/", {"one": money.pk, "other": trust.pk})
    assert "took the budget" in page.text and "?hit=" in page.text
    assert len(client.get(f"{AT}codes/", {"within": "turn"}).context["page"]) == 3
    by_turn = client.get(f"{AT}codes/", {"one": money.pk, "other": room.pk, "within": "turn"})
    assert "Then the memory clinic" in by_turn.text
    assert "never stand together" in client.get(f"{AT}codes/", {"one": money.pk, "other": room.pk}).text
    assert client.get(f"{AT}codes/", {"one": money.pk, "other": "x"}).status_code == 404
    csv = client.get(f"{AT}codes.csv").content.decode("utf-8-sig").splitlines()
    assert csv == ["code,with,places,sources", "Money,Trust,1,1"]
