"""Make a news site to measure with: articles, pictures, and the mistakes that newsrooms make. The same seed, the same bytes.

    python benchmarks/make_site.py FOLDER --articles 10000 --pictures 5000 --seed 1

Distinct pictures are small JPEG files; some carry IPTC or XMP credits, and some are smaller copies of another one. An
article has a lead picture and up to three more, taken from all pictures, so that most are used several times; some uses
credit somebody else than the others do, or have no text alternative, or one that repeats the caption.
"""

from __future__ import annotations

import argparse
import io
import json
import struct
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from PIL import Image

PER_FOLDER = 500  # files; folders of a hundred thousand are slow on some file systems
FIRST = "Ida Mats Jan Lena Karim Sofia Tom Aisha Nils Vera Olaf Rosa Emil Hana Piet Clara".split()
LAST = "Lund Ek Voss Berg Haddad Moreau Reed Khan Holm Novak Brandt Silva Frost Sato Visser Weiss".split()
AGENCIES = ("Reuters", "AP", "AFP", "Getty Images", "dpa", "Harbour Gazette")
SUBJECTS = "ferry bridge market harbour school stadium minister orchard tram library choir storm".split()
VERBS = "opens closes crosses passes waits burns returns grows moves stops".split()
PLACES = "Lunden Havn Ostby Marl Vik Sandby Kirkeby Torp Elvik Norrum".split()
WORDS = (
    "the council had said that work on the quay would end before winter but the ice came early and the men went "
    "home with half of the stones still on the barge while the harbour master counted boats and wrote letters to the county"
).split()
SMALLER = 0.06  # share of the pictures that are a smaller copy of an earlier one
POPULAR = 50  # one picture of so many is used over and over: the town hall, the minister
TO_POPULAR = 0.1  # share of the uses that are of those
OTHER_CREDIT = 0.03  # share of the uses that credit somebody else
XMP = (
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
    'photoshop:Credit="{agency}"><dc:creator><rdf:Seq><rdf:li>{name}</rdf:li></rdf:Seq></dc:creator>'
    '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>'
)


class Site:
    """What belongs to a picture or an article follows from the seed and its number, whatever else is made."""

    def __init__(self, pictures: int, seed: int) -> None:
        self.pictures = pictures
        self.seed = seed

    def random(self, kind: str, number: int) -> Random:
        return Random(f"{self.seed}:{kind}:{number}")

    def credit(self, picture: int) -> tuple[str, str]:
        """Return the photographer and the agency of a picture; a smaller copy has those of the larger one."""
        random = self.random("credit", self.original(picture))
        return f"{random.choice(FIRST)} {random.choice(LAST)}", random.choice(AGENCIES)

    def original(self, picture: int) -> int:
        """Return the picture that this one is a smaller copy of, or itself."""
        random = self.random("copy", picture)
        return self.original(random.randrange(picture)) if picture and random.random() < SMALLER else picture

    def picture(self, number: int) -> bytes:
        """Return the bytes of a JPEG file."""
        original = self.original(number)
        random = self.random("pixels", original)
        coarse = Image.frombytes("RGB", (12, 8), random.randbytes(12 * 8 * 3))
        view = coarse.resize((480, 320), Image.Resampling.BICUBIC)
        if original != number:
            view = view.resize((360, 240), Image.Resampling.LANCZOS)
        name, agency = self.credit(number)
        kind = self.random("metadata", number).choice(("none", "iptc", "xmp", "both"))
        xmp = XMP.format(name=escape(name), agency=escape(agency)).encode() if kind in {"xmp", "both"} else b""
        file = io.BytesIO()
        # With its number as a comment no file is equal to another: two exports of one picture are not either.
        view.save(file, "JPEG", quality=82, comment=f"picture {number}".encode(), **({"xmp": xmp} if xmp else {}))
        data = file.getvalue()
        return data[:2] + iptc_segment(name, agency) + data[2:] if kind in {"iptc", "both"} else data

    def article(self, number: int) -> str:
        """Return the HTML of an article."""
        random = self.random("article", number)
        head = f"{random.choice(SUBJECTS).title()} {random.choice(VERBS)} in {random.choice(PLACES)}"
        day = f"20{random.randint(16, 25)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}T08:{number % 60:02}:00+01:00"
        popular = max(self.pictures // POPULAR, 1)
        pictures = [
            random.randrange(popular if random.random() < TO_POPULAR else self.pictures)
            for _ in range(random.randint(1, 4))
        ]
        data = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": head,
            "datePublished": day,
            "publisher": {"@type": "Organization", "name": "Harbour Gazette"},
            "image": {"@type": "ImageObject", "contentUrl": f"../../{picture_path(pictures[0])}"},
        }
        body = [f"<p>{paragraph(random)}</p>" for _ in range(random.randint(6, 18))]
        for place, picture in enumerate(pictures):
            body.insert(min(place * 4, len(body)), self.figure(picture, random, lead=not place))
        return PAGE.format(head=escape(head), day=day, data=json.dumps(data), body="\n".join(body))

    def figure(self, picture: int, random: Random, *, lead: bool) -> str:
        words = self.random("words", self.original(picture))
        alt = f"A {words.choice(SUBJECTS)} and a {words.choice(SUBJECTS)} under a low sky near {words.choice(PLACES)}"
        caption = f"The {words.choice(SUBJECTS)} of {words.choice(PLACES)} {words.choice(VERBS)} on a {words.choice(('Sunday', 'Friday'))}."
        name, agency = self.credit(picture)
        if random.random() < OTHER_CREDIT:
            name = f"{random.choice(FIRST)} {random.choice(LAST)}"
        kind = random.random()
        attribute = "" if kind < 0.04 else f' alt="{caption if kind < 0.08 else alt}"'
        credit = "" if random.random() < 0.05 else f' <span class="credit">Photo: {name}/{agency}</span>'
        return (
            f'<figure{" class=lead" if lead else ""}>\n<img src="../../{picture_path(picture)}" width="480" height="320"'
            f"{attribute}>\n<figcaption>{caption}{credit}</figcaption>\n</figure>"
        )


PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>{head} | Harbour Gazette</title>
<meta name="viewport" content="width=device-width">
<meta property="og:site_name" content="Harbour Gazette">
<meta property="article:published_time" content="{day}">
<script type="application/ld+json">{data}</script>
</head>
<body>
<header><nav><ul><li><a href="/">Front page</a></li><li><a href="/town">Town</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article>
<h1>{head}</h1>
<p class="byline">By Anna Holm</p>
{body}
</article></main>
<footer><p>Harbour Gazette, Quay 1</p></footer>
</body>
</html>
"""


def paragraph(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=random.randint(40, 110))).capitalize() + "."


def picture_path(number: int) -> str:
    return f"pictures/{number // PER_FOLDER:03}/{number:06}.jpg"


def article_path(number: int) -> str:
    return f"articles/{number // PER_FOLDER:03}/{number:06}.html"


def iptc_segment(name: str, agency: str) -> bytes:
    """Return an APP13 segment with by-line, credit and the mark for UTF-8 (IPTC-IIM 2:80, 2:110, 1:90)."""
    sets = ((1, 90, b"\x1b%G"), (2, 0, b"\x00\x04"), (2, 80, name.encode()), (2, 110, agency.encode()))
    iim = b"".join(struct.pack(">BBBH", 0x1C, record, number, len(value)) + value for record, number, value in sets)
    block = (
        b"Photoshop 3.0\x00" + b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(iim)) + iim + b"\x00" * (len(iim) % 2)
    )
    return b"\xff\xed" + struct.pack(">H", len(block) + 2) + block


def write(folder: Path, path: str, data: bytes) -> None:
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)


def make_site(folder: Path, articles: int, pictures: int, seed: int) -> None:
    site = Site(pictures, seed)
    for number in range(pictures):
        write(folder, picture_path(number), site.picture(number))
    for number in range(articles):
        write(folder, article_path(number), site.article(number).encode())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--pictures", type=int, default=5_000, help="distinct files")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if options.pictures < 1:
        parser.error("a site needs a picture")
    make_site(options.folder, options.articles, options.pictures, options.seed)
    print(f"{options.folder}: {options.articles} articles, {options.pictures} pictures, seed {options.seed}")


if __name__ == "__main__":
    main()
