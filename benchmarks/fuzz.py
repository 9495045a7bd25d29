"""Mutated pictures, pages and credit lines against all readers: none may raise, hang or die.

    python benchmarks/fuzz.py --minutes 10 --seed 1

Seeds are made by code. Each input is made from a number alone, which is printed with what went wrong: the same number
makes it again (``--only NUMBER``). Decoding happens in the isolated decoder; a picture that kills or hangs it is counted
apart, because it costs a run that picture and nothing else.
"""

from __future__ import annotations

import argparse
import io
import random
import resource
import signal
import sys
import time
import traceback
import warnings
import zlib
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType

from PIL import Image, ImageDraw

from mediaaudit.catalogue.directory import load_directory
from mediaaudit.catalogue.vocabulary import load_vocabulary
from mediaaudit.readers.html import read_document
from mediaaudit.readers.metadata import read_metadata
from mediaaudit.readers.metadata.sidecar import read_sidecar
from mediaaudit.readers.pictures.isolated import IsolatedDecoder
from mediaaudit.readers.pictures.limits import Limits
from mediaaudit.readers.pictures.reading import Wanted
from mediaaudit.readers.pictures.sniff import sniff
from mediaaudit.text.credit import find_credit

SECONDS = 10  # processor time for one input, after which a reader hangs
DEATHS = frozenset({"decoder-died", "decoder-hung"})
NUMBERS = (0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0x8000, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
XMP = b"""<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" photoshop:Credit="Gazette" photoshop:City="L&#252;neburg"><dc:creator>
<rdf:Seq><rdf:li>Ida Lund</rdf:li></rdf:Seq></dc:creator><dc:description><rdf:Alt><rdf:li xml:lang="x-default">A bridge</rdf:li>
</rdf:Alt></dc:description></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"""
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>New bridge opens | Gazette</title>
<meta property="og:image" content="/a.jpg"><script type="application/ld+json">{"@type":"NewsArticle","image":[{"@type":
"ImageObject","url":"/a.jpg","creditText":"Ida Lund/AFP"}]}</script><style>.x{display:none}figure>img:not([alt]){color:red}</style>
</head><body><nav><a href="/"><img src="logo.svg" alt="Gazette"></a></nav><article><h1>New bridge opens</h1>
<figure><picture><source srcset="a-640.webp 640w, a-1280.webp 1280w" type="image/webp"><img src="a.jpg" alt="A bridge"
 width="640" height="427" loading="lazy" aria-describedby="c"></picture><figcaption id="c">Mayor opens bridge.
 <span class="credit">(Ida Lund/Pool/AFP via Getty Images)</span></figcaption></figure><p>Text &amp; more.</p>
<!-- mediaaudit-disable-next ALT001 -- reason --><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<svg role="img"><title>Chart</title><path d="M0 0"/></svg><table><tr><td><video controls src="v.mp4"><track kind="captions"
 src="v.vtt"></video></table><template><img src=t.jpg></template><noscript><img src=n.jpg></noscript></article></body></html>"""
CREDITS = (
    "(Jonathan Ernst/Pool/AFP via Getty Images)", "Photo: Ida Lund / Harbour Gazette", "© 2026 dpa/picture alliance",
    "Foto: Müller, M. (dpa)", "AP Photo/Ida Lund, File", "Courtesy of Ida Lund via X/@ida", "写真：共同通信社",
    "REUTERS/Ida Lund/File Photo", "Ida Lund | CC BY-SA 4.0 via Wikimedia Commons", "Handout / Navy",
)  # fmt: skip
WORDS = (
    b"<", b">", b"</figure>", b"<table>", b"<svg>", b"<!--", b"]]>", b"&#x110000;", b"&#0;", b'"', b"'", b"\0", b"\xff\xfe",
    b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"srcset=", b"<b " * 50, b"(" * 200, b"/" * 200, b"a:not(" * 40, b"data:,", b"\xff\xd8",
    b"\xff\xda", b"IEND", b"8BIM", b"\x1c\x02\x50\xff\xff", b"Exif\0\0", b"<!DOCTYPE a [<!ENTITY b 'c'>]>", b"\xe2\x80\xae",
)  # fmt: skip


def drawing() -> Image.Image:
    """Return a small picture with edges and slopes."""
    image = Image.linear_gradient("L").resize((48, 32)).convert("RGB")
    ImageDraw.Draw(image).polygon([(3, 4), (40, 9), (21, 30)], fill="red")
    return image


def iim() -> bytes:
    fields = ((1, 90, b"\x1b%G"), (2, 80, b"Ida Lund"), (2, 110, b"Gazette"), (2, 120, "Brücke".encode()))
    return b"".join(
        bytes((0x1C, record, number)) + len(text).to_bytes(2, "big") + text for record, number, text in fields
    )


def resources() -> bytes:
    body = iim()
    return b"8BIM\x04\x04\0\0" + len(body).to_bytes(4, "big") + body + b"\0" * (len(body) % 2)


def jpeg() -> bytes:
    """Return a JPEG with Exif, GPS, a thumbnail, XMP, IIM and a profile's beginning."""
    exif = Image.Exif()
    exif[0x13B], exif[0x8298], exif[0x112] = "Ida Lund", "Gazette", 6
    exif.get_ifd(0x8769)[0x9003] = "2026:05:18 16:00:00"
    exif[0x8825] = {1: "N", 2: (59.0, 54.0, 0.0), 3: "E", 4: (10.0, 45.0, 0.0)}
    out = io.BytesIO()
    drawing().save(out, "JPEG", exif=exif, xmp=XMP, icc_profile=bytes(128) + b"\0\0\0\1desc" + bytes(40))
    data = out.getvalue()
    block = b"Photoshop 3.0\0" + resources()
    return data[:2] + b"\xff\xed" + (len(block) + 2).to_bytes(2, "big") + block + data[2:]


def box(kind: bytes, body: bytes) -> bytes:
    return (len(body) + 8).to_bytes(4, "big") + kind + body


def heif() -> bytes:
    """Return the boxes of a HEIF file with an Exif item, without a picture that would decode."""
    infe = box(b"infe", b"\2\0\0\0\0\1\0\0Exif\0")
    iloc = box(b"iloc", b"\0\0\0\0\x44\0\0\1\0\1\0\0\0\1\0\0\0\xc0\0\0\0\x20")
    ispe = box(b"ispe", b"\0\0\0\0\0\0\0\x40\0\0\0\x30")
    inner = box(b"iinf", b"\0\0\0\0\0\1" + infe) + iloc + box(b"iprp", box(b"ipco", ispe))
    return (
        box(b"ftyp", b"heic\0\0\0\0mif1heic")
        + box(b"meta", b"\0\0\0\0" + inner)
        + box(b"mdat", b"\0\0\0\6Exif\0\0II*\0" * 9)
    )


def pictures() -> list[bytes]:
    """Return a sound picture of each format that Pillow writes, and containers made by hand."""
    found = [jpeg(), heif()]
    for format_, options in (
        ("JPEG", {"progressive": True}), ("PNG", {}), ("PNG", {"optimize": True, "exif": Image.Exif()}), ("GIF", {}),
        ("WEBP", {"xmp": XMP}), ("WEBP", {"lossless": True}), ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"}), ("BMP", {}),
        ("ICO", {}), ("AVIF", {}), ("JPEG2000", {}),
    ):  # fmt: skip
        out = io.BytesIO()
        drawing().save(out, format_, **options)
        found.append(out.getvalue())
    frames = [drawing().rotate(turn) for turn in (0, 90, 180)]
    for format_ in ("GIF", "WEBP", "PNG", "TIFF"):
        out = io.BytesIO()
        frames[0].save(out, format_, save_all=True, append_images=frames[1:])
        found.append(out.getvalue())
    text = b"iTXtXML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(XMP)
    chunk = (len(text) - 4).to_bytes(4, "big") + text + zlib.crc32(text).to_bytes(4, "big")
    png = found[3]
    jxl = (
        box(b"JXL ", b"\r\n\x87\n")
        + box(b"ftyp", b"jxl \0\0\0\0jxl ")
        + box(b"xml ", XMP)
        + box(b"jxlc", b"\xff\x0a\xfa\x1f\x41\x91")
    )
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" onload="x()"><script>y</script><use href="b.svg#c"/></svg>'
    return [*found, png[:33] + chunk + png[33:], jxl, svg]


def mutated(seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one of the seeds with a few things done to it, at times none."""
    data = bytearray(chance.choice(seeds))
    for _ in range(chance.choice((0, 1, 1, 2, 3, 5, 20))):
        chance.choice(MUTATIONS)(data, chance, seeds)
    return bytes(data)


def _place(data: bytearray, chance: random.Random) -> int:
    return chance.randrange(len(data) + 1) if chance.random() < 0.6 else chance.randrange(min(len(data), 600) + 1)


def _flip(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    at = _place(data, chance)
    if at < len(data):
        data[at] ^= 1 << chance.randrange(8)


def _number(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    at, size = _place(data, chance), chance.choice((1, 2, 4, 8))
    value = chance.choice((*NUMBERS, len(data), chance.randrange(1 << 32))) % (1 << 8 * size)
    data[at : at + size] = value.to_bytes(size, chance.choice(("big", "little")))


def _cut(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    at = _place(data, chance)
    del data[at : at + chance.choice((1, 2, 16, 300, 1 << 20))]


def _insert(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    at = _place(data, chance)
    data[at:at] = chance.choice(
        (chance.choice(WORDS), chance.randbytes(chance.choice((1, 4, 64))), bytes(chance.choice((1, 500))))
    )


def _repeat(data: bytearray, chance: random.Random, _seeds: Sequence[bytes]) -> None:
    at = _place(data, chance)
    piece = bytes(data[at : at + chance.choice((1, 8, 64, 600))])
    data[at:at] = piece * chance.choice((1, 2, 50))


def _splice(data: bytearray, chance: random.Random, seeds: Sequence[bytes]) -> None:
    other = chance.choice(seeds)
    at, start = _place(data, chance), chance.randrange(len(other))
    data[at : at + chance.choice((0, 64, 1 << 20))] = other[start : start + chance.choice((16, 256, 1 << 20))]


MUTATIONS = (_flip, _flip, _number, _number, _cut, _insert, _repeat, _splice)


class Readers:
    """The readers under test, each a function of bytes; ``deaths`` counts what the isolated decoder did not survive."""

    def __init__(self) -> None:
        self.directory, self.vocabulary = load_directory(), load_vocabulary()
        self.decoder = IsolatedDecoder(Limits(), seconds=SECONDS)
        self.deaths: Counter[str] = Counter()

    def metadata(self, data: bytes) -> None:
        read_metadata(data)
        read_sidecar(data)

    def picture(self, data: bytes) -> None:
        faults, *_ = self.decoder.read_picture(data, "a.jpg", wanted=Wanted(hash=True, signature=True))
        for fault in faults.faults:
            if fault.code in DEATHS:
                self.deaths[f"{fault.code} {sniff(data)}"] += 1

    def page(self, data: bytes) -> None:
        read_document(data, "a.html", directory=self.directory, vocabulary=self.vocabulary)

    def credit(self, data: bytes) -> None:
        line = data.decode("utf-8", "replace")
        find_credit(line, self.directory, alone=True)
        find_credit(line, self.directory)


def too_long(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError(f"more than {SECONDS} seconds of processor time")


def attempt(reader: Callable[[bytes], None], data: bytes) -> str | None:
    """Return what a reader raised, None if it lived."""
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        reader(data)
    except BaseException as error:
        if isinstance(error, KeyboardInterrupt):
            raise
        return traceback.format_exc(limit=-4)
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
    return None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, metavar="NUMBER", help="make this one input, and read it")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="write inputs that broke a reader here")
    options = parser.parse_args()
    warnings.simplefilter("ignore")  # of the seeds' making
    signal.signal(signal.SIGPROF, too_long)
    readers = Readers()
    made = pictures()
    targets: tuple[tuple[str, Callable[[bytes], None], Sequence[bytes]], ...] = (
        ("metadata", readers.metadata, [*made, XMP]),
        ("picture", readers.picture, made),
        ("page", readers.page, [PAGE.encode(), PAGE.encode("utf-16"), XMP]),
        ("credit", readers.credit, [line.encode() for line in CREDITS]),
    )
    counts: Counter[str] = Counter()
    slowest: dict[str, tuple[float, int]] = {}
    failures: dict[str, int] = {}
    end = time.monotonic() + 60 * options.minutes
    number = options.only if options.only is not None else options.seed * 10**9
    while time.monotonic() < end:
        chance = random.Random(number)
        name, reader, seeds = chance.choices(targets, weights=(4, 3, 3, 2))[0]
        data = mutated(seeds, chance)
        start = time.process_time()
        failure = attempt(reader, data)
        slowest[name] = max(slowest.get(name, (0.0, 0)), (time.process_time() - start, number))
        counts[name] += 1
        if failure and failures.setdefault(f"{name}: {failure}", number) == number:
            print(f"{number} {name}, {len(data)} bytes:\n{failure}", flush=True)
            if options.keep:
                (options.keep / f"{number}-{name}").write_bytes(data)
        if options.only is not None:
            break
        number += 1
    readers.decoder.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    for name, count in counts.items():
        seconds, at = slowest[name]
        print(f"{name:<9} {count:>8} inputs, slowest {seconds:.2f} s (number {at})")
    print(
        f"peak memory {memory} MiB; different failures {len(failures)}; decoder: {dict(readers.deaths) or 'survived all'}"
    )
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
