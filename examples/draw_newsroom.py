"""Draw the pictures of the example newsroom, and give them the metadata, and the faults, that its articles show.

Run ``python examples/draw_newsroom.py`` to make them again; the same bytes come out for the same Pillow.
"""

from __future__ import annotations

import io
import math
import random
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw, ImageFilter

FOLDER = Path(__file__).parent / "newsroom" / "pictures"
SIZE = (840, 560)
IIM = {"creator": 80, "credit": 110, "source": 115, "copyright": 116, "description": 120, "headline": 105}
Draw = Callable[[ImageDraw.ImageDraw, random.Random], None]


def scene(seed: int, sky: str, ground: str, draw: Draw) -> Image.Image:
    """Return a picture with a sky, a ground, what ``draw`` adds, and some grain."""
    chance = random.Random(seed)
    width, height = SIZE
    picture = Image.new("RGB", SIZE, sky)
    pencil = ImageDraw.Draw(picture)
    horizon = chance.randint(height // 2, 2 * height // 3)
    for y in range(horizon):
        shade = 1 - 0.35 * y / horizon
        pencil.line([(0, y), (width, y)], fill=tuple(int(part * shade) for part in picture.getpixel((0, 0))))
    pencil.rectangle([0, horizon, width, height], fill=ground)
    draw(pencil, chance)
    return Image.blend(picture.filter(ImageFilter.GaussianBlur(0.8)), _grain(chance), 0.06)


def _grain(chance: random.Random) -> Image.Image:
    small = Image.frombytes("L", (SIZE[0] // 4, SIZE[1] // 4), chance.randbytes(SIZE[0] // 4 * (SIZE[1] // 4)))
    return small.resize(SIZE, Image.Resampling.BICUBIC).convert("RGB")


def people(pencil: ImageDraw.ImageDraw, chance: random.Random, count: int, base: int) -> None:
    for number in range(count):
        x = int(SIZE[0] * (number + 0.7) / (count + 0.4)) + chance.randint(-18, 18)
        tall = chance.randint(130, 210)
        coat = tuple(chance.randint(20, 150) for _ in range(3))
        pencil.ellipse([x - 22, base - tall - 50, x + 22, base - tall], fill="#c69b7b")
        pencil.polygon(
            [(x - 48, base), (x - 34, base - tall + 8), (x + 34, base - tall + 8), (x + 48, base)], fill=coat
        )


def delegation(pencil: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pencil.rectangle([60, 120, 320, 430], fill="#a58a63")
    for x in range(80, 310, 60):
        pencil.rectangle([x, 150, x + 30, 400], fill="#7c6543")
    people(pencil, chance, 5, 530)


def ministry(pencil: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pencil.rectangle([140, 90, 700, 480], fill="#d8cfb8")
    for x in range(170, 690, 74):
        for y in range(120, 460, 90):
            pencil.rectangle([x, y, x + 40, y + 56], fill="#5a7385")
    people(pencil, chance, 2, 545)


def soldier(pencil: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pencil.polygon([(0, 420), (260, 250), (520, 400), (840, 230), (840, 560), (0, 560)], fill="#9a875c")
    people(pencil, chance, 1, 500)
    pencil.line([(330, 330), (520, 300)], fill="#22261f", width=10)


def bridge(pencil: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pencil.rectangle([0, 330, 840, 352], fill="#4b3f3a")
    for x in (210, 630):
        pencil.rectangle([x - 14, 70, x + 14, 520], fill="#5c2f28")
        for reach in range(30, 211, 30):
            pencil.line([(x, 84), (x - reach, 330)], fill="#3a3533", width=3)
            pencil.line([(x, 84), (x + reach, 330)], fill="#3a3533", width=3)


def ribbon(pencil: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pencil.rectangle([0, 250, 840, 282], fill="#4b3f3a")
    people(pencil, chance, 3, 520)
    pencil.rectangle([40, 400, 800, 418], fill="#b3202b")


def boat(pencil: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pencil.polygon([(180, 380), (660, 380), (590, 470), (240, 470)], fill="#7a2e1f")
    pencil.polygon([(400, 90), (400, 370), (620, 370)], fill="#efe8d8")
    pencil.polygon([(384, 130), (384, 370), (250, 370)], fill="#e2d7bd")


def harvest(pencil: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for row in range(9):
        for x in range(0, 840, 28):
            y = 330 + row * 27 + chance.randint(-4, 4)
            pencil.line([(x, y), (x + chance.randint(-6, 6), y - 26)], fill="#d9a520", width=5)
    people(pencil, chance, 2, 470)


def dancers(pencil: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for number in range(6):
        angle = math.tau * number / 6
        x, y = 420 + int(250 * math.cos(angle)), 400 + int(80 * math.sin(angle))
        pencil.ellipse([x - 44, y - 90, x + 44, y + 30], fill=tuple(chance.randint(60, 230) for _ in range(3)))
        pencil.ellipse([x - 18, y - 124, x + 18, y - 88], fill="#b98a6a")


def stalls(pencil: ImageDraw.ImageDraw, chance: random.Random) -> None:
    for x in range(20, 820, 200):
        pencil.polygon(
            [(x, 210), (x + 180, 210), (x + 160, 150), (x + 20, 150)], fill=chance.choice(["#b3202b", "#20639b"])
        )
        pencil.rectangle([x + 10, 340, x + 170, 470], fill="#8a5a32")
        for fruit in range(12):
            left = x + 14 + fruit % 6 * 26
            pencil.ellipse(
                [left, 316 + fruit // 6 * 22, left + 24, 340 + fruit // 6 * 22],
                fill=chance.choice(["#d33", "#e90", "#7a3"]),
            )


def tram(pencil: ImageDraw.ImageDraw, chance: random.Random) -> None:
    pencil.rectangle([110, 190, 730, 450], fill="#d8b21f")
    for x in range(140, 700, 96):
        pencil.rectangle([x, 220, x + 70, 320], fill="#27343c")
    for x in (200, 620):
        pencil.ellipse([x - 34, 424, x + 34, 492], fill="#222")


def jpeg(picture: Image.Image, *, iim: Mapping[str, str] | None = None, xmp: Mapping[str, str] | None = None) -> bytes:
    """Return the picture as JPEG with an IPTC-IIM record (APP13) and an XMP packet (APP1)."""
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=72, optimize=True)
    data = out.getvalue()
    segments = b""
    if xmp:
        segments += segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + xmp_packet(xmp))
    if iim:
        record = b"\x1c\x01\x5a\x00\x03\x1b%G" + b"".join(
            b"\x1c\x02" + bytes([IIM[name]]) + struct.pack(">H", len(value.encode())) + value.encode()
            for name, value in iim.items()
        )
        resource = b"8BIM\x04\x04\0\0" + struct.pack(">I", len(record)) + record + b"\0" * (len(record) % 2)
        segments += segment(0xED, b"Photoshop 3.0\0" + resource)
    return data[:2] + segments + data[2:]


def segment(marker: int, payload: bytes) -> bytes:
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(payload) + 2) + payload


def xmp_packet(fields: Mapping[str, str]) -> bytes:
    """Return an XMP packet with creator, credit, source, copyright and description."""
    simple = {"credit": "photoshop:Credit", "source": "photoshop:Source", "headline": "photoshop:Headline"}
    body = "".join(
        f"<{simple[name]}>{escape(value)}</{simple[name]}>" for name, value in fields.items() if name in simple
    )
    if "creator" in fields:
        body += f"<dc:creator><rdf:Seq><rdf:li>{escape(fields['creator'])}</rdf:li></rdf:Seq></dc:creator>"
    for name, tag in (("copyright", "dc:rights"), ("description", "dc:description")):
        if name in fields:
            body += f'<{tag}><rdf:Alt><rdf:li xml:lang="x-default">{escape(fields[name])}</rdf:li></rdf:Alt></{tag}>'
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/">'
        f'{body}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
    ).encode()


def both(**fields: str) -> dict[str, Mapping[str, str]]:
    """Return the same fields for IIM and XMP, as a well-kept picture has them."""
    return {"iim": fields, "xmp": fields}


def icon() -> bytes:
    picture = Image.new("RGB", (64, 64), "#16324f")
    ImageDraw.Draw(picture).polygon([(8, 18), (56, 18), (32, 42)], fill="#f2f2f2")
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def png(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.quantize(32).save(out, "PNG", optimize=True)
    return out.getvalue()


def pictures() -> dict[str, bytes]:
    """Return every file of the newsroom by name."""
    opening = scene(5, "#b7c9d6", "#5d7a86", bridge)
    dancing = scene(9, "#8fb4d9", "#6f8f4e", dancers)
    return {
        "minister-arrives.jpg": jpeg(
            scene(1, "#c9b28a", "#8f7a55", delegation),
            **both(
                creator="Jonathan Ernst", credit="AFP via Getty Images", source="AFP", copyright="2023 Getty Images"
            ),
        ),
        "ministry.jpg": jpeg(
            scene(2, "#a9c4e0", "#77797b", ministry),
            **both(creator="Rana Haddad", credit="AFP via Getty Images", source="AFP", copyright="2023 AFP"),
        ),
        "border-post.jpg": jpeg(
            scene(3, "#d6c6a4", "#a3905f", soldier),
            **both(creator="Jack Guez", credit="AFP via Getty Images", source="AFP", copyright="2023 AFP"),
        ),
        "bridge.jpg": jpeg(
            opening, **both(creator="Ida Lund", credit="Harbour Gazette", copyright="2026 Harbour Gazette")
        ),
        "ribbon.jpg": jpeg(
            scene(6, "#c3d3de", "#6c6a68", ribbon),
            **both(creator="Tomas Weber", credit="Harbour Gazette", copyright="2026 Harbour Gazette"),
        ),
        "boat.jpg": jpeg(
            scene(7, "#9fc2dd", "#2f5f7d", boat),
            iim={"creator": "Ida Lund", "credit": "Harbour Gazette", "copyright": "2026 Harbour Gazette"},
            xmp={"creator": "Mats Ek", "credit": "Harbour Gazette", "copyright": "2026 Harbour Gazette"},
        ),
        "harvest.jpg": jpeg(
            scene(8, "#e6c78f", "#b98a2d", harvest), **both(creator="Ida Lund", credit="Harbour Gazette")
        ),
        "dancers.jpg": jpeg(dancing, **both(creator="Ida Lund", credit="Harbour Gazette")),
        "dancers-small.jpg": jpeg(
            dancing.resize((480, 320), Image.Resampling.LANCZOS), **both(creator="Ida Lund", credit="Harbour Gazette")
        ),
        "stalls.jpg": jpeg(scene(10, "#d7dde2", "#7b746b", stalls))[:9000],
        "tram.jpg": png(scene(11, "#bcd0dc", "#4f5356", tram)),
        "newsletter.png": icon(),
    }


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, data in pictures().items():
        (FOLDER / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
