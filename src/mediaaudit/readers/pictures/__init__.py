"""Picture files: what type the bytes are, whether they decode, what they look like, where they are.

Pillow lives here and is imported when a file is decoded, not before. Embedded metadata is next door.
"""

from __future__ import annotations

from .limits import Limits
from .locate import Located, Locator
from .read import read_picture
from .sniff import describe, expected_type, sniff

__all__ = ["Limits", "Located", "Locator", "describe", "expected_type", "read_picture", "sniff"]
