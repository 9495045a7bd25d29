"""Which picture format the bytes are, told from their first bytes, and the walk that reads it."""

from __future__ import annotations

from collections.abc import Mapping

from . import bmp, gif, heif, jpeg, jxl, png, svg, tiff, webp
from .parts import Size, Walker, be32, le32

WALKERS: Mapping[str, Walker] = {
    "jpeg": jpeg.walk,
    "png": png.walk,
    "webp": webp.walk,
    "tiff": tiff.walk,
    "gif": gif.walk,
    "bmp": bmp.walk,
    "heic": heif.walk,
    "avif": heif.walk,
    "jxl": jxl.walk,
    "svg": svg.walk,
}
# Brands of ISO/IEC 23008-12 and of the AVIF specification; a file names its main brand first.
AVIF_BRANDS = frozenset({b"avif", b"avis"})
HEIF_BRANDS = frozenset({b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"mif2", b"msf1"})


def identify(data: bytes) -> str | None:
    """Return the format's name as ``PhotoMetadata.format`` has it, None for anything that is no picture."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(png.SIGNATURE):
        return "png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data.startswith(b"RIFF"):
        return "webp" if data.startswith(b"WEBP", 8) else None
    if data.startswith((b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")):
        return "tiff"
    if data.startswith((jxl.CODESTREAM, jxl.CONTAINER)):
        return "jxl"
    if data.startswith(b"ftyp", 4):
        return _brand(data)
    if data.startswith(b"BM") and le32(data, 14) in bmp.HEADER_SIZES:
        return "bmp"
    return "svg" if svg.is_svg(data) else None


def _brand(data: bytes) -> str | None:
    """Tell AVIF from HEIF from video by the brands of the file type box."""
    stop = min(be32(data, 0), len(data), 1024)
    # A minimised picture ("mif3") names its codec where other files have the minor version.
    brands = {data[8:12], data[12:16], *(data[at : at + 4] for at in range(16, stop - 3, 4))}
    if brands & AVIF_BRANDS:
        return "avif"
    return "heic" if brands & HEIF_BRANDS else None


def read_header(data: bytes) -> tuple[str, int, int] | None:
    """Return format, width and height in pixels from the header alone, before orientation.

    None where the bytes are no picture of a known format or the header gives no size. Never raises.
    """
    name = identify(data)
    if name is None:
        return None
    size = next((part for part in WALKERS[name](data) if isinstance(part, Size)), None)
    return (name, *size) if size else None
