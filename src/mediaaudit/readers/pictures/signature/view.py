"""The view of a signature: a small grey picture, kept as a JPEG so that a million of them are 8 GB and not 65."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from .packed import BadSignature

if TYPE_CHECKING:
    from PIL.Image import Image

    from mediaaudit.model.signature import Signature

QUALITY = 92  # a grey value changes by one or two
AT_HAND = 64  # decoded views that are kept: a picture is compared with several others in a row


def encode_view(view: Image) -> bytes:
    """Return a picture of mode L as a JPEG."""
    stream = BytesIO()
    view.save(stream, "JPEG", quality=QUALITY)
    return stream.getvalue()


def decode_view(signature: Signature) -> bytes:
    """Return the grey values of a signature's view, row by row. Raises ``BadSignature`` for a damaged one."""
    return _decode(signature.view, signature.view_size) if signature.view else b""


@lru_cache(AT_HAND)
def _decode(data: bytes, size: tuple[int, int]) -> bytes:
    from PIL.JpegImagePlugin import JpegImageFile

    try:
        image = JpegImageFile(BytesIO(data))
        grey = image.tobytes() if (image.size, image.mode) == (size, "L") else b""
    except (OSError, SyntaxError, ValueError) as error:
        raise BadSignature("a signature whose view is damaged") from error
    if not grey:
        raise BadSignature("a signature whose view is of another size")
    return grey
