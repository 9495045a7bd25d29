"""Signatures of picture files, wherever an executor makes them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mediaaudit.archive.files import Signed, sign_file
from mediaaudit.lazy import dataclass

from .executor import Told, nothing

BREAK_EVEN = 20  # pictures for each worker


@dataclass(frozen=True, slots=True)
class SignTask:
    """Make the signature of a file from its path. ``inside`` are the real folders that may be read, None for all."""

    inside: tuple[Path, ...] | None = None

    @property
    def anywhere(self) -> bool:
        """Paths are those of the working directory."""
        return False

    def __call__(self, item: str, told: Told = nothing) -> Signed:  # noqa: ARG002 - there is one part
        """Return the signature, or why there is none."""
        return sign_file(item, self.inside)

    def parts(self, item: str) -> Sequence[str]:
        """Return the path: there is nothing to divide."""
        return (item,)

    def joined(self, results: Sequence[Signed]) -> Signed:
        """Return the one result."""
        return results[0]

    def lost(self, part: str, reason: str) -> Signed:
        """Return a file without a signature, and why."""
        return Signed(part, reason=reason)

    def close(self) -> None:
        """Nothing was started."""
