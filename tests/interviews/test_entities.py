"""Grouping identifiers: named hard cases, and laws."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.anonymise.entities import Mention, group, said


def mentions(*said: str, type="person", source="1"):
    """Mentions of one source, far from one another; "organisation: St Luke's" has its own type."""
    made = []
    for place, words in enumerate(said):
        kind, colon, rest = words.partition(": ")
        made.append(Mention(source, 100 * place, 100 * place + 5, rest if colon else words, kind if colon else type))
    return made


def grouped(some) -> list[list[str]]:
    return [[some[place].words for place in places] for places in group(some)]


def together(*said: str, type="person") -> bool:
    return len(group(mentions(*said, type=type))) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Sarah Whitlock", "Sarah", "Dr Whitlock", "WHITLOCK"),
        ("Beverley Trethewey", "Bev", "Mrs Trethewey", "Trethowey"),
        ("Fionnuala Keane-Hobbs", "Nuala", "Dr Keane", "Hobbs", "Keane Hobbs"),
        ("J. B.", "Julian Bassett", "JB", "J Bassett", "Mr Bassett"),
        ("Osei, Abena", "Abena", "osei"),
        ("Cheung Wei Ling", "Wei Ling", "W. L. Cheung", "Cheung"),
        ("chow wai yee", "wai yee", "chow"),
        ("Diarmuid Ó Súilleabháin", "Diarmuid", "O'Sullivan"),
        ("Khalid al-Mansouri", "Khalid", "Mr al Mansouri"),
        ("Marisol dela Cruz", "Dela Cruz", "Marisol"),
        ("Tomasz Brzeziński", "Tomasz", "Brzezinski"),
        ("Piotr Zawadski", "Zawadzki", "Piotr"),
        ("Małgorzata Lis", "Gosia", "Gosia Lis"),
        ("Stavros Papadimitriou", "P-A-P-A", "Papadimitrou", "Mr P"),
        ("siobhan mcgurk", "shevaun mcgirk", "mcgurk"),
        ("miss kowalczyk", "koval chick", "doctor kowalczyk"),
        ("Ffion Haddad", "Fee on", "Ms Hadad"),
        ("Winston Braithwaite", "Winst", "Mr Braithwaite"),
        ("Tendai Chikwanha", "Ms Chikw", "Chikwanha"),
        ("Olwen Parry", "Nain Olwen", "Olwen"),
        ("Sir Anthony Wragg", "Sir Anthony", "Tony Wragg"),
        ("Hughes, M.", "MH", "Mark"),
        ("Mohammed Yusuf Sidat", "Yusuf", "Mohammed", "Mr Sidat"),
        ("michelle tan whitby", "shell", "michelle"),
        ("Sheila Ormerod-Pryce", "Dr Ormerod", "SHEILA"),
        ("Huw ap Iorwerth", "Iorwerth", "Huw"),
        ("Caoimhe Walsh", "keeva", "Ms Walsh"),
        ("Niamh Donnelly", "neeve donnelly", "Niamh"),
        ("Aoife Brennan", "eefa", "Brennan"),
        ("Wojciech Nowak", "Wojtek", "voycheck", "Mr Nowak"),
        ("Oluwakemi Adeyemi", "Kemi", "Mrs Adeyemi", "Adayemi"),
        ("Konstantinos Georgiou", "Kostas", "Mr Georgiou"),
        ("Gurpreet Dhaliwal", "Preet", "Dr Daliwal"),
        ("Fiona Mc Donald", "Dr McDonald", "fiona macdonald"),
        ("Anne-Marie O'Brien", "Ann Marie", "Mrs O’Brien"),
        ("Pieter van der Berg", "Vandenberg", "Pieter"),
        ("Patricia Gorman", "our Trish", "Mrs Gorman", "PG"),
        ("Dr. S. Whitlock", "Sarah Whitlock", "Dr Whitlock"),
        ("Nguyen Thi Lan", "Lan", "Ms Nguyen"),
        ("Dr Zhang Xiaoming", "Xiaoming", "Dr Zhang"),
        ("Mary-Lou D'Souza", "Mrs Dsouza", "Mary Lou"),
        ("Jean-Baptiste Mbeki", "JBM", "Mr Mbeki", "Jean Baptiste"),
        ("Gwilym Rhys-Davies", "Gwil", "Rhys Davies", "Mr Davies"),
        ("Aleksandra Wiśniewska", "Ola", "mrs wisniewski"),
        ("Meenakshi Raman", "Meena", "Dr Raman"),
        ("Jean Sturrock", "Jean S.", "Sturrock"),
        ("Orla Nic Dhonnchadha", "Orla", "Donnchadha"),
        ("mr zbigniewicz", "sbignefitch"),
        ("Dr van der Straaten", "Dr Vanderstraten"),
        ("Bronwen Rees-Powell", "mrs rhys powell", "bronwen"),
    ],
)
def test_names_of_one_person_are_one(names):
    assert together(*names), grouped(mentions(*names))
    assert together(*reversed(names)), grouped(mentions(*reversed(names)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Rose Hallam", "Bill Hallam"),
        ("Mr Chan", "Mrs Chan"),
        ("Sir Anthony Wragg", "Lady Wragg"),
        ("Bill Hallam", "Mrs Hallam"),
        ("Miriam Feld", "Maryam"),
        ("Gary Long", "Alec Longstaff"),
        ("wee Iain", "Iain"),
        ("Grace Lam", "Grace Ncube"),
        ("Janet", "Janice"),
        ("Maria", "Marie"),
        ("Karen", "Kieran"),
        ("Dr Mistry", "M. Hughes"),
        ("JB", "JP"),
        ("Frank May", "Frank Day"),
        ("Thomas James", "James Thomas"),
        ("Jo Brown", "Joe Brown"),
        ("Sam Patel", "Samira Patel"),
        ("Dr Anne Long", "Mr Long"),
        ("Father Michael", "Michelle"),
        ("big Dave", "little Dave"),
        ("Nurse Young", "Mr Hope"),
        ("Amina Khan", "Imran Khan"),
        ("Ian Bell", "Iain Ball"),
        ("Uncle Bill", "Auntie Bill"),
        ("Dr Osborne", "Mr Osborne"),
        ("Old Frank", "Frank junior"),
        ("Jean S.", "Jean Tulloch"),
        ("Mr K Desai", "Mr P Desai"),
        ("Mrs Josephine Toal", "Joseph Toal"),
    ],
)
def test_two_people_stay_two(one, other):
    assert not together(one, other)


def test_a_first_name_of_two_people_means_the_one_named_nearest_before():
    said = mentions("Sarah Whitlock", "Sarah", "Sarah Okafor", "Sarah", "Whitlock", "Sarah")

    assert grouped(said) == [["Sarah Whitlock", "Sarah", "Whitlock", "Sarah"], ["Sarah Okafor", "Sarah"]]


def test_a_first_name_said_with_a_surname_is_a_full_name_from_then_on():
    text = "We buried Len. Mr Ackroyd. His wife Joan Ackroyd, and then Mr Ackroyd and Mrs Ackroyd"
    some = in_text(text, "Len", "Mr Ackroyd", "Joan Ackroyd", "Mr Ackroyd", "Mrs Ackroyd")

    assert grouped(some) == [["Len", "Mr Ackroyd", "Mr Ackroyd"], ["Joan Ackroyd", "Mrs Ackroyd"]]


def test_another_of_the_name_is_somebody_else():
    text = "it's Roy here. She was with the other Roy, Roy Peverell. Then Roy said, and Mr Peverell"
    some = in_text(text, "Roy", "Roy", "Roy Peverell", "Roy", "Mr Peverell")

    assert grouped(some) == [["Roy", "Roy"], ["Roy", "Roy Peverell", "Mr Peverell"]]


def test_somebody_just_brought_in_is_not_who_was_named_before():
    text = "Tom Hibbert came, then a lass called Hibbert, no relation to Tom, Judy Hibbert"
    some = in_text(text, "Tom Hibbert", "Hibbert", "Tom", "Judy Hibbert")

    assert grouped(some) == [["Tom Hibbert", "Tom"], ["Hibbert", "Judy Hibbert"]]


def test_a_house_called_after_somebody_is_a_house():
    text = "Sir Miles Tarrant built it. We call it the Tarrant, from Tarrant, where Tarrant was born"
    first, house, place, man = in_text(text, "Miles Tarrant", "Tarrant", "Tarrant", "Tarrant")
    some = [first, replace(house, type="organisation"), replace(place, type="place"), man]

    assert group(some) == [(0, 3), (1,), (2,)]


def test_a_surname_of_two_people_goes_by_the_title():
    said = mentions("Rose Hallam", "Bill Hallam", "Mrs Hallam", "Mr Hallam")

    assert grouped(said) == [["Rose Hallam", "Mrs Hallam"], ["Bill Hallam", "Mr Hallam"]]


def test_a_full_name_that_comes_later_gathers_what_came_before():
    assert together("Bev", "Mrs Trethewey", "Beverley Trethewey")


def in_text(text: str, *names: str, type="person"):
    """The names as mentions of a text, with the words around each."""
    made, done = [], 0
    for name in names:
        start = text.index(name, done)
        done = start + len(name)
        _, before, after = said(text, start, done)
        made.append(Mention("1", start, done, name, type, before=before, after=after))
    return made


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dr Patel – there's two of them, I mean the young one, Nikhil", ("Dr Patel", "Nikhil")),
        ("mrs vasilakis eleni she's ninety", ("mrs vasilakis", "eleni")),
        ("Dr Rahman, lovely. Tariq moved his ward round", ("Dr Rahman", "Tariq")),
        ("that was doctor grace lam", ("doctor grace", "lam")),
        ("beata nowicka came", ("beata", "nowicka")),
        ("We buried Len in March. Mr Ackroyd. He had", ("Len", "Mr Ackroyd")),
        ("Thank you, Mrs Penhale-Dunn.\n\nP: Elspeth, please.", ("Mrs Penhale-Dunn", "Elspeth")),
        ("his son dr imran that's dr sheikh now", ("dr imran", "dr sheikh")),
        ("Dr Lockhart – Fergus – was on call", ("Dr Lockhart", "Fergus")),
        ("Peter Holroyd. Dibbo. We were at school", ("Peter Holroyd", "Dibbo")),
        ("then there's Kenneth, the lads all call him Sparky", ("Kenneth", "Sparky")),
        ("theres young stan scouse they call him", ("young stan", "scouse")),
        ("Colette on the desk – wee Colette, mind", ("Colette", "wee Colette")),
        ("doctor menon doctor latha everyone calls her", ("doctor menon", "doctor latha")),
        ("I asked for Jean S. in Payroll – Sturrock, I mean", ("Jean S.", "Sturrock")),
        ("this is ro this is roland", ("ro", "roland")),
        ("Moira's her sister-in-law, she's a Tulloch", ("Moira", "Tulloch")),
        ("Yetunde – sorry, Dr Bamgbose – signed it", ("Yetunde", "Dr Bamgbose")),
    ],
)
def test_a_first_name_said_beside_title_and_surname_is_the_same_person(text, names):
    assert len(group(in_text(text, *names))) == 1


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dr Patel and Nikhil", ("Dr Patel", "Nikhil")),
        ("Dr Patel's receptionist, Nikhil", ("Dr Patel", "Nikhil")),
        ("Mr Jones, his daughter Karen", ("Mr Jones", "Karen")),
        ("Mrs Jones, Brian", ("Mrs Jones", "Brian")),
        ("I told Dr Patel.\n\nNikhil", ("Dr Patel", "Nikhil")),
        ("Is that Dr Pettifer?\n\nGWEN: Yes", ("Dr Pettifer", "GWEN")),
        ("Was it Dr Pettifer?\n\nGWEN: Is that Dr Rao", ("GWEN", "Dr Rao")),
        ("when Dr Venables came she calls me Trixie", ("Dr Venables", "Trixie")),
        ("that's Alan's brother, he's a Tulloch", ("Alan", "Tulloch")),
        ("the Mr Ackroyd who drives, not Len", ("Mr Ackroyd", "Len")),
    ],
)
def test_a_first_name_said_with_another_person_stays_apart(text, names):
    assert len(group(in_text(text, *names))) == 2


@pytest.mark.parametrize(
    "names",
    [
        ("Royal Cornwall Hospitals NHS Trust", "Royal Cornwall", "RCHT", "the Royal Cornwall Hospital"),
        ("Harlow Moor Hospitals", "HMH"),
        ("Severnside University Hospitals", "SUH", "Severnside"),
        ("south west acute", "swah"),
        ("Copperhouse Medical Centre", "Copperhouse"),
        ("Sidat & Crompton", "Seedat's"),
        ("saint james", "st james's", "jimmy's"),
        ("Betsi Cadwaladr", "BCUHB", "Betsi"),
        ("Kernow CCG", "NHS Kernow Clinical Commissioning Group"),
        ("The Limes", "the limes"),
        ("Fernhill Surgery", "Fern Hill", "the Fernhill practice"),
        ("Manchester University NHS Foundation Trust", "MFT", "Manchester Foundation Trust"),
        ("Guy's and St Thomas'", "GSTT", "Guys and Saint Thomas"),
        ("St Luke's Hospice", "St Lukes", "saint luke's"),
        ("Marie Curie hospice", "Marie Curie"),
        ("Age UK Wakefield", "Age UK"),
        ("North West Ambulance Service", "NWAS"),
        ("Durham Carers Association", "D C A"),
        ("Pontefract General", "the General"),
        ("Surrey County Council", "County"),
    ],
)
def test_names_of_one_organisation_are_one(names):
    assert together(*names, type="organisation"), grouped(mentions(*names, type="organisation"))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kernow CCG", "Kernow LMC"),
        ("Victoria Hospital", "Victoria Road Surgery"),
        ("North Manchester General", "Manchester Royal Infirmary"),
        ("St Luke's Hospice", "St Luke's Primary School"),
        ("Ward 305", "Ward 306"),
        ("Royal Cornwall", "Royal Derby"),
        ("Leeds City Council", "Bradford City Council"),
        ("Ward 7", "Ward 9"),
        ("St Luke's Hospice", "St Mary's Hospice"),
        ("South Tees Hospitals", "North Tees Hospitals"),
        ("RCHT", "RDHT"),
        ("Fenwick General", "Fenwick and Marsden"),
        ("Fenwick General", "University Hospitals Marsden and Fenwick"),
        ("Friends of Oakdene", "Oakdene Hospital"),
        ("S and S", "SSFT"),
    ],
)
def test_two_organisations_stay_two(one, other):
    assert not together(one, other, type="organisation")


def test_places_written_in_two_ways_are_one_and_neighbours_are_not():
    assert together("Praze-an-Beeble", "Praze", type="place")
    assert together("Ynys Môn", "Anglesey", type="place")
    assert together("fionnphort", "fin fort", type="place")
    assert together("St Ives", "Saint Ives", type="place")
    assert not together("North Manchester", "Manchester", type="place")
    assert together("King's Lynn", "Kings Lynn", type="place")
    assert together("Newcastle upon Tyne", "Newcastle", type="place")
    assert not together("Stratford", "Stratford Road", type="place")
    assert not together("Upper Nidderdale", "Lower Nidderdale", type="place")
    assert not together("Hayle", "Hale Barns", type="place")


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("postcode", "TR27 6ZQ", "tr276zq"),
        ("postcode", "NN14 6ZQ", "n n fourteen six z q"),
        ("phone", "07700 900 862", "+44 7700 900862"),
        ("phone", "07700 900315", "oh double seven double oh nine hundred three one five"),
        ("nhs_number", "719 555 7871", "seven one nine triple five seven eight seven one"),
        ("email", "trina.maclean@hebmail.example", "trina dot maclean at hebmail dot example"),
        ("url", "https://www.stbrides.example/quality/", "stbrides.example/quality"),
        ("dob", "3 May 1961", "3rd of May 1961"),
        ("dob", "1983-11-06", "6 Nov 1983"),
        ("age", "ninety-eight", "98"),
        ("number", "SFZ 4182", "s f z four one eight two"),
    ],
)
def test_a_number_written_differently_is_one(kind, one, other):
    assert together(one, other, type=kind)


def test_a_short_name_proposed_as_another_type_joins_its_full_name():
    assert together("organisation: Copperhouse Medical Centre", "person: Copperhouse")
    assert together("person: Heather Brough", "place: Brough")
    assert together("place: Nelson", "person: Nelson")
    assert not together("place: Florence", "person: Florence")
    assert not together("organisation: Kettering General", "place: Kettering")
    assert not together("organisation: Grace Hospice", "person: Grace")


def test_over_sources_full_names_and_only_surnames_join_and_bare_first_names_stay_with_themselves():
    first = mentions("Sarah Whitlock", "Sarah", source="1")
    second = mentions("Dr Whitlock", "Sarah", source="2")
    third = mentions("Sarah", source="3")

    assert grouped(first + second + third) == [["Sarah Whitlock", "Sarah", "Dr Whitlock"], ["Sarah", "Sarah"]]


def test_a_surname_of_two_people_in_other_sources_is_nobody_of_them():
    some = mentions("Jane Smith", source="1") + mentions("John Smith", source="2") + mentions("Dr Smith", source="3")

    assert len(group(some)) == 3


def test_what_the_study_listed_as_two_stays_two_and_gathers_its_short_names():
    one = Mention("1", 0, 5, "Sarah Whitlock", "person", "sarah the nurse")
    other = Mention("2", 0, 5, "Sarah Whitlock", "person", "sarah the doctor")
    short = Mention("1", 50, 55, "Whitlock", "person")

    assert group([one, other, short]) == [(0, 2), (1,)]


def test_what_the_study_listed_as_one_is_one_whatever_it_is_called():
    some = [Mention("1", 0, 5, "Treliske", "organisation", "RCHT"), Mention("2", 0, 5, "RCHT", "organisation", "RCHT")]

    assert len(group(some)) == 1


WORDS = st.sampled_from(
    [
        "Sarah Whitlock", "Sarah", "Dr Whitlock", "Whitlock", "SW", "Bev", "Beverley Trethewey", "Mrs Trethewey",
        "J. B.", "Julian Bassett", "Rose Hallam", "Bill Hallam", "Mrs Hallam", "wee Iain", "Iain", "P-A-P-A",
        "koval chick", "—", "", "J", "Dr", "the",
    ]
)  # fmt: skip
SOME = st.lists(
    st.builds(
        lambda source, place, words, kind, entity: Mention(source, place, place + 5, words, kind, entity),
        st.sampled_from("123"),
        st.integers(0, 5000),
        WORDS,
        st.sampled_from(["person", "person", "organisation", "place", "phone", "title"]),
        st.sampled_from(["", "", "", "listed one", "listed two"]),
    ),
    max_size=25,
)


@given(SOME)
@settings(max_examples=200, deadline=None)
def test_every_mention_is_in_one_group_and_groups_come_in_order(some):
    groups = group(some)

    assert sorted(place for places in groups for place in places) == list(range(len(some)))
    assert groups == sorted(groups)
    assert all(list(places) == sorted(places) for places in groups)


@given(SOME.filter(lambda some: len({(m.source, m.start) for m in some}) == len(some)), st.permutations("123"))
@settings(max_examples=150, deadline=None)
def test_the_order_of_the_sources_does_not_matter(some, order):
    turned = sorted(some, key=lambda mention: order.index(mention.source))

    assert _as_sets(turned) == _as_sets(some)


@given(SOME.filter(lambda some: len({(m.source, m.start) for m in some}) == len(some)), st.sampled_from("1234"))
@settings(max_examples=150, deadline=None)
def test_somebody_else_with_other_words_changes_nothing(some, source):
    stranger = Mention(source, 6000, 6005, "Oyinkansola Fagbenle", "person")

    assert _as_sets([*some, stranger]) == {*_as_sets(some), frozenset([stranger])}


@given(SOME)
@settings(max_examples=100, deadline=None)
def test_equal_words_of_a_listed_entity_are_never_parted(some):
    groups = group(some)

    for entity, kind in {(mention.entity, mention.type) for mention in some if mention.entity}:
        assert sum(any((some[p].entity, some[p].type) == (entity, kind) for p in places) for places in groups) == 1


def _as_sets(some) -> set[frozenset[Mention]]:
    return {frozenset(some[place] for place in places) for places in group(some)}
