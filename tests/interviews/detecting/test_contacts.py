import pytest

from interviews.detecting import contacts
from interviews.detecting.proposal import settle
from interviews.detecting.tokens import cut


def found(text):
    return [(one.type, text[one.start : one.end]) for one in settle(contacts.find(cut(text)))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write to jo.o'neill@nhs.example, please", ("email", "jo.o'neill@nhs.example")),
        ("it's j dot smith at nhs dot net", ("email", "j dot smith at nhs dot net")),
        ("mary underscore jones at outlook dot com", ("email", "mary underscore jones at outlook dot com")),
        ("office at riverside medical dot co dot uk", ("email", "office at riverside medical dot co dot uk")),
        ("on https://www.example.org/a?b=c it is", ("url", "https://www.example.org/a?b=c")),
        ("see hospice.org.uk/help for it", ("url", "hospice.org.uk/help")),
        ("www dot healthbox dot org dot uk", ("url", "www dot healthbox dot org dot uk")),
        ("it's on their site at valleycare dot example slash limes", ("url", "valleycare dot example slash limes")),
        ("in W2 6HP or so", ("postcode", "W2 6HP")),
        ("at ex81xa they said", ("postcode", "ex81xa")),
    ],
)
def test_addresses_on_the_net_and_postcodes_are_found(text, expected):
    assert expected in found(text)


def test_meeting_somebody_at_a_place_is_no_address():
    assert found("I met her at work. Dot said so. It was at home on the dot.") == []
