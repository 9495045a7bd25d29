"""One picture file: its type, its health, its pixels.

Codes of the faults given here, besides those of ``readers.metadata``. Unusable: ``empty``, ``not-a-picture``,
``wrong-type``, ``truncated``, ``damaged-pixels``, ``damaged-header``, ``missing-rows``, ``text-transfer``,
``too-many-pixels``, ``too-many-scans``, ``svg-malformed``, ``svg-namespace``. Not looked at, so no verdict:
``not-decoded``, ``unsupported``, ``too-many-bytes``, ``frames-unchecked``, ``svg-entities``. Worth knowing:
``no-end-marker``, ``tiny``, ``blank``, ``cmyk``, ``high-bit-depth``, ``animated``, ``zero-tail``,
``decoder-warning``, ``svg-script``, ``svg-handler``, ``svg-external``.
"""

from __future__ import annotations

from mediaaudit.lazy import replace
from mediaaudit.model.asset import Fault, Faults, Pixels
from mediaaudit.model.metadata import PhotoMetadata
from mediaaudit.model.signature import PackedSignature
from mediaaudit.readers.metadata import read_metadata
from mediaaudit.readers.metadata.jpeg import UNENDED

from .decode import DECODERS, Decoded, decode, not_decoded, too_big
from .jpeg import jpeg_damage
from .limits import Limits
from .png import missing_rows
from .reading import Reading, Wanted
from .sniff import EMPTY, SVG, describe, expected_type, fits, mangled, sniff

PHOTOSHOP = "image/vnd.adobe.photoshop"
_SIGNATURES = ((b"\xff\xd8\xff", "image/jpeg"), (b"\x89PNG\r\n\x1a\n", "image/png"))

_CUT = frozenset({"truncated", "damaged-pixels", "missing-rows"})  # what decoding says of a file that ends too early

_RAW = frozenset({"image/tiff", "image/bmp", "image/vnd.microsoft.icon"})  # may well end in black pixels
_ZEROS = 64  # bytes; what ends in fewer zeros ends as its format may
_ZERO_SHARE = 5  # per cent


def read_picture(
    data: bytes,
    uri: str,
    *,
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen
    limits: Limits = Limits(),  # noqa: B008 - frozen
    metadata: PhotoMetadata | None = None,
) -> Reading:
    """Return everything wrong with a picture file, and its pixels and signature where they could be decoded.

    ``data`` is the whole file, ``uri`` the path or address it was found under (its extension is a promise), ``metadata``
    what ``read_metadata`` said of the same bytes, read here if not given: its faults are part of the answer. Faults
    that make the file unusable come first. ``phash`` and ``spread`` of the pixels are computed if ``wanted``,
    from the first frame, not rotated. Drawings (SVG) are checked as text and have no pixels. Decodes once; never raises for
    anything in the data; takes and gives picklable values, so that a worker process may run it.
    """
    media_type = sniff(data)
    if media_type != SVG and media_type not in DECODERS and media_type != PHOTOSHOP:
        return Reading(Faults(faults=(_not_a_picture(data, media_type),)))
    faults, pixels, signature = _read(data, media_type, limits, metadata, wanted)
    expected = expected_type(uri)
    if expected and not fits(media_type, expected):
        message = f"The name promises {describe(expected)}, but the file is {describe(media_type)}."
        faults.insert(0, Fault(code="wrong-type", message=message, offset=0, unusable=True))
    return Reading(Faults(faults=tuple(sorted(faults, key=lambda fault: not fault.unusable))), pixels, signature)


