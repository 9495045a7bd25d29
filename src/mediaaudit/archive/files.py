"""Signatures of picture files."""

from __future__ import annotations

from pathlib import Path

from mediaaudit.lazy import dataclass
from mediaaudit.model.signature import Signature
from mediaaudit.readers.pictures.signature import Unreadable, read_signature


@dataclass(frozen=True, slots=True)
class Signed:
    """A file and its signature, or why it has none."""

    path: str
    signature: Signature | None = None
    reason: str = ""


def sign_file(path: str) -> Signed:
    """Return a file's signature. Whatever keeps it from having one is the reason; never raises for the file."""
    try:
        return Signed(path, read_signature(Path(path).read_bytes()))
    except OSError as error:
        return Signed(path, reason=f"it cannot be read: {error.strerror or error}")
    except Unreadable as error:
        return Signed(path, reason=str(error))
