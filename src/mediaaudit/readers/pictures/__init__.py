"""Picture files: what type the bytes are, whether they decode, what they look like, where they are.

Pillow lives here and is imported when a file is decoded, not before. Embedded metadata is next door.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .limits import Limits
    from .locate import Located, Locator
    from .read import read_picture
    from .sniff import describe, expected_type, sniff

__all__ = ["Limits", "Located", "Locator", "describe", "expected_type", "read_picture", "sniff"]
_HOMES = {"Limits": "limits", "Located": "locate", "Locator": "locate", "read_picture": "read"}


def __getattr__(name: str) -> object:
    # Lazy (PEP 562): every article needs to know where its pictures are, few have them at hand to be read.
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOMES.get(name, 'sniff')}", __name__), name)
