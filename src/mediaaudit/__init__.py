"""mediaaudit: audit the pictures in news articles.

The public Python interface is :func:`audit_html` and :func:`audit_paths`; everything else is internal and may change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from .version import __version__

if TYPE_CHECKING:
    from .api import audit_html, audit_paths

__all__ = ["__version__", "audit_html", "audit_paths"]


def __getattr__(name: str) -> object:
    # Lazy (PEP 562): `import mediaaudit` alone, as `--version` does, must stay as quick as an empty package.
    if name in {"audit_html", "audit_paths"}:
        from . import api

        return getattr(api, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
