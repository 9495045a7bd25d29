"""Codes kept in memory, ready to be asked for those near to one: again and again, each time by few of its bands' values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .near import BANDS, RADIUS, VALUES, band_keys, near_values
from .turns import TURNS, turn_codes

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Integers = NDArray[np.int64]


class Codes:
    """Codes of 256 bits, told by their places. A hundred bytes of memory each."""

    def __init__(self, codes: Bytes) -> None:
        """Take rows of 32 bytes."""
        import numpy as np

        self._words = np.ascontiguousarray(codes).view("<u8")
        keys = band_keys(codes)
        self._order = np.empty(BANDS * len(codes), np.int32)  # places by band, and by value within a band
        counts = np.empty((BANDS, VALUES), np.int64)
        for band in range(BANDS):
            here = slice(band * len(codes), (band + 1) * len(codes))
            self._order[here] = np.argsort(keys[:, band], kind="stable")
            counts[band] = np.bincount(keys[:, band], minlength=VALUES)
        self._starts = np.concatenate([[0], np.cumsum(counts)])

    def near(self, code: bytes) -> dict[int, int]:
        """Return the distances by place of all codes within ``RADIUS`` bits of a code in some turn; the least of the turns."""
        import numpy as np

        found: dict[int, int] = {}
        for turn in TURNS:
            turned = turn_codes(np.frombuffer(code, np.uint8)[None], turn)
            places = self._sharing(near_values(turned.tobytes()))
            bits = np.bitwise_count(self._words[places] ^ turned.view("<u8")).sum(axis=1, dtype=np.int64)
            near = np.flatnonzero(bits <= RADIUS)
            for place, distance in zip(places[near].tolist(), bits[near].tolist(), strict=True):
                found[place] = min(distance, found.get(place, distance))
        return found

    def _sharing(self, values: list[int]) -> NDArray[np.int32]:
        """Return the places of the codes that have one of these values in its band; of more than one, more than once."""
        import numpy as np

        first = self._starts[values]
        sizes = self._starts[np.array(values) + 1] - first
        shift = first - (np.cumsum(sizes) - sizes)
        found: NDArray[np.int32] = self._order[np.repeat(shift, sizes) + np.arange(int(sizes.sum()))]
        return found