def _read(
    data: bytes, media_type: str, limits: Limits, metadata: PhotoMetadata | None, wanted: Wanted
) -> tuple[list[Fault], Pixels | None, PackedSignature | None]:
    if len(data) > limits.max_bytes:
        message = f"Not read because its {len(data):,} bytes are more than the limit of {limits.max_bytes:,} bytes."
        return [Fault(code="too-many-bytes", message=message)], None, None
    if media_type == SVG:
        from .svg import check_svg

        return list(check_svg(data)), None, None
    known = metadata or read_metadata(data)
    faults = [fault for fault in known.faults if fault.code != "unknown-format"]
    if media_type == PHOTOSHOP:
        return (
            [*faults, Fault(code="not-decoded", message="The pixels of a Photoshop document are not checked.")],
            None,
            None,
        )
    refused = too_big((known.width or 0, known.height or 0), media_type, limits)
    if refused:
        return [*faults, refused], None, None
    if media_type == "image/jxl" and not known.width:  # its decoder unpacks everything before it tells the size
        return [*faults, not_decoded(media_type, "the header gives no size")], None, None
    decoded = decode(data, media_type, limits, wanted, known)
    faults = [_judged(fault, whole=decoded.completed is not None) for fault in faults]
    data = decoded.completed or data
    broken = any(fault.unusable for fault in faults)
    merged = _merge(faults, list(decoded.faults) if broken else _closer(data, media_type, limits, decoded))
    padded = media_type in _RAW or any(fault.code == "trailing-data" for fault in faults)
    return merged + ([] if padded else _zero_tail(data)), decoded.pixels, decoded.signature


def _judged(fault: Fault, *, whole: bool) -> Fault:
    """Return a fault with what decoding said of it: a JPEG without its end marker lacks pixels, or nothing else."""
    if fault.code != UNENDED:
        return fault
    said = fault.message.rstrip(".")
    if whole:
        return replace(fault, message=f"{said}: all of the picture is there.", unusable=False)
    return replace(fault, code="truncated", message=f"{said}: the picture is cut off.")


def _closer(data: bytes, media_type: str, limits: Limits, decoded: Decoded) -> list[Fault]:
    """Return the faults of decoding, with what a closer look finds where Pillow says little or nothing.

    A last row with something in it proves that no row is missing.
    """
    fault = None
    if media_type == "image/jpeg" and decoded.pixels:
        fault = jpeg_damage(data, strict=decoded.strict)
    elif media_type == "image/png" and decoded.last_row_blank:
        fault = missing_rows(data, limits.max_inflated_bytes)
    if fault is None:
        return list(decoded.faults)
    return [*(each for each in decoded.faults if not (fault.unusable and each.unusable)), fault]


def _merge(structure: list[Fault], decoding: list[Fault]) -> list[Fault]:
    """Put together what the walk and the decoder say: of one damage told twice, the walk's word with its offset stays."""
    apple = next((at for at, fault in enumerate(structure) if fault.code == "apple-png"), None)
    broken = next((at for at, fault in enumerate(structure) if fault.unusable), apple)
    same = next((fault for fault in decoding if fault.code in _CUT and fault.unusable), None)
    if broken is None or same is None:
        return [*structure, *decoding]
    # Apple's PNG is not damaged, but nothing except Apple's own software shows it.
    kept = replace(structure[broken], unusable=True, salvaged=structure[broken].salvaged or same.salvaged)
    return [*structure[:broken], kept, *structure[broken + 1 :], *(fault for fault in decoding if fault is not same)]


def _zero_tail(data: bytes) -> list[Fault]:
    """Return the fault of compressed data that ends in nothing but zeros, as a copy leaves it that was broken off."""
    if data[-_ZEROS:].strip(b"\0"):
        return []
    end = len(data.rstrip(b"\0"))
    share = round(100 * (len(data) - end) / len(data))
    if share < _ZERO_SHARE:
        return []
    message = f"The last {share} % of the file are zero bytes, as a copy leaves them that was broken off."
    return [Fault(code="zero-tail", message=message, offset=end)]


def _not_a_picture(data: bytes, media_type: str | None) -> Fault:
    if media_type == EMPTY:
        return Fault(code="empty", message="The file is empty: it has no bytes at all.", offset=0, unusable=True)
    was = mangled(data)
    what = was or describe(media_type)
    salvaged = None
    if media_type is None and not was:
        if not data.strip(b"\0"):
            what = f"{len(data):,} zero bytes, as an interrupted copy leaves them"
        else:
            salvaged = _inside(data)
    return Fault(
        code="not-a-picture",
        message=f"The file is no picture: it is {what}.",
        offset=0,
        unusable=True,
        salvaged=salvaged,
    )


def _inside(data: bytes) -> str | None:
    """Say where a picture begins behind something else, within the first 64 KiB."""
    for signature, media_type in _SIGNATURES:
        at = data.find(signature, 0, 1 << 16)
        if at > 0:
            return f"{describe(media_type)} begins at byte {at:,}"
    return None
