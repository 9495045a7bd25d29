"""From bytes to a signature."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import TYPE_CHECKING

from mediaaudit.model.signature import CODE_BYTES, DRAWN, HUES, Signature
from mediaaudit.readers.pictures.limits import Limits
from mediaaudit.readers.pictures.looks import Original
from mediaaudit.readers.pictures.phash import hash_sample
from mediaaudit.readers.pictures.unreadable import Unreadable

from .dct import phash, sign_code
from .grey import THIN, shown_grey, stored_grey, view_of
from .hues import hues_of
from .local import local_features
from .scaled import Scaled, decode_scaled
from .view import encode_view

if TYPE_CHECKING:
    from PIL.Image import Image


def read_signature(data: bytes, *, local: bool = True, limits: Limits = Limits()) -> Signature:  # noqa: B008 - frozen
    """Return the signature of a picture file from its bytes, without local features unless ``local``.

    Raises ``Unreadable`` for what cannot be decoded within the limits, and for nothing else in the data.
    """
    scaled = decode_scaled(data, limits)

    def coloured() -> Image:
        # JPEGs were decoded to grey, which is faster; the few that are drawn are decoded once more.
        return decode_scaled(data, limits, grey=False).image if scaled.image.mode == "L" else scaled.image

    content = hashlib.sha256(data).hexdigest()

    def to_grey(image: Image) -> tuple[Image, Image]:
        stored = stored_grey(image)
        return stored, hash_sample(stored)

    return _sign(scaled, to_grey, coloured, content, local=local)


def sign_decoded(image: Image, grey: tuple[Image, Image], original: Original) -> Signature:
    """Return the signature of a picture that is decoded already, whole or scaled.

    ``grey`` is the same in mode L, and its ``hash_sample``; ``original`` what was decoded. Raises ``Unreadable`` for a
    mode that few of Pillow's functions take.
    """
    content = hashlib.sha256(original.data).hexdigest()

    def coloured() -> Image:
        grey_only = image.mode == "L" != original.mode
        return decode_scaled(original.data, Limits(), grey=False).image if grey_only else image

    return _sign(Scaled(image, original.size, original.orientation), lambda _: grey, coloured, content, local=True)


def _sign(
    scaled: Scaled,
    to_grey: Callable[[Image], tuple[Image, Image]],
    coloured: Callable[[], Image],
    content: str,
    *,
    local: bool,
) -> Signature:
    try:
        stored, sample = to_grey(scaled.image)
        shown = shown_grey(scaled.image, stored, scaled.orientation)
        width, height = scaled.size if scaled.orientation < 5 else reversed(scaled.size)
        view = view_of(shown)
        thin = min(view.size) < THIN
        points, descriptors = local_features(view) if local and not thin else (b"", b"")
        flat = 1.0 if thin else flat_share(view)
        return Signature(
            sha256=content,
            width=width,
            height=height,
            phash=phash(sample),
            code=bytes(CODE_BYTES) if thin else sign_code(view),
            flat=flat,
            hues=hues_of(coloured()) if flat > DRAWN and not thin else bytes(HUES),
            view=b"" if thin else encode_view(view),
            view_size=(0, 0) if thin else view.size,
            points=points,
            descriptors=descriptors,
        )
    except (ValueError, OSError, MemoryError) as error:  # a mode of Pillow's that few of its functions take
        raise Unreadable(f"it decodes, but {error}") from error


def flat_share(view: Image) -> float:
    """Return the share of pixels (0 to 1) that equal their right and their lower neighbour."""
    import numpy as np

    pixels = np.asarray(view)
    here = pixels[:-1, :-1]
    right, below = pixels[:-1, 1:] == here, pixels[1:, :-1] == here
    return round(float(np.mean(right & below)), 4)
