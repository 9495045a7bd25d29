"""Compare two pictures, as a value for reports."""

from __future__ import annotations

from mediaaudit.model.duplicates import Comparison
from mediaaudit.model.signature import Signature

from .compare import compare
from .describe import describe
from .prepared import prepare


def compare_signatures(first: Signature, second: Signature) -> Comparison:
    """Return what two pictures have to do with each other, in any of the eight turns."""
    found = compare(prepare(first), prepare(second))
    if found.relation != "copy" or found.place is None:
        return Comparison(relation=found.relation, distance=found.distance, why=found.why)
    how = describe(first, second, found.place, found.marks)
    place = tuple(round(float(number), 5) for number in found.place.ravel())
    return Comparison(relation="copy", distance=found.distance, why=found.why, how=how, place=place)
