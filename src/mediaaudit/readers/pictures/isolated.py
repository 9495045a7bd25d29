"""Decode untrusted pictures in a process of their own: a decoder that dies or hangs costs one picture, not the run.

The child is this package's ``decoder_main``. Both speak frames: four bytes of length, big-endian, then JSON, and for a
request the file's bytes after it. Nothing that the child says is executed or unpickled: it may have been taken over by
a picture.
"""

from __future__ import annotations

import json
import os
import struct
from base64 import b64decode
from dataclasses import asdict
from subprocess import DEVNULL
from threading import Event, Timer
from typing import IO, TYPE_CHECKING, Any

from mediaaudit.child_process import start_python
from mediaaudit.model.asset import Fault, Faults, Pixels
from mediaaudit.model.metadata import Manifest
from mediaaudit.model.signature import PackedSignature

from .limits import Limits
from .reading import Reading, Wanted
from .thumbnail import SmallCopy

if TYPE_CHECKING:
    from subprocess import Popen

SECONDS = 60.0  # wall time for one picture; the largest within the limits decode in a tenth of it
# Threads of linear algebra wait for each other by spinning: on the small matrices of a signature, with the processors
# busy, one picture took 22 times as long with two threads as with one. Whoever sets a number himself keeps it.
THREADS = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1")
_MOST = 1 << 20  # bytes of an answer
_DEATHS = (OSError, EOFError, ValueError, KeyError, TypeError, RecursionError)  # what a child may leave behind


class IsolatedDecoder:
    """A child process that reads pictures, started when first used and again after each death."""

    def __init__(self, limits: Limits, *, seconds: float = SECONDS) -> None:
        """Take the limits of a picture and the wall time after which it is given up."""
        self._limits = limits
        self._seconds = seconds
        self._child: Popen[bytes] | None = None

    def read_picture(self, data: bytes, uri: str, *, wanted: Wanted = Wanted()) -> Reading:  # noqa: B008 - frozen
        """Return what ``readers.pictures.read_picture`` returns; the death of the decoder is a fault of the picture."""
        try:
            answer = self._ask({"uri": uri, "wanted": asdict(wanted)}, data)
            pixels, signature = answer["pixels"], answer["signature"]
            return Reading(
                Faults(faults=tuple(Fault(**fault) for fault in answer["faults"])),
                Pixels(**pixels) if pixels else None,
                PackedSignature(b64decode(signature)) if signature else None,
            )
        except TimeoutError:
            return Reading(Faults(faults=(self._given_up(hung=True),)))
        except _DEATHS:
            self.close()
            return Reading(Faults(faults=(self._given_up(hung=False),)))

    def small_copy(self, data: bytes, *, edge: int, most: int) -> SmallCopy | None:
        """Return what ``readers.pictures.thumbnail.small_copy`` returns; the death of the decoder means None."""
        try:
            answer = self._ask({"edge": edge, "most": most}, data)
            return SmallCopy(**answer) if answer else None
        except TimeoutError:
            return None
        except _DEATHS:
            self.close()
            return None

    def read_manifest(self, data: bytes, media_type: str) -> Manifest | None:
        """Return what ``readers.provenance.read_manifest`` returns; the death of the child means None."""
        try:
            answer = self._ask({"media_type": media_type}, data)
            return Manifest(failures=tuple(answer["failures"])) if answer else None
        except TimeoutError:
            return None
        except _DEATHS:
            self.close()
            return None

    def close(self) -> None:
        """End the child."""
        if self._child:
            self._child.kill()
            self._child.communicate()
            self._child = None

    def _running(self) -> Popen[bytes]:
        if self._child is None:
            threads = {name: number for name, number in THREADS.items() if name not in os.environ}
            self._child = start_python(f"{__package__}.decoder_main:main", env=threads, stderr=DEVNULL)
        return self._child

    def _ask(self, request: dict[str, Any], data: bytes) -> Any:
        """Return the child's answer. Raises TimeoutError if it was stopped, one of ``_DEATHS`` if it is no more."""
        child = self._running()
        hung = Event()

        def give_up() -> None:
            hung.set()
            child.kill()

        timer = Timer(self._seconds, give_up)
        timer.start()
        try:
            if child.stdin is None or child.stdout is None:
                raise EOFError
            write_frame(child.stdin, {**request, "limits": asdict(self._limits), "size": len(data)})
            child.stdin.write(data)
            child.stdin.flush()
            return read_frame(child.stdout)
        except _DEATHS as error:
            if hung.is_set():
                self.close()
                raise TimeoutError from error
            raise
        finally:
            timer.cancel()

    def _given_up(self, *, hung: bool) -> Fault:
        if hung:
            message = f"The decoder had not finished this picture after {self._seconds:g} seconds and was stopped."
            return Fault(code="decoder-hung", message=message, unusable=True)
        return Fault(code="decoder-died", message="The decoder crashed on this picture.", unusable=True)


def write_frame(stream: IO[bytes], value: Any) -> None:
    """Write a JSON value as one frame."""
    text = json.dumps(value).encode()
    stream.write(struct.pack(">I", len(text)) + text)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Any:
    """Return the next frame's value. Raises EOFError at the end, ValueError for what is no frame."""
    head = stream.read(4)
    if len(head) < 4:
        raise EOFError
    (size,) = struct.unpack(">I", head)
    if size > _MOST:
        raise ValueError(size)
    text = stream.read(size)
    if len(text) < size:
        raise EOFError
    return json.loads(text)
