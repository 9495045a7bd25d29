"""The parts of the catalogue that are kept ready-made, for those who make all of them: the build of the wheel, a test."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from .catalogue import plain_catalogue, plain_examples
from .directory import plain_directory
from .phrases import plain_phrases
from .vocabulary import plain_vocabulary

PARTS: Mapping[str, Callable[[], Any]] = {
    "rules": plain_catalogue,
    "examples": plain_examples,
    "directory": plain_directory,
    "page": plain_vocabulary,
    "phrases": plain_phrases,
}


def write_parts(folder: Path) -> None:
    """Read, check and bind everything that is shipped, and write it to a folder for ``store.stored`` to find.

    Raises CatalogueError, naming file and key, for a mistake in a file: a wheel is not built with one.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for name, make in PARTS.items():
        (folder / f"{name}.json").write_text(json.dumps(make(), ensure_ascii=False), encoding="utf-8")
