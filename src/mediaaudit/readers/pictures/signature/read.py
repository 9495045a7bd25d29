"""From bytes to a signature."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from mediaaudit.model.signature import CODE_BYTES, Signature
from mediaaudit.readers.pictures.limits import Limits

from .dct import phash, sign_code
from .grey import THIN, shown_grey, stored_grey, view_of
from .local import local_features
from .scaled import Unreadable, decode_scaled
from .view import encode_view

if TYPE_CHECKING:
    from PIL.Image import Image


def read_signature(data: bytes, *, local: bool = True, limits: Limits = Limits()) -> Signature:  # noqa: B008 - frozen
    """Return the signature of a picture file from its bytes, without local features unless ``local``.

    Raises ``Unreadable`` for what cannot be decoded within the limits, and for nothing else in the data.
    """
    scaled = decode_scaled(data, limits)
    try:
        stored = stored_grey(scaled.image)
        shown = shown_grey(scaled.image, stored, scaled.orientation)
        width, height = scaled.size if scaled.orientation < 5 else reversed(scaled.size)
        view = view_of(shown)
        thin = min(view.size) < THIN
        points, descriptors = local_features(view) if local and not thin else (b"", b"")
        return Signature(
            sha256=hashlib.sha256(data).hexdigest(),
            width=width,
            height=height,
            phash=phash(stored),
            code=bytes(CODE_BYTES) if thin else sign_code(view),
            flat=1.0 if thin else flat_share(view),
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
