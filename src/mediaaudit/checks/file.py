"""Picture files: can they be shown, are they what they are called, are they fit for a page."""

from __future__ import annotations

from collections.abc import Iterator

from mediaaudit.checks._contract import check
from mediaaudit.model.asset import Asset, Fault, Faults
from mediaaudit.model.problem import Problem, Value
from mediaaudit.text.shorten import shorten

WRONG_TYPE = "wrong-type"


@check("file.unusable")
def unusable(asset: Asset, faults: Faults) -> Iterator[Problem]:
    """Report a file that cannot be shown as a picture. A wrong name alone is another rule's matter."""
    fault = next((each for each in faults.faults if each.unusable and each.code != WRONG_TYPE), None)
    if fault:
        yield Problem(message="partly" if fault.salvaged else "unusable", values=_values(asset, fault))


@check("file.type_mismatch")
def type_mismatch(asset: Asset, faults: Faults) -> Iterator[Problem]:
    """Report a file whose content is of another type than its name promises."""
    for fault in faults.faults:
        if fault.code == WRONG_TYPE:
            yield Problem(message="name", values=_values(asset, fault))


def _values(asset: Asset, fault: Fault) -> dict[str, Value]:
    values: dict[str, Value] = {
        "file": shorten(asset.uri, 80),
        "fault": shorten(fault.message, 300).rstrip("."),
        "code": fault.code,
        "salvaged": shorten(fault.salvaged or "", 100),
    }
    return values if fault.offset is None else {**values, "offset": fault.offset}
