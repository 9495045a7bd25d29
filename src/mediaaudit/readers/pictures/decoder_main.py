"""The child of ``isolated``: reads requests from standard input and answers on standard output until it closes."""

from __future__ import annotations

import os
import sys
from base64 import b64encode
from dataclasses import asdict
from typing import Any

from mediaaudit.readers.provenance import read_manifest

from .isolated import read_frame, write_frame
from .limits import Limits
from .read import read_picture
from .reading import Wanted
from .thumbnail import small_copy


def main() -> None:
    """Serve until the parent closes the pipe."""
    requests = sys.stdin.buffer
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a decoder prints must not get among the answers
    while True:
        try:
            request = read_frame(requests)
        except EOFError:
            return
        data = requests.read(request["size"])
        write_frame(answers, _answer(request, data, Limits(**request["limits"])))


def _answer(request: dict[str, Any], data: bytes, limits: Limits) -> dict[str, Any] | None:
    if "edge" in request:
        copy = small_copy(data, limits, edge=request["edge"], most=request["most"])
        return asdict(copy) if copy else None
    if "media_type" in request:
        manifest = read_manifest(data, request["media_type"])
        return asdict(manifest) if manifest else None
    faults, pixels, signature = read_picture(data, request["uri"], wanted=Wanted(**request["wanted"]), limits=limits)
    return {
        "faults": [asdict(fault) for fault in faults.faults],
        "pixels": asdict(pixels) if pixels else None,
        "signature": b64encode(signature.data).decode() if signature else None,
    }
