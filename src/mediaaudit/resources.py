"""Where the shipped rules and schemas are: in the wheel under ``_data``, in a checkout at its top.

An editable install leaves the package in ``src/`` without ``_data``; then the checkout's own folders serve.
Nobody else builds such a path.
"""

from __future__ import annotations

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
