"""A decoder that dies or hangs costs one picture."""

from __future__ import annotations

import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from mediaaudit.readers.pictures import read_picture
from mediaaudit.readers.pictures.isolated import IsolatedDecoder
from mediaaudit.readers.pictures.limits import Limits
from mediaaudit.readers.pictures.reading import Wanted


def jpeg() -> bytes:
    out = io.BytesIO()
    Image.linear_gradient("L").convert("RGB").save(out, "JPEG")
    return out.getvalue()


@pytest.fixture
def decoder() -> Iterator[IsolatedDecoder]:
    made = IsolatedDecoder(Limits())
    yield made
    made.close()


def test_it_says_what_reading_here_says(decoder: IsolatedDecoder) -> None:
    for data in (jpeg(), jpeg()[:400], b"", b"<html>", b"\x89PNG\r\n\x1a\n"):
        here = read_picture(data, "a.jpg", wanted=Wanted(hash=True, signature=True), limits=Limits())
        assert decoder.read_picture(data, "a.jpg", wanted=Wanted(hash=True, signature=True)) == here


def start(decoder: IsolatedDecoder, code: str) -> None:
    """Give the decoder a child that runs other code."""
    decoder._child = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "decoder-died"),
        ("import sys; sys.stdin.buffer.read(4); sys.stdout.write('nonsense that is no frame')", "decoder-died"),
        ("import sys; sys.stdout.buffer.write(b'\\0\\0\\0\\2[]'); sys.stdout.flush()", "decoder-died"),
    ],
)
def test_a_dead_decoder_is_a_fault_and_the_next_picture_is_read(decoder: IsolatedDecoder, code: str, said: str) -> None:
    start(decoder, code)
    faults, pixels, _ = decoder.read_picture(jpeg(), "a.jpg")
    assert ([fault.code for fault in faults.faults], pixels) == ([said], None)
    assert faults.unusable
    faults, pixels, _ = decoder.read_picture(jpeg(), "a.jpg")
    assert (faults.faults, pixels is not None) == ((), True)


def test_a_decoder_that_hangs_is_stopped() -> None:
    decoder = IsolatedDecoder(Limits(), seconds=0.3)
    start(decoder, "import sys; sys.stdin.buffer.read()")
    faults, *_ = decoder.read_picture(jpeg(), "a.jpg")
    decoder.close()
    assert [fault.code for fault in faults.faults] == ["decoder-hung"]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc")
@pytest.mark.parametrize(("set_by_user", "expected"), [(None, b"1"), ("3", b"3")])
def test_one_thread_decodes_unless_somebody_wants_more(
    monkeypatch: pytest.MonkeyPatch, decoder: IsolatedDecoder, set_by_user: str | None, expected: bytes
) -> None:
    monkeypatch.delenv("OPENBLAS_NUM_THREADS", raising=False)
    if set_by_user:
        monkeypatch.setenv("OPENBLAS_NUM_THREADS", set_by_user)
    decoder.read_picture(jpeg(), "a.jpg")
    assert decoder._child
    environment = Path(f"/proc/{decoder._child.pid}/environ").read_bytes().split(b"\0")
    assert b"OPENBLAS_NUM_THREADS=" + expected in environment
