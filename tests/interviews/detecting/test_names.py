import pytest

from interviews.detecting import names
from interviews.detecting.proposal import settle
from interviews.detecting.tokens import cut


def found(text, speakers=()):
    return [(one.type, text[one.start : one.end]) for one in settle(names.find(cut(text), speakers))]


def words(text, speakers=()):
    return [said for _, said in found(text, speakers)]


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("Then I rang Dr Whitcombe about it.", "person", "Dr Whitcombe"),
        ("She saw Mr. van der Berg on Monday.", "person", "Mr. van der Berg"),
        ("It was Oluwadamilare Okonkwo-Hughes who asked.", "person", "Oluwadamilare Okonkwo-Hughes"),
        ("We asked Zbigniew Kwiatkowski and he knew.", "person", "Zbigniew Kwiatkowski"),
        ("A midwife, Nguyen Thi Lan, helped.", "person", "Nguyen Thi Lan"),
        ("I spoke with J. B. about the rota.", "person", "J. B"),
        ("He was seen by Khalid al-Sayed there.", "person", "Khalid al-Sayed"),
        ("Then Sister Gbenga came down.", "person", "Gbenga"),
        ("We spell it P-A-P-A and so on.", "person", "P-A-P-A"),
        ("I worked at Fernlea Surgery for years.", "organisation", "Fernlea Surgery"),
        ("It was the University of Keele that asked.", "organisation", "University of Keele"),
        ("I left NHS Tayside in the spring.", "organisation", "NHS Tayside"),
        ("The firm of Marsden & Pike sent it.", "organisation", "Marsden & Pike"),
        ("They took her to St Wilfrid's again.", "organisation", "St Wilfrid"),
        ("He lay on Ward 12 all night.", "organisation", "Ward 12"),
        ("I sent it to SWBH and waited.", "organisation", "SWBH"),
        ("My house is in Kidderminster these days.", "place", "Kidderminster"),
        ("We drove down Larkspur Road to see.", "place", "Larkspur Road"),
        ("They came from Stoke-on-Trent for it.", "place", "Stoke-on-Trent"),
    ],
)
def test_a_name_with_capitals_is_found(text, kind, name):
    assert (kind, name) in found(f"{text} And that was that, nothing more to it.")


@pytest.mark.parametrize(
    "text",
    [
        "Will you tell me? May I ask? Mark my words. Bill after bill came. Grace under pressure.",
        "The Trust said no, and the Board agreed. NHS England and the CQC came on Monday.",
        "She has Parkinson's and he has Alzheimer's. He is Polish, and a Christian.",
        "We use Excel and Microsoft Teams under the Care Act since Brexit, in May and at Christmas.",
        "The Primary Care Network wrote a Business Case to the Department of Health and Social Care.",
        "Boris Johnson and Nye Bevan and the King's Fund. A&E, R&D, QOF and the MDT.",
        "There was a Practice Manager, a GP and a District Nurse. He asked. They went. That was it.",
        "HomeFirst was on SystmOne.",
    ],
)
def test_words_that_only_look_like_names_are_left(text):
    assert found(text) == []


def test_a_name_that_is_a_word_is_told_from_the_word():
    text = "I asked Will Garrick. Will was tired. Will it work, I said? Will Garrick said it will."
    assert words(text) == ["Will Garrick", "Will", "Will Garrick"]


def test_a_month_is_no_woman():
    assert words("In May we asked May Tranter. By June she had gone. June Tranter stayed.") == [
        "May Tranter",
        "June Tranter",
    ]


def test_the_parts_of_a_name_are_found_everywhere():
    text = "Dr Nkechi Oyelaran came. Then Oyelaran's car broke. File: x_oyelaran_2.doc. nkechi laughed at it, she did."
    assert words(text) == ["Dr Nkechi Oyelaran", "Oyelaran", "oyelaran", "nkechi"]


def test_a_nickname_of_a_full_name_is_found():
    assert "Con" in words("That is Concepta Murray. I trained under Con for years, she said.")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("BRIDGET SANGSTER: So it began.\nI: Yes.", "BRIDGET SANGSTER"),
        ("Dr Mukherjee (GP): So it began.\nI: Yes.", "Dr Mukherjee"),
        ("Interviewer (Moira Hughes): So it began.\nR: Yes.", "Moira Hughes"),
    ],
)
def test_a_label_that_is_a_name_is_found(text, name):
    assert name in words(text)


@pytest.mark.parametrize("label", ["Interviewer", "P1", "Ward Sister", "CCG manager", "INT", "Speaker 2", "Carer"])
def test_a_label_that_is_a_role_is_left(label):
    assert found(f"{label}: so it began and it went on like that.") == []


def test_names_of_speakers_are_found_without_capitals():
    text = "then hanneke laughed and we went home"
    assert "hanneke" in words(text, ["Hanneke (nurse)"])


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("so i rang doctor patel and he came", "person", "doctor patel"),
        ("it was mister bell on the phone", "person", "mister bell"),
        ("we asked oluwaseun adebayo about it", "person", "oluwaseun adebayo"),
        ("and michelle tan whitby wrote it down", "person", "michelle tan whitby"),
        ("a man called fergus long came round", "person", "fergus long"),
        ("then auntie shaz laughed", "person", "auntie shaz"),
        ("she went to kettering general again", "organisation", "kettering general"),
        ("it was at saint agatha's in the winter", "organisation", "saint agatha"),
        ("the letter came from nhs highland then", "organisation", "nhs highland"),
        ("they work for m f t these days", "organisation", "m f t"),
        ("he lay on ward nine all night", "organisation", "ward nine"),
        ("i grew up in llanfairpwll with her", "place", "llanfairpwll"),
        ("we moved to weston super mare last year", "place", "weston super mare"),
        ("it's on anfield lane round the back", "place", "anfield lane"),
    ],
)
def test_a_name_without_capitals_is_found(text, kind, name):
    assert (kind, name) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "i will say it may be a long day and we hope they mark it well",
        "the gp and the practice nurse in the a and e asked about the mri",
        "on monday in march the nurse rose at six to pay the gas bill with good grace",
        "the main road by the high street and the local hospital",
        "my keyworker said the signwriter was knackered innit",
    ],
)
def test_ordinary_words_without_capitals_are_left(text):
    assert found(text) == []


def test_a_paragraph_without_capitals_in_a_text_with_them_is_read_as_speech():
    spoken = "so then we all went round to see oluwaseun and he said " + "it was a good thing that we had come " * 3
    text = f"Interviewer: Thank you, Moira. What did Dr Patel and the Trust say?\n\n{spoken}\n\nMoira: That is so."
    assert "oluwaseun" in words(text)
