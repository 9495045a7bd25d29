"""Pillow at work: open, size, pixels of every frame, grey values. Whatever goes wrong comes back as a fault.

Only the decoder of the format that the content shows is imported and called, never ``Image.open``: it would try every
plug-in (among them one that starts Ghostscript) and swallow the reason of a failure. Complaints are collected by means
that belong to the process (``listen``), so one process decodes one picture at a time.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from importlib import import_module
from io import BytesIO
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass, replace
from mediaaudit.model.asset import Fault, Pixels
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.signature import PackedSignature

from .bmp import impossible_bmp
from .jpeg import too_many_scans, too_many_segments, unpadded
from .jpeg_end import completed, lacks_end
from .limits import Limits
from .listen import listening
from .looks import TINY, Original, blank, last_row_blank, looks, measure
from .png import lean_png
from .reading import Wanted
from .scaled_jpeg import scaled_grey
from .sniff import describe
from .unreadable import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageFile import ImageFile

MAX_FRAMES = 1000
MEGA = 1_000_000


@dataclass(frozen=True, slots=True)
class Decoder:
    """Where a format's Pillow plug-in is, and the most memory it takes for a pixel, in bytes.

    The memory counts the finished picture (four bytes a pixel for colour) and what the decoder holds beside it.
    """

    module: str
    name: str
    bytes_per_pixel: int
    extra: str | None = None


DECODERS: dict[str, Decoder] = {
    "image/jpeg": Decoder("PIL.JpegImagePlugin", "JpegImageFile", 5),
    "image/png": Decoder("PIL.PngImagePlugin", "PngImageFile", 5),
    "image/gif": Decoder("PIL.GifImagePlugin", "GifImageFile", 9),
    "image/webp": Decoder("PIL.WebPImagePlugin", "WebPImageFile", 17),
    "image/avif": Decoder("PIL.AvifImagePlugin", "AvifImageFile", 12),
    "image/tiff": Decoder("PIL.TiffImagePlugin", "TiffImageFile", 9),
    "image/bmp": Decoder("PIL.BmpImagePlugin", "BmpImageFile", 5),
    "image/vnd.microsoft.icon": Decoder("PIL.IcoImagePlugin", "IcoImageFile", 8),
    "image/jp2": Decoder("PIL.Jpeg2KImagePlugin", "Jpeg2KImageFile", 20),
    "image/heic": Decoder("mediaaudit.readers.pictures.heif", "open_heif", 8, extra="heif"),
    "image/heif": Decoder("mediaaudit.readers.pictures.heif", "open_heif", 8, extra="heif"),
    "image/jxl": Decoder("pillow_jxl.JpegXLImagePlugin", "JXLImageFile", 16, extra="jxl"),
}

# What decoders say of a picture that is in order but of a kind they do not know.
_UNSUPPORTED = (
    "unsupported",
    "not configured",
    "not supported",
    "unknown pixel mode",
    "-bit layers",  # a JPEG of 12 bits
    "no decoder",
    "not implemented",
)

# Variants that are in order but that today's decoders call broken: first bytes, their offset, why.
_BEYOND = (
    (b"MM\0+", 0, "Pillow reads BigTIFF in little-endian order only"),
    (b"ftypmif3", 4, "the minimised form of HEIF is too new for the decoder"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """What came of it: the pixels of the first frame, or None, and the faults found on the way."""

    pixels: Pixels | None
    faults: tuple[Fault, ...]
    last_row_blank: bool = True  # the picture's last decoded row holds nothing but zeros
    signature: PackedSignature | None = None
    strict: bool = False  # a decoder that tells of every irregularity was content
    completed: bytes | None = None  # the JPEG with the end marker that it lacked, and nothing else


def decode(data: bytes, media_type: str, limits: Limits, wanted: Wanted, known: PhotoMetadata) -> Decoded:
    """Decode a picture of a type in ``DECODERS`` once, all its frames, within the limits. Never raises.

    ``known`` is its metadata: which way up it is shown, and the thumbnail that is compared with it.
    """
    with listening(media_type) as complaints:
        decoded = _decode(data, media_type, limits, wanted, known)
        if any(
            "MAX_TEXT" in fault.message for fault in decoded.faults
        ):  # Pillow minds large texts, the picture does not
            decoded = _decode(lean_png(data), media_type, limits, wanted, known)
    if decoded.pixels is None and any(words in complaints.printed.lower() for words in _UNSUPPORTED):
        return Decoded(None, (not_decoded(media_type, complaints.printed.strip().partition("\n")[0][:200]),))
    return replace(decoded, faults=(*decoded.faults, *complaints.faults()))


def _decode(data: bytes, media_type: str, limits: Limits, wanted: Wanted, known: PhotoMetadata) -> Decoded:
    decoder = DECODERS[media_type]
    beyond = next((why for start, at, why in _BEYOND if data.startswith(start, at)), None)
    if beyond:
        return Decoded(None, (not_decoded(media_type, beyond),))
    if media_type == "image/jpeg" and (refused := too_many_segments(data)):
        return Decoded(None, (refused,))
    image, fault = _open(unpadded(data) if media_type == "image/jpeg" else data, decoder, media_type)
    if image is None:
        return Decoded(None, (fault,) if fault else ())
    refused = too_big(image.size, media_type, limits, memory=_memory(image, decoder) + len(data))
    if media_type == "image/jpeg" and not refused:
        refused = too_many_scans(data, image.width * image.height)
    if refused:
        return Decoded(None, (refused,))
    original = _original(image, data, known)
    ended = completed(data) if media_type == "image/jpeg" and lacks_end(known) else None
    if ended:
        image = _open(ended, decoder, media_type)[0] or image
    try:
        scaled = _scaled(unpadded(ended or data), wanted, original) if media_type == "image/jpeg" else None
        return replace(scaled or _whole(image, media_type, limits, wanted, original), completed=ended)
    except (ValueError, OSError, MemoryError, Unreadable) as error:  # a mode of Pillow's that few of its functions take
        return Decoded(None, (not_decoded(media_type, f"they decode, but {error}"),))


def _scaled(data: bytes, wanted: Wanted, original: Original) -> Decoded | None:
    """Return what a scaled decode of a JPEG tells, None where the whole has to be decoded."""
    scaled = scaled_grey(data)
    if scaled is None or max(original.size) <= TINY or blank(scaled.image):  # fine lines may vanish in a small copy
        return None
    pixels, signature = _measured(scaled.image, wanted, original)
    return Decoded(pixels, (), signature=signature, strict=scaled.strict)


def _whole(image: ImageFile, media_type: str, limits: Limits, wanted: Wanted, original: Original) -> Decoded:
    try:
        image.load()
    except BaseException as error:  # decoders in Rust end in an exception that is no Exception
        return Decoded(None, (_failure(error, image),))
    pixels, signature = _measured(image, wanted, original)
    seen = tuple(looks(image, original.data, media_type))
    blank_row = last_row_blank(image)
    return Decoded(pixels, (*seen, *_frames(image, limits)), blank_row, signature)


def _measured(image: Image, wanted: Wanted, original: Original) -> tuple[Pixels, PackedSignature | None]:
    with warnings.catch_warnings(action="ignore"):  # what converting to grey complains of is not the file's fault
        return measure(image, wanted, original)


def _original(image: ImageFile, data: bytes, known: PhotoMetadata) -> Original:
    exif = known.container("exif")
    orientation = exif.orientation if exif and exif.orientation in range(1, 9) else None
    at, size = known.thumbnail or (0, 0)
    return Original(image.size, image.mode, orientation or 1, data[at : at + size], data)


def too_big(size: tuple[int, int], media_type: str, limits: Limits, *, memory: int | None = None) -> Fault | None:
    """Return the fault of a picture beyond the limits, None for one within them.

    ``memory`` is what decoding takes in bytes; without it, the least the format needs is reckoned.
    """
    width, height = size
    pixels = width * height
    if pixels > limits.max_pixels:
        message = (
            f"The picture claims {width:,} by {height:,} pixels ({pixels / MEGA:,.0f} megapixels): more than the limit "
            f"of {limits.max_pixels / MEGA:,.0f} megapixels, so it was not decoded."
        )
        return Fault(code="too-many-pixels", message=message, unusable=True)
    decoder = DECODERS.get(media_type)
    need = memory if memory is not None else pixels * (decoder.bytes_per_pixel if decoder else 4)
    if need > limits.max_inflated_bytes:
        message = (
            f"Not decoded because {width:,} by {height:,} pixels of this kind would take about {need >> 20:,} MiB "
            f"of memory: more than the limit of {limits.max_inflated_bytes >> 20:,} MiB."
        )
        return Fault(code="not-decoded", message=message)
    return None


def not_decoded(media_type: str, reason: str) -> Fault:
    """Return the fault of a picture that nothing here can open, though nothing says that it is broken."""
    return Fault(
        code="not-decoded", message=f"The pixels of {describe(media_type)} were not checked: {reason.rstrip('.')}."
    )


def _open(data: bytes, decoder: Decoder, media_type: str) -> tuple[ImageFile | None, Fault | None]:
    try:
        return getattr(import_module(decoder.module), decoder.name)(BytesIO(data)), None
    except ImportError as error:
        missing = f"install mediaaudit[{decoder.extra}] to have them checked" if decoder.extra else str(error)
        return None, not_decoded(media_type, missing)
    except BaseException as error:
        fault = _failure(error, None)
        return None, _against_the_standard(fault) if media_type == "image/bmp" and impossible_bmp(data) else fault


def _against_the_standard(fault: Fault) -> Fault:
    return replace(
        fault, code="damaged-header", message="The header names a kind of BMP that does not exist.", unusable=True
    )


def _memory(image: ImageFile, decoder: Decoder) -> int:
    width, height = image.size
    per_pixel = decoder.bytes_per_pixel
    if image.info.get("progressive"):  # libjpeg keeps two bytes for every coefficient until the last scan is in
        per_pixel += 2 * len(image.getbands())
    return width * height * per_pixel


def _failure(error: BaseException, image: ImageFile | None) -> Fault:
    """Return the fault of a decoder that gave up, and how much of the picture it had by then."""
    if isinstance(error, KeyboardInterrupt | SystemExit | GeneratorExit):
        raise error
    reason = " ".join(str(error).split())[:200] or type(error).__name__
    lower = reason.lower()
    if isinstance(error, MemoryError):
        return Fault(code="not-decoded", message="Not decoded because the memory did not suffice.")
    if any(words in lower for words in _UNSUPPORTED):
        return Fault(code="unsupported", message=f"The picture is of a kind that cannot be decoded here: {reason}.")
    salvaged = _salvaged(image) if image is not None else None
    cut = isinstance(error, EOFError) or "truncated" in lower or "end of file" in lower
    code, what = ("truncated", "ends too early") if cut else ("damaged-pixels", "is damaged")
    return Fault(
        code=code,
        message=f"The picture data {what} and cannot be decoded ({reason}).",
        unusable=True,
        salvaged=salvaged,
    )


def _salvaged(image: ImageFile) -> str | None:
    """Say which share of the rows was decoded before a failure; None where that cannot be told.

    Rows not reached are zero. Formats that are decoded from the top down only: an interlaced or a progressive picture
    is all there, but coarse.
    """
    core = getattr(image, "_im", None)
    top_down = image.format in {"JPEG", "PNG", "GIF", "BMP"}
    if core is None or not top_down or image.info.get("progressive") or image.info.get("interlace"):
        return None
    box = core.getbbox()
    share = round(100 * (box[3] if box else 0) / image.height)
    return f"about the upper {share} % of the picture" if 0 < share < 100 else None


def _frames(image: ImageFile, limits: Limits) -> Iterator[Fault]:
    """Decode the further frames of an animation or pages of a file, up to the pixel limit in all."""
    pixels, number = image.width * image.height, 1
    try:
        while True:  # not while is_animated: that walks through all pages of a TIFF first
            image.seek(number)
            pixels += image.width * image.height
            if pixels > limits.max_pixels or number >= MAX_FRAMES:
                message = f"Only the first {number:,} frames were decoded: more would pass the limit."
                yield Fault(code="frames-unchecked", message=message)
                break
            image.load()
            number += 1
    except EOFError:
        pass  # how Pillow says that there are no more
    except BaseException as error:
        broken = _failure(error, None)
        yield replace(broken, message=f"Frame {number + 1}: {broken.message}")
    if number > 1 and image.format not in {"TIFF", "HEIF"}:  # these have pages, or pictures of a series
        yield Fault(code="animated", message=f"The picture is animated: {number:,} frames were decoded.")
