from interviews.flowing import FIRST, PIECE, FlowingPage, gathered


def test_nothing_is_lost_or_turned_round():
    parts = [f"[{number}]" + "x" * 5_000 for number in range(50)]
    assert "".join(gathered("before", parts, "after")) == "before" + "".join(parts) + "after"


def test_the_beginning_does_not_wait_for_the_rest():
    made = []

    def parts():
        for number in range(1000):
            made.append(number)
            yield "x" * 1_000

    first = next(iter(gathered("before", parts(), "after")))
    assert first.startswith("before")
    assert FIRST < len(first) < 2 * FIRST
    assert len(made) < 20


def test_later_pieces_are_large():
    pieces = list(gathered("", ["x" * 1_000] * 1_000, ""))
    assert all(len(piece) > PIECE for piece in pieces[1:-1])


def test_a_page_can_be_had_in_one_piece():
    page = FlowingPage("<p><!--here--></p>", "<!--here-->", ["a", "ä"])
    assert page.content == "<p>aä</p>".encode()
    assert page.content == "<p>aä</p>".encode()
    assert page.streaming
