"""HTML articles: source, tree, media, accessibility, captions and credits, machine-readable pictures.

One module knows the parser (``tree``). The tree never leaves this room: what goes out are values of ``model``.
"""

from __future__ import annotations

from .document import read_document
from .page_kind import NO_ARTICLE

__all__ = ["NO_ARTICLE", "read_document"]
