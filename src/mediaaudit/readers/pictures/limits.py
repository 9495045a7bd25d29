"""What one picture file may cost before it is refused."""

from __future__ import annotations

from mediaaudit.lazy import dataclass

MIB = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds on one file. With the defaults its decoding stays under 1 GiB of memory.

    ``max_bytes``: size of the file itself. ``max_pixels``: width times height as the header declares it, over all
    frames of an animation for the frames that are decoded; the default leaves room for a camera of 100 megapixels.
    ``max_inflated_bytes``: memory that the decoded picture, with what its decoder needs beside it, may take.
    """

    max_bytes: int = 384 * MIB
    max_pixels: int = 120_000_000
    max_inflated_bytes: int = 800 * MIB
