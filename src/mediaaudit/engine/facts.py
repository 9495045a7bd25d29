"""What is known of one picture file."""

from __future__ import annotations

from collections.abc import Mapping

from mediaaudit.lazy import dataclass
from mediaaudit.model.asset import Asset


@dataclass(frozen=True, slots=True, kw_only=True)
class FileFacts:
    """One picture file: the asset, its fact blocks by type, and why a block is missing."""

    asset: Asset
    blocks: Mapping[type, object]
    missing: Mapping[type, str]
