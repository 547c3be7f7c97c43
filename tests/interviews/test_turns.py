import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.labels.heads import find_heads
from interviews.labels.stamps import seconds
from interviews.turns import Turn, compose, find_turns, propose_interviewers


def spoken(text: str, *speakers: str) -> list[tuple[str, str]]:
    return [(turn.speaker, text[turn.start : turn.end]) for turn in find_turns(text, speakers)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("D: How are you?\nP: Fine.", [("D", "How are you?"), ("P", "Fine.")]),
        ("INTERVIEWER: So?\n\nRESPONDENT: Well.", [("INTERVIEWER", "So?"), ("RESPONDENT", "Well.")]),
        ("Interviewer: So?\n\nP1 (CCG manager): Well.", [("Interviewer", "So?"), ("P1 (CCG manager)", "Well.")]),
        ("[00:12:31] SPEAKER 2: Yes.\n[00:12:40] SPEAKER 1: No.", [("SPEAKER 2", "Yes."), ("SPEAKER 1", "No.")]),
        ("Ann Lee, Psy.D: Hello.\n\nBo Ek: Hi.\n\nAnn Lee, Psy.D: So.", [
            ("Ann Lee, Psy.D", "Hello."), ("Bo Ek", "Hi."), ("Ann Lee, Psy.D", "So."),
        ]),
        ("I: And?\nR: Yes.", [("I", "And?"), ("R", "Yes.")]),
        ("Speaker 1  00:03\nHello.\n\nSpeaker 2  00:09\nHi.", [("Speaker 1", "Hello."), ("Speaker 2", "Hi.")]),
        ("[Ann Lee] 10:15:32\nHello.\n\n[Bo Ek] 10:15:40\nHi.", [("Ann Lee", "Hello."), ("Bo Ek", "Hi.")]),
        ("Speaker 1 (00:03):\nHello.\n\nSpeaker 2 (00:09):\nHi.", [("Speaker 1", "Hello."), ("Speaker 2", "Hi.")]),
        ("0:0:0.0 --> 0:0:2.97\nAnn Lee\nHello.\n\n0:0:3.0 --> 0:0:4.1\nBo Ek\nHi.", [
            ("Ann Lee", "Hello."), ("Bo Ek", "Hi."),
        ]),
        ("[Interviewer]: So?\n\n[P2]: Well.", [("Interviewer", "So?"), ("P2", "Well.")]),
        ("Interviewer:\nSo?\n\nR:\n\nWell.\n\nYes.", [("Interviewer", "So?"), ("R", "Well.\n\nYes.")]),
        ("I\tAnd?\nR\tYes.", [("I", "And?"), ("R", "Yes.")]),
        ("المحاور: كيف؟\n\nالمشارك: جيد.", [("المحاور", "كيف؟"), ("المشارك", "جيد.")]),
    ],
)  # fmt: skip
def test_speakers_are_recognised(text: str, expected: list[tuple[str, str]]) -> None:
    assert spoken(text) == expected


LONG = "\n\n".join(f"D: Question {n}?\n\nP: Answer {n}." for n in range(20))


@pytest.mark.parametrize(
    "aside", ["Note: she laughs.", "For example: this.", "NHS: a body.", "Sarah: she said.", "At 10:30 we met."]
)
def test_a_label_that_appears_once_in_a_long_text_is_not_a_speaker(aside: str) -> None:
    assert {speaker for speaker, _ in spoken(f"{LONG}\n\n{aside}")} == {"D", "P"}


@pytest.mark.parametrize("label", ["P7", "Facilitator", "Speaker 12", "Respondent 3 (GP)"])
def test_a_known_kind_of_label_is_a_speaker_even_once(label: str) -> None:
    assert spoken(f"{LONG}\n\n{label}: Hello.")[-1] == (label, "Hello.")


def asked(*labels: str, times: int = 3) -> str:
    """An interview in which these answer one after the other."""
    return "\n\n".join(f"Interviewer: Question?\n\n{label}: Answer." for _ in range(times) for label in labels)


