"""The pictures of docs/guide/pictures/, taken and kept."""

import io

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser

from bin.pictures.browser import WIDE, opened, settle
from bin.pictures.demo import DEMO, ROOT, report
from bin.pictures.scenes import PICTURES

FOLDER = ROOT / "docs" / "guide" / "pictures"
PDF = "report-pdf"
MARGIN, DESK = 24, "#d9d7d2"  # around the pages of the PDF


def take_the_guide(chromium: Browser, address: str, names: list[str]) -> None:
    known = [picture.name for picture in PICTURES] + [PDF]
    if unknown := set(names) - set(known):
        raise SystemExit(f"No picture of the guide has the name {', '.join(sorted(unknown))}.")
    for picture in PICTURES:
        if names and picture.name not in names:
            continue
        with opened(chromium, address, (WIDE[0], picture.height), picture.scheme) as page:
            part = picture.take(page)
            settle(page)
            shot = page.locator(part).first.screenshot() if part else page.screenshot()
        save(Image.open(io.BytesIO(shot)), picture.name)
    if not names or PDF in names:
        with opened(chromium, address, WIDE, "light") as page:
            save(sheet_of(page.request.get(f"{DEMO}reports/{report().pk}/pdf/").body()), PDF)


def sheet_of(pdf: bytes, numbers: tuple[int, ...] = (0, 3, 4)) -> Image.Image:
    """Pages of a PDF beside one another on a desk: title page, CMO tables, a theme."""
    document = pypdfium2.PdfDocument(pdf)
    drawn = [document[number].render(scale=1.1).to_pil() for number in numbers]
    pages = len(drawn)
    width, height = drawn[0].size
    sheet = Image.new("RGB", (pages * width + (pages + 1) * MARGIN, height + 2 * MARGIN), DESK)
    for number, page in enumerate(drawn):
        sheet.paste(page, (MARGIN + number * (width + MARGIN), MARGIN))
    return sheet


def save(image: Image.Image, name: str) -> None:
    """With a palette: a page has few colours, and the guide should be quick to open."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.png"
    palette = Image.Quantize.MAXCOVERAGE  # the rare colours too: those of the codes
    image.convert("RGB").quantize(256, palette, dither=Image.Dither.NONE).save(path, optimize=True)
    print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB", flush=True)
