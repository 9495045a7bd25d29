"""What all pictures are looked through by, column by column: fifty bytes a picture in memory, local features on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

from mediaaudit.lazy import dataclass
from mediaaudit.model.signature import DESCRIPTOR_BYTES, Signature

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Bytes = NDArray[np.uint8]
    Integers = NDArray[np.int64]

CONTENT_BYTES = 32
BLOCK = 2_000_000  # descriptors that are looked at together: some 300 MB


@dataclass(frozen=True)
class Columns:
    """Pictures by their places. ``descriptors`` are those of all pictures one after the other, ``counts`` how many each has.

    ``shown`` are the places of pictures that have a view, ``codes`` theirs (rows of 32 bytes); ``areas`` in pixels;
    ``contents`` are SHA-256 in bytes.
    """

    shown: Integers
    codes: Bytes
    counts: Integers
    areas: Integers
    contents: NDArray[np.bytes_]
    descriptors: Bytes

    def largest_first(self) -> list[int]:
        """Return the places by falling area, then by content."""
        import numpy as np

        found: list[int] = np.lexsort((self.contents, -self.areas)).tolist()
        return found

    def twins(self) -> set[int]:
        """Return the places of pictures whose content another one has too."""
        import numpy as np

        _, which, times = np.unique(self.contents, return_inverse=True, return_counts=True)
        return set(np.flatnonzero(times[which] > 1).tolist())

    def blocks(self) -> Iterator[tuple[Bytes, Integers]]:
        """Yield the descriptors in blocks of whole pictures, and the place of the picture of each."""
        import numpy as np

        ends = np.cumsum(self.counts)
        first = 0
        while first < len(ends):
            before = int(ends[first] - self.counts[first])
            last = max(first + 1, int(np.searchsorted(ends, before + BLOCK, "right")))
            owners = np.repeat(np.arange(first, last), self.counts[first:last])
            if len(owners):
                yield np.asarray(self.descriptors[before : before + len(owners)]), owners
            first = last


def columns_of(signatures: Sequence[Signature]) -> Columns:
    """Return the columns of signatures, each looked at once."""
    import numpy as np

    shown, counts, areas = [], np.zeros(len(signatures), np.int64), np.zeros(len(signatures), np.int64)
    codes, contents = bytearray(), bytearray()
    with TemporaryFile() as file:
        for place, signature in enumerate(signatures):
            if all(signature.view_size):
                shown.append(place)
                codes += signature.code
            areas[place] = signature.width * signature.height
            counts[place] = len(signature.descriptors) // DESCRIPTOR_BYTES
            contents += bytes.fromhex(signature.sha256)
            file.write(signature.descriptors)
        file.flush()
        shape = (int(counts.sum()), DESCRIPTOR_BYTES)
        # Mapped, not read: what is looked at is in memory as long as there is room.
        descriptors = (
            np.memmap(file, np.uint8, "r", shape=shape) if shape[0] else np.zeros((0, DESCRIPTOR_BYTES), np.uint8)
        )
    return Columns(
        shown=np.array(shown, np.int64),
        codes=np.frombuffer(bytes(codes), np.uint8).reshape(-1, 32),
        counts=counts,
        areas=areas,
        contents=np.frombuffer(bytes(contents), f"S{CONTENT_BYTES}"),
        descriptors=descriptors,
    )