@pytest.mark.parametrize(
    "labels",
    [
        ("Ward manager",),
        ("Finance lead", "Charge nurse"),
        ("Director of nursing",),
        ("Carer 2", "Health visitor 1"),
        ("Care home manager (Area 1)",),
        ("First carer", "Second carer"),
        ("Practice link",),
        ("Dual-diagnosis worker",),
    ],
)
@pytest.mark.parametrize("times", [2, 3, 12])
def test_a_title_with_small_words_is_a_speaker_when_it_recurs(labels: tuple[str, ...], times: int) -> None:
    found = [speaker for speaker, _ in spoken(asked(*labels, times=times))]
    assert found == [speaker for _ in range(times) for label in labels for speaker in ("Interviewer", label)]


def test_a_title_that_answers_once_between_two_questions_is_a_speaker() -> None:
    text = f"{LONG}\n\nD: And you?\n\nWard manager: Yes.\n\nD: Thank you.\n\nP: Bye."
    assert ("Ward manager", "Yes.") in spoken(text)


def test_titles_answer_one_another_in_a_group() -> None:
    text = "\n\n".join(["Facilitator: So?", "Ward manager: Yes.", "Charge nurse: No.", "Ward manager: Still."] * 6)
    assert [speaker for speaker, _ in spoken(text)] == [
        "Facilitator",
        "Ward manager",
        "Charge nurse",
        "Ward manager",
    ] * 6


ASIDES = [
    "Note",
    "For example",
    "On the other hand",
    "One thing",
    "My manager",
    "Our finance lead",
    "Key finding",
    "Next steps",
    "Main issue",
    "In short",
    "The ward manager",
    "As a manager",
    "To the nurse",
]


@pytest.mark.parametrize("aside", ASIDES)
@pytest.mark.parametrize("times", [1, 2, 5])
def test_words_of_a_sentence_before_a_colon_are_no_speaker_however_often(aside: str, times: int) -> None:
    text = "\n\n".join([f"Interviewer: So?\n\n{aside}: this.\n\nRespondent: Well.\n\n{aside}: that."] * times)
    assert {speaker for speaker, _ in spoken(text)} == {"Interviewer", "Respondent"}
    assert {speaker for speaker, _ in spoken(asked("Respondent") + f"\n\n{aside}: this." * times)} == {
        "Interviewer",
        "Respondent",
    }


@pytest.mark.parametrize("aside", ["Practice link", "Big picture", "Tricky bit"])
def test_a_few_words_before_a_colon_within_an_answer_are_no_speaker(aside: str) -> None:
    text = "\n\n".join([f"Interviewer: So?\n\nRespondent: Well.\n\n{aside}: that."] * 6)
    assert {speaker for speaker, _ in spoken(text)} == {"Interviewer", "Respondent"}


def test_titles_in_a_document_without_speakers_are_none() -> None:
    text = "\n\n".join(f"Paragraph {n} of a long document." for n in range(60))
    assert {speaker for speaker, _ in spoken(text + "\n\nWard manager: one post." * 2)} == {""}


def test_a_given_label_is_recognised_once_and_in_any_case() -> None:
    assert spoken(f"{LONG}\n\nsarah: she said.", "Sarah")[-1] == ("Sarah", "she said.")
    assert spoken("sarah\nShe said.\n\nNote: nothing.", "sarah") == [("sarah", "She said.\n\nNote: nothing.")]


def test_a_given_label_may_carry_a_role_or_a_stamp() -> None:
    assert spoken("P1 (CCG manager): Yes.\n\n[00:01] P1: No.", "P1") == [("P1", "Yes."), ("P1", "No.")]


def test_a_slip_of_the_colon_does_not_lose_the_turn() -> None:
    assert spoken("D: One?\n\nP: Two.\n\nD; Three?\n\nP: Four.")[2] == ("D", "Three?")


def test_a_semicolon_alone_makes_no_speaker() -> None:
    assert spoken("Well; one.\n\nWell; two.") == [("", "Well; one."), ("", "Well; two.")]


