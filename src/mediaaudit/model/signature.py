"""What is kept of a picture to find it again: hashes, local features, and a small grey view to compare."""

from __future__ import annotations

from mediaaudit.lazy import dataclass

CODE_BYTES = 32  # 256 bits
POINT_BYTES = 6  # x, y, scale as unsigned 16-bit numbers, little-endian
DESCRIPTOR_BYTES = 16  # 128 bits
HUES = 12  # bins of the colour circle, from red
DRAWN = 0.45  # share of flat pixels above which a picture is drawn: photographs have at most .52, most far less


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One picture file, condensed.

    ``sha256`` is the content in hex. ``width`` and ``height`` are the pixels as shown, after orientation. ``phash`` is
    imagehash's 64-bit pHash of the picture as stored, before orientation. Everything else is of the picture as shown:
    ``code``, signs of its 255 lowest DCT frequencies, row by row, the first bit unused; ``flat``, share of its pixels
    (0 to 1) that equal their neighbours; ``hues``, of a drawn picture (zeros for others), how much of it has which colour:
    a byte for each twelfth of the colour circle, the first around red, 255 times the root of its share of the pixels; ``view``, a small grey picture of ``view_size`` pixels, as a JPEG; ``points``,
    place and scale of local features; ``descriptors``, theirs, in the same order. A picture too thin to say anything
    has an empty view, and no features.
    """

    sha256: str
    width: int
    height: int
    phash: int
    code: bytes
    flat: float
    hues: bytes
    view: bytes
    view_size: tuple[int, int]
    points: bytes = b""
    descriptors: bytes = b""


@dataclass(frozen=True, slots=True)
class PackedSignature:
    """The fact block of a picture's signature, as ``readers.pictures.signature.pack`` makes it: kept and sent as it is."""

    data: bytes
