"""Child processes of a cluster's workers: each thread of a worker has one, started in the folder of the run.

A worker may have many threads and serve other people too. A child has a processor to itself whatever the worker's other
threads do, its working directory is its own, and if it dies or hangs the worker lives.
"""

from __future__ import annotations

from queue import Empty, SimpleQueue
from threading import Lock, local
from typing import Any

from .children import Child, Heard, death

_mine = local()
_all: list[RunChild] = []
_lock = Lock()


class ChildDiedError(RuntimeError):
    """A child died or hung while it worked on an item; the message says which."""


class NotHereError(RuntimeError):
    """A worker cannot do the work: another version, or a folder that it cannot see."""


class RunChild:
    """The child of one thread for one run."""

    def __init__(self, run: str, work: bytes, folder: str | None) -> None:
        """Start it, in the worker's own folder if ``folder`` is None. ``work`` is the pickled task. Raises NotHereError."""
        self.run = run
        self._ready = False
        self._heard: Heard = SimpleQueue()
        try:
            self._child = Child(work, self._heard, folder)
        except OSError as error:
            message = (
                f"the folder {folder} cannot be entered ({error.strerror}): all workers must see the archive there"
            )
            raise NotHereError(message) from error
        with _lock:
            _all.append(self)

    def do(self, item: object, seconds: float) -> Any:
        """Return the result of an item. Raises what the work raises, NotHereError, and ChildDiedError.

        ``seconds`` is the wall time without a sign of life after which the child is given up.
        """
        self._child.give(item)
        while True:
            try:
                _, said, value = self._heard.get(timeout=seconds)
            except Empty:
                raise self._given_up(f"it was not finished after {seconds:g} seconds") from None
            if said == "done":
                return value
            if said == "ready":
                self._ready = True
            elif said == "failed" and self._ready:
                raise value
            elif said == "failed":
                raise self._given_up(f"{type(value).__name__}: {value}") from value
            elif said == "unreadable":
                raise self._given_up(f"what came of it cannot be read ({value})")
            elif said == "died":
                raise self._given_up(f"the process that worked on it died ({death(self._child.wait())})")

    def close(self) -> None:
        """End the process."""
        self._child.close()
        with _lock:
            if self in _all:
                _all.remove(self)

    def _given_up(self, reason: str) -> Exception:
        """End the process and return what to raise: before it was ready it was not the item that was wrong."""
        self.close()
        return ChildDiedError(reason) if self._ready else NotHereError(f"the work cannot be begun there: {reason}")


def do(run: str, version: str, folder: str | None, seconds: float, work: bytes, item: object) -> Any:
    """Return the result of an item, made by this thread's child for the run. This is what workers are asked to call."""
    from mediaaudit.version import __version__

    if version != __version__:
        raise NotHereError(f"mediaaudit {__version__} is installed there, and {version} here")
    child: RunChild | None = getattr(_mine, "child", None)
    if child is None or child.run != run or child not in _all:
        if child:
            child.close()
        child = _mine.child = RunChild(run, work, folder)
    return child.do(item, seconds)


def close_all(run: str) -> None:
    """End the children of a run in this process."""
    for child in [child for child in _all if child.run == run]:
        child.close()
