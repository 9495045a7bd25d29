"""A signature as bytes, to be kept: 5 to 15 kB, most of it the view, which is stored as a JPEG.

Layout, little-endian: magic and version, SHA-256, width, height, pHash, code, share of flat pixels, size of the view,
number of points, length of the view; then points, descriptors, view.
"""

from __future__ import annotations

import struct
from io import BytesIO

from mediaaudit.model.signature import CODE_BYTES, DESCRIPTOR_BYTES, POINT_BYTES, Signature

MAGIC = b"MASG\x01"  # the last byte is the version: of the layout, and of how signatures are computed
QUALITY = 92  # of the view; a grey value changes by one or two

_HEAD = struct.Struct(f"<5s32sIIQ{CODE_BYTES}sfHHHI")


class BadSignature(ValueError):  # noqa: N818 - as Unreadable
    """Bytes that are no signature of this version."""


def pack(signature: Signature) -> bytes:
    """Return a signature as bytes."""
    view = _encoded(signature.grey, signature.grey_size)
    head = _HEAD.pack(
        MAGIC,
        bytes.fromhex(signature.sha256),
        signature.width,
        signature.height,
        signature.phash,
        signature.code,
        signature.flat,
        *signature.grey_size,
        len(signature.points) // POINT_BYTES,
        len(view),
    )
    return b"".join((head, signature.points, signature.descriptors, view))


def unpack(data: bytes) -> Signature:
    """Return a signature from its bytes. The view may differ by some grey values. Raises ``BadSignature``."""
    if len(data) < _HEAD.size or not data.startswith(MAGIC):
        raise BadSignature("not a signature, or one of another version")
    _, content, width, height, phash, code, flat, wide, high, count, length = _HEAD.unpack_from(data)
    middle = _HEAD.size + count * POINT_BYTES
    end = middle + count * DESCRIPTOR_BYTES
    if len(data) != end + length:
        raise BadSignature("a signature that ends too early or too late")
    return Signature(
        sha256=content.hex(),
        width=width,
        height=height,
        phash=phash,
        code=code,
        flat=round(flat, 4),
        grey=_decoded(data[end:], (wide, high)),
        grey_size=(wide, high),
        points=data[_HEAD.size : middle],
        descriptors=data[middle:end],
    )


def _encoded(grey: bytes, size: tuple[int, int]) -> bytes:
    if not grey:
        return b""
    from PIL.Image import frombytes

    stream = BytesIO()
    frombytes("L", size, grey).save(stream, "JPEG", quality=QUALITY)
    return stream.getvalue()


def _decoded(data: bytes, size: tuple[int, int]) -> bytes:
    if not data:
        return b""
    from PIL.JpegImagePlugin import JpegImageFile

    try:
        image = JpegImageFile(BytesIO(data))
        grey = image.tobytes() if (image.size, image.mode) == (size, "L") else b""
    except (OSError, SyntaxError, ValueError) as error:
        raise BadSignature("a signature whose view is damaged") from error
    if not grey:
        raise BadSignature("a signature whose view is of another size")
    return grey
