"""Tables of anything by anything: what is on the lines, sites within sites, order, and what is behind each cell."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interviews.matrix import kept
from interviews.matrix.tables import table
from interviews.models import CodeTheme, DoubleCoding, ExtractSite, ExtractTracer, Participant, Participation
from tests import factories
from tests.interviews.test_code_table import told
from tracers.models import Site

PAGE = "/studies/dementia-care/tables/"
EXTRACTS = "/studies/dementia-care/extracts/"


@pytest.fixture
def trust(study):
    return factories.code(study, "Trust", factories.code(study, "Relationships"))


@pytest.fixture
def coded(study, trust):
    """Area 1: a manager with three extracts; Area 2: a nurse with one and a question; and one who is heard uncoded."""
    one, two = factories.source(study), factories.source(study, "31000", site="A2", tracers=("screening",))
    two.participations.update(role="Nurse")
    factories.extract(one, "same room", trust, trust.parent)
    factories.extract(one, "awkward at first", trust.parent)
    factories.extract(one, "That changed everything", factories.code(study, "Money"))
    factories.extract(two, "same room", trust)
    factories.extract(two, "And then?", trust)
    factories.source(study, "40000", tracers=())
    CodeTheme.objects.create(code=trust, theme=study.themes.get())
    CodeTheme.objects.create(code=trust.parent, theme=study.themes.get())
    return one, two


def opened(client, answer):
    """Of each cell with a figure: the figure, and the page it leads to."""
    found = re.findall(r'<td[^>]*><a class="plain-link" href="([^"]+)">(\d+)', answer.content.decode())
    return [(href, int(number), client.get(href.replace("&amp;", "&"))) for href, number in found]


# What is on the lines


def test_a_theme_counts_what_bears_any_of_its_codes_once(as_user, rita, coded):
    client = as_user(rita)
    for measure, expected in {
        "extracts": ("2", "1", "3"),
        "people": ("1", "1", "2"),
        "sources": ("1", "1", "2"),
    }.items():
        shown = told(client.get(f"{PAGE}?rows=themes&count={measure}"))["Shared budgets"]
        assert (shown["Area 1"], shown["Area 2"], shown["All"]) == expected, measure
    shown = told(client.get(f"{PAGE}?rows=themes&count=extracts"))
    assert shown["Any theme"]["All"] == "3" and shown["All: the coded extracts there"]["All"] == "4"


def test_any_attribute_stands_beside_any_other(as_user, rita, coded):
    client = as_user(rita)
    assert told(client.get(f"{PAGE}?rows=role&by=site")) == {
        "Manager": {"Area 1": "2", "Area 2": "0", "National": "0", "All": "2"},
        "Nurse": {"Area 1": "0", "Area 2": "1", "National": "0", "All": "1"},
        "All: the people heard there, coded or not": {"Area 1": "2", "Area 2": "1", "National": "0", "All": "3"},
    }
    extracts = told(client.get(f"{PAGE}?rows=tracer&by=site&count=extracts"))
    assert extracts["Dementia"]["Area 1"] == "3" and extracts["Screening"]["Area 2"] == "1"
    shares = told(client.get(f"{PAGE}?rows=tracer&by=site&share=column"))
    assert shares["Dementia"]["Area 1"] == "50%" and shares["No tracer"]["Area 1"] == "50%"


def test_both_sides_hold_for_one_and_the_same_voice(as_user, rita, study, trust):
    """In a joint interview a nurse of Area 1 and a manager of Area 2 are no nurse of Area 2."""
    source = factories.source(study)
    source.participations.update(role="Nurse", speaker="")
    other = Participant.objects.create(study=study, code="P2")
    Participation.objects.create(
        source=source, participant=other, site=study.sites.get(code="A2"), role="Manager", order=1
    )
    factories.extract(source, "same room", trust)
    for measure in ("people", "sources", "extracts"):
        shown = told(as_user(rita).get(f"{PAGE}?rows=role&by=site&count={measure}"))
        assert (shown["Nurse"]["Area 1"], shown["Nurse"]["Area 2"]) == ("1", "0"), measure
        assert (shown["Manager"]["Area 1"], shown["Manager"]["Area 2"]) == ("0", "1"), measure


def test_change_over_time_is_site_by_wave(as_user, rita, coded):
    for source, wave in zip(coded, (1, 2), strict=True):
        source.attributes = {"wave": wave}
        source.save()
    shown = told(as_user(rita).get(f"{PAGE}?rows=site&by=source.wave"))
    assert shown["Area 1"] == {"1": "1", "2": "0", "Not said": "1", "All": "2"}


def test_rows_and_columns_are_never_the_same(as_user, rita, coded):
    asked = as_user(rita).get(f"{PAGE}?rows=site&by=site").context["asked"]
    assert asked.rows == "site" and asked.by != "site"


# Sites within sites


@pytest.fixture
def county(study):
    """Area 1 is a town in a county, in which somebody else is heard."""
    made = Site.objects.create(study=study, code="C", label="County", order=9)
    study.sites.filter(code="A1").update(parent=made)
    return made


def test_who_stands_in_a_town_stands_in_its_county_once(as_user, rita, study, coded, county):
    factories.source(study, "50000", site="C")
    answer = as_user(rita).get(PAGE)
    assert [(head.label, head.depth) for head in answer.context["grid"].columns][:4] == [
        ("Area 2", 0), ("National", 0), ("County", 0), ("Area 1", 1)
    ]  # fmt: skip
    bases = told(answer)["All: the people heard there, coded or not"]
    assert bases == {"Area 2": "1", "National": "0", "County": "3", "Area 1": "2", "All": "4"}
    lines = as_user(rita).get(f"{PAGE}?rows=site&by=role").context["grid"].lines
    assert [(line.head.label, line.head.depth, line.total.number) for line in lines][2:] == [
        ("County", 0, 3),
        ("Area 1", 1, 2),
    ]
    assert "A site that lies in another one counts for it as well" in answer.text


def test_what_is_said_of_a_town_is_said_of_its_county(as_user, rita, study, coded, county):
    extract = coded[1].latest_text.extracts.order_by("start")[0]
    ExtractSite.objects.create(extract=extract, site=study.sites.get(code="A1"))
    shown = told(as_user(rita).get(f"{PAGE}?by=place&count=extracts"))["Trust"]
    assert (shown["County"], shown["Area 1"], shown["Area 2"], shown["All"]) == ("2", "2", "0", "2")


# What is behind a cell


@pytest.mark.parametrize("rows", ["codes", "themes", "role", "site", "place", "tracer", "source.wave", "kind"])
@pytest.mark.parametrize("by", ["site", "place", "tracer", "organisation"])
def test_each_cell_opens_exactly_what_it_counts(as_user, rita, study, trust, coded, county, rows, by):
    one, two = coded
    one.attributes = {"wave": 1}
    one.save()
    first = one.latest_text.extracts.order_by("start")[0]
    ExtractSite.objects.create(extract=first, site=study.sites.get(code="A2"))
    for code in ("screening", "dementia"):
        ExtractTracer.objects.create(extract=first, tracer=study.tracers.get(code=code))
    two.participations.update(role="", speaker="")
    other = Participant.objects.create(study=study, code="P2")
    joint = {"site": study.sites.get(code="A1"), "organisation": "Commissioner"}
    Participation.objects.create(source=two, participant=other, order=1, **joint)
    client = as_user(rita)
    for measure in ("people", "sources", "extracts"):
        for more in ("", "&said=everyone&organisation=provider"):
            cells = opened(client, client.get(f"{PAGE}?rows={rows}&by={by}&count={measure}{more}"))
            assert cells
            for href, number, page in cells:
                heard = "there" in page.context and rows not in {"codes", "themes"} and measure != "extracts"
                tally = page.context["there"].tally if heard else page.context["tally"]
                assert getattr(tally, measure) == number, (measure, href)
                if measure == "extracts":
                    shown = {card.extract.pk for piece in page.context["pieces"] for card in piece["cards"]}
                    assert len(shown) == number, href


def test_the_page_behind_says_where_nothing_is_coded(as_user, rita, coded):
    page = as_user(rita).get(f"{EXTRACTS}?site=A1&said=participants")
    assert "Only Site of who speaks: Area 1 · without what interviewers say." in page.text
    assert [printed_id for _, printed_id in page.context["there"].some] == ["40000"]
    assert "Trust" in page.text


def test_the_page_behind_comes_in_pieces(as_user, rita, study, trust):
    words = "\n\n".join(f"Respondent: sentence number {number} of many" for number in range(60))
    source = factories.source(study, words=words)
    for number in range(60):
        factories.extract(source, f"number {number} of", trust)
    client = as_user(rita)
    first = client.get(EXTRACTS)
    rest = client.get(EXTRACTS + first.context["more"], headers={"HX-Request": "true"})
    assert len(re.findall("coded-words", first.text)) == 40 and len(re.findall("coded-words", rest.text)) == 20
    assert "<html" not in rest.text


def test_a_theme_that_is_not_there_is_not_found(as_user, rita, coded):
    assert as_user(rita).get(f"{EXTRACTS}?theme=nothing").status_code == 404


def test_a_theme_without_codes_has_no_extracts(as_user, rita, study, coded):
    study.themes.create(code="T02", label="Silence")
    assert as_user(rita).get(f"{EXTRACTS}?theme=T02").context["tally"].extracts == 0
    assert told(as_user(rita).get(f"{PAGE}?rows=themes"))["Silence"]["All"] == "0"


# Order and choice


def test_lines_stand_by_contrast_and_say_how_far_apart_their_columns_lie(as_user, rita, coded):
    answer = as_user(rita).get(f"{PAGE}?count=extracts&sort=contrast")
    lines = [(line.head.label, line.contrast) for line in answer.context["grid"].lines]
    assert lines == [
        ("Relationships", "from 0 to 2"),
        ("Relationships › Trust", "from 0 to 1"),
        ("Money", "from 0 to 1"),
    ]
    chosen = as_user(rita).get(f"{PAGE}?count=extracts&sort=contrast&columns=A1&columns=A2")
    assert [line.contrast for line in chosen.context["grid"].lines] == ["from 0 to 2", "from 0 to 1", "1 everywhere"]
    most = as_user(rita).get(f"{PAGE}?count=extracts&sort=most").context["grid"]
    assert [line.head.label for line in most.lines] == ["Relationships", "Relationships › Trust", "Money"]


def test_chosen_columns_are_counted_alone(as_user, rita, coded):
    shown = told(as_user(rita).get(f"{PAGE}?count=extracts&columns=A2&columns=nothing"))
    assert shown["Trust"] == {"Area 2": "1", "All": "1"}


# What one may not see, and doors


def test_a_restricted_analyst_counts_the_given_sites(as_user, study, coded):
    sam = factories.member(study, "Sam Reed", "analyst", sites=[study.sites.get(code="A2")])
    shown = told(as_user(sam).get(f"{PAGE}?rows=role&by=kind"))
    assert shown["Nurse"]["All"] == "1" and "Manager" not in shown
    page = as_user(sam).get(EXTRACTS)
    assert page.context["tally"].sources == 1 and page.context["there"].tally.people == 1


def test_what_a_blind_coder_does_is_counted_for_that_coder_alone(as_user, study, alice, bob, rita, trust, coded):
    one, _ = coded
    members = {user: study.memberships.get(user=user) for user in (alice, bob)}
    DoubleCoding.objects.begin([one], members[alice], members[bob], by=members[alice])
    factories.extract(one, "you couldn’t just pass people on", trust, by=bob)
    for user, expected in ((bob, "1"), (rita, "3"), (alice, "0")):
        client = as_user(user)
        assert told(client.get(f"{PAGE}?rows=role&by=site&count=extracts"))["Manager"]["Area 1"] == expected
        assert client.get(f"{EXTRACTS}?said=participants&role=manager").context["tally"].extracts == int(expected)


@pytest.mark.parametrize("page", [PAGE, EXTRACTS, f"{PAGE[:-1]}.csv", f"{PAGE[:-1]}.svg"])
def test_a_stranger_finds_nothing_and_nobody_posts(as_user, charlie, bob, coded, page):
    assert as_user(charlie).get(page).status_code == 404
    assert as_user(bob).post(page).status_code == 405


def test_a_value_that_is_not_there_is_told(as_user, rita, coded):
    answer = as_user(rita).get(f"{PAGE}?rows=role&tracer=nothing")
    assert answer.status_code == 422 and "there is no “nothing” here" in answer.text


@pytest.mark.parametrize("asked", ["rows=nothing", "by=&rows=", "sort=x&as=y&columns=z", "rows=site&only=-&site=-"])
def test_nonsense_in_the_address_falls_back(as_user, rita, coded, asked):
    assert as_user(rita).get(f"{PAGE}?{asked}").status_code == 200


def test_a_study_of_three_named_sites_and_no_configurations_works(as_user, rita, study):
    study.tracers.all()[1].delete()
    study.sites.all().update(kind="other")
    for code, label in (("A1", "Leeds"), ("A2", "Oslo"), ("NAT", "Turin")):
        study.sites.filter(code=code).update(label=label)
        factories.source(study, f"S{code}", site=code)
    shown = told(as_user(rita).get(PAGE))
    assert shown["Shared budgets"]["Leeds"] == "0"
    answer = as_user(rita).get(f"{PAGE}?rows=site&by=organisation")
    assert told(answer)["Turin"]["Provider"] == "1"
    assert "Area" not in answer.text and 'aria-current="page">Tables' in answer.text


def test_an_empty_study_says_what_to_do(as_user, rita, study):
    assert "Nothing to count yet" in as_user(rita).get(PAGE).text


def test_names_with_html_are_harmless(as_user, rita, coded):
    coded[0].participations.update(role='"><script>alert(1)</script>')
    page = as_user(rita).get(f"{PAGE}?rows=role&by=organisation&as=heat")
    assert "<script>alert" not in page.text
    assert all(answer.status_code == 200 for _, _, answer in opened(as_user(rita), page))


def test_the_number_of_queries_does_not_grow(as_user, bob, study, trust):
    client = as_user(bob)
    factories.extract(factories.source(study), "same room", trust)
    CodeTheme.objects.create(code=trust, theme=study.themes.get())

    def queries(page: str) -> int:
        kept._KEPT.clear()
        with CaptureQueriesContext(connection) as caught:
            assert client.get(page).status_code == 200
        return len(caught)

    every = [
        f"{PAGE}?rows=themes&count=extracts",
        f"{PAGE}?rows=tracer&by=place",
        f"{EXTRACTS}?tracer=dementia",
        EXTRACTS,
    ]
    before = [queries(page) for page in every]
    for number in range(8):
        other = factories.code(study, f"Code {number}")
        CodeTheme.objects.create(code=other, theme=study.themes.get())
        factories.extract(factories.source(study, f"3{number:04}"), "same room", trust, other)
    assert [queries(page) for page in every] == before


def test_others_get_a_table_by_its_address(study, rita, coded):
    asking = study.memberships.get(user=rita)
    grid = table(asking, {"rows": "role", "by": "site"})
    assert grid.title == "Role by site of who speaks" and [line.head.label for line in grid.lines] == [
        "Manager",
        "Nurse",
    ]
    with pytest.raises(ValueError, match="fewer than 3 people"):
        table(asking, {"rows": "role", "by": "site"}, widened=True)


def test_a_picture_stands_above_the_table(as_user, rita, study, coded):
    assert 'id="picture-title"' not in as_user(rita).get(PAGE).text
    page = as_user(rita).get(f"{PAGE}?rows=role&by=site&as=heat").text  # one person in Area 2: seen, and not taken out
    assert '<title id="picture-title">Role by site of who speaks</title>' in page and "Area 2" in page
    assert reverse("interviews:table_file", args=["dementia-care", "svg"]) not in page
    study.threshold = 0
    study.save()
    page = as_user(rita).get(f"{PAGE}?rows=role&by=site&as=heat").text
    (href,) = re.findall(r'href="([^"]+/tables.svg[^"]*)"', page)
    assert as_user(rita).get(href.replace("&amp;", "&")).headers["Content-Type"] == "image/svg+xml"