def test_a_role_named_once_belongs_to_the_same_speaker() -> None:
    text = "P1 (CCG manager): One.\n\nP1: Two.\n\nP2 (GP): Three."
    assert [speaker for speaker, _ in spoken(text)] == ["P1", "P1", "P2 (GP)"]


def test_different_roles_are_different_speakers() -> None:
    text = "Respondent (male): One.\n\nRespondent (female): Two."
    assert [speaker for speaker, _ in spoken(text)] == ["Respondent (male)", "Respondent (female)"]


def test_paragraphs_without_a_label_belong_to_the_turn_before() -> None:
    assert spoken("I: Go on?\n\nR: First.\n\nSecond.\n\nI: And?")[1] == ("R", "First.\n\nSecond.")


def test_what_stands_before_the_first_label_has_no_speaker() -> None:
    assert spoken("Recorded in March.\n\nIn a café.\n\nI: So?\n\nR: Well.")[0] == (
        "",
        "Recorded in March.\n\nIn a café.",
    )


def test_lines_about_the_recording_are_not_turns_of_the_people_named() -> None:
    text = "Interviewer: JB\nParticipant: 12\nDate: 3 May 2016\nPlace: Leeds\n\nInterviewer: So?\n\nParticipant: Well."
    assert spoken(text) == [
        ("", "Interviewer: JB\nParticipant: 12\nDate: 3 May 2016\nPlace: Leeds"),
        ("Interviewer", "So?"),
        ("Participant", "Well."),
    ]


def test_a_text_without_labels_has_a_turn_a_paragraph() -> None:
    assert spoken("One line\nand on.\n\n \nTwo.\n") == [("", "One line\nand on."), ("", "Two.")]
    assert spoken("One.\nTwo.") == [("", "One."), ("", "Two.")]


def test_headings_of_a_report_are_not_speakers() -> None:
    text = "\n\n".join(f"Paragraph {n} of a long document." for n in range(60)) + "\n\nLeeds: one.\n\nLeeds: two."
    assert {speaker for speaker, _ in spoken(text)} == {""}


def test_an_address_is_not_a_speaker() -> None:
    assert spoken("https://example.org\n\nhttps://example.com") == [
        ("", "https://example.org"),
        ("", "https://example.com"),
    ]


def test_a_blank_text_has_no_turns() -> None:
    assert find_turns("") == find_turns(" \n\n\t") == ()


def test_a_label_without_words_is_no_turn() -> None:
    assert spoken("I: So?\n\nR:\n\nI: No?") == [("I", "So?"), ("I", "No?")]


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("[00:12:31] P1: Yes.", 751.0),
        ("00:12:31 P1: Yes.", 751.0),
        ("P1 [12:31]: Yes.", 751.0),
        ("P1: [12:31] Yes.", 751.0),
        ("P1  12:31\nYes.", 751.0),
        ("P1: Yes.", None),
    ],
)
def test_the_time_beside_a_label_is_taken_and_is_no_word(text: str, at: float | None) -> None:
    (turn,) = find_turns(text)
    assert (turn.at, text[turn.start : turn.end]) == (at, "Yes.")


def test_a_time_that_is_said_stays_among_the_words() -> None:
    assert spoken("P1: 12:30 was the appointment.") == [("P1", "12:30 was the appointment.")]


@pytest.mark.parametrize(("stamp", "expected"), [("[00:00]", 0.0), ("1:02:03.5", 3723.5), ("(12,5)", None)])
def test_stamps_are_seconds(stamp: str, expected: float | None) -> None:
    assert seconds(stamp) == expected


