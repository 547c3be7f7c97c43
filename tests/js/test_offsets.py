"""offsets.js against Python, which counts code points by itself."""

import pytest

pytestmark = pytest.mark.browser

TEXTS = ["", "plain words", "we sat 🙂 together", "🙂🙂", "é and e\u0301", "𝔘nicode 👩‍👩‍👧 family", "a\nb 🏥"]
COUNT = """async (texts) => {
  const { toPoints, toUnits } = await import("/static/js/offsets.js");
  return texts.map((text) => [...Array([...text].length + 1).keys()].map((points) => {
    const units = toUnits(text, points);
    return [units, toPoints(text, units), text.slice(0, units)];
  }));
}"""


def test_places_go_to_units_and_back_without_loss(show):
    for text, places in zip(TEXTS, show("").evaluate(COUNT, TEXTS), strict=True):
        assert [points for _, points, _ in places] == list(range(len(text) + 1))
        assert [before for _, _, before in places] == [text[:points] for points in range(len(text) + 1)]


def test_a_place_within_a_pair_is_its_beginning(show):
    made = show("").evaluate("""async () => (await import("/static/js/offsets.js")).toPoints("a🙂b", 2)""")
    assert made == 1


def test_beyond_the_end_is_the_end(show):
    made = show("").evaluate("""async () => (await import("/static/js/offsets.js")).toUnits("a🙂", 9)""")
    assert made == 3
