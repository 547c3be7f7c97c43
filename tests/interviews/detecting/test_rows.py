"""Names in a row without a comma. Every text is invented."""

import pytest

from interviews.detecting import names
from interviews.detecting.proposal import settle
from interviews.detecting.tokens import cut


def found(text):
    return [text[one.start : one.end] for one in settle(names.find(cut(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("there was fatima fatima chowdhury from upstairs", ["fatima", "fatima chowdhury"]),
        ("a lady mrs okafor patience okafor came in", ["mrs okafor", "patience okafor"]),
        ("i saw elizabeth and then it was elizabeth liz who rang", ["elizabeth", "elizabeth", "liz"]),
        ("we had agnieszka nowak on nights", ["agnieszka nowak"]),
        ("its sandra denise on the desk and sandra rang and denise rang", ["sandra", "denise", "sandra", "denise"]),
        ("i told gemma and gemma kyle came up and kyle said no", ["gemma", "gemma", "kyle", "kyle"]),
        ("i gave it to derek maureen and then derek went off", ["derek", "maureen", "derek"]),
        (
            "there was callum theo imogen they all went and callum cried and theo laughed",
            ["callum", "theo", "imogen", "callum", "theo"],
        ),
        ("so pat stuart kershaw and stuart kershaw did it and pat left", ["pat", *["stuart kershaw"] * 2, "pat"]),
        ("its sarah jane sarah jane is my sister and sarah jane said", ["sarah jane", "sarah jane", "sarah jane"]),
        ("it was alistair kelly and then kelly told alistair kelly off", ["alistair kelly", "kelly", "alistair kelly"]),
    ],
)
def test_each_name_in_a_row_is_found_by_itself(text, expected):
    assert found(text) == expected


def test_a_label_of_two_short_given_names_is_a_name():
    assert "WAI-LAN" in found("WAI-LAN: So it began like that, in the autumn.\nI: Yes.\nWAI-LAN: And then it stopped.")