def test_interviewers_given_are_marked_and_recognised() -> None:
    text = "jb: Why?\n\nMl: Because."
    assert find_turns(text, ["Ml"], ["JB"]) == (Turn(4, 8, "JB", True), Turn(14, 22, "Ml", False))


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        (("Interviewer", "Respondent"), ("Interviewer",)),
        (("INT1", "INT2", "P1"), ("INT1", "INT2")),
        (("I", "R"), ("I",)),
        (("D", "P"), ("D",)),
        (("Doctor", "Patient"), ("Doctor",)),
        (("Q", "A"), ("Q",)),
        (("Facilitator (JB)", "P1", "P2"), ("Facilitator (JB)",)),
        (("Ann", "Bo"), ()),
        (("I",), ()),
    ],
)
def test_interviewers_are_proposed_by_their_labels(labels: tuple[str, ...], expected: tuple[str, ...]) -> None:
    turns = [Turn(n, n + 1, label, False) for n, label in enumerate(labels)]
    assert propose_interviewers(turns) == expected


def test_otherwise_who_asks_most_is_proposed() -> None:
    text = "Ann: Why is that?\n\nBo: It was hard. Who knows? We tried it all the same.\n\nAnn: And?\n\nBo: Nothing."
    assert propose_interviewers(find_turns(text), text) == ("Ann",)


def test_nobody_is_proposed_where_nobody_asks() -> None:
    text = "Ann: One.\n\nBo: Two.\n\nAnn: Three."
    assert propose_interviewers(find_turns(text), text) == ()


LABELLED = st.lists(
    st.tuples(
        st.sampled_from(
            ["I", "R", "Interviewer", "P1", "Ann Lee, Psy.D", "Sarah", "Note", "Ward manager", "For example"]
        ),
        st.sampled_from([":", ";", ": [00:12]", " (GP):", " 00:12\n", "\t", ""]),
        st.text(max_size=30),
    ),
    max_size=12,
).map(lambda lines: "\n".join(f"{label}{mark} {words}" for label, mark, words in lines))
TEXTS = st.one_of(st.text(max_size=200), LABELLED)
GIVEN = st.lists(st.sampled_from(["I", "R", "Sarah", "Someone else", "[", ""]), max_size=3)


@given(TEXTS, GIVEN)
def test_turns_are_in_order_apart_and_inside_the_text(text: str, given_labels: list[str]) -> None:
    end = 0
    for turn in find_turns(text, given_labels):
        assert end <= turn.start < turn.end <= len(text)
        words = text[turn.start : turn.end]
        assert words == words.strip()
        end = turn.end


@given(TEXTS, GIVEN)
def test_every_word_stands_in_a_turn_or_a_label(text: str, given_labels: list[str]) -> None:
    turns = [(turn.start, turn.end) for turn in find_turns(text, given_labels)]
    labels = [(head.start, head.end) for head in find_heads(text, given_labels)]
    left = list(text)
    for start, end in turns + labels:
        left[start:end] = " " * (end - start)
    assert "".join(left).strip() == ""


NAMES = st.one_of(
    st.sampled_from(["Interviewer", "R", "P1", "Ann Lee, Psy.D", "Zoë", "Speaker 2", "李明"]),
    st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=12).filter(lambda name: name.strip() == name),
)
PARAGRAPHS = st.text(st.characters(exclude_characters=":：;\t\n0123456789", exclude_categories=["Cs"]), max_size=40)


@st.composite
def conversations(draw: st.DrawFn) -> list[tuple[str, str]]:
    names = draw(st.lists(NAMES, min_size=1, max_size=4, unique_by=str.casefold))
    first = st.text(st.characters(exclude_characters="\n[](){}<>", exclude_categories=["Cs"]), max_size=40)
    words = st.tuples(first, st.lists(PARAGRAPHS.filter(lambda part: part.strip() not in names), max_size=3)).map(
        lambda parts: "\n\n".join([parts[0], *parts[1]]).strip()
    )
    turns = draw(st.lists(st.tuples(st.sampled_from(names), words.filter(bool)), min_size=1, max_size=8))
    return [(name, said) for name, said in turns if name and said]


@given(conversations())
def test_what_is_composed_is_found_again(talk: list[tuple[str, str]]) -> None:
    text = compose(talk)
    assert spoken(text, *{name for name, _ in talk}) == talk


def test_a_given_label_may_be_a_word_about_the_recording() -> None:
    assert spoken("Participants: Yes.\n\nNobody: No.", "Participants")[0] == ("Participants", "Yes.")
