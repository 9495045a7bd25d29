"""The SHA-256 of a few words: names for findings, for the state of files."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import Protocol, cast


class _Hash(Protocol):
    def hexdigest(self) -> str: ...


class _Sha256(Protocol):
    def __call__(self, data: bytes, /) -> _Hash: ...


def digest(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 in hex; lone surrogates, which stand for undecodable bytes, count as such."""
    return _sha256()(text.encode("utf-8", "surrogatepass")).hexdigest()


@cache
def _sha256() -> _Sha256:
    """Return the lean implementation, as ``random`` of the standard library does: hashlib loads all of OpenSSL."""
    for name in ("_sha2", "_sha256", "hashlib"):  # Python 3.12 and later, 3.11, others
        try:
            return cast("_Sha256", import_module(name).sha256)
        except ImportError:
            continue
    raise ImportError("this Python has no SHA-256")
