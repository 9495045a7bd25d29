"""The signature of a picture, from one scaled decode: what finds it again in whatever form it was used.

Pillow, numpy and scipy are imported when a picture is read, not before.
"""

from __future__ import annotations

from mediaaudit.readers.pictures.unreadable import Unreadable

from .packed import BadSignature, pack, unpack
from .read import read_signature, sign_decoded
from .view import decode_view

__all__ = ["BadSignature", "Unreadable", "decode_view", "pack", "read_signature", "sign_decoded", "unpack"]
