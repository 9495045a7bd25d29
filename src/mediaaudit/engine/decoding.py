"""How a run decodes pictures: one article's here and now, those of many in a process of their own."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from mediaaudit.model.asset import Pixels
from mediaaudit.model.metadata import Manifest, PhotoMetadata
from mediaaudit.model.signature import PackedSignature

from .plan import Plan

if TYPE_CHECKING:
    from mediaaudit.readers.pictures.isolated import IsolatedDecoder
    from mediaaudit.readers.pictures.limits import Limits
    from mediaaudit.readers.pictures.reading import Reading

Decode = Callable[[bytes, str, PhotoMetadata | None], "Reading"]


def decoder(plan: Plan) -> Decode:
    """Return the function that decodes a file from its bytes, its path and its metadata if that was read already."""
    from mediaaudit.readers.pictures.reading import Wanted

    wanted = Wanted(hash=Pixels in plan.needs, signature=PackedSignature in plan.needs)

    def apart(data: bytes, uri: str, _metadata: PhotoMetadata | None) -> Reading:
        return _child(plan.limits).read_picture(data, uri, wanted=wanted)

    def here(data: bytes, uri: str, metadata: PhotoMetadata | None) -> Reading:
        from mediaaudit.readers.pictures import read_picture

        return read_picture(data, uri, wanted=wanted, limits=plan.limits, metadata=metadata)

    return apart if plan.isolate else here


def manifest_of(data: bytes, media_type: str, plan: Plan) -> Manifest | str:
    """Return how a picture's C2PA manifest validates, or why that is not known."""
    from mediaaudit.readers.provenance import can_validate, read_manifest

    if not can_validate():
        return "mediaaudit[c2pa] is not installed"
    read = _child(plan.limits).read_manifest if plan.isolate else read_manifest
    return read(data, media_type) or "the manifest cannot be read"


@cache
def _child(limits: Limits) -> IsolatedDecoder:
    """Return this process's decoder: started at the first picture, kept for all batches."""
    from mediaaudit.readers.pictures.isolated import IsolatedDecoder

    return IsolatedDecoder(limits)


def close_decoder(plan: Plan) -> None:
    """End this process's decoder, if one was started. Those of worker processes end with them."""
    if plan.isolate:
        _child(plan.limits).close()
