"""Signatures of picture files."""

from __future__ import annotations

from pathlib import Path

from mediaaudit.gate import read_file
from mediaaudit.lazy import dataclass
from mediaaudit.model.signature import Signature
from mediaaudit.readers.pictures.limits import Limits
from mediaaudit.readers.pictures.signature import Unreadable, read_signature


@dataclass(frozen=True, slots=True)
class Signed:
    """A file and its signature, or why it has none."""

    path: str
    signature: Signature | None = None
    reason: str = ""


def sign_file(path: str, inside: tuple[Path, ...] | None = None) -> Signed:
    """Return a file's signature. Whatever keeps it from having one is the reason; never raises for the file.

    ``inside`` are the real folders of which one must hold it, None for any place.
    """
    try:
        return Signed(path, read_signature(read_file(Path(path), most=Limits().max_bytes, inside=inside)))
    except OSError as error:
        return Signed(path, reason=f"it cannot be read: {error.strerror or error}")
    except Unreadable as error:
        return Signed(path, reason=str(error))
