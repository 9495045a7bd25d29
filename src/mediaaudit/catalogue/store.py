"""Shipped rules and house data as plain values, read and checked once: a run has no TOML to parse.

A wheel holds them ready-made (``hatch_build.py``). In a checkout the TOML files are the truth: there the values are kept
beside Python's byte code and on its terms, and made anew whenever a file that they come from has changed.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from mediaaudit.resources import compiled_folder, rules_folder
from mediaaudit.text.digest import digest

_PACKAGE = Path(__file__).resolve().parents[1]
_MAKERS = ("catalogue", "checks", "model", "text")  # rooms whose code decides what the values are


def stored(part: str, make: Callable[[], Any]) -> Any:
    """Return the plain values of a part of the catalogue; ``make`` makes them where they are not kept or outdated.

    What ``make`` returns must be the same after a journey through JSON. Whatever it raises goes through.
    """
    ready = compiled_folder()
    if ready:
        return json.loads((ready / f"{part}.json").read_bytes())
    kept = _PACKAGE / "catalogue" / "__pycache__" / f"{part}.json"
    sources = _sources()
    with suppress(OSError, ValueError, KeyError, TypeError):  # absent, unreadable or cut short: made anew
        found = json.loads(kept.read_bytes())
        if found["sources"] == sources:
            return found["values"]
    values = make()
    if not sys.dont_write_bytecode:
        with suppress(OSError):  # a checkout that cannot be written to is read from its sources every time
            _keep(kept, {"sources": sources, "values": values})
    return values


@cache
def _sources() -> str:
    """Return a digest of names, sizes and times of all files that the values come from."""
    folders = [rules_folder(), *(_PACKAGE / name for name in _MAKERS)]
    lines = sorted(line for folder in folders for line in _files(str(folder)))
    return digest("\n".join(lines))


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.endswith((".toml", ".py")):
                found = entry.stat()
                yield f"{entry.path} {found.st_size} {found.st_mtime_ns}"
            elif entry.name != "__pycache__" and entry.is_dir():
                yield from _files(entry.path)


def _keep(path: Path, values: object) -> None:
    """Write a file whole or not at all: several processes may do so at once."""
    path.parent.mkdir(exist_ok=True)
    mine = path.with_suffix(f".{os.getpid()}")
    try:
        mine.write_text(json.dumps(values, ensure_ascii=False), encoding="utf-8")
        mine.replace(path)
    except BaseException:  # a full disk
        mine.unlink(missing_ok=True)
        raise
