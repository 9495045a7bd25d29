"""Where the shipped rules and schemas are (in the wheel under ``_data``, in a checkout at its top), and the user's cache.

An editable install leaves the package in ``src/`` without ``_data``; then the checkout's own folders serve.
Nobody else builds such a path.
"""

from __future__ import annotations

import os
import sys
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def _root(package: Path = _PACKAGE) -> Path:
    installed = package / "_data"
    return installed if installed.is_dir() else package.parents[1]


def rules_folder() -> Path:
    """Return the folder of the shipped rule files; its ``_shared`` folder holds the house data."""
    return _root() / "rules"


def schemas_folder() -> Path:
    """Return the folder of the shipped JSON Schemas."""
    return _root() / "schemas"


def compiled_folder() -> Path | None:
    """Return the folder of what was made from the rule files when the wheel was built; None in a checkout."""
    return _root() / "compiled" if _root().name == "_data" else None


def cache_folder() -> Path | None:
    """Return the folder of the user's cache: ``MEDIAAUDIT_CACHE_DIR``, else by the custom of the platform.

    None for a user without a home, such as a service.
    """
    if said := os.environ.get("MEDIAAUDIT_CACHE_DIR"):
        return Path(said)
    if sys.platform == "win32":
        base, below = os.environ.get("LOCALAPPDATA"), ("AppData", "Local")
    elif sys.platform == "darwin":
        base, below = None, ("Library", "Caches")
    else:
        base, below = os.environ.get("XDG_CACHE_HOME"), (".cache",)
    try:
        return (Path(base) if base else Path.home().joinpath(*below)) / "mediaaudit"
    except RuntimeError:
        return None
