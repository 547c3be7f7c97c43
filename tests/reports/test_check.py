"""What should be looked at before a report leaves the house."""

from dataclasses import replace
from uuid import UUID

import pytest

from reports.check import ExtractFacts, SourceFacts, check
from reports.document import (
    Because,
    Chapter,
    Citation,
    Cited,
    Document,
    Listing,
    Missing,
    Paragraph,
    Placed,
    Quotation,
    Text,
    Words,
)

S, E, B = UUID(int=1), UUID(int=2), UUID(int=3)
WORDS = "we sat in the same room"
QUOTED = Quotation((WORDS,), "[20417]", E, S)


def document(*nodes, kind="theme") -> Document:
    chapter = Chapter("s", "One room", "1", 1, kind, tuple(Placed(node, B) for node in nodes))
    return Document("T", "S", "", (), (), "", "", "", "Draft", False, (chapter,))


SOURCE, EXTRACT = SourceFacts("20417"), ExtractFacts(WORDS)


def messages(finished: Document, source=SOURCE, extract=EXTRACT) -> list[tuple[str, str]]:
    return [(found.weight, found.message) for found in check(finished, {S: source}, {E: extract})]


def test_a_good_report_has_nothing_to_look_at():
    because = Because("CMO-01", (("CMO-01", B),), ())
    message = Listing(((Paragraph((Text("Share a room"), because)),),))
    assert messages(document(QUOTED)) == messages(document(message, kind="actionable messages")) == []


def test_the_interviewers_words_are_neither_quoted_nor_cited():
    cited = (Cited("[20417]", S, E),)
    for node in (
        QUOTED,
        Paragraph((Words(WORDS, "[20417]", E, S),)),
        Paragraph((Citation("[20417]", cited),)),
        Paragraph((Because("[20417]", (), cited),)),
    ):
        [(weight, message)] = messages(document(node), extract=replace(EXTRACT, asked=True))
        assert weight == "must"
        assert "interviewer’s words" in message


@pytest.mark.parametrize("consent", ["ask first", "paraphrase only", "none"])
def test_consent_forbids_words_as_a_block_and_within_a_sentence(consent):
    source = SourceFacts("20417", consent)
    for node in (QUOTED, Paragraph((Words(WORDS, "[20417]", E, S),))):
        [(weight, message)] = messages(document(node), source)
        assert weight == "must"
        assert "20417" in message


def test_a_source_that_may_be_paraphrased_may_be_cited():
    cited = Paragraph((Citation("[20417]", (Cited("[20417]", S, E),)),))
    assert messages(document(cited), SourceFacts("20417", "paraphrase only")) == []
    assert messages(document(cited), SourceFacts("20417", "none"))


def test_withdrawn_consent_is_found():
    assert messages(document(QUOTED), SourceFacts("20417", withdrawn="2017-02-01")) == [
        ("must", "The consent for source 20417 was withdrawn on 2017-02-01.")
    ]


def test_words_that_are_not_to_be_quoted():
    [(weight, _)] = messages(document(QUOTED), extract=ExtractFacts(WORDS, quotable=False))
    assert weight == "must"


def test_a_printed_form_that_departs_from_the_words():
    assert messages(document(QUOTED), extract=ExtractFacts(WORDS, "we … room")) == []
    [(weight, _)] = messages(document(QUOTED), extract=ExtractFacts(WORDS, "we stood in the same room"))
    assert weight == "must"


def test_a_citation_of_an_interview_without_words_is_a_reminder():
    cited = Paragraph((Citation("[20417]", (Cited("[20417]", S),)),))
    assert messages(document(cited)) == [("look", "The citation [20417] points to an interview but to no words of it.")]


def test_a_message_without_evidence_is_a_reminder():
    plain = Listing(((Paragraph((Text("Share a budget"),)),),))
    assert messages(document(plain, kind="actionable messages")) == [
        ("look", "This message names no evidence: “Share a budget”.")
    ]
    assert messages(document(plain, kind="summary")) == []


def test_what_must_be_put_right_comes_first_and_says_where():
    finished = document(Paragraph((Citation("[20417]", (Cited("[20417]", S),)),)), Paragraph((Missing("x", "why"),)))
    first, second = check(finished, {}, {})
    assert (first.weight, second.weight, first.block) == ("must", "look", B)


def test_an_empty_section_is_named_unless_it_has_parts():
    part = Chapter("t", "Part", "1.1", 2, "theme", ())
    finished = document(QUOTED)
    empty = replace(finished.chapters[0], nodes=())
    assert messages(replace(finished, chapters=(empty,))) == [
        ("look", "“One room” is still empty. It is left out of what is printed.")
    ]
    assert messages(replace(finished, chapters=(empty, replace(part, nodes=finished.chapters[0].nodes)))) == []
