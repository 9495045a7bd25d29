"""What is asked of a picture file, and what comes back."""

from __future__ import annotations

from typing import NamedTuple

from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Faults, Pixels
from mediaaudit.model.signature import PackedSignature


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked besides health and size: the hash (with ``spread`` and the thumbnail), the signature."""

    hash: bool = False
    signature: bool = False


class Reading(NamedTuple):
    """A picture file as read; ``pixels`` and ``signature`` are None where they were not asked for or not to be had."""

    faults: Faults
    pixels: Pixels | None = None
    signature: PackedSignature | None = None
