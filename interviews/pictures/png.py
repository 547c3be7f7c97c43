"""A picture in SVG as PNG: printed as a page (interviews/printing.py), with our own fonts, and taken off."""

import base64
import io
import re

from interviews.printing import BASE, printed

SCALE = 2.5  # dots a point: sharp at the width of a page
MOST = 12_000  # dots either way; a larger picture is drawn coarser
POINTS = 0.75  # a pixel of CSS in points
FACES = "".join(
    f"@font-face {{ font-family: Inter; font-weight: {weight}; src: url({BASE}fonts/inter-{letters}-{weight}.woff2) }}"
    for weight in (400, 600)
    for letters in ("latin", "latin-ext")
)
PAGE = """<!doctype html><html lang="en"><head><title>Picture</title><style>{faces}
@page {{ size: {width}px {height}px; margin: 0 }} html, body {{ margin: 0; font-size: 0 }}</style></head>
<body><img alt="" width="{width}" height="{height}" src="data:image/svg+xml;base64,{data}"></body></html>"""


def png(svg: str) -> bytes:
    """Of a picture of interviews.pictures.svg, which names its width and height."""
    import pypdfium2  # type: ignore[import-untyped]

    found = re.search(r'width="([\d.]+)" height="([\d.]+)"', svg)
    if not found:
        raise ValueError("This is no picture of ours: it does not say how large it is.")
    width, height = float(found[1]), float(found[2])
    data = base64.b64encode(svg.encode()).decode()
    page = printed(PAGE.format(faces=FACES, width=width, height=height, data=data))
    scale = min(SCALE, MOST / (POINTS * max(width, height)))
    out = io.BytesIO()
    pypdfium2.PdfDocument(page)[0].render(scale=scale).to_pil().save(out, "PNG")
    return out.getvalue()
