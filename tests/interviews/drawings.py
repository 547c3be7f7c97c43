"""What holds of every picture: it is sound, nothing lies outside its paper, and it names itself."""

from xml.etree import ElementTree

from interviews.pictures.svg import measure

SVG = "{http://www.w3.org/2000/svg}"
SLACK = 0.11  # places are written to a tenth


def sound(svg: str) -> ElementTree.Element:
    """The picture as a tree, when all of it lies on its paper."""
    root = ElementTree.fromstring(svg)
    width, height = float(root.get("width")), float(root.get("height"))
    for shape in root.iter():
        for x, y in corners(shape):
            assert -SLACK <= x <= width + SLACK, (shape.tag, shape.attrib, x, width)
            assert -SLACK <= y <= height + SLACK, (shape.tag, shape.attrib, y, height)
    assert root.find(f"{SVG}title") is not None and root.find(f"{SVG}desc").text
    return root


def corners(shape: ElementTree.Element) -> list[tuple[float, float]]:
    at = {name: float(shape.get(name, 0)) for name in ("x", "y", "width", "height", "x1", "x2", "y1", "y2", "cx", "cy")}
    match shape.tag.removeprefix(SVG):
        case "rect":
            return [(at["x"], at["y"]), (at["x"] + at["width"], at["y"] + at["height"])]
        case "line":
            return [(at["x1"], at["y1"]), (at["x2"], at["y2"])]
        case "circle":
            r = float(shape.get("r"))
            return [(at["cx"] - r, at["cy"] - r), (at["cx"] + r, at["cy"] + r)]
        case "polygon":
            return [tuple(map(float, pair.split(","))) for pair in shape.get("points").split()]
        case "text":
            return words(shape, at["x"], at["y"])
    return []


def words(shape: ElementTree.Element, x: float, y: float) -> list[tuple[float, float]]:
    """The box that a line of text takes at most."""
    wide = measure(said(shape), float(shape.get("font-size")), bold=shape.get("font-weight") == "600")
    start = x - {"start": 0, "middle": wide / 2, "end": wide}[shape.get("text-anchor", "start")]
    return [(start, y), (start + wide, y)]


def said(shape: ElementTree.Element) -> str:
    """What is drawn, without what is only told."""
    told = shape.find(f"{SVG}title")
    return "".join(shape.itertext()) if told is None else told.tail or ""


def texts(root: ElementTree.Element) -> list[str]:
    return [said(each) for each in root.iter(f"{SVG}text")]
