"""A signature as bytes, to be kept and sent: 5 to 15 kB, most of it the view.

Layout, little-endian: magic and version, SHA-256, width, height, pHash, code, share of flat pixels, hues, size of the view,
number of points, length of the view; then points, descriptors, view.
"""

from __future__ import annotations

import struct

from mediaaudit.model.signature import CODE_BYTES, DESCRIPTOR_BYTES, HUES, POINT_BYTES, Signature

MAGIC = b"MASG\x02"  # the last byte is the version: of the layout, and of how signatures are computed

_HEAD = struct.Struct(f"<5s32sIIQ{CODE_BYTES}sf{HUES}sHHHI")


class BadSignature(ValueError):  # noqa: N818 - as Unreadable
    """Bytes that are no signature of this version."""


def pack(signature: Signature) -> bytes:
    """Return a signature as bytes."""
    head = _HEAD.pack(
        MAGIC,
        bytes.fromhex(signature.sha256),
        signature.width,
        signature.height,
        signature.phash,
        signature.code,
        signature.flat,
        signature.hues,
        *signature.view_size,
        len(signature.points) // POINT_BYTES,
        len(signature.view),
    )
    return b"".join((head, signature.points, signature.descriptors, signature.view))


def unpack(data: bytes) -> Signature:
    """Return a signature from its bytes. Raises ``BadSignature``."""
    if len(data) < _HEAD.size or not data.startswith(MAGIC):
        raise BadSignature("not a signature, or one of another version")
    _, content, width, height, phash, code, flat, hues, wide, high, count, length = _HEAD.unpack_from(data)
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
        hues=hues,
        view=data[end:],
        view_size=(wide, high),
        points=data[_HEAD.size : middle],
        descriptors=data[middle:end],
    )
