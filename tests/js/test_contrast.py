"""Colours that people must be able to read: WCAG 2.2 AA, measured in Chromium from the tokens themselves."""

import pytest

pytestmark = pytest.mark.browser

GROUNDS = ("--paper", "--surface", "--sunken", "--raised")
TEXT = [
    (ink, ground)
    for ground in GROUNDS
    for ink in ("--ink", "--ink-soft", "--ink-faint", "--accent", "--error", "--good", "--warning")
]
ON_TINT = [
    (f"--{name}", f"--{name}-tint")
    for name in ("accent", "good", "warning", "error", "context", "mechanism", "outcome", "other-role")
]
INK_ON_TINT = [
    ("--ink", f"--{name}-tint") for name in ("accent", "good", "warning", "error", "context", "mechanism", "outcome")
]
SHADES = [("--ink", f"--shade-{step}") for step in range(1, 6)]
SOLID = [("--accent-ink", "--accent"), ("--accent-ink", "--accent-strong"), ("--ink", "--hit")]
SHAPES = [(shape, ground) for ground in GROUNDS for shape in ("--line-strong", "--focus")]

# The browser paints both colours on a canvas and tells their bytes, whatever notation the tokens use.
MEASURE = """pairs => {
  const canvas = document.createElement("canvas").getContext("2d", {willReadFrequently: true});
  const probe = document.getElementById("probe");
  const light = colour => {
    probe.style.color = colour;
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(byte => byte / 255)
      .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  return pairs.map(([hue, front, back]) => {
    probe.className = hue;
    const [low, high] = [light(`var(${front})`), light(`var(${back})`)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  });
}"""


@pytest.fixture(params=["light", "dark"])
def measure(request, show):
    page = show('<span id="probe"></span>', styled=True)
    page.emulate_media(color_scheme=request.param)

    def too_faint(pairs: list[tuple[str, str, str]], least: float) -> dict[tuple[str, str, str], float]:
        ratios = page.evaluate(MEASURE, [list(pair) for pair in pairs])
        return {pair: round(ratio, 2) for pair, ratio in zip(pairs, ratios, strict=True) if ratio < least}

    return too_faint


def test_text_reads_on_every_ground_and_tint(measure):
    assert measure([("", *pair) for pair in TEXT + ON_TINT + INK_ON_TINT + SHADES + SOLID], 4.5) == {}


def test_edges_of_fields_and_the_focus_ring_show(measure):
    assert measure([("", *pair) for pair in SHAPES], 3) == {}


def test_sixteen_hues_read_as_tint_behind_words(measure):
    hues = [f"hue-{number}" for number in range(1, 17)]
    assert (
        measure([(hue, ink, "--hue-tint") for hue in hues for ink in ("--ink", "--ink-soft", "--hue-ink")], 4.5) == {}
    )


def test_sixteen_hues_show_as_dot_and_stripe(measure):
    hues = [f"hue-{number}" for number in range(1, 17)]
    assert measure([(hue, "--hue-solid", ground) for hue in hues for ground in GROUNDS], 3) == {}


def test_the_measure_would_notice(measure):
    assert measure([("", "--line-faint", "--paper")], 4.5) != {}
