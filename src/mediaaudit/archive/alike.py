"""Pictures that have local features in common with one that is asked about, for the engines of an index."""

from __future__ import annotations

from collections.abc import Sequence

from mediaaudit.model.signature import DESCRIPTOR_BYTES

from .features import Features, distinct, width_for
from .turns import MIRRORED, NONE, turn_descriptors

COMMON = 4  # features that a candidate has in common with the picture at least


class Alike:
    """The features of many pictures, in memory, ready to be asked again and again."""

    def __init__(self, descriptors: Sequence[bytes]) -> None:
        """Take the packed descriptors of each picture; pictures are told by their places."""
        import numpy as np

        sizes = [len(each) // DESCRIPTOR_BYTES for each in descriptors]
        data = np.frombuffer(b"".join(descriptors), np.uint8).reshape(-1, DESCRIPTOR_BYTES)
        self._total = sum(sizes)
        self._features = Features(data, np.repeat(np.arange(len(sizes)), sizes), width_for(self._total))

    def to(self, descriptors: bytes) -> list[int]:
        """Return the places of pictures with at least ``COMMON`` features of these, mirrored or not, most first."""
        import numpy as np

        mine = np.frombuffer(descriptors, np.uint8).reshape(-1, DESCRIPTOR_BYTES)
        size = max(self._total, len(mine))  # places on either side are below it
        found: dict[int, int] = {}
        for turn in (NONE, MIRRORED):
            left, right = self._features.matches(turn_descriptors(mine, turn))
            owners = self._features.owners[left]
            places, one = distinct(owners, left, size)
            _, two = distinct(owners, right, size)  # a dull feature that meets many counts once, on either side
            for place, count in zip(places.tolist(), np.minimum(one, two).tolist(), strict=True):
                found[place] = max(count, found.get(place, 0))
        likely = [place for place, count in found.items() if count >= COMMON]
        return sorted(likely, key=lambda place: (-found[place], place))
