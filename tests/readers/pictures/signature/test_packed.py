from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as some
from PIL import Image

from mediaaudit.model.signature import Signature
from mediaaudit.readers.pictures.signature import BadSignature, decode_view, pack, read_signature, unpack


@pytest.fixture(scope="module")
def signature() -> Signature:
    coarse = np.random.default_rng(1).integers(0, 256, (24, 24), dtype=np.uint8)
    stream = BytesIO()
    Image.fromarray(coarse).resize((600, 400), Image.Resampling.BICUBIC).save(stream, "PNG")
    return read_signature(stream.getvalue())


def test_a_signature_survives_packing(signature: Signature) -> None:
    assert unpack(pack(signature)) == signature
    assert len(pack(signature)) < 20_000


def test_a_picture_without_a_view_survives_packing() -> None:
    stream = BytesIO()
    Image.new("RGB", (1, 1)).save(stream, "PNG")
    signature = read_signature(stream.getvalue())
    assert unpack(pack(signature)) == signature


@pytest.mark.parametrize("cut", [0, 4, 60, 200, -1])
def test_a_cut_or_foreign_signature_is_refused(signature: Signature, cut: int) -> None:
    data = pack(signature)
    with pytest.raises(BadSignature):
        unpack(data[:cut])
    with pytest.raises(BadSignature):
        unpack(b"x" + data)


@given(some.binary(max_size=300))
def test_any_bytes_are_refused_or_read(data: bytes) -> None:
    with pytest.raises(BadSignature):
        unpack(data)


@pytest.mark.parametrize("change", [{"view": b"\xff\xd8\xff" + bytes(90)}, {"view_size": (7, 9)}])
def test_a_damaged_view_is_refused(signature: Signature, change: dict[str, Any]) -> None:
    with pytest.raises(BadSignature, match="view"):
        decode_view(replace(signature, **change))
