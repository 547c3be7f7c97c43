"""The shapes in which meeting and transcription programs write a talk, and answers that nobody labelled."""

import pytest

from interviews.readers import Reading, read


def spoken(found: Reading) -> list[tuple[str, str]]:
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


TALK = [("Ann Lee", "So what happened?"), ("Bo Ek", "It was hard."), ("Ann Lee", "Why?")]


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee   0:12\n{}\n\nBo Ek   0:15\n{}\n\nAnn Lee   1:00:21\n{}",
        "10:02:03 Ann Lee: {}\n10:02:10 Bo Ek: {}\n10:03:00 Ann Lee: {}",
        "10:02:03\t From  Ann Lee : {}\n10:02:10\t From  Bo Ek : {}\n10:03:00\t From  Ann Lee : {}",
        "10:02:03 From Ann Lee to Everyone:\n\t{}\n10:02:10 From Bo Ek to Me:\n\t{}\n10:03:00 From Ann Lee :\n\t{}",
        "**Ann Lee:** {}\n\n**Bo Ek:** {}\n\n**Ann Lee:** {}",
        "Ann Lee  0:00  \n{}\n\nBo Ek  0:05  \n{}\n\nAnn Lee  1:09  \n{}\n\nTranscribed by https://otter.ai",
    ],
    ids=["Teams", "Zoom", "Zoom chat", "Zoom chat with lines", "stars", "Otter"],
)
def test_turns_are_found_in_the_shapes_of_programs(text: str) -> None:
    found = read("talk.txt", text.format(*(words for _, words in TALK)).encode())
    assert spoken(found) == TALK
    assert [turn.interviewer for turn in found.turns] == [True, False, True]


def test_what_teams_writes_above_and_below_is_nobody() -> None:
    text = (
        "July 14, 2016, 10:00AM\n52m 3s\n\nAnn Lee started transcription\n\nAnn Lee   0:12\nSo?\n\n"
        "Bo Ek   0:15\nHard.\n\nAnn Lee   0:21\nWhy?\n\nBo Ek stopped transcription"
    )
    assert spoken(read("talk.txt", text.encode())) == [
        ("", "July 14, 2016, 10:00AM\n52m 3s"),
        ("Ann Lee", "So?"),
        ("Bo Ek", "Hard."),
        ("Ann Lee", "Why?"),
    ]


ANSWERED = [("What changed?", "A lot for us."), ("Such as?", "The rota.\n\nAnd the pay."), ("More?", "No.")]
NOTICE = "3 answers had no speaker; they were given the label “Respondent”. Check that one person gave them."


@pytest.mark.parametrize(
    ("name", "form", "asks"),
    [
        ("a.txt", "Interviewer: {0}\n\n{1}", "Interviewer"),
        ("a.txt", "Q: {0}\n\n{1}", "Q"),
        ("a.md", "**{0}**\n\n{1}", "Interviewer"),
        ("a.md", "**Interviewer:** {0}\n\n{1}", "Interviewer"),
        ("a.html", "<p><b>{0}</b></p><p>{1}</p>", "Interviewer"),
    ],
)
def test_answers_below_questions_are_those_of_one_respondent(name: str, form: str, asks: str) -> None:
    parts = [form.format(q, a.replace("\n\n", "</p><p>") if name == "a.html" else a) for q, a in ANSWERED]
    found = read(name, "\n\n".join(parts).encode())
    assert spoken(found) == [each for q, a in ANSWERED for each in ((asks, q), ("Respondent", a))]
    assert found.turns[0].interviewer
    assert found.notices == (NOTICE,)


def test_numbered_questions_keep_their_numbers() -> None:
    text = "\n\n".join(f"Q{n}. {question}\n\n{answer}" for n, (question, answer) in enumerate(ANSWERED, start=1))
    assert spoken(read("a.txt", text.encode()))[:3] == [
        ("Interviewer", "Q1. What changed?"),
        ("Respondent", "A lot for us."),
        ("Interviewer", "Q2. Such as?"),
    ]


def test_nothing_is_added_where_somebody_answers_or_labels_are_given() -> None:
    text = "Interviewer: One?\n\nMore of it.\n\nR: Yes.\n\nInterviewer: Two?\n\nMore of it.\n\nR: No."
    assert read("a.txt", text.encode()).text == text
    alone = "Interviewer: One?\n\nYes.\n\nInterviewer: Two?\n\nNo."
    assert read("a.txt", alone.encode(), interviewers=["Interviewer"]).text == alone
