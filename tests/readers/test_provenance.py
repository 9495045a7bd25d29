"""C2PA manifests: what is made of the library's words, and that the library is called as it wants to be."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace
from typing import Any, Self

import pytest
from PIL import Image

from mediaaudit.engine import decoding
from mediaaudit.engine.plan import Plan
from mediaaudit.model.metadata import Manifest
from mediaaudit.readers.provenance import read_manifest


class BadManifestError(Exception):
    pass


def library(results: Any) -> SimpleNamespace:
    """Return a stand-in for the library that gives those results, or raises them."""
    asked: list[Any] = []

    class Reader:
        def __init__(self, *given: Any, context: Any) -> None:
            asked.append((given[0], context))
            if isinstance(results, Exception):
                raise results

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            return None

        def get_validation_results(self) -> Any:
            return results

    settings = SimpleNamespace(from_dict=lambda values: values)
    return SimpleNamespace(
        Reader=Reader, Settings=settings, Context=lambda found: found, C2paError=BadManifestError, asked=asked
    )


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ({"activeManifest": {"failure": [{"code": "assertion.dataHash.mismatch"}] * 2}}, Manifest(failures=("assertion.dataHash.mismatch",))),
        ({"activeManifest": {"success": [{"code": "claimSignature.validated"}]}}, Manifest()),
        ({"ingredientDeltas": [{"validationDeltas": {"failure": [{"code": "claimSignature.mismatch"}]}}]}, Manifest()),
        (None, Manifest()),
        (BadManifestError("ManifestNotFound"), None),
    ],
)  # fmt: skip
def test_failures_of_the_active_manifest(
    results: Any, expected: Manifest | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in = library(results)
    monkeypatch.setitem(sys.modules, "c2pa", stand_in)
    assert read_manifest(b"", "image/jpeg") == expected
    ((media_type, settings),) = stand_in.asked
    assert media_type == "image/jpeg"
    assert settings["verify"]["remote_manifest_fetch"] is False


def test_the_library_itself_finds_no_manifest_in_a_plain_picture() -> None:
    pytest.importorskip("c2pa")
    out = io.BytesIO()
    Image.new("L", (8, 8)).save(out, "JPEG")
    assert read_manifest(out.getvalue(), "image/jpeg") is None
    assert read_manifest(b"junk", "image/jpeg") is None
    assert read_manifest(b"junk", "image/of-no-kind") is None


def test_without_the_library_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mediaaudit.readers.provenance.can_validate", lambda: False)
    assert (
        decoding.manifest_of(b"", "image/jpeg", Plan(bindings=(), as_of="2026-05-20"))
        == "mediaaudit[c2pa] is not installed"
    )
