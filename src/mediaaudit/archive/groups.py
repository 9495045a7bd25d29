"""Groups of duplicates that do not chain: a picture, and those that are copies of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heapify, heappop, heappush

from mediaaudit.model.duplicates import DUPLICATES, Pair
from mediaaudit.model.signature import Signature


def form_groups(pairs: Iterable[Pair], signatures: Sequence[Signature]) -> tuple[tuple[int, ...], ...]:
    """Return groups of places in the list, each headed by the picture that the others are copies of.

    The picture with most copies heads the first group, of equal ones that with more pixels, then that with the lower
    content hash; what is left forms the next. So a crop of a collage and a crop of another part of it stand in the
    collage's group, and pictures that share no picture stand in no group together.
    """
    partners: dict[int, set[int]] = {}
    for pair in pairs:
        if pair.relation in DUPLICATES:
            partners.setdefault(pair.a, set()).add(pair.b)
            partners.setdefault(pair.b, set()).add(pair.a)

    def weight(place: int) -> tuple[int, int, str, int]:
        signature = signatures[place]
        return -len(partners[place]), -signature.width * signature.height, signature.sha256, place

    groups = []
    queue = [weight(place) for place in partners]
    heapify(queue)
    while queue:
        copies, *_, head = heappop(queue)
        members = partners.get(head)
        if not members or len(members) != -copies:  # it weighs less by now, or is gone
            continue
        groups.append((head, *sorted(members)))
        taken = {head, *members}
        left = {other for place in taken for other in partners.pop(place)} - taken
        for place in left:
            partners[place] -= taken
            if partners[place]:
                heappush(queue, weight(place))
    return tuple(sorted(groups, key=min))
