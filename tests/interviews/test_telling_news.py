from interviews.telling_news import Did, Told, told


def did(who: str, deed: str, *turns: int) -> Did:
    return Did(who, deed, frozenset(turns))


def test_marking_and_coding_at_once_is_coding():
    assert told([did("Bob", "marked", 14), did("Bob", "coded", 14)]) == [Told("Bob coded turn 14", (14,))]


def test_turns_are_named_up_to_three():
    assert told([did("Bob", "coded", 3, 1), did("Bob", "coded", 2)]) == [Told("Bob coded turns 1, 2 and 3", (1, 2, 3))]
    assert told([did("Bob", "removed", 1, 2, 3, 4)])[0].words == "Bob deleted an extract in 4 turns"


def test_two_people_have_a_sentence_each():
    assert [each.words for each in told([did("Bob", "coded", 1), did("Ann", "uncoded", 1)])] == [
        "Bob coded turn 1",
        "Ann took a code off turn 1",
    ]


def test_what_the_journal_calls_otherwise_is_told_generally():
    assert told([did("Bob", "undid", 2)])[0].words == "Bob changed the coding of turn 2"


def test_many_deeds_are_one_sentence_a_person():
    deeds = [did("Bob", deed, 1) for deed in ("coded", "uncoded", "removed", "moved the ends of")]
    assert [each.words for each in told(deeds)] == ["Bob changed the coding of turn 1"]


def test_nothing_done_is_nothing_told():
    assert told([]) == []
