"""Child processes of a cluster's workers: each thread of a worker has one, started in the folder of the run.

A worker may have many threads and serve other people too. A child has a processor to itself whatever the worker's other
threads do, its working directory is its own, and if it dies the worker lives.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from threading import Lock, local
from typing import Any

from .executor import Task, spare_collector

_MAIN = "import sys; from mediaaudit.engine.children import serve; serve(sys.stdin.buffer)"
_mine = local()
_all: list[Child] = []
_lock = Lock()


class ChildDiedError(RuntimeError):
    """A child ended while it worked on an item."""


class NotHereError(RuntimeError):
    """A worker cannot do the work: another version, or a folder that it cannot see."""


class Child:
    """A process that does one kind of work in one folder."""

    def __init__(self, run: str, work: bytes, folder: str | None) -> None:
        """Start it, in the worker's own folder if ``folder`` is None. ``work`` is the pickled task. Raises NotHereError."""
        self.run = run
        command = [sys.executable, "-c", _MAIN]
        try:
            self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder)  # noqa: S603 - our own words
        except OSError as error:
            message = (
                f"the folder {folder} cannot be entered ({error.strerror}): all workers must see the archive there"
            )
            raise NotHereError(message) from error
        with _lock:
            _all.append(self)
        self._send(work)

    def do(self, item: object) -> Any:
        """Return the result of an item. Raises what the work raises, and ChildDiedError."""
        try:
            self._send(pickle.dumps(item))
            assert self._process.stdout  # noqa: S101 - a pipe was asked for
            failed, value = pickle.load(self._process.stdout)  # noqa: S301 - from our own process
        except (OSError, EOFError, pickle.UnpicklingError) as error:
            self.close()
            raise ChildDiedError(f"the process that worked on it died (status {self._process.returncode})") from error
        if failed:
            raise value
        return value

    def close(self) -> None:
        """End the process."""
        self._process.kill()
        self._process.communicate()
        with _lock:
            if self in _all:
                _all.remove(self)

    def _send(self, data: bytes) -> None:
        assert self._process.stdin  # noqa: S101 - a pipe was asked for
        pickle.dump(data, self._process.stdin)
        self._process.stdin.flush()


def do(run: str, version: str, folder: str | None, work: bytes, item: object) -> Any:
    """Return the result of an item, made by this thread's child for the run. This is what workers are asked to call."""
    from mediaaudit.version import __version__

    if version != __version__:
        raise NotHereError(f"mediaaudit {__version__} is installed there, and {version} here")
    child: Child | None = getattr(_mine, "child", None)
    if child is None or child.run != run or child not in _all:
        if child:
            child.close()
        child = _mine.child = Child(run, work, folder)
    return child.do(item)


def close_all(run: str) -> None:
    """End the children of a run in this process."""
    for child in [child for child in _all if child.run == run]:
        child.close()


def serve(requests: Any) -> None:
    """Be a child: take the work, then item after item, until there are no more. Standard output is for answers alone."""
    import os

    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what plug-ins print goes to the worker's log
    spare_collector()
    work: Task[object, object] = pickle.loads(pickle.load(requests))  # noqa: S301 - from our own parent
    while True:
        try:
            item = pickle.loads(pickle.load(requests))  # noqa: S301 - from our own parent
        except EOFError:
            work.close()
            return
        try:
            answer = False, work(item)
        except Exception as error:
            answer = True, error
        pickle.dump(answer, answers)
        answers.flush()
